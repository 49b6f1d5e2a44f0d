"""What comes after the end, and when people who keep in touch hear of each other: rules alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.afterwards import After, agreed, goes_on_until, next_word
from bot.domain.calendar import add_months, local_day
from bot.domain.programmes import Duration
from bot.domain.undelivered import Trouble, trouble

PARIS = "Europe/Paris"


def test_only_what_everybody_would_like_comes_about() -> None:
    assert agreed({1: After.GO_ON, 2: After.GO_ON}, [1, 2]) is After.GO_ON
    assert agreed({1: After.IN_TOUCH, 2: After.IN_TOUCH}, [1, 2]) is After.IN_TOUCH
    for said in ({}, {1: After.GO_ON}, {1: After.GO_ON, 2: After.IN_TOUCH}, {1: After.GO_ON, 3: After.GO_ON}):
        assert agreed(said, [1, 2]) is After.CLOSE, said
    assert agreed({}, []) is After.CLOSE


def test_another_term_is_as_long_as_the_programmes() -> None:
    assert goes_on_until(date(2026, 3, 31), Duration(days=90)) == date(2026, 6, 29)
    assert goes_on_until(date(2026, 1, 31), Duration(months=12)) == date(2027, 1, 31)
    assert goes_on_until(date(2026, 1, 31), None) is None


@given(
    st.integers(min_value=0, max_value=100_000),
    st.integers(min_value=0, max_value=3000),
)
def test_the_next_word_is_the_first_quarter_to_come_whenever_it_is_asked(hours: int, days: int) -> None:
    ended = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    now = ended + timedelta(days=days)
    number, at = next_word(ended, now, PARIS)
    began, today = local_day(PARIS, ended), local_day(PARIS, now)
    assert local_day(PARIS, at) == add_months(began, 3 * number) > today
    assert number == 1 or add_months(began, 3 * (number - 1)) <= today


def test_every_refusal_has_somebody_who_can_do_something_about_it() -> None:
    assert trouble("user_disabled") is Trouble.GONE
    assert trouble("cannot_dm_bot") is Trouble.CLOSED
    for ours in ("render", "facts", "invalid_blocks", "attempts", "never_heard_of", None):
        assert trouble(ours) is Trouble.OURS
