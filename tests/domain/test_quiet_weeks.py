"""Weeks in which a programme leaves people alone, every year on the same days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiet_weeks import QuietWeeks, last_quiet, quiet_until

CHRISTMAS = QuietWeeks(begins=(12, 24), ends=(1, 2))
AUGUST = QuietWeeks(begins=(8, 1), ends=(8, 31))
BOTH = (CHRISTMAS, AUGUST)
BACK = date(2027, 1, 3)


def test_the_weeks_around_new_year_are_quiet_on_both_sides_of_it():
    for day in (date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)):
        assert quiet_until(BOTH, day) == BACK
    assert quiet_until(BOTH, date(2026, 12, 23)) is None
    assert quiet_until(BOTH, BACK) is None


def test_two_spans_that_touch_are_one():
    then = QuietWeeks(begins=(1, 3), ends=(1, 9))
    assert quiet_until((then, CHRISTMAS), date(2026, 12, 28)) == date(2027, 1, 10)


def test_the_last_quiet_weeks_are_those_under_way_or_else_those_before():
    assert last_quiet(BOTH, date(2026, 12, 23)) == date(2026, 9, 1)
    assert last_quiet(BOTH, date(2026, 12, 24)) == BACK
    assert last_quiet(BOTH, date(2027, 7, 31)) == BACK
    assert last_quiet((), BACK) is None


def test_a_span_that_ends_on_29_february_ends_on_the_28th_in_most_years():
    winter = (QuietWeeks(begins=(2, 20), ends=(2, 29)),)
    assert quiet_until(winter, date(2027, 2, 28)) == date(2027, 3, 1)
    assert quiet_until(winter, date(2028, 2, 29)) == date(2028, 3, 1)


MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
SPANS = st.builds(QuietWeeks, begins=MONTH_DAYS, ends=MONTH_DAYS).filter(lambda span: span.days <= 42)


@given(st.lists(SPANS, max_size=4), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_no_day_before_the_end_is_loud_and_the_end_is(spans, day):
    until = quiet_until(spans, day)
    if until is None:
        return
    assert quiet_until(spans, until) is None
    days = [day + timedelta(days=n) for n in range((until - day).days)]
    assert all(quiet_until(spans, one) == until for one in days)
    assert last_quiet(spans, day) == until
