"""The instants at which the company lives: often in the first working hour, hourly after it, never while all sleep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache

from bot.domain.calendar import DAY, WEEKDAYS, Hours, add_months, at_local
from bot.domain.working_hours import HOUR, Week
from bot.programme.feasts import PublicHolidays

#: On each office's own clocks: messages of the morning are spread over forty minutes, and this is where they are seen.
MOMENTS = (time(9, 20), time(9, 40), time(11), time(14), time(17))
#: On which Monday the simulation opens, unless somebody asks for another day.
OPENS_ON = date(2026, 1, 12)
_FEASTS = PublicHolidays()


def end_of_months(opens: datetime, months: int) -> datetime:
    """The same day of the month, so many months later."""
    return datetime.combine(add_months(opens.date(), months), opens.timetz())


def instants(zones: Iterable[str], opens: datetime, ends: datetime) -> Iterator[datetime]:
    """Every moment at which somebody may be at work, in order: after `opens`, up to `ends`."""
    places = sorted(set(zones))
    day = opens.date()
    while day <= ends.date():
        near = [other for other in (day - DAY, day, day + DAY) if other.weekday() in WEEKDAYS]
        moments = {at_local(one, at, zone) for one in near for at in MOMENTS for zone in places}
        yield from sorted(one for one in moments if one.date() == day and opens < one <= ends)
        day += DAY


@lru_cache(maxsize=256)
def hours_of(zone: str, country: str, week: Week | None = None) -> Hours:
    """When somebody there is at work: in their own week, or as far as the company's customs go."""
    if week is None:
        return Hours(zone=zone, holidays=_FEASTS[country])
    opens, closes = (time(*divmod(minutes, HOUR)) for minutes in (week.opens, week.closes))
    return Hours(zone=zone, holidays=_FEASTS[country], opens=opens, closes=closes, days=week.days)


def utc(instant: str) -> datetime:
    """An instant as the playground writes it."""
    return datetime.fromisoformat(instant).astimezone(UTC)


def evening(day: date, zone: str) -> datetime:
    """When a meeting of that day is over."""
    return at_local(day, time(16, 30), zone)
