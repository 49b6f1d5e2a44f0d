"""How it goes, as the pairs of the story said it in the last month whose answers are closed when the demo opens.

Whom a wave asks depends on the days of its month; here it asks those who answer, so that there is something to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from bot.domain.calendar import DAY, at_local
from bot.domain.periods import Month
from bot.domain.pulses import GATHERED_ON, THEMES, Guest, PulseKind, Wave, closing_of
from bot.programme import joining, pulse_beats, pulses
from bot.programme.work import Work

#: The day of the month on which they answer, and at what time; and when the answers are counted.
ANSWERED_ON, EVENING, NIGHT = 20, time(18), time(0, 5)


def events(
    told: Sequence[Mapping[str, Any]], opens: datetime, zone: str
) -> Iterator[tuple[datetime, Callable[[Work], None]]]:
    """They are asked, they answer, and once the wave is closed it is counted: each at its own instant."""
    month = latest_closed(opens.date())
    first = month.first
    yield at_local(first.replace(day=GATHERED_ON), NIGHT, zone), partial(_ask, told=told, month=month)
    for number, one in enumerate(told):
        at = at_local(first.replace(day=ANSWERED_ON), EVENING, zone) + timedelta(minutes=number)
        yield at, partial(_answer, told=one, month=month)
    yield at_local(closing_of(month) + DAY, NIGHT, zone), partial(_count, month=month)


def latest_closed(day: date) -> Month:
    """The latest month of which the answers are closed on this day."""
    before = Month.of(day).earlier(1)
    return before if closing_of(before) < day else before.earlier(1)


def _ask(work: Work, *, told: Sequence[Mapping[str, Any]], month: Month) -> None:
    programme = joining.programme_of(work)
    wave = work.pulses.open(programme.id, PulseKind.PULSE, opens_on=month.first, closes_on=closing_of(month))
    people = [work.people.by_slack_id(one["person"]) for one in told]
    seats = [
        seat for person in people if person for one in work.mentorships.of(person.id) for seat in one.seats
    ]
    sides = {seat.person_id: seat.role for seat in reversed(seats)}
    if wave is not None:
        guests = [Guest(person_id=one.id, side=sides[one.id], day=month.first) for one in people if one]
        work.pulses.invite(wave.id, guests)


def _answer(work: Work, *, told: Mapping[str, Any], month: Month) -> None:
    person = work.people.by_slack_id(told["person"])
    if person is not None:
        marks = dict(zip(THEMES[PulseKind.PULSE], told["marks"], strict=True))
        pulses.answer(work, person, _wave(work, month).id, marks=marks, words=told.get("words"))


def _count(work: Work, *, month: Month) -> None:
    pulse_beats.count(work, _wave(work, month))


def _wave(work: Work, month: Month) -> Wave:
    wave = work.pulses.wave(joining.programme_of(work).id, PulseKind.PULSE, month.first)
    assert wave is not None
    return wave
