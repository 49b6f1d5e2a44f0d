"""Which cycle a day belongs to, also when people have changed how often they meet (`field.md` W9, G3; decision 0008).

A cadence lasts for a while; the next one goes on counting where it stopped. A number names one cycle for good: what
was met, planned or skipped in it stays where it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Period, cycle_at, cycle_bounds


class Often(StrEnum):
    """From once a week to once a quarter (`field.md` G3), as programme files name it."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    TWO_MONTHS = "two_months"
    QUARTERLY = "quarterly"


CADENCES: Mapping[Often, Period] = {
    Often.WEEKLY: Period(months=0, weeks=1),
    Often.FORTNIGHTLY: Period(months=0, weeks=2),
    Often.MONTHLY: Period(months=1),
    Often.TWO_MONTHS: Period(months=2),
    Often.QUARTERLY: Period(months=3),
}


def usual_days(period: Period) -> int:
    """Roughly how long it is, to put periods in order."""
    return period.months * 30 + period.weeks * 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Cadence:
    """How often people meet for a while: cycle k, from `first_cycle` on, is [anchor + (k - first_cycle)·period, …).

    `until` is the first local date of the cadence that came after; None for the one that lasts.
    """

    anchor: date
    period: Period
    first_cycle: int = 0
    until: date | None = None

    def cycle_on(self, day: date) -> int:
        """Which of its cycles this day belongs to; every day before the anchor belongs to the first."""
        return self.first_cycle + cycle_at(self.anchor, self.period, day)

    def bounds(self, cycle: int) -> tuple[date, date]:
        """The first day of this cycle and the first day after it, which a change may have brought forward."""
        start, end = cycle_bounds(self.anchor, self.period, cycle - self.first_cycle)
        return start, end if self.until is None else min(end, self.until)

    def cuts_short(self, cycle: int) -> bool:
        """Whether the change came before this cycle was over: nobody had the whole of it to meet in."""
        _, end = cycle_bounds(self.anchor, self.period, cycle - self.first_cycle)
        return self.until is not None and self.until < end


def cadence_on(cadences: Sequence[Cadence], day: date) -> Cadence:
    """The one that this day belongs to; `cadences` are in order, and the last one lasts."""
    return next((one for one in cadences if one.until is None or day < one.until), cadences[-1])


def cadence_of(cadences: Sequence[Cadence], cycle: int) -> Cadence:
    """The one that counts this cycle."""
    return next((one for one in reversed(cadences) if one.first_cycle <= cycle), cadences[0])


def changed(cadences: Sequence[Cadence], period: Period, today: date) -> tuple[Cadence, ...]:
    """The same history with another period from now on. `today` is a local date of the programme.

    The running cycle goes on from where it began, if its new end is still to come; else it ends with yesterday, and a
    new one begins today. While it is the cycle that it was, going back to the cadence before finds all as it was.
    """
    *earlier, last = cadences
    running = last.cycle_on(today)
    start, _ = last.bounds(running)
    _, end = cycle_bounds(start, period, 0)
    if end <= today:
        ended = Cadence(anchor=last.anchor, period=last.period, first_cycle=last.first_cycle, until=today)
        return *earlier, ended, Cadence(anchor=today, period=period, first_cycle=running + 1)
    if running > last.first_cycle:
        earlier.append(
            Cadence(anchor=last.anchor, period=last.period, first_cycle=last.first_cycle, until=start)
        )
    if earlier and _leads_to(earlier[-1], period, running, start):
        *earlier, before = earlier
        return *earlier, Cadence(anchor=before.anchor, period=period, first_cycle=before.first_cycle)
    return *earlier, Cadence(anchor=start, period=period, first_cycle=running)


def _leads_to(before: Cadence, period: Period, cycle: int, start: date) -> bool:
    """Whether the earlier cadence, had it gone on, would have this cycle begin on this very day."""
    return (
        before.period == period
        and cycle_bounds(before.anchor, period, cycle - before.first_cycle)[0] == start
    )
