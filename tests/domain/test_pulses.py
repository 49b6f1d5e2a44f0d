"""Who is asked how it goes, and when; and that nothing that is told of the answers is about a handful of people."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anonymity import SMALLEST
from bot.domain.figures import Amount
from bot.domain.mentorships import SeatRole
from bot.domain.periods import Month
from bot.domain.pulses import (
    APART,
    LONGEST_WORDS,
    THEMES,
    Answer,
    PulseKind,
    Theme,
    closing_of,
    due_on,
    gathered,
    kept_of,
    talks,
    told_of,
    without_breaks,
)

MARCH = Month(2026, 3)
MENTOR, MENTEE = SeatRole.MENTOR, SeatRole.MENTEE
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def says(side: SeatRole, mark: int) -> Answer:
    return Answer(side=side, marks=dict.fromkeys(THEMES[PulseKind.PULSE], mark))


answers = st.builds(says, st.sampled_from([MENTOR, MENTEE]), st.integers(1, 5))


def test_a_mentorship_is_asked_about_thirty_days_after_it_began_and_then_every_sixty() -> None:
    began = date(2026, 1, 12)
    asked = [due_on(began, Month(2026, month)) for month in range(1, 9)]
    assert [day for day in asked if day] == [
        date(2026, 2, 11),
        date(2026, 4, 12),
        date(2026, 6, 11),
        date(2026, 8, 10),
    ]


@given(days)
def test_whoever_begins_on_any_day_is_asked_on_every_sixtieth_and_on_no_other(began: date) -> None:
    first = Month.of(began)
    asked = [due_on(began, first.earlier(-later)) for later in range(14)]
    found = [day for day in asked if day]
    assert found[0] == began + timedelta(days=30)
    assert {(after - before).days for before, after in pairwise(found)} == {60}


def test_somebody_with_three_mentorships_is_asked_once_by_the_first_that_is_due() -> None:
    seats = [
        (1, MENTOR, date(2026, 2, 20)),
        (1, MENTEE, date(2026, 2, 10)),
        (1, MENTOR, date(2026, 2, 15)),
        (2, MENTEE, date(2026, 1, 31)),
        (3, SeatRole.PEER, date(2026, 2, 10)),
    ]
    one, two = gathered(seats, MARCH, {})
    assert (one.person_id, one.side, one.day) == (1, MENTEE, date(2026, 3, 12))
    assert (two.person_id, two.day) == (2, date(2026, 3, 2))


@given(days, days)
def test_nobody_is_asked_twice_in_fifty_days(began: date, last: date) -> None:
    for guest in gathered([(1, MENTEE, began)], MARCH, {1: last}):
        assert (guest.day - last).days >= APART


def test_of_twenty_people_one_is_invited_to_talk_and_never_more_than_five() -> None:
    assert [talks(guests) for guests in (0, 9, 10, 39, 40, 100, 5_000)] == [0, 0, 1, 1, 2, 5, 5]


def test_a_wave_takes_answers_until_the_tenth_of_the_month_after() -> None:
    assert closing_of(Month(2026, 12)) == date(2027, 1, 10)


@given(st.lists(answers, max_size=30), st.integers(0, 10))
def test_no_figure_of_a_wave_is_about_one_to_four_people(said: list[Answer], silent: int) -> None:
    told = told_of(PulseKind.PULSE, len(said) + silent, said)
    sides = [len([one for one in said if one.side is side]) for side in (MENTOR, MENTEE)]
    assert told.is_withheld == (len(said) < SMALLEST)
    assert not (told.marks and told.by_side), "the one and the other would tell the rest"
    assert bool(told.by_side) == all(count >= SMALLEST for count in sides)
    if told.answered is not None:
        assert told.answered == 0 or told.answered >= SMALLEST
        assert told.asked - told.answered not in range(1, SMALLEST)


def test_marks_of_both_sides_are_told_apart_only_where_each_is_five() -> None:
    six_and_four = [*[says(MENTOR, 5)] * 6, *[says(MENTEE, 1)] * 4]
    told = told_of(PulseKind.PULSE, 10, six_and_four)
    assert (told.marks[Theme.TRUST], told.by_side) == (3.4, {})
    told = told_of(PulseKind.PULSE, 11, [*six_and_four, says(MENTEE, 1)])
    assert (told.by_side[MENTOR][Theme.TRUST], told.by_side[MENTEE][Theme.TRUST], told.marks) == (
        5.0,
        1.0,
        {},
    )


def test_where_few_answered_from_one_side_nothing_tells_from_which_an_answer_came() -> None:
    """The tables tell who answered, and from which side; where enough did, each answer keeps its own."""
    few = [*[says(MENTOR, 5)] * 6, says(MENTEE, 1)]
    drawn = [MENTEE, *[MENTOR] * 6]
    assert [(one.side, one.marks) for one in kept_of(few, drawn)] == list(
        zip(drawn, [one.marks for one in few], strict=True)
    )
    enough = [*[says(MENTOR, 5)] * 5, *[says(MENTEE, 1)] * 5]
    assert kept_of(enough, [MENTEE, MENTOR] * 5) == enough


def test_the_report_finds_its_amounts_by_the_names_of_the_themes() -> None:
    assert {f"marks_{theme}" for theme in Theme} <= {*Amount}


@pytest.mark.parametrize(
    ("written", "kept"),
    [(" Un\ncoup\t de\u200bmain\x00 ", "Un coup de main"), ("x" * 900, "x" * LONGEST_WORDS), ("\n", "")],
)
def test_a_line_is_one_line_and_no_longer_than_it_may_be(written: str, kept: str) -> None:
    assert without_breaks(written) == kept
