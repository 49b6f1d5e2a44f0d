"""`/mentor-admin without`: who has no mentor, why, and what can be done for each of them."""

from __future__ import annotations

from bot.domain.permissions import Act
from bot.programme import without
from handlers.forms import number_in
from handlers.turn import Turn
from handlers.views import without as views
from handlers.views.blocks import Message


def panel(turn: Turn, page: int = 0) -> Message:
    """Permission is recorded first; then one look, which holds up nobody who writes."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_PEOPLE)
    with turn.look() as work:
        found = without.see(work, turn.actor, page)
    return views.panel(found, turn.t)


def show(turn: Turn) -> None:
    """The first page, or another one, in the place of what was shown; from a message of the ledger, below it."""
    said = panel(turn, number_in(turn.value or "0"))
    in_the_ledger = turn.action.get("action_id") == views.FROM_THE_NEWS
    (turn.say_in_dm if in_the_ledger else turn.replace)(said)


def remind(turn: Turn) -> None:
    with turn.work() as work:
        planned = without.remind(work, turn.actor, turn.number())
        person = work.people.get(turn.number())
    turn.replace(views.reminded(person, turn.t, planned=planned))


def look_for(turn: Turn) -> None:
    """They are asked whom they would like to meet, and it goes on by itself."""
    with turn.work() as work:
        opened = without.look_for(work, turn.actor, turn.number())
        person, today = work.people.get(turn.number()), turn.today(work)
    turn.replace(views.looking(person, opened, turn.t, today=today))
