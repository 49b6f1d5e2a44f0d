"""A mentor's list before anything is announced: this suits me, or rather not somebody, without a reason.

The message is drawn again by the routing table; a form that Home opened, here.
"""

from __future__ import annotations

from bot.programme import finishing, with_mentors
from bot.programme.with_mentors import MentorList
from handlers.turn import Turn, number_in
from handlers.views import mentor_lists as views


def open_form(turn: Turn) -> None:
    """From Home: the button's value is the round's id."""
    with turn.look() as work:
        theirs = with_mentors.mine(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.open(views.form(theirs, turn.t, today=today))


def accept(turn: Turn) -> None:
    """Everybody whom the list showed is welcome. The value is the round's id, and theirs."""
    round_id, _, shown = turn.value.partition(":")
    seen = {number_in(one) for one in shown.split(",")}
    with turn.work() as work:
        theirs = with_mentors.accept(work, turn.actor, number_in(round_id), seen)
    _draw(turn, theirs)


def decline(turn: Turn) -> None:
    """Rather not this person: they are looked after at once, and nobody is told. The value is the round's id and
    theirs.
    """
    round_id, _, mentee_id = turn.value.partition(":")
    with turn.work() as work:
        theirs = with_mentors.decline(work, turn.actor, number_in(round_id), number_in(mentee_id))
    _draw(turn, theirs)
    turn.later(lambda: _look_after(turn, theirs.round.id))


def _look_after(turn: Turn, round_id: int) -> None:
    """Whoever was declined is matched anew, after the acknowledgement; the next beat finishes it otherwise."""
    finishing.carry_out(turn.house.store, turn.workspace, round_id)


def _draw(turn: Turn, theirs: MentorList) -> None:
    """In the form, if that is where the button was."""
    if turn.body.get("view"):
        with turn.look() as work:
            today = turn.today(work)
        turn.update_view(views.form(theirs, turn.t, today=today))
