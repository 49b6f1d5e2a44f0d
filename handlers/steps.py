"""The steps of a mentorship: looked at from its page, left out by two, taken up again."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme import answers, leaving_out, steps
from bot.programme.steps import Progress
from bot.programme.work import Work
from handlers.turn import Turn, number_in
from handlers.views import steps as views


def open_list(turn: Turn) -> None:
    """The button: its value is the mentorship's id."""
    with turn.look() as work:
        mentorship = answers.meant(work, turn.actor, turn.number())
        progress = steps.progress(work, mentorship, turn.actor)
    turn.open(views.form(progress, turn.t))


def leave_out(turn: Turn) -> None:
    """Suggested, or agreed to: what it was is known by whose word came first."""
    _decide(turn, leaving_out.leave_out)


def keep(turn: Turn) -> None:
    """Not left out, or not any more."""
    _decide(turn, leaving_out.keep)


def _decide(turn: Turn, decide: Callable[[Work, Person, int, str], Progress]) -> None:
    """Pressed in the list, which is drawn again, or in a message, which the sender draws again."""
    mentorship_id, _, key = turn.value.partition(":")
    if not key:
        raise Outdated
    with turn.work() as work:
        progress = decide(work, turn.actor, number_in(mentorship_id), key)
    if turn.in_a_form:
        turn.update_view(views.form(progress, turn.t))
