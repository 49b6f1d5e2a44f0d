"""What a programme wants to reach: up to five figures of its report, or ones that are entered by hand (`field.md` I3).

Whether one is on track is said by the straight line from where it stood on the day it was set to its target on its
date; below that line (above it, where less is better) it is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.figures import Figures
from bot.domain.measures import READINGS, Measure, Unit, value_of
from bot.domain.refusals import Refusal

#: More than these are no objectives any more.
MOST_OBJECTIVES = 5
LONGEST_NAME = 75
#: The furthest date, in days from today: five years and a leap day.
FURTHEST = 5 * 365 + 1
#: The least and the most that a value in this unit can be; one entered by hand has no unit.
RANGES: Mapping[Unit, tuple[float, float]] = {
    Unit.SHARE: (0, 100),
    Unit.NUMBER: (0, 1_000_000),
    Unit.HOURS: (0, 1_000_000),
    Unit.DAYS: (0, 3_650),
    Unit.MONTHS: (0, 120),
    Unit.MARK: (1, 5),
}


class TooManyObjectives(Refusal):
    """A programme has `most` objectives already."""

    key = "objectives.too_many"


class Mistake(Refusal):
    """A line of the form is to be mended: `beside` is its name."""

    key = "refusals.not_possible"

    def __init__(self, beside: str, **values: object) -> None:
        super().__init__(**values)
        self.beside = beside


class NoName(Mistake):
    """One that is entered by hand has to be called something."""

    key = "objectives.no_name"


class OutOfRange(Mistake):
    """No figure of this unit is less than `least` or more than `most`."""

    key = "objectives.out_of_range"


class NothingToReach(Mistake):
    """The target is where it stands already."""

    key = "objectives.nothing_to_reach"


class DateGone(Mistake):
    """By a day that is over, or today."""

    key = "objectives.date_gone"


class DateFar(Mistake):
    """By a day that is more than five years ahead."""

    key = "objectives.date_far"


class ValueToCome(Mistake):
    """A value of a day that has not come."""

    key = "objectives.value_to_come"


class Standing(StrEnum):
    """How it stands, in the period that is looked at. OVER: its date was before that period, whose figures say nothing
    of it. NOT_KNOWN: nothing was counted yet, or it is about too few people to be told. NOT_ENTERED: nobody has
    entered what is entered by hand.
    """

    ON_TRACK = "on_track"
    LATE = "late"
    REACHED = "reached"
    MISSED = "missed"
    OVER = "over"
    NOT_KNOWN = "not_known"
    NOT_ENTERED = "not_entered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody sets. `measure` is None for one that is entered by hand under this `name`; the values are in the
    measure's unit, shares in per cent.
    """

    measure: Measure | None
    name: str
    baseline: float
    target: float
    due_on: date

    @property
    def unit(self) -> Unit:
        return READINGS[self.measure].unit if self.measure else Unit.NUMBER

    def reaches(self, value: float) -> bool:
        """From a higher baseline, less is better."""
        return value >= self.target if self.target > self.baseline else value <= self.target


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective(Wanted):
    """One that was set. `value` and `value_on` are of one that is entered by hand."""

    id: int
    programme_id: int
    set_at: datetime
    value: float | None = None
    value_on: date | None = None

    def keeps_up(self, value: float, on: date, *, since: date) -> bool:
        """Whether the value is on the line, or on its better side, on that day; before `since`, the line is level."""
        passed = min(max((on - since) / timedelta(days=1), 0), (self.due_on - since).days)
        share = passed / (self.due_on - since).days if self.due_on > since else 1.0
        expected = round(self.baseline + share * (self.target - self.baseline), 6)
        return value >= expected if self.target > self.baseline else value <= expected


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """An objective beside the figures of a period; `on` is the day that the value is of. `value` is None when there is
    none, when it is withheld, and when the period came after its date.
    """

    objective: Objective
    value: float | None
    on: date | None
    standing: Standing


def check(wanted: Wanted, *, today: date) -> None:
    """Raises the `Mistake` that explains what is to be mended in the form."""
    if wanted.measure is None and not wanted.name:
        raise NoName("name")
    for beside, value in (("baseline", wanted.baseline), ("target", wanted.target)):
        check_value(value, wanted.unit, beside=beside)
    if wanted.target == wanted.baseline:
        raise NothingToReach("target")
    if wanted.due_on <= today:
        raise DateGone("due")
    if wanted.due_on > today + timedelta(days=FURTHEST):
        raise DateFar("due")


def check_value(value: float, unit: Unit, *, beside: str) -> None:
    """Raises `OutOfRange`."""
    least, most = RANGES[unit]
    if not least <= value <= most:
        raise OutOfRange(beside, least=least, most=most)


def seen(objective: Objective, figures: Figures, *, since: date) -> Seen:
    """How it stands in these figures; `since` is the day it was set, in the programme's place."""
    if objective.measure is None:
        value, on = objective.value, objective.value_on
    else:
        value, on = value_of(figures, READINGS[objective.measure]), figures.until
    if objective.measure is not None and figures.span.first > objective.due_on:
        return Seen(objective=objective, value=None, on=on, standing=Standing.OVER)
    if value is None or on is None:
        return not_known(objective)
    return Seen(
        objective=objective, value=value, on=on, standing=_standing(objective, value, on, figures, since)
    )


def not_known(objective: Objective) -> Seen:
    """As long as there are no figures."""
    standing = Standing.NOT_KNOWN if objective.measure else Standing.NOT_ENTERED
    return Seen(objective=objective, value=None, on=None, standing=standing)


def _standing(objective: Objective, value: float, on: date, figures: Figures, since: date) -> Standing:
    if objective.reaches(value):
        return Standing.REACHED
    if max(on, figures.until) >= objective.due_on:
        return Standing.MISSED
    return Standing.ON_TRACK if objective.keeps_up(value, on, since=since) else Standing.LATE
