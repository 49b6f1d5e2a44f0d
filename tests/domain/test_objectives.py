"""What a programme wants to reach: on track by a straight line, and judged by what everybody can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.figures import Amount, Figure, Figures, State
from bot.domain.measures import READINGS, Measure, value_of
from bot.domain.objectives import (
    DateFar,
    DateGone,
    Mistake,
    NoName,
    NothingToReach,
    Objective,
    OutOfRange,
    Standing,
    Wanted,
    check,
    seen,
)
from bot.domain.periods import Month, Span
from handlers.numbers import read_number

BEGAN, DUE = date(2026, 1, 1), date(2026, 12, 31)
MET = Objective(
    id=1,
    programme_id=1,
    measure=Measure.MET,
    name="",
    baseline=60,
    target=80,
    due_on=DUE,
    set_at=datetime(2026, 1, 1, 9, tzinfo=UTC),
)
BY_HAND = replace(MET, measure=None, name="Mentors trained", baseline=0, target=40)


def figures(month: Span | None = None, **values: int | None) -> Figures:
    span = month or Span(Month(2026, 6))
    return Figures(span=span, until=span.last, values=values)


def met(part: int, whole: int = 100, month: Span | None = None) -> Figures:
    return figures(month, **{State.MET: part, Figure.COUNTED: whole})


def stands(objective: Objective, found: Figures) -> Standing:
    return seen(objective, found, since=BEGAN).standing


@pytest.mark.parametrize(
    ("part", "standing"),
    [
        (69, Standing.LATE),
        (70, Standing.ON_TRACK),
        (79, Standing.ON_TRACK),
        (80, Standing.REACHED),
        (10, Standing.LATE),
    ],
)
def test_half_way_through_half_of_it_is_on_track(part: int, standing: Standing) -> None:
    assert stands(MET, met(part)) is standing


def test_less_is_better_where_the_target_is_lower() -> None:
    quiet = replace(MET, measure=Measure.QUIET, baseline=30, target=10)
    for part, standing in ((21, Standing.LATE), (20, Standing.ON_TRACK), (10, Standing.REACHED)):
        assert stands(quiet, figures(quiet=part, counted=100)) is standing


def test_on_its_date_it_is_reached_or_not_and_later_months_say_nothing_of_it() -> None:
    december, january = Span(Month(2026, 12)), Span(Month(2027, 1))
    assert stands(MET, met(79, month=december)) is Standing.MISSED
    assert stands(MET, met(80, month=december)) is Standing.REACHED
    over = seen(MET, met(90, month=january), since=BEGAN)
    assert (over.value, over.standing) == (None, Standing.OVER)
    assert stands(MET, met(0, 0, month=january)) is Standing.OVER, (
        "not unknown, where nothing is counted any more"
    )
    assert stands(MET, met(79, month=Span.year(2026))) is Standing.MISSED


def test_what_is_withheld_or_not_counted_is_not_known() -> None:
    for found in (figures(met=None, counted=None), figures(), met(0, 0)):
        one = seen(MET, found, since=BEGAN)
        assert (one.value, one.standing) == (None, Standing.NOT_KNOWN)


def test_it_is_never_missed_by_what_nobody_can_read() -> None:
    assert stands(MET, met(796, 1000)) is Standing.REACHED, "the report says 80 %"
    full = replace(MET, target=100)
    assert stands(full, met(999, 1000)) is Standing.ON_TRACK, "and never 100 % of almost all"


def test_one_entered_by_hand_is_judged_on_its_own_day() -> None:
    assert stands(BY_HAND, met(100)) is Standing.NOT_ENTERED
    entered = replace(BY_HAND, value=10.0, value_on=date(2026, 4, 2))
    assert stands(entered, met(100)) is Standing.ON_TRACK
    assert stands(replace(entered, value_on=date(2026, 6, 1)), met(100)) is Standing.LATE
    assert stands(replace(entered, value=40.0), met(100)) is Standing.REACHED
    assert stands(entered, met(100, month=Span(Month(2026, 12)))) is Standing.MISSED


def test_set_and_due_in_one_breath_nothing_is_divided_by_nought() -> None:
    assert stands(replace(MET, due_on=date(2026, 7, 15)), met(79)) is Standing.ON_TRACK
    late = seen(MET, met(61), since=date(2026, 12, 1))
    assert late.standing is Standing.ON_TRACK, "before it was set, the line is level"


@pytest.mark.parametrize(
    ("measure", "values", "said"),
    [
        (Measure.HOURS, {Amount.MINUTES: 750, Amount.TIMED_MEETINGS: 9}, 12.5),
        (Measure.CHANGES, {Figure.CHANGES_ASKED: 7, Figure.PAIRS: 30}, 7.0),
        (Measure.TIME_TO_FIRST, {Amount.DAYS_TO_FIRST: 61, Figure.FIRST_MET: 5}, 12.2),
        (Measure.LASTED, {Amount.DAYS_LASTED: 1000, Figure.ENDED_PAIRS: 5}, 6.6),
        (Measure.TRUST, {Amount.MARKS_TRUST: 42, Figure.PULSE_ANSWERED: 10}, 4.2),
        (Measure.TRUST, {Amount.MARKS_TRUST: 0, Figure.PULSE_ANSWERED: 0}, None),
    ],
)
def test_each_measure_has_a_value_in_its_unit(
    measure: Measure, values: dict[str, int], said: float | None
) -> None:
    assert value_of(figures(**values), READINGS[measure]) == said


@pytest.mark.parametrize(
    ("change", "mistake", "beside"),
    [
        ({"target": 101.0}, OutOfRange, "target"),
        ({"baseline": -1.0}, OutOfRange, "baseline"),
        ({"measure": Measure.TRUST, "baseline": 0.0, "target": 4.0}, OutOfRange, "baseline"),
        ({"target": 60.0}, NothingToReach, "target"),
        ({"due_on": date(2026, 3, 10)}, DateGone, "due"),
        ({"due_on": date(2036, 3, 10)}, DateFar, "due"),
        ({"measure": None, "name": ""}, NoName, "name"),
    ],
)
def test_whatever_makes_no_sense_is_told_where_it_stands(
    change: dict[str, Any], mistake: type[Mistake], beside: str
) -> None:
    wanted = Wanted(measure=Measure.MET, name="", baseline=60, target=80, due_on=DUE)
    check(wanted, today=date(2026, 3, 10))
    with pytest.raises(mistake) as told:
        check(replace(wanted, **change), today=date(2026, 3, 10))
    assert told.value.beside == beside


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("80", 80.0),
        (" 80 % ", 80.0),
        ("80\u202f%", 80.0),
        ("12,5", 12.5),
        ("4.25", 4.25),
        ("1 200", 1200.0),
        ("1\u202f200,5", 1200.5),
        ("15 jours", 15.0),
        ("0", 0.0),
        ("1,200", None),
        ("-5", None),
        ("80 of 100", None),
        ("", None),
        ("beaucoup", None),
        ("1e9", None),
        ("9" * 30, None),
        ("٣", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: float | None) -> None:
    assert read_number(typed) == number
