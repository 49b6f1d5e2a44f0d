"""Which date is meant: "le 3 mars", "the 31st", "last Monday". Nothing here reads a clock: today is given.

A date that does not exist, or that no calendar of ours holds, is `None`: the person is asked.
"""

from calendar import monthrange
from datetime import date

# The 29th of February may be eight years away (1896, 1904).
_YEARS_TO_LOOK = 9


def exact(year: int, month: int, day: int) -> date | None:
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def days_after(day: date, count: int) -> date | None:
    ordinal = day.toordinal() + count
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def latest(today: date, month: int, day: int) -> date | None:
    """This day of the year, today or the last time it came."""
    earlier = (exact(today.year - years, month, day) for years in range(_YEARS_TO_LOOK))
    return next((found for found in earlier if found and found <= today), None)


def coming(today: date, month: int, day: int) -> date | None:
    """This day of the year, the next time it comes."""
    later = (exact(today.year + years, month, day) for years in range(_YEARS_TO_LOOK))
    return next((found for found in later if found and found > today), None)


def latest_of_month(today: date, number: int) -> date | None:
    """The 3rd, or the 31st: today or the last time there was one. Of two months in a row, one has 31 days."""
    months_ago = ((today.year * 12 + today.month - 1 - back) for back in range(3))
    candidates = (exact(month // 12, month % 12 + 1, number) for month in months_ago)
    return next((found for found in candidates if found and found <= today), None)


def latest_weekday(today: date, weekday: int, *, way: str | None = None) -> date | None:
    """Monday is 0. Today counts, unless `way` is "last" or "next"."""
    back = (today.weekday() - weekday) % 7
    if way == "next":
        return days_after(today, 7 - back)
    return days_after(today, -(back or 7) if way == "last" else -back)


def weekday_of_last_week(today: date, weekday: int) -> date | None:
    return days_after(today, weekday - today.weekday() - 7)


def if_on(weekday: str | None, day: date | None) -> date | None:
    """The day, unless a weekday was said that it does not fall on."""
    return day if day and weekday in (None, str(day.weekday())) else None
