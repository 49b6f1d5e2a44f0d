"""The facts of one mentorship that its prompts depend on, and what can be read from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import DAY, local_day
from bot.domain.cycles import Cadence
from bot.domain.ladder import SHORT, USUAL, Ladder
from bot.domain.mentorships import SeatRole

#: A mentor of several is asked once a week about all of them together.
SEVERAL = 2
#: How many people it takes to meet, on each side.
NEEDED = ((SeatRole.MENTOR, 1), (SeatRole.MENTEE, 1), (SeatRole.PEER, 2))


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatFacts:
    """`paused_until` is the day the person is back; `carries`, how many active mentorships they mentor."""

    person_id: int
    role: SeatRole
    paused_until: date | None = None
    carries: int = 0

    @property
    def reads_a_digest(self) -> bool:
        return self.role is SeatRole.MENTOR and self.carries >= SEVERAL

    def awake(self, today: date) -> bool:
        return self.paused_until is None or self.paused_until <= today


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """What the ladder needs to know of one mentorship now. Dates are local dates of `zone`, the programme's.

    `planned_for` is the next meeting planned, in this cycle or the one after, or else this cycle's past one; before the
    first meeting, the next one in any cycle. `quiet_cycles` counts the completed cycles in a row, up to now, that were
    quiet: one that was paused, skipped or disputed is not, nor is any of an earlier cadence. `began` is the first day
    of its first cycle, `cadence` how often they meet now. A `paused_until` that has passed is better kept than cleared:
    it postpones what would otherwise fall on the day of the return. `ends_on` is the last day.
    `quiet_until` is the first day after the programme's quiet weeks: those under way, or else the last ones.
    """

    mentorship_id: int
    programme_id: int
    cadence: Cadence
    began: date
    zone: str
    introduced_at: datetime
    seats: tuple[SeatFacts, ...]
    first_met: bool
    cycle: int
    met_this_cycle: bool = False
    disputed_this_cycle: bool = False
    planned_for: datetime | None = None
    skipped_this_cycle: bool = False
    quiet_cycles: int = 0
    flagged: bool = False
    paused_until: date | None = None
    ends_on: date | None = None
    ladder: Ladder = USUAL
    quiet_until: date | None = None

    @property
    def introduced_on(self) -> date:
        return local_day(self.zone, self.introduced_at)

    @property
    def came_under_way(self) -> bool:
        """It ran before it was written down here: they have met already, and cycles before that are nobody's news."""
        return self.began < self.introduced_on

    @property
    def planned_on(self) -> date | None:
        return None if self.planned_for is None else local_day(self.zone, self.planned_for)

    @property
    def back_on(self) -> date:
        """The day it can meet again: both sides are back, or for a circle any two of its peers."""
        if self.paused_until is None and all(seat.paused_until is None for seat in self.seats):
            return date.min
        back = [self.paused_until or date.min]
        for role, needed in NEEDED:
            returns = sorted(seat.paused_until or date.min for seat in self.seats if seat.role is role)
            back += returns[needed - 1 : needed]
        return max(back)

    @property
    def asked_from(self) -> date:
        """The day from which anything can be asked: everybody is back, and the programme's quiet weeks are over."""
        return max(self.back_on, self.quiet_until or date.min)

    def spared(self, today: date) -> bool:
        """Met, skipped or disputed, or a date is set that has not passed: nobody is asked for anything."""
        if self.met_this_cycle or self.skipped_this_cycle or self.disputed_this_cycle:
            return True
        return self.planned_on is not None and today <= self.planned_on

    def bounds(self, cycle: int) -> tuple[date, date]:
        return self.cadence.bounds(cycle)

    def is_short(self, cycle: int) -> bool:
        """Too short to ask the mentee first, and both a few days later."""
        start, end = self.bounds(cycle)
        return (end - start).days < SHORT

    def after(self, percent: int, cycle: int) -> date:
        """The day on which this much of the cycle has passed, in whole days."""
        start, end = self.bounds(cycle)
        return start + (end - start).days * percent // 100 * DAY
