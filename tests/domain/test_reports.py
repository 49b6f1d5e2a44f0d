"""What a month's report counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.periods import Month, Span
from bot.domain.reports import PeriodBefore, PeriodToCome, check_span, ended_cycles

MARCH = Month(2026, 3)
LATER = date(2027, 1, 1)


def ended(anchor, month, *, today=LATER, period=None):
    return [
        one.cycle for one in ended_cycles([Cadence(anchor=anchor, period=period or Period())], [month], today)
    ]


def test_a_cycle_counts_in_the_month_of_its_last_day():
    """Introduced on the 10th: the first cycle lasts until 9 March, so it is March's."""
    assert ended(date(2026, 2, 10), MARCH) == [0]
    assert ended(date(2026, 2, 10), Month(2026, 4)) == [1]


def test_a_cycle_that_is_the_month_itself_counts_in_it():
    assert ended(date(2026, 3, 1), MARCH) == [0]
    assert ended(date(2026, 3, 1), Month(2026, 4)) == [1]


def test_a_cycle_counts_only_when_it_is_over():
    assert ended(date(2026, 2, 10), MARCH, today=date(2026, 3, 9)) == []
    assert ended(date(2026, 2, 10), MARCH, today=date(2026, 3, 10)) == [0]


def test_a_pair_introduced_this_month_has_no_cycle_to_count_yet():
    assert ended(date(2026, 3, 2), MARCH) == []


def test_every_fortnight_has_its_own_say():
    assert ended(date(2026, 3, 1), MARCH, period=Period(months=0, weeks=2)) == [0, 1]


@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from([Period(), Period(months=3), Period(months=0, weeks=1), Period(months=0, weeks=5)]),
)
def test_each_cycle_counts_in_exactly_one_month(anchor, period):
    months = [Month.of(anchor).earlier(-later) for later in range(30)]
    today = months[-1].last + timedelta(days=1)
    found = [one.cycle for one in ended_cycles([Cadence(anchor=anchor, period=period)], months, today)]
    assert found == list(range(len(found)))
    assert found


def test_a_period_to_come_and_one_before_the_programme_say_so():
    began, today = date(2026, 1, 15), date(2026, 3, 10)
    for span in (Span(Month(2026, 1)), Span(MARCH), Span.quarter(2026, 1), Span.year(2026)):
        check_span(span, started_on=began, today=today)
    for span in (Span(Month(2026, 4)), Span.quarter(2026, 2), Span.year(2027)):
        with pytest.raises(PeriodToCome):
            check_span(span, started_on=began, today=today)
    for span in (Span(Month(2025, 12)), Span.quarter(2025, 4), Span.year(2025)):
        with pytest.raises(PeriodBefore):
            check_span(span, started_on=began, today=today)
