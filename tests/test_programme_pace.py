"""A programme's pace stands in its file: how often people may choose to meet, and when it asks about a meeting."""

from __future__ import annotations

import pytest

from bot.domain.calendar import Period
from bot.domain.cycles import CADENCES, usual_days
from bot.domain.ladder import Ladder
from bot.programme.types import load_types, parse_type
from tests.test_programme_files import SMALLEST, complaints

SHIPPED = load_types()
WEEK, FORTNIGHT, MONTH = Period(months=0, weeks=1), Period(months=0, weeks=2), Period()


def test_a_long_term_mentorship_may_meet_from_every_week_to_every_quarter_and_begins_monthly() -> None:
    long_term = SHIPPED["long_term"]
    assert long_term.period == MONTH
    assert long_term.offered == tuple(sorted(CADENCES.values(), key=usual_days))
    assert long_term.ladder == Ladder()


def test_a_newcomer_meets_at_least_once_a_month() -> None:
    assert SHIPPED["newcomer"].offered == (WEEK, FORTNIGHT, MONTH)


def test_what_a_programme_begins_with_can_always_be_chosen_again() -> None:
    coffee, _ = parse_type(f"{SMALLEST}cadences: [weekly, monthly]\n", "ours.yaml")
    assert coffee.offered == (WEEK, Period(months=0, weeks=4), MONTH)
    fixed, _ = parse_type(f"{SMALLEST}cadences: []\n", "ours.yaml")
    assert fixed.offered == (Period(months=0, weeks=4),)


def test_a_ladder_says_only_what_it_wants_otherwise() -> None:
    ours, _ = parse_type(f"{SMALLEST}ladder: {{percents: [60, 90], nudges_a_month: 2}}\n", "ours.yaml")
    assert ours.ladder == Ladder(percents=(60, 90), nudges_a_month=2)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("cadences: [daily]", "cadences[1] must be one of 'weekly', 'fortnightly', 'monthly', 'two_months'"),
        (
            "cadences: [monthly, monthly]",
            "cadences[2] must be a cadence that no other entry names; 'monthly' stands already.",
        ),
        ("cadences: monthly", "cadences must be a list of 0 to 5 entries."),
        ("ladder: {first_meeting: [7, 14]}", "ladder.first_meeting must have 3 to 3 entries, and has 2."),
        (
            "ladder: {first_meeting: [14, 7, 28]}",
            "ladder.first_meeting must be numbers that go upwards, each greater than the one before.",
        ),
        (
            "ladder: {percents: [50, 100]}",
            "ladder.percents[2] must be a whole number from 1 to 99, and is 100.",
        ),
        ("ladder: {quiet_cycles: 0}", "ladder.quiet_cycles must be a whole number from 1 to 6, and is 0."),
        (
            "ladder: {nudges_a_month: 4}",
            "ladder.nudges_a_month must be a whole number from 1 to 3, and is 4.",
        ),
        ("ladder: {days: 3}", "ladder.days is not a field known here"),
        ("ladder: often", "ladder must hold the fields 'first_meeting', 'percents'"),
    ],
)
def test_a_mistake_in_the_pace_is_told_with_what_is_expected(said: str, complaint: str) -> None:
    told = complaints(f"{SMALLEST}{said}\n")
    assert len(told) == 1
    assert f"ours.yaml, line 15: {complaint}" in told[0]
