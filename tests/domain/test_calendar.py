"""What the calendar promises: nobody is met at a time that does not exist, or on a day off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    DAY,
    MIDNIGHT,
    MINUTE,
    Hours,
    Period,
    add_months,
    add_working_days,
    at_local,
    cycle_at,
    cycle_bounds,
    is_open,
    local_day,
    month_bounds,
    month_of,
    next_open,
    next_working_morning,
    spread,
    window,
    working_day_before,
    works_on,
)

PARIS = "Europe/Paris"
NEW_YORK = "America/New_York"

# Since 2012 every zone has changed its clocks so that no midnight comes twice on both sides of a date line.
days = st.dates(date(2012, 1, 1), date(2060, 12, 31))
zones = st.sampled_from(sorted(available_timezones() - {"localtime"}))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def seconds_since(begin, years):
    return st.integers(0, years * 365 * 24 * 3600).map(lambda second: begin + timedelta(seconds=second))


instants = seconds_since(datetime(2012, 1, 2, tzinfo=UTC), years=48)
moments_of_2026 = seconds_since(datetime(2026, 1, 1, tzinfo=UTC), years=1)
periods = st.integers(1, 12).map(lambda n: Period(months=n)) | st.integers(1, 8).map(
    lambda n: Period(months=0, weeks=n)
)


@st.composite
def working_hours(draw):
    opens, closes = sorted(draw(st.lists(times, min_size=2, max_size=2, unique=True)))
    first = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    return Hours(
        zone=draw(zones),
        opens=opens,
        closes=closes,
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=frozenset(first + DAY * n for n in draw(st.lists(st.integers(-20, 20), max_size=12))),
    )


def wall(instant, zone):
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


# Months


def test_a_mentorship_begun_on_the_31st_comes_back_to_the_31st():
    begun = date(2026, 1, 31)
    assert [add_months(begun, n) for n in range(5)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]
    assert add_months(begun, 25) == date(2028, 2, 29)
    assert add_months(begun, -2) == date(2025, 11, 30)


def test_a_mentorship_begun_on_the_leap_day_has_a_birthday_every_year():
    assert [add_months(date(2028, 2, 29), 12 * n) for n in (1, 2, 4)] == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2032, 2, 29),
    ]


@given(days, st.integers(-240, 240))
def test_so_many_months_later_is_in_that_month_and_on_that_day_if_it_exists(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


# Times that the clocks skip or repeat


def test_a_time_that_spring_skips_becomes_the_first_minute_there_is():
    assert at_local(date(2026, 3, 8), time(2, 30), NEW_YORK) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert at_local(date(2026, 3, 29), time(2, 0, 59), PARIS) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_time_that_autumn_repeats_comes_once_and_early():
    assert at_local(date(2026, 11, 1), time(1, 30), NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_day_that_an_island_skipped_begins_with_the_next_one():
    assert at_local(date(2011, 12, 30), time(9), "Pacific/Apia") == datetime(2011, 12, 30, 10, tzinfo=UTC)
    island = Hours(zone="Pacific/Apia")
    assert window(island, date(2011, 12, 30)) is None
    thursday = at_local(date(2011, 12, 29), time(12), "Pacific/Apia")
    assert local_day("Pacific/Apia", next_working_morning(island, thursday)) == date(2012, 1, 2)


@given(days, times, zones)
def test_in_every_zone_a_local_time_is_its_first_occurrence_or_the_first_minute_after_it(day, at, zone):
    asked, found = datetime.combine(day, at), at_local(day, at, zone)
    assert found.tzinfo is UTC
    if wall(found, zone) == asked:
        assert found.astimezone(ZoneInfo(zone)).fold == 0
    else:
        assert wall(found, zone) > asked
        assert wall(found - MINUTE, zone) < asked


# Working hours


def test_lea_is_at_work_from_nine_until_just_before_six_but_not_on_a_feast():
    lea = Hours(zone=PARIS, holidays=frozenset({date(2026, 7, 14)}))

    def at_work(*moment):
        return is_open(lea, datetime(*moment, tzinfo=ZoneInfo(PARIS)).astimezone(UTC))

    assert not at_work(2026, 7, 13, 8, 59)
    assert at_work(2026, 7, 13, 9)
    assert at_work(2026, 7, 13, 17, 59)
    assert not at_work(2026, 7, 13, 18)
    assert not at_work(2026, 7, 14, 12)
    assert not at_work(2026, 7, 18, 12)


def test_somebody_whose_week_begins_on_sunday_hears_from_us_on_sunday():
    dubai = Hours(zone="Asia/Dubai", days=frozenset({6, 0, 1, 2, 3}))
    thursday_evening = at_local(date(2026, 7, 16), time(20), "Asia/Dubai")
    assert next_open(dubai, thursday_evening) == at_local(date(2026, 7, 19), time(9), "Asia/Dubai")


def test_at_six_sharp_the_day_is_over():
    lea = Hours(zone=PARIS)
    six = at_local(date(2026, 7, 13), time(18), PARIS)
    assert next_open(lea, six) == at_local(date(2026, 7, 14), time(9), PARIS)


@given(working_hours(), moments_of_2026, st.floats(0, 1))
def test_the_next_opening_is_the_first_moment_at_work(hours, now, somewhere):
    opening = next_open(hours, now)
    assert opening >= now
    if is_open(hours, now):
        assert opening == now
    if is_open(hours, opening):
        assert opening == now or not is_open(hours, now + (opening - now) * somewhere * 0.999999)
    else:
        pytest.fail("the next opening must be at work")


@given(working_hours(), moments_of_2026)
def test_the_next_working_morning_is_a_later_day_with_no_working_day_between(hours, now):
    morning = next_working_morning(hours, now)
    today, then = local_day(hours.zone, now), local_day(hours.zone, morning)
    assert then > today
    assert is_open(hours, morning)
    assert not is_open(hours, morning - MINUTE)
    between = [today + DAY * n for n in range(1, (then - today).days)]
    assert all(window(hours, day) is None for day in between)


def test_working_days_step_over_the_weekend_and_the_feast():
    tom = Hours(zone=PARIS, holidays=frozenset({date(2026, 5, 1)}))
    assert working_day_before(tom, date(2026, 5, 4)) == date(2026, 4, 30)
    assert add_working_days(tom, date(2026, 4, 30), 2) == date(2026, 5, 5)
    assert add_working_days(tom, date(2026, 5, 2), 0) == date(2026, 5, 2)


@given(working_hours(), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 15))
def test_counting_working_days_forth_and_back_comes_home(hours, day, number):
    later = add_working_days(hours, day, number)
    assert works_on(hours, later)
    back = add_working_days(hours, later, -number)
    assert back == (day if works_on(hours, day) else working_day_before(hours, day))


@pytest.mark.parametrize(
    "wrong", [{"opens": time(18), "closes": time(9)}, {"days": frozenset()}, {"days": frozenset({7})}]
)
def test_hours_in_which_nobody_could_ever_be_told_anything_are_refused(wrong):
    with pytest.raises(ValueError, match="working"):
        Hours(zone=PARIS, **wrong)


# The first working morning


@given(st.integers(), st.text(max_size=10), st.integers(-5, 600))
def test_each_has_their_own_delay_and_keeps_it(person, salt, minutes):
    delay = spread(person, salt, minutes)
    assert delay == spread(person, salt, minutes)
    assert timedelta() <= delay < max(minutes, 0) * MINUTE or delay == timedelta()


def test_a_thousand_people_are_spread_over_every_minute_and_not_always_in_the_same_order():
    monday = {person: spread(person, "2026-07-13", 40) for person in range(1000)}
    tuesday = {person: spread(person, "2026-07-14", 40) for person in range(1000)}
    assert {delay // MINUTE for delay in monday.values()} == set(range(40))
    assert sorted(monday, key=monday.get) != sorted(tuesday, key=tuesday.get)


# Cycles


@given(days, periods, st.integers(0, 3000))
def test_every_day_belongs_to_exactly_one_cycle(anchor, period, after):
    day = anchor + DAY * after
    k = cycle_at(anchor, period, day)
    start, end = cycle_bounds(anchor, period, k)
    assert start <= day < end
    assert cycle_bounds(anchor, period, k + 1)[0] == end


@given(days, periods, st.integers(0, 3000))
def test_before_the_anchor_it_is_already_the_first_cycle(anchor, period, before):
    assert cycle_at(anchor, period, anchor - DAY * before) == 0


@given(st.dates(date(2012, 1, 1), date(2040, 1, 1)), periods, zones, instants)
def test_every_instant_belongs_to_one_cycle_in_every_zone(anchor, period, zone, instant):
    k = cycle_at(anchor, period, local_day(zone, instant))
    start, end = (at_local(day, MIDNIGHT, zone) for day in cycle_bounds(anchor, period, k))
    assert instant < end
    assert start <= instant or k == 0


def test_a_month_is_twelve_times_a_year_and_four_weeks_thirteen():
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert cycle_at(first, Period(), last) == 11
    assert cycle_at(first, Period(months=0, weeks=4), last) == 13


@pytest.mark.parametrize("wrong", [(0, 0), (1, 2), (-1, 0), (0, -1)])
def test_a_period_is_months_or_weeks_and_never_both(wrong):
    with pytest.raises(ValueError, match="only one"):
        Period(months=wrong[0], weeks=wrong[1])


# Calendar months


@given(zones, instants)
def test_every_instant_belongs_to_one_calendar_month_in_every_zone(zone, instant):
    start, end = month_bounds(zone, *month_of(zone, instant))
    assert start <= instant < end


def test_new_year_comes_to_auckland_before_paris():
    instant = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert month_of("Pacific/Auckland", instant) == (2027, 1)
    assert month_of(PARIS, instant) == (2026, 12)
