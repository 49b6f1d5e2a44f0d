"""When somebody wants to be written to: the hours and days that they named, else the custom of their country.

Field.md C13: availability of both is essential. A part-timer is left alone on the days they do not work. Minutes count
from midnight on the person's own clock; days count from 0, Monday.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bot.domain.calendar import WEEKDAYS, Hours
from bot.domain.people import Person
from bot.domain.refusals import Outdated, Refusal

HOUR = 60
#: From nine to six, where nobody says otherwise.
OPENS, CLOSES = 9 * HOUR, 18 * HOUR
#: In less than this, what a day brings could not be said to everybody in turn.
LEAST = 2 * HOUR
#: What can be chosen: half hours, the last one such that the day of work ends before midnight.
STEP, LATEST = 30, 23 * HOUR + 30


class HoursTooShort(Refusal):
    """Fewer than two hours, or an end before the beginning."""

    key = "refusals.hours_too_short"


class NoWorkingDay(Refusal):
    """A week without a day on which anything could be said."""

    key = "refusals.no_working_day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Working hours, the same on each of these days."""

    opens: int = OPENS
    closes: int = CLOSES
    days: frozenset[int] = WEEKDAYS


def week_of(person: Person, custom: frozenset[int]) -> Week:
    """This person's week; `custom` are the working days of their country."""
    return Week(
        opens=OPENS if person.opens_at is None else person.opens_at,
        closes=CLOSES if person.closes_at is None else person.closes_at,
        days=custom if person.works_on is None else days_of(person.works_on),
    )


def hours_of(person: Person, custom: frozenset[int], holidays: frozenset[date]) -> Hours:
    """The same as instants can be found in it: in their zone, without the public holidays of their country."""
    week = week_of(person, custom)
    return Hours(
        zone=person.timezone,
        holidays=holidays,
        opens=_at(week.opens),
        closes=_at(week.closes),
        days=week.days,
    )


def check(week: Week) -> None:
    """Raises `HoursTooShort`, `NoWorkingDay`, and `Outdated` for what no form of ours offers."""
    if not all(0 <= minutes <= LATEST and minutes % STEP == 0 for minutes in (week.opens, week.closes)):
        raise Outdated
    if not week.days <= frozenset(range(7)):
        raise Outdated
    if week.closes - week.opens < LEAST:
        raise HoursTooShort
    if not week.days:
        raise NoWorkingDay


def days_of(written: str) -> frozenset[int]:
    return frozenset(int(digit) for digit in written)


def written_down(days: Iterable[int]) -> str:
    """Working days as they are kept: "0123" is Monday to Thursday."""
    return "".join(str(day) for day in sorted(days))


def _at(minutes: int) -> time:
    return time(*divmod(minutes, HOUR))
