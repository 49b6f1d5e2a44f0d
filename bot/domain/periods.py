"""The stretches of time that a report speaks of: calendar months, quarters and years, in the programme's own place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.calendar import DAY, add_months

#: Months of a quarter, and of a year.
QUARTER, YEAR = 3, 12
#: Years that a period may be of, so that a forged one is nobody's.
YEARS = range(2000, 3000)

WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?", re.ASCII)


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return add_months(self.first, 1) - DAY

    def earlier(self, months: int) -> Month:
        return Month.of(add_months(self.first, -months))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A month, a quarter or a year: `months` is 1, 3 or 12. Written "2026-03", "2026-Q1", "2026"."""

    begins: Month
    months: int = 1

    @classmethod
    def quarter(cls, year: int, number: int) -> Span:
        return cls(Month(year, QUARTER * number - 2), QUARTER)

    @classmethod
    def quarter_of(cls, day: date) -> Span:
        return cls.quarter(day.year, (day.month + 2) // QUARTER)

    @classmethod
    def year(cls, year: int) -> Span:
        return cls(Month(year, 1), YEAR)

    @classmethod
    def written(cls, value: str) -> Span | None:
        """What `str` wrote; None for anything else."""
        found = WRITTEN.fullmatch(value)
        if found is None or int(found[1]) not in YEARS:
            return None
        year = int(found[1])
        if found[3]:
            return cls.quarter(year, int(found[3]))
        if found[2]:
            return cls(Month(year, int(found[2]))) if 1 <= int(found[2]) <= YEAR else None
        return cls.year(year)

    @property
    def each(self) -> tuple[Month, ...]:
        return tuple(self.begins.earlier(-one) for one in range(self.months))

    @property
    def ends(self) -> Month:
        """Its last month."""
        return self.begins.earlier(1 - self.months)

    @property
    def first(self) -> date:
        return self.begins.first

    @property
    def last(self) -> date:
        return self.ends.last

    @property
    def before(self) -> Span:
        """As many months, just before."""
        return Span(self.begins.earlier(self.months), self.months)

    def is_over(self, today: date) -> bool:
        return self.last < today

    def __str__(self) -> str:
        if self.months == YEAR:
            return f"{self.begins.year:04}"
        if self.months == QUARTER:
            return f"{self.begins.year:04}-Q{(self.begins.month + 2) // QUARTER}"
        return str(self.begins)
