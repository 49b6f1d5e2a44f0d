"""`/mentor-admin without`: who has no mentor, why, and what can be done for each of them."""

from __future__ import annotations

from bot.domain.permissions import Act
from bot.programme import without
from handlers.excuses import carry_on
from handlers.forms import number_in
from handlers.turn import Turn
from handlers.views import without as views
from handlers.views.blocks import Message

FAILED = "panel_failed"


def show(turn: Turn) -> None:
    """The first page, or another one, in the place of what was shown; from a message of the ledger, below it.

    Permission is recorded first; a whole company is looked at after the acknowledgement.
    """
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_PEOPLE)
    page = number_in(turn.value or "0")
    in_the_ledger = turn.action.get("action_id") == views.FROM_THE_NEWS
    carry_on(turn, lambda: _panel(turn, page), failed=FAILED, below=in_the_ledger)


def remind(turn: Turn) -> None:
    with turn.work() as work:
        planned = without.remind(work, turn.actor, turn.number())
        person = work.people.get(turn.number())
    turn.replace(views.reminded(person, turn.t, planned=planned))


def _panel(turn: Turn, page: int) -> Message:
    with turn.look() as work:
        found = without.see(work, turn.actor, page)
    return views.panel(found, turn.t)


def look_for(turn: Turn) -> None:
    """They are asked whom they would like to meet, and it goes on by itself."""
    with turn.work() as work:
        opened = without.look_for(work, turn.actor, turn.number())
        person, today = work.people.get(turn.number()), turn.today(work)
    turn.replace(views.looking(person, opened, turn.t, today=today))
