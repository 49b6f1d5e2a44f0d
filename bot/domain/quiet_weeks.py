"""Weeks of the year in which a programme leaves people alone, such as those around New Year.

They come back every year, on days of the calendar; both ends are quiet, and a span may reach into the next year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class QuietWeeks:
    """From one month and day to another, both included. 29 February is the 28th in most years."""

    begins: tuple[int, int]
    ends: tuple[int, int]

    def from_year(self, year: int) -> tuple[date, date]:
        """Of the span that begins in this year: its first day, and the first day after it."""
        begins, ends = _day(year, self.begins), _day(year, self.ends)
        if ends < begins:
            ends = _day(year + 1, self.ends)
        return begins, ends + DAY

    @property
    def days(self) -> int:
        """How long they last at most."""
        return max((after - begins).days for begins, after in map(self.from_year, range(2024, 2028)))


def quiet_until(spans: Iterable[QuietWeeks], day: date) -> date | None:
    """The first day that is not quiet any more; None for a day that is not quiet itself."""
    known = tuple(spans)
    later = day
    while (after := _latest_begun(known, later)) is not None and after > later:
        later = after
    return later if later > day else None


def last_quiet(spans: Iterable[QuietWeeks], day: date) -> date | None:
    """The first day after the quiet weeks that this day lies in, or else after the last ones before it."""
    known = tuple(spans)
    return quiet_until(known, day) or _latest_begun(known, day)


def _latest_begun(spans: tuple[QuietWeeks, ...], day: date) -> date | None:
    return max((after for begins, after in _around(spans, day) if begins <= day), default=None)


def _around(spans: tuple[QuietWeeks, ...], day: date) -> Iterator[tuple[date, date]]:
    return (span.from_year(year) for span in spans for year in (day.year - 1, day.year))


def _day(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        day = 28
    return date(year, month, day)
