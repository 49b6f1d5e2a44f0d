"""Whoever they are and wherever: every message in their own hours, none on a feast, one a day, three nudges a month.

Reliability.md, test 22: all zones of the world with their gaps and overlaps, month ends, leap days, whatever hours
somebody chose and whatever week their country has.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar import (
    DAY,
    Hours,
    Period,
    add_months,
    cycle_at,
    cycle_bounds,
    is_open,
    local_day,
    month_of,
    next_window,
    spread,
)
from bot.domain.people import Person
from bot.domain.working_hours import LATEST, LEAST, STEP, Week, check, hours_of, written_down
from tests.domain.test_budget_year import YEAR, Year, a_years_prompts
from tests.somebody import somebody

#: Half-hour offsets, gaps at midnight, days that were skipped, no clock changes at all.
SOME_ZONES = (
    *("Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "Asia/Beirut"),
    *("Australia/Lord_Howe", "America/Havana", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran"),
)
ALL_ZONES = tuple(sorted(available_timezones()))
#: From Monday: the usual week, those of other countries, a part-timer's.
CUSTOMS = (frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({5, 6, 0, 1, 2}))


def at_work(zone: str, week: Week | None) -> Person:
    return somebody(
        timezone=zone,
        opens_at=week.opens if week else None,
        closes_at=week.closes if week else None,
        works_on=written_down(week.days) if week else None,
    )


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Any that the form accepts."""
    opens = draw(st.integers(0, (LATEST - LEAST) // STEP)) * STEP
    closes = draw(st.integers((opens + LEAST) // STEP, LATEST // STEP)) * STEP
    week = Week(opens=opens, closes=closes, days=draw(st.frozensets(st.integers(0, 6), min_size=1)))
    check(week)
    return week


def lives(zones: tuple[str, ...]) -> st.SearchStrategy[Hours]:
    """The hours of anybody in these zones: their own or their country's, with up to thirty feasts."""
    return st.builds(
        lambda zone, week, custom, feasts: hours_of(
            at_work(zone, week), custom, frozenset(date(2026, 1, 1) + DAY * n for n in feasts)
        ),
        st.sampled_from(zones),
        st.none() | weeks(),
        st.sampled_from(CUSTOMS),
        st.lists(st.integers(0, 380), max_size=30),
    )


def assert_considerate(hours: Hours, seed: int) -> None:
    prompts = a_years_prompts(random.Random(seed))
    year = Year.lived(hours, prompts, frozenset())

    assert year.ended == Counter(prompt.id for prompt in prompts), "each ends once, and none is forgotten"
    proactive = {at for at, _ in year.proactive()}
    for at in proactive:
        assert is_open(hours, at)
        day = local_day(hours.zone, at)
        assert day.weekday() in hours.days
        assert day not in hours.holidays
    assert max(Counter(local_day(hours.zone, at) for at in proactive).values(), default=0) <= 1
    months = Counter(month_of(hours.zone, at) for at, _ in year.nudges())
    assert max(months.values(), default=0) <= 3


@given(lives(SOME_ZONES), st.integers())
def test_everybody_is_written_to_while_they_work_and_no_more_than_promised(hours: Hours, seed: int) -> None:
    assert_considerate(hours, seed)


@pytest.mark.slow
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lives(ALL_ZONES), st.integers())
def test_the_same_in_every_zone_of_the_world(hours: Hours, seed: int) -> None:
    assert_considerate(hours, seed)


@settings(max_examples=60)
@given(
    st.dates(date(2019, 1, 1), date(2032, 12, 31)),
    st.sampled_from([Period(), Period(months=3), Period(months=0, weeks=2), Period(months=0, weeks=4)]),
)
def test_each_day_belongs_to_one_cycle_over_month_ends_and_leap_days(anchor: date, period: Period) -> None:
    before = anchor
    for k in range(30):
        begins, ends = cycle_bounds(anchor, period, k)
        assert begins == before < ends
        assert cycle_at(anchor, period, begins) == cycle_at(anchor, period, ends - DAY) == k
        before = ends
    if period.months:
        assert begins == add_months(anchor, 29 * period.months), "counted from the anchor, never chained"


# The first working morning of a whole company


@pytest.mark.parametrize("company", [100, 10_000])
@pytest.mark.parametrize(("opens", "minutes"), [(9 * 60, 40), (LATEST - LEAST, 40)])
def test_a_whole_company_is_not_written_to_in_the_same_minute(company: int, opens: int, minutes: int) -> None:
    """Those who open late in the evening have their forty minutes too."""
    hours = hours_of(
        at_work("Europe/Paris", Week(opens=opens, closes=opens + LEAST)), CUSTOMS[0], frozenset()
    )
    opening, closing = next_window(hours, YEAR)
    salt = local_day(hours.zone, opening).isoformat()
    by_minute = Counter(spread(person, salt, minutes).seconds // 60 for person in range(company))
    assert len(by_minute) <= minutes
    assert (closing - opening).seconds // 60 > max(by_minute)
    assert max(by_minute.values()) < 1.3 * company / minutes + 8
