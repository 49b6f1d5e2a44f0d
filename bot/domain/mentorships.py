"""People linked in a programme. A pair is a mentorship with two seats; a group or a circle has more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import DAY, MIDNIGHT, Period, at_local, local_day
from bot.domain.cycles import Cadence, cadence_of, cadence_on


class SeatRole(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    PEER = "peer"
    FACILITATOR = "facilitator"


class MentorshipState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class EndedWhy(StrEnum):
    """Why a mentorship ended, as the programme keeps it: never whose wish it was."""

    TERM = "term"
    CHANGE = "change"
    STOPPED = "stopped"
    LEFT = "left"
    LINE = "line"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """One person's place in a mentorship."""

    id: int
    person_id: int
    role: SeatRole


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentorship:
    """A pair, a group or a circle at work.

    Cycle k is [anchor + (k - first_cycle)·period, …) in `timezone`, its programme's zone (design §4); those before
    `first_cycle` are counted by the `earlier` cadences, the oldest first.
    `name` is a group's. `replaces` is the mentorship whose mentee goes on here: what was open there comes along.
    One that ran before it was written down here began with its first cycle, and is introduced later (decision 0007).
    `end_asked_on` is the last day for which its people were asked what comes after it.
    """

    id: int
    programme_id: int
    state: MentorshipState
    temporary: bool
    anchor: date
    period: Period
    timezone: str
    introduced_at: datetime
    ends_on: date | None
    paused_until: date | None
    seats: tuple[Seat, ...]
    name: str | None = None
    replaces: int | None = None
    ended_at: datetime | None = None
    ended_why: EndedWhy | None = None
    first_cycle: int = 0
    earlier: tuple[Cadence, ...] = ()
    end_asked_on: date | None = None

    @property
    def cadences(self) -> tuple[Cadence, ...]:
        """How often they have met, the oldest first; the last one is how often they meet now."""
        return *self.earlier, Cadence(anchor=self.anchor, period=self.period, first_cycle=self.first_cycle)

    @property
    def first_day(self) -> date:
        """The local date on which its first cycle began."""
        return self.earlier[0].anchor if self.earlier else self.anchor

    @property
    def began_on(self) -> date:
        """The first local date on which they may have met."""
        return min(self.first_day, local_day(self.timezone, self.introduced_at))

    def cycle_on(self, day: date) -> int:
        """Which cycle this local date belongs to; every day before the first belongs to cycle 0."""
        return cadence_on(self.cadences, day).cycle_on(day)

    def cycle_at(self, instant: datetime) -> int:
        """Which cycle this instant belongs to, in the programme's zone."""
        return self.cycle_on(local_day(self.timezone, instant))

    def bounds(self, cycle: int) -> tuple[date, date]:
        """The first local date of this cycle, and the first one after it."""
        return cadence_of(self.cadences, cycle).bounds(cycle)

    def last_day(self, cycle: int) -> date:
        """The last local date on which they can meet in this cycle: a mentorship that is to end sooner has no more.

        One that ended keeps its cycle's: whoever has not heard of it must not read it here.
        """
        end = self.bounds(cycle)[1] - DAY
        if self.ends_on is None or self.state is MentorshipState.ENDED:
            return end
        return min(end, self.ends_on)

    def is_last(self, cycle: int) -> bool:
        """Whether it ends in this cycle: its last sheet looks back and ahead."""
        return self.ends_on is not None and cycle >= self.cycle_on(self.ends_on)

    def begins_at(self, cycle: int) -> datetime:
        """The first midnight of this cycle in the programme's zone, as an instant."""
        return at_local(self.bounds(cycle)[0], MIDNIGHT, self.timezone)

    @property
    def is_group(self) -> bool:
        """More than two people, or two who are left of a group: its name says whom it is about."""
        return self.name is not None or len(self.seats) > 2

    def seat_of(self, person_id: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.person_id == person_id), None)

    def others(self, person_id: int) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.person_id != person_id)

    def with_role(self, role: SeatRole) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.role is role)
