"""`/mentor-admin people`: who is where, and a word to whoever stopped on the way."""

from __future__ import annotations

from collections import Counter

from bot.domain.refusals import Outdated
from bot.domain.whereabouts import NAMELESS, Where
from bot.programme import charters, people
from bot.programme.closeness import close_to
from bot.programme.people import Reminded
from bot.programme.reminding import WhyNot
from handlers.excuses import carry_on
from handlers.turn import Turn, number_in
from handlers.views import people as views
from handlers.views.blocks import Message

#: Reminding asks a few questions about each: others write in between.
AT_ONCE = 50
FAILED = "people_failed"


def see(turn: Turn) -> None:
    """How many are where. Permission is recorded first; a whole company is looked at after the acknowledgement."""
    with turn.work() as work:
        people.ask(work, turn.actor)
    carry_on(turn, lambda: _overview(turn), failed=FAILED)


def page(turn: Turn) -> None:
    """Names of one place out of the menu, or another page of one, in the place of what was shown."""
    with turn.work() as work:
        people.ask(work, turn.actor)
    named, _, number = turn.picked.partition(":")
    where, number_of_page = _where(named), number_in(number or "0")
    carry_on(turn, lambda: _listing(turn, where, number_of_page), failed=FAILED)


def remind(turn: Turn) -> None:
    """Everybody who stopped half-way, as far as each may still be reminded."""
    with turn.work() as work:
        people.ask(work, turn.actor)
    turn.replace(views.reminding(turn.t))
    carry_on(turn, lambda: _reminded(turn), failed=FAILED)


def remind_of_the_charter(turn: Turn) -> None:
    with turn.work() as work:
        programme = work.programme()
        reminded = charters.remind(work, turn.actor)
        close = close_to(work, turn.actor)
        standing = charters.standing(work, programme, but=close) if programme else None
    turn.replace(views.charter_reminded(reminded, standing.waiting if standing else 0, turn.t))


def _overview(turn: Turn) -> Message:
    with turn.look() as work:
        found = people.overview(work, turn.actor)
    return views.overview(found, turn.t)


def _listing(turn: Turn, where: Where, page: int) -> Message:
    with turn.look() as work:
        found = people.listing(work, turn.actor, where, page)
        today = turn.today(work)
    return views.listing(found, turn.t, today=today)


def _reminded(turn: Turn) -> Message:
    with turn.look() as work:
        stopped = people.half_way(work, turn.actor)
    count, spared = 0, Counter[WhyNot]()
    for start in range(0, len(stopped), AT_ONCE):
        with turn.work() as work:
            done = people.remind(work, turn.actor, stopped[start : start + AT_ONCE])
        count += done.count
        spared.update(done.spared)
    return views.reminded(Reminded(count=count, spared=spared), turn.t)


def _where(value: str) -> Where:
    if value not in list(Where) or value in NAMELESS:
        raise Outdated
    return Where(value)
