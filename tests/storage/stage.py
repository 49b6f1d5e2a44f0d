"""The cast, and what the tests of the storage do over and over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from bot.domain.cadence import PromptDue, PromptKind
from bot.domain.calendar import Period
from bot.domain.enrolments import Programme
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.programme.work import Customs, Work

T = TypeVar("T")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
CUSTOMS = Customs(
    language="fr", timezone="Europe/Paris", country="FR", address="vous", types={}, holidays={}, owners=()
)


class StoppedClock:
    """Time that moves only when a test says so."""

    def __init__(self) -> None:
        self.time = NOON
        self.readings = 0

    def now(self) -> datetime:
        self.readings += 1
        return self.time

    def machine_now(self) -> datetime:
        return self.time


@dataclass(frozen=True)
class Cast:
    lea: Person
    tom: Person
    ines: Person
    programme: Programme


def link(
    work: Work, cast: Cast, *, mentee: Person | None = None, introduced: datetime = NOON, weeks: int = 0
) -> Mentorship:
    """Léa mentors Tom (or somebody else) from that day on."""
    learner = mentee or cast.tom
    return work.mentorships.link(
        cast.programme.id,
        seats=[(cast.lea.id, SeatRole.MENTOR), (learner.id, SeatRole.MENTEE)],
        anchor=introduced.date(),
        period=Period(months=0, weeks=weeks) if weeks else Period(months=1),
        introduced_at=introduced,
    )


def due_to(
    person: Person,
    mentorship: Mentorship | None = None,
    *,
    kind: PromptKind = PromptKind.MISSING_MEETING,
    period: str = "cycle-1",
    not_before: datetime = NOON,
    lasts: timedelta = timedelta(days=7),
) -> PromptDue:
    """Something to tell this person."""
    return PromptDue(
        kind=kind,
        mentorship_id=None if mentorship is None else mentorship.id,
        recipient_id=person.id,
        period=period,
        rung="half",
        not_before=not_before,
        expires_at=not_before + lasts,
        about={"round": 7},
    )


def at_once(number: int, act: Callable[[int], T]) -> list[T]:
    """What each of so many threads got, all starting in the same instant. The first exception is raised."""
    gate = Barrier(number)

    def one(which: int) -> T:
        gate.wait(timeout=10)
        return act(which)

    with ThreadPoolExecutor(number) as crowd:
        return list(crowd.map(one, range(number)))
