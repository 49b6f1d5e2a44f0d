"""Whatever people change about how often they meet, every day belongs to one cycle, and a number names one for good."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import outlook
from bot.domain.calendar import DAY, Period
from bot.domain.cycles import Cadence, cadence_of, cadence_on, changed
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState
from tests.domain.pairs import LEA, TOM, noon, pair

WEEK, FORTNIGHT, MONTH, QUARTER = (
    Period(months=0, weeks=1),
    Period(months=0, weeks=2),
    Period(),
    Period(months=3),
)
PERIODS = st.sampled_from([WEEK, FORTNIGHT, Period(months=0, weeks=4), MONTH, Period(months=2), QUARTER])
FIRST = date(2026, 3, 1)
NUDGES = (PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD)
MONTHLY = (Cadence(anchor=FIRST, period=MONTH),)


@st.composite
def lives(draw):
    """Cadences that changed up to six times, and the day of the last change."""
    today = draw(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
    cadences = (Cadence(anchor=today, period=draw(PERIODS)),)
    for days, period in draw(st.lists(st.tuples(st.integers(0, 120), PERIODS), max_size=6)):
        today += days * DAY
        cadences = changed(cadences, period, today)
    return cadences, today


def cycle(cadences, day):
    return cadence_on(cadences, day).cycle_on(day)


def bounds(cadences, number):
    return cadence_of(cadences, number).bounds(number)


@given(lives())
@settings(max_examples=60)
def test_every_day_belongs_to_exactly_one_cycle_and_numbers_never_go_back(life):
    cadences, today = life
    days = [cadences[0].anchor + n * DAY for n in range((today - cadences[0].anchor).days + 100)]
    numbers = [cycle(cadences, day) for day in days]
    assert numbers[0] == 0
    assert all(later - before in (0, 1) for before, later in pairwise(numbers))
    for number in range(numbers[-1]):
        start, end = bounds(cadences, number)
        assert start < end == bounds(cadences, number + 1)[0]
        assert {cycle(cadences, start), cycle(cadences, end - DAY)} == {number}


@given(lives(), PERIODS, st.integers(0, 100))
@settings(max_examples=60)
def test_a_change_leaves_every_cycle_that_is_over_as_it_was(life, period, later):
    cadences, today = life
    today += later * DAY
    after = changed(cadences, period, today)
    running = cycle(cadences, today)
    start, _ = bounds(cadences, running)
    assert [bounds(after, number) for number in range(running)] == [
        bounds(cadences, n) for n in range(running)
    ]
    assert bounds(after, running)[0] == start, "the running cycle began where it began"
    assert cycle(after, today) in (running, running + 1)
    assert today < bounds(after, cycle(after, today))[1]
    assert after[-1].period == period


@given(lives(), PERIODS)
@settings(max_examples=60)
def test_whoever_changes_their_mind_at_once_finds_everything_as_it_was(life, period):
    cadences, today = life
    after = changed(cadences, period, today)
    if cycle(after, today) == cycle(cadences, today):
        assert changed(after, cadences[-1].period, today) == cadences
    assert changed(cadences, cadences[-1].period, today) == cadences


def test_meeting_less_often_lets_the_month_that_runs_go_on():
    """Changed on 10 May: the period that began on 1 May lasts until the end of July."""
    after = changed(MONTHLY, QUARTER, date(2026, 5, 10))
    assert (cycle(after, date(2026, 5, 10)), bounds(after, 2)) == (2, (date(2026, 5, 1), date(2026, 8, 1)))
    assert bounds(after, 1) == (date(2026, 4, 1), date(2026, 5, 1))


def test_meeting_more_often_late_in_the_month_begins_anew_today():
    """Changed on 20 May to every week: May's period ends on the 19th, and the first week begins."""
    after = changed(MONTHLY, WEEK, date(2026, 5, 20))
    assert bounds(after, 2) == (date(2026, 5, 1), date(2026, 5, 20))
    assert bounds(after, 3) == (date(2026, 5, 20), date(2026, 5, 27))
    assert [after[0].cuts_short(number) for number in (1, 2)] == [False, True]


def test_meeting_more_often_early_in_the_month_goes_on_from_its_first_day():
    assert bounds(changed(MONTHLY, FORTNIGHT, date(2026, 5, 10)), 2) == (date(2026, 5, 1), date(2026, 5, 15))


def test_a_cadence_changed_before_anything_happened_leaves_no_history():
    assert changed(MONTHLY, QUARTER, FIRST + timedelta(days=3)) == (Cadence(anchor=FIRST, period=QUARTER),)


