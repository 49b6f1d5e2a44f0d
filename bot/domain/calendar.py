"""Days and hours as people live them, in their own place.

Every instant is an aware UTC datetime; every day is a local date; a zone is an IANA name (an unknown one
raises `ZoneInfoNotFoundError`). Recurrences are counted from an anchor, never chained from the last one, so
that a mentorship begun on the 31st does not slide to the 28th for good.
Sources: reliability.md §5, field.md W11 and G3.

A tick asks the same of thousands of people: midnights and cycles are remembered, a few thousand at a time.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MIDNIGHT = time(0)
WEEKDAYS = frozenset(range(5))


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later, or the month's last day when it is shorter.

    Always count from the anchor: 31 January + 1 is the end of February, + 2 is 31 March again.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return first.replace(day=min(day.day, last.day))


@lru_cache(maxsize=4096)
def local_day(zone: str, instant: datetime) -> date:
    """The date that the calendar on the wall shows in this place."""
    return instant.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def at_local(day: date, at: time, zone: str) -> datetime:
    """The instant at which the clock on the wall shows this time.

    A time that the clocks skip becomes the first minute that exists after it; a time that they show twice is
    its first occurrence, so that nobody is written to twice in one autumn night.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = wall.replace(tzinfo=place).astimezone(UTC)
    if _wall(instant, place) == wall:
        return instant
    return _end_of_gap(wall.replace(second=0, microsecond=0), place)


def end_of(day: date, zone: str) -> datetime:
    """The instant at which this day is over there."""
    return at_local(day + DAY, MIDNIGHT, zone)


def _wall(instant: datetime, place: ZoneInfo) -> datetime:
    return instant.astimezone(place).replace(tzinfo=None)


def _end_of_gap(wall: datetime, place: ZoneInfo) -> datetime:
    """Read with the later offset a missing time falls before the jump; with the earlier one, after it."""
    before = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    minutes = range((after - before) // MINUTE)
    return before + MINUTE * bisect_left(
        minutes, True, key=lambda minute: _wall(before + MINUTE * minute, place) > wall
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """When one person works: from `opens` until just before `closes`, on `days` (Monday is 0), no holiday.

    Raises ValueError for hours that never open: nobody could ever be told anything.
    """

    zone: str
    holidays: frozenset[date] = frozenset()
    opens: time = time(9)
    closes: time = time(18)
    days: frozenset[int] = WEEKDAYS

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("working hours must open before they close")
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("a week has at least one working day, from 0 (Monday) to 6 (Sunday)")


def works_on(hours: Hours, day: date) -> bool:
    """Whether this is one of the person's working days, whatever the hour."""
    return day.weekday() in hours.days and day not in hours.holidays


def window(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """The instants between which the person works that day: [opening, closing).

    None on a day off, and when the clocks skipped the whole of it (Samoa had no 30 December 2011).
    """
    if not works_on(hours, day):
        return None
    opening, closing = at_local(day, hours.opens, hours.zone), at_local(day, hours.closes, hours.zone)
    return (opening, closing) if opening < closing else None


def is_open(hours: Hours, instant: datetime) -> bool:
    """Whether the person is at work."""
    today = window(hours, local_day(hours.zone, instant))
    return today is not None and today[0] <= instant < today[1]


def next_window(hours: Hours, instant: datetime) -> tuple[datetime, datetime]:
    """The first working day that has not closed by `instant`, as [opening, closing)."""
    first = local_day(hours.zone, instant)
    windows = (window(hours, first + DAY * n) for n in count())
    return next(day for day in windows if day is not None and instant < day[1])


def next_open(hours: Hours, instant: datetime) -> datetime:
    """The first moment from `instant` on at which the person is at work: `instant` itself if they are."""
    return max(instant, next_window(hours, instant)[0])


def next_working_morning(hours: Hours, after: datetime) -> datetime:
    """The opening of the person's first working day that comes after the local day of `after`."""
    tomorrow = local_day(hours.zone, after) + DAY
    return next_window(hours, at_local(tomorrow, MIDNIGHT, hours.zone))[0]


def working_day_before(hours: Hours, day: date) -> date:
    """The last working day before `day`, which itself may be one or not."""
    return add_working_days(hours, day, -1)


def add_working_days(hours: Hours, day: date, number: int) -> date:
    """The `number`th working day after `day` (before it when negative); 0 leaves the day as it is."""
    if number == 0:
        return day
    step = DAY if number > 0 else -DAY
    working = (d for d in (day + step * n for n in count(1)) if works_on(hours, d))
    return next(islice(working, abs(number) - 1, None))


def spread(person_id: int, salt: str, minutes: int) -> timedelta:
    """This person's own delay, from nothing to just under `minutes`: the same each time for the same salt.

    A whole company is not written to in the same second, and with the date as salt nobody is always the last.
    """
    if minutes <= 0:
        return timedelta()
    digest = hashlib.sha256(f"{salt}:{person_id}".encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:8], "big") % (minutes * 60))


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """How often a mentorship is expected to meet: every so many months, or every so many weeks (then say
    `Period(months=0, weeks=2)`). Every four weeks is thirteen times a year, not twelve. ValueError otherwise.
    """

    months: int = 1
    weeks: int = 0

    def __post_init__(self) -> None:
        if min(self.months, self.weeks) < 0 or bool(self.months) == bool(self.weeks):
            raise ValueError("a period is a number of months or a number of weeks, and only one of them")


def _cycle_start(anchor: date, period: Period, k: int) -> date:
    return add_months(anchor, k * period.months) + timedelta(weeks=k * period.weeks)


def cycle_at(anchor: date, period: Period, day: date) -> int:
    """Which cycle this day belongs to; every day before the anchor belongs to cycle 0."""
    if period.weeks:
        return max(0, (day - anchor).days // (7 * period.weeks))
    k = ((day.year - anchor.year) * 12 + day.month - anchor.month) // period.months
    return max(0, k if _cycle_start(anchor, period, k) <= day else k - 1)


@lru_cache(maxsize=4096)
def cycle_bounds(anchor: date, period: Period, k: int) -> tuple[date, date]:
    """The first day of cycle k, and the first day of the next one."""
    return _cycle_start(anchor, period, k), _cycle_start(anchor, period, k + 1)


def month_bounds(zone: str, year: int, month: int) -> tuple[datetime, datetime]:
    """A calendar month of this place, as instants: [start, end)."""
    first = date(year, month, 1)
    return at_local(first, MIDNIGHT, zone), at_local(add_months(first, 1), MIDNIGHT, zone)


def month_of(zone: str, instant: datetime) -> tuple[int, int]:
    """The year and the month that the calendar on the wall shows in this place."""
    day = local_day(zone, instant)
    return day.year, day.month
