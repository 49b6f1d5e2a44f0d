"""Somebody to talk with: chosen in a form, asked for in words, taken back, and answered by a contact's one press."""

from __future__ import annotations

from bot.domain.reaching_out import Kind, NotToThem
from bot.domain.refusals import Outdated
from bot.programme import answers, reaching_out
from bot.programme.work import LONG_TERM
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import reaching_out as views
from handlers.views.blocks import Message


def open_form(turn: Turn) -> None:
    """Whom they can turn to, and whom they wait for."""
    with turn.look() as work:
        doors, today = reaching_out.doors(work, turn.actor), turn.today(work)
    turn.open(views.form(doors, turn.t, today=today))


def form_sent(turn: Turn) -> None:
    """The contact will be told; the form says what happens next, and leads to their conversation."""
    try:
        with turn.work() as work:
            waiting = reaching_out.ask(work, turn.actor, *_chosen(turn))
            today = turn.today(work)
    except NotToThem as refusal:
        return turn.correct(**{views.CONTACT: say_refusal(refusal, turn.t).text})
    turn.show_instead(views.told(waiting, turn.workspace, turn.t, today=today))


def withdraw(turn: Turn) -> None:
    """ "No longer needed": the form says so; a message of the ledger is drawn again by itself."""
    with turn.work() as work:
        reaching_out.withdraw(work, turn.actor, turn.number())
    if turn.in_a_form:
        turn.update_view(views.withdrawn(turn.t))


def been_in_touch(turn: Turn) -> None:
    """ "I've been in touch": nothing else is asked, and the card thanks them."""
    with turn.work() as work:
        reaching_out.been_in_touch(work, turn.actor, answers.mine(work, turn.actor, turn.number()))


def at_hand(turn: Turn, *, distress: bool = False, in_a_form: bool = False) -> Message:
    """Everybody they can turn to, for whoever wrote that they need somebody."""
    with turn.look() as work:
        doors = reaching_out.doors(work, turn.actor)
    return views.at_hand(doors, turn.workspace, turn.t, distress=distress, in_a_form=in_a_form)


def in_danger(turn: Turn) -> Message:
    """Whom to call at once, for somebody to whom the programme is not open."""
    return views.in_danger(turn.house.customs.types[LONG_TERM].emergency or {}, turn.t)


def _chosen(turn: Turn) -> tuple[Kind, int]:
    kind, _, contact_id = str(turn.form.get(views.CONTACT)).partition(":")
    if kind not in list(Kind):
        raise Outdated
    return Kind(kind), number_in(contact_id)
