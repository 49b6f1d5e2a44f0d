"""Which periods a programme's report speaks of, and which cycles count in which month.

A report speaks of calendar months; mentorships live in cycles. A cycle counts in the month in which its last day
falls (design §4, issue A): it was met, skipped, quiet, or it stands apart because of a pause or a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import DAY
from bot.domain.cycles import Cadence
from bot.domain.figures import Reason
from bot.domain.periods import Month, Span
from bot.domain.refusals import Refusal

#: Months in the chart, the reported one included.
TREND = 6
#: Days after the introduction within which a first meeting is soon.
SOON = 14


class PeriodToCome(Refusal):
    """A period that has not begun."""

    key = "reports.month_to_come"


class PeriodBefore(Refusal):
    """A period that was over before the programme began."""

    key = "reports.month_before"


class StillRunning(Refusal):
    """Everybody reads periods that are over: two looks at one that runs would tell what one person did in between."""

    key = "reports.still_running"


class FirstRunning(StillRunning):
    """The programme's first period: there is none before it to read instead."""

    key = "reports.first_running"


#: They wait for something the programme does: a coordinator may read their names, whoever needs them first.
WAITING = (
    Reason.LEFT_OUT,
    Reason.NOT_TAKEN,
    Reason.NO_ROUND,
    Reason.NO_ANSWER,
    Reason.IN_ROUND,
    Reason.SUGGESTED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Somebody without a mentor whose name a coordinator may read. `round_id` is the latest round that asked them;
    `left_out`, a word of `matching.LeftOut` or of what came after.
    """

    person_id: int
    reason: Reason
    round_id: int | None
    left_out: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedCycle:
    """Cycle `cycle` of every mentorship that had this cadence: [starts, ends), ended in `month`.

    One that was cut short counts if something was heard of it; that nothing was says nothing about anybody.
    """

    month: Month
    cadence: Cadence
    cycle: int
    starts: date
    ends: date
    cut_short: bool = False

    @property
    def last_day(self) -> date:
        return self.ends - DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstMeetings:
    """So many mentorships, introduced at this instant, met for the first time on this local date. Their first cycle
    began on the local date `began`.
    """

    introduced_at: datetime
    began: date
    met_on: date
    number: int


def ended_cycles(cadences: Iterable[Cadence], months: Iterable[Month], today: date) -> Iterator[EndedCycle]:
    """For each cadence, the cycles whose last day falls in one of these months and has passed."""
    wanted = list(months)
    for cadence in cadences:
        for month in wanted:
            yield from _ended_in(month, cadence, today)


def check_span(span: Span, *, started_on: date, today: date) -> None:
    """Raise the refusal that explains why there is nothing to report of this period."""
    if span.begins > Month.of(today):
        raise PeriodToCome
    if span.ends < Month.of(started_on):
        raise PeriodBefore(month=Month.of(started_on))


def _ended_in(month: Month, cadence: Cadence, today: date) -> Iterator[EndedCycle]:
    if cadence.anchor > month.last:
        return
    cycle = cadence.cycle_on(month.first)
    while True:
        starts, ends = cadence.bounds(cycle)
        if ends <= starts or ends - DAY > month.last or ends > today:
            return
        if ends - DAY >= month.first:
            cut = cadence.cuts_short(cycle)
            yield EndedCycle(
                month=month, cadence=cadence, cycle=cycle, starts=starts, ends=ends, cut_short=cut
            )
        cycle += 1
