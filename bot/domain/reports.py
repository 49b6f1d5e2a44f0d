"""What a programme's report counts, month by month, and what of it may be shown to whom.

A report speaks of calendar months; mentorships live in cycles. A cycle counts in the month in which its last day
falls (design §4, issue A): it was met, skipped, quiet, or it stands apart because of a pause or a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bot.domain.anonymity import Total, shown
from bot.domain.calendar import DAY, add_months
from bot.domain.cycles import Cadence
from bot.domain.refusals import Refusal

#: Months in the chart, the reported one included.
TREND = 6


class MonthToCome(Refusal):
    """A month that has not begun."""

    key = "reports.month_to_come"


class MonthBefore(Refusal):
    """A month that was over before the programme began."""

    key = "reports.month_before"


class Month(NamedTuple):
    """A calendar month, in the programme's own place."""

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


class Reason(StrEnum):
    """Why an employee has no mentor. Each has one reason, the first that holds.

    `SINCE` is for months gone by: they had none then, and have one now. The latest round decides for those who want
    a mentor: they were not on its list, have not answered it, said "not this time", wait for its proposals, have a
    suggestion to answer, did not take it, or were left out. Whoever looks for another one alone is changing.
    """

    SINCE = "since"
    UNDECIDED = "undecided"
    NO_ROUND = "no_round"
    NO_ANSWER = "no_answer"
    NOT_THIS_TIME = "not_this_time"
    IN_ROUND = "in_round"
    SUGGESTED = "suggested"
    NOT_TAKEN = "not_taken"
    LEFT_OUT = "left_out"
    CHANGING = "changing"


#: They wait for something the programme does: a coordinator may read their names, whoever needs them first.
WAITING = (
    Reason.LEFT_OUT,
    Reason.NOT_TAKEN,
    Reason.NO_ROUND,
    Reason.NO_ANSWER,
    Reason.IN_ROUND,
    Reason.SUGGESTED,
)


class State(StrEnum):
    """What became of a cycle that has ended."""

    MET = "met"
    SKIPPED = "skipped"
    QUIET = "quiet"
    ON_PAUSE = "on_pause"
    DISPUTED = "disputed"


class Figure(StrEnum):
    """What is counted. Reasons and states are figures too, by their own names."""

    CONCERNED = "concerned"
    WITH_A_MENTOR = "with_a_mentor"
    WITHOUT = "without"
    DECIDED = "decided"
    PAIRS = "pairs"
    RUNNING = "running"
    PAUSED = "paused"
    COUNTED = "counted"
    NOT_MET = "not_met"
    APART = "apart"


def _parts(*names: str) -> tuple[Total, ...]:
    return tuple(Total(name) for name in names)


#: Every employee concerned has a mentor or a reason not to.
PEOPLE = Total(
    Figure.CONCERNED,
    (
        Total(Figure.WITH_A_MENTOR),
        Total(
            Figure.WITHOUT,
            (
                Total(Reason.UNDECIDED),
                Total(Figure.DECIDED, _parts(*(one for one in Reason if one is not Reason.UNDECIDED))),
            ),
        ),
    ),
)
PAIRS = Total(Figure.PAIRS, _parts(Figure.RUNNING, Figure.PAUSED))
#: Met % is MET ÷ COUNTED. Pauses and disagreements count neither way, and are shown apart.
CYCLES = Total(Figure.COUNTED, (Total(State.MET), Total(Figure.NOT_MET, _parts(State.SKIPPED, State.QUIET))))
APART = Total(Figure.APART, _parts(State.ON_PAUSE, State.DISPUTED))
TREES = (PEOPLE, PAIRS, CYCLES, APART)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """One month's figures, by name; None is a figure withheld. `until` is the last day that they speak of."""

    month: Month
    until: date
    values: Mapping[str, int | None]

    def __getitem__(self, name: str) -> int | None:
        return self.values.get(name)

    @property
    def is_over(self) -> bool:
        return self.until == self.month.last


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


def counted(month: Month, until: date, *counts: Mapping[str, int]) -> Figures:
    """The month's figures from what was counted; totals are added up here, so that they always agree."""
    leaves = {name: number for count in counts for name, number in count.items()}
    values: dict[str, int | None] = {}
    for tree in TREES:
        _add_up(tree, leaves, values)
    return Figures(month=month, until=until, values=values)


def published(figures: Figures) -> Figures:
    """The same, without what could tell about fewer than five people."""
    known = {name: value for name, value in figures.values.items() if value is not None}
    told = {name for tree in TREES for name in shown(tree, known)}
    values = {name: value if name in told else None for name, value in known.items()}
    return Figures(month=figures.month, until=figures.until, values=values)


def ended_cycles(cadences: Iterable[Cadence], months: Iterable[Month], today: date) -> Iterator[EndedCycle]:
    """For each cadence, the cycles whose last day falls in one of these months and has passed."""
    wanted = list(months)
    for cadence in cadences:
        for month in wanted:
            yield from _ended_in(month, cadence, today)


def check_month(month: Month, *, started_on: date, today: date) -> None:
    """Raise the refusal that explains why there is nothing to report of this month."""
    if month > Month.of(today):
        raise MonthToCome
    if month < Month.of(started_on):
        raise MonthBefore(day=started_on)


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


def _add_up(total: Total, leaves: Mapping[str, int], values: dict[str, int | None]) -> int:
    number = leaves.get(total.name, 0)
    if total.parts:
        number = sum(_add_up(part, leaves, values) for part in total.parts)
    values[total.name] = number
    return number
