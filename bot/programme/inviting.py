"""Inviting people to a round: once, and once more whoever has not answered when it is about to close."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.cadence import PromptDue, to_each
from bot.domain.calendar import (
    MIDNIGHT,
    Hours,
    add_working_days,
    at_local,
    end_of,
    local_day,
    working_day_before,
    works_on,
)
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.rounds import Round
from bot.programme.work import Work

#: So many working days are left when whoever has not answered is asked once more.
REMINDED_BEFORE = 3
#: What a reminder has among its ids, and a first invitation has not.
REMINDS = "reminds"


def period_of(round_id: int) -> str:
    """How the ledger names what is said in a round."""
    return f"round-{round_id}"


def call(work: Work, found: Round, people: Iterable[int]) -> None:
    """Invite these people, each in their own hours and not before the round opens, and plan the one reminder."""
    called = list(people)
    work.prompts.plan([*_first(work, found, called), *_second(work, found, called)], now=work.now)


def call_late(work: Work, found: Round, person: Person, *, told: bool) -> None:
    """Somebody joined the list while the round collects. `told` when they read the question at this very moment: they
    are only reminded of it.

    Whoever was away and is back may have been called off: what is planned for them now has a name of its own.
    """
    back = f"-{work.now:%Y%m%d}"
    known = told or _has_read(work, found, person)
    first = () if known else _first(work, found, [person.id], suffix=back)
    work.prompts.plan([*first, *_second(work, found, [person.id], suffix=back)], now=work.now)


def show_again(work: Work, found: Round, person: Person) -> None:
    """They have answered: what invited them shows it, from wherever they did."""
    for one in _said(work, found, person):
        if one.channel and one.ts:
            work.delivery.retouch(one.channel, one.ts)


def reminder_day(hours: Hours, *, today: date, closes_on: date) -> date | None:
    """Three working days before the last one, half-way when the time to answer is shorter than that; None when it is
    too short for anybody to have forgotten. All are local dates of the programme's zone.
    """
    day = max(add_working_days(hours, closes_on, -REMINDED_BEFORE), today + (closes_on - today) / 2)
    if not works_on(hours, day):
        day = working_day_before(hours, day)
    return day if day > today else None


def _first(work: Work, found: Round, people: list[int], *, suffix: str = "") -> list[PromptDue]:
    return to_each(
        people,
        PromptKind.INVITATION,
        period=period_of(found.id),
        rung=f"invited{suffix}",
        now=max(work.now, found.opened_at),
        until=end_of(found.closes_on, _programme(work, found).timezone),
        about={"round": found.id},
    )


def _second(work: Work, found: Round, people: list[int], *, suffix: str = "") -> Iterator[PromptDue]:
    zone = _programme(work, found).timezone
    hours = work.team_hours(zone)
    day = reminder_day(hours, today=local_day(zone, work.now), closes_on=found.closes_on)
    if day is not None:
        yield from to_each(
            people,
            PromptKind.INVITATION,
            period=period_of(found.id),
            rung=f"reminder{suffix}",
            now=at_local(day, MIDNIGHT, zone),
            until=end_of(found.closes_on, zone),
            about={"round": found.id, REMINDS: 1},
        )


def _has_read(work: Work, found: Round, person: Person) -> bool:
    return bool(_said(work, found, person))


def _said(work: Work, found: Round, person: Person) -> list[Prompt]:
    said = work.prompts.messages_to(person.id, found.opened_at)
    return [one for one in said if one.kind is PromptKind.INVITATION and one.about.get("round") == found.id]


def _programme(work: Work, found: Round) -> Programme:
    return work.programmes.get(found.programme_id)
