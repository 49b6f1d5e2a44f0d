"""A pair in which a change is asked for: Léa mentors Tom, Omar coordinates and Inès owns the programme."""

from __future__ import annotations

from datetime import date

from living import Programme, kinds

from bot.domain.changes import Change, Decision, Motive, ToldBy, Wish
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme import changing, deciding

MONDAY = "2026-03-09 10:00"
IN_JUNE = date(2026, 6, 1)


def a_pair(programme: Programme) -> Mentorship:
    """Since the beginning of March; it is Monday, a week later."""
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    made = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel(MONDAY)
    return made


def asks(
    programme: Programme,
    pair: Mentorship,
    who: Person,
    wish: Wish = Wish.NEW_MENTOR,
    why: Motive = Motive.NO_CONNECTION,
    until: date | None = None,
) -> Change | None:
    with programme.work() as work:
        return changing.ask(work, who, pair.id, why=why, wish=wish, until=until).asked


def decides(
    programme: Programme,
    pair: Mentorship,
    decision: Decision,
    until: date | None = None,
    told_by: ToldBy = ToldBy.BOT,
) -> None:
    with programme.work() as work:
        seen = [one.id for one in work.changes.open_in(pair.id)]
        deciding.decide(
            work, programme.omar, pair.id, seen=seen, decision=decision, until=until, told_by=told_by
        )


def now(programme: Programme, pair: Mentorship) -> Mentorship:
    with programme.work() as work:
        found = work.mentorships.get(pair.id)
        assert found is not None
        return found


def heard(programme: Programme, start: str, end: str, name: str) -> list[str]:
    return [kind for _, kind in kinds(programme.live(start, end), name)]
