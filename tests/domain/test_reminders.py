"""Two reminders at most, when somebody left it long enough, never before the day they named, never a week apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reminders import (
    APART,
    LADDER,
    QuietTooLong,
    QuietTooShort,
    check_quiet,
    days_from,
    reminder_days,
)

TUESDAY = date(2026, 3, 10)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


def test_whoever_stopped_is_asked_after_three_days_and_after_ten() -> None:
    assert reminder_days(TUESDAY, said_on=[]) == (date(2026, 3, 13), date(2026, 3, 20))


def test_after_a_reminder_and_an_answer_one_is_left() -> None:
    assert reminder_days(date(2026, 3, 13), said_on=[date(2026, 3, 13)]) == (date(2026, 3, 23),)


def test_after_two_there_is_silence_for_ever() -> None:
    said = [date(2026, 3, 13), date(2026, 3, 20)]
    assert reminder_days(date(2026, 9, 1), said_on=said) == ()
    assert days_from(date(2026, 9, 1), said_on=said) == ()


def test_a_day_that_was_named_is_kept() -> None:
    assert days_from(date(2026, 3, 11), said_on=[]) == (date(2026, 3, 11), date(2026, 3, 18))


@given(days, st.lists(days, max_size=3, unique=True).map(sorted), st.none() | days)
def test_there_are_never_more_than_two_nor_closer_than_a_week_nor_before_the_day_named(
    answered: date, said: list[date], quiet: date | None
) -> None:
    left = reminder_days(answered, said_on=said, quiet_until=quiet)

    assert len(left) + len(said) <= max(len(LADDER), len(said))
    spoken = [*said[-1:], *left]
    assert all(later - earlier >= APART for earlier, later in pairwise(spoken))
    assert all(day >= answered + LADDER[0] and day >= (quiet or day) for day in left)


@pytest.mark.parametrize("days_away", [-1, 0])
def test_later_begins_tomorrow(days_away: int) -> None:
    with pytest.raises(QuietTooShort):
        check_quiet(TUESDAY + timedelta(days=days_away), TUESDAY)


def test_later_is_not_further_than_answers_are_kept() -> None:
    assert check_quiet(TUESDAY + timedelta(days=90), TUESDAY) == date(2026, 6, 8)
    with pytest.raises(QuietTooLong):
        check_quiet(TUESDAY + timedelta(days=91), TUESDAY)
    with pytest.raises(QuietTooShort):
        check_quiet(None, TUESDAY)