@pytest.mark.parametrize("day", [date(2026, 2, 1), date(2025, 1, 1)])
def test_before_the_first_day_it_is_already_the_first_cycle(day):
    assert cycle(changed(MONTHLY, WEEK, date(2026, 5, 20)), day) == 0


# -- asked about a cycle -----------------------------------------------------------------------------------------


def silent(cadences, day):
    """Léa and Tom, who met once and say nothing any more, as the tick would read them on this day."""
    cadence = cadences[-1]
    number = cadence.cycle_on(day)
    met = pair(
        cadence=cadence, began=cadences[0].anchor, introduced_at=noon(cadences[0].anchor), cycle=number
    )
    return replace(met, quiet_cycles=max(0, number - max(1, cadence.first_cycle)), met_this_cycle=number == 0)


@given(st.data())
@settings(max_examples=12)
def test_whatever_they_choose_nobody_is_asked_twice_about_a_cycle_nor_of_two_at_once(data):
    """The ledger says each key once; so each cycle's number may mean one thing only, for each rung of its ladder."""
    day = data.draw(st.dates(date(2025, 12, 1), date(2026, 3, 31)))
    cadences = (Cadence(anchor=day, period=data.draw(PERIODS)),)
    changes = data.draw(st.dictionaries(st.integers(1, 200), PERIODS, max_size=4))
    begins = {}
    for n in range(240):
        today = day + n * DAY
        if n in changes:
            cadences = changed(cadences, changes[n], today)
        rhythm = silent(cadences, today)
        seen = outlook(rhythm, noon(today))
        live = [p for p in seen.prompts if not p.stale(noon(today)) and p.kind in NUDGES]
        for person in (LEA, TOM):
            mine = [p for p in live if p.recipient_id == person]
            assert len({p.kind for p in mine}) == len(mine)
        begins |= {rhythm.cycle: begins.get(rhythm.cycle, today)}
        assert begins[rhythm.cycle] == max(rhythm.bounds(rhythm.cycle)[0], day), "the same cycle as yesterday"
        assert all(p.period in (f"cycle-{rhythm.cycle}", f"cycle-{rhythm.cycle - 1}") for p in live)
        assert not seen.raise_flag or rhythm.cycle - 2 >= rhythm.cadence.first_cycle, (
            "two quiet ones of this cadence"
        )


@pytest.mark.slow
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_in_every_zone_each_instant_belongs_to_one_cycle_and_each_period_has_one(zone):
    """Reliability.md, test 22: month ends, leap days, days that the clocks skip, and changes among them."""
    for first in (date(2024, 1, 31), date(2023, 12, 29), date(2011, 11, 30), date(2026, 3, 28)):
        cadences = (Cadence(anchor=first, period=MONTH),)
        for days, period in ((0, None), (45, WEEK), (20, MONTH), (40, QUARTER)):
            if period is not None:
                cadences = changed(cadences, period, cadences[-1].anchor + days * DAY)
            one = mentorship(cadences, zone)
            last = one.cycle_on(cadences[-1].anchor + 400 * DAY)
            begins = [one.begins_at(number) for number in range(last)]
            assert begins == sorted(set(begins)), "each period begins once"
            for number, begin in enumerate(begins):
                assert one.cycle_at(begin) == number
                assert number == 0 or one.cycle_at(begin - timedelta(microseconds=1)) == number - 1


def test_nobody_is_told_that_a_period_goes_on_after_the_end_of_the_mentorship():
    one = mentorship((Cadence(anchor=date(2026, 12, 4), period=MONTH),), "Europe/Paris")
    assert one.last_day(0) == date(2027, 1, 3)
    assert replace(one, ends_on=date(2026, 12, 16)).last_day(0) == date(2026, 12, 16)
    over = replace(one, ends_on=date(2026, 12, 16), state=MentorshipState.ENDED)
    assert over.last_day(0) == date(2027, 1, 3), "it says nothing to whoever has not heard"


def mentorship(cadences, zone):
    *earlier, now = cadences
    return Mentorship(
        id=1,
        programme_id=1,
        state=MentorshipState.ACTIVE,
        temporary=False,
        anchor=now.anchor,
        period=now.period,
        first_cycle=now.first_cycle,
        earlier=tuple(earlier),
        timezone=zone,
        introduced_at=noon(cadences[0].anchor),
        ends_on=None,
        paused_until=None,
        seats=(),
    )
