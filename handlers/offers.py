"""A suggestion is answered: yes, or not this one, without a reason. A button's value is the round's id.

The message is drawn again by the routing table; a form that Home opened, here.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.people import Person
from bot.programme import offering
from bot.programme.offering import Suggestion
from bot.programme.work import Work
from handlers.turn import Turn
from handlers.views import offers as views


def open_form(turn: Turn) -> None:
    """From Home."""
    with turn.look() as work:
        suggestion = offering.mine(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.open(views.form(suggestion, turn.t, today=today))


def accept(turn: Turn) -> None:
    _answered(turn, offering.accept)


def decline(turn: Turn) -> None:
    _answered(turn, offering.decline)


def _answered(turn: Turn, answer: Callable[[Work, Person, int], Suggestion]) -> None:
    with turn.work() as work:
        suggestion = answer(work, turn.actor, turn.number())
        today = turn.today(work)
    if turn.body.get("view"):
        turn.update_view(views.form(suggestion, turn.t, today=today))
