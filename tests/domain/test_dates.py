"""When a date is near, on which days it is spoken of, and which button may still say yes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Hours, next_open
from bot.domain.dates import (
    DateDropped,
    DateGone,
    DateMoved,
    DateTooFar,
    NoSuchLength,
    asked_on,
    cannot_wait,
    check_date,
    check_length,
    check_same,
    in_time,
    instant,
    is_late,
    reminder_on,
    stands,
    token,
)
from bot.domain.meetings import Meeting, MeetingState

PARIS = Hours(zone="Europe/Paris", holidays=frozenset({date(2026, 4, 6)}))
MONTREAL = Hours(zone="America/Montreal")
#: Thursday 19 March 2026, 14:30 in Paris.
THURSDAY = datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
#: The Tuesday after Easter Monday, 10:00 in Paris.
AFTER_EASTER = datetime(2026, 4, 7, 8, tzinfo=UTC)
SET = Meeting(
    id=7,
    mentorship_id=3,
    state=MeetingState.PLANNED,
    cycle=1,
    held_on=date(2026, 3, 19),
    starts_at=THURSDAY,
    minutes=45,
    form=None,
    logged_by=1,
    agreed=False,
)


def test_a_date_in_the_past_and_one_beyond_half_a_year_are_refused() -> None:
    with pytest.raises(DateGone):
        check_date(THURSDAY, now=THURSDAY, zone="Europe/Paris")
    with pytest.raises(DateTooFar):
        check_date(THURSDAY + timedelta(days=181), now=THURSDAY, zone="Europe/Paris")
    check_date(THURSDAY + timedelta(days=180), now=THURSDAY, zone="Europe/Paris")


@pytest.mark.parametrize("said", ["", "soon", "1e12", None, str(10**20), "-" + "9" * 30])
def test_what_is_no_moment_is_refused(said: object) -> None:
    with pytest.raises(DateGone):
        instant(said)


def test_only_the_lengths_on_offer_are_taken() -> None:
    assert check_length(90) == 90
    for minutes in (0, 44, 480, -30):
        with pytest.raises(NoSuchLength):
            check_length(minutes)


def test_it_is_recalled_on_each_ones_own_working_day_before_and_asked_about_on_the_one_after() -> None:
    assert (reminder_on(THURSDAY, PARIS), asked_on(THURSDAY, PARIS)) == (date(2026, 3, 18), date(2026, 3, 20))
    assert (reminder_on(AFTER_EASTER, PARIS), asked_on(AFTER_EASTER, PARIS)) == (
        date(2026, 4, 3),
        date(2026, 4, 8),
    )
    assert reminder_on(AFTER_EASTER, MONTREAL) == date(2026, 4, 6), "a feast in Paris is no feast in Montreal"


def test_it_is_late_from_the_morning_on_which_they_are_reminded() -> None:
    wednesday_morning = datetime(2026, 3, 18, 8, 20, tzinfo=UTC)
    assert is_late(THURSDAY, wednesday_morning, PARIS)
    assert not is_late(THURSDAY, wednesday_morning - timedelta(hours=12), PARIS)
    assert is_late(AFTER_EASTER, AFTER_EASTER - timedelta(days=3), PARIS), "three days off are no working day"
    assert not is_late(AFTER_EASTER, AFTER_EASTER - timedelta(days=5), PARIS)


def test_news_of_a_date_waits_for_the_next_message_only_while_that_comes_in_time() -> None:
    wednesday = THURSDAY - timedelta(days=1)
    assert cannot_wait(THURSDAY, wednesday, PARIS)
    assert not cannot_wait(THURSDAY, wednesday - timedelta(days=1), PARIS)
    assert cannot_wait(AFTER_EASTER, datetime(2026, 4, 3, 15, tzinfo=UTC), PARIS), (
        "the next message is that day's"
    )


def test_whoever_is_expected_before_their_day_begins_learns_an_hour_before_that_nobody_comes() -> None:
    early, evening = datetime(2026, 3, 19, 6, tzinfo=UTC), datetime(2026, 3, 18, 19, tzinfo=UTC)
    assert in_time(early, evening, PARIS) == early - timedelta(hours=1)
    assert in_time(early, early - timedelta(minutes=10), PARIS) == early - timedelta(minutes=10), "at once"
    assert in_time(THURSDAY, evening, PARIS) == next_open(PARIS, evening) < THURSDAY


def test_a_button_says_yes_to_the_moment_that_it_showed_and_to_no_other() -> None:
    seen = token(SET)
    check_same(SET, seen)
    check_same(replace(SET, minutes=30, agreed=True), seen)
    with pytest.raises(DateMoved):
        check_same(replace(SET, starts_at=THURSDAY + timedelta(hours=1)), seen)
    with pytest.raises(DateDropped):
        check_same(replace(SET, state=MeetingState.WITHDRAWN), seen)


def test_a_date_stands_until_it_begins() -> None:
    assert stands(SET, THURSDAY - timedelta(seconds=1))
    assert not stands(SET, THURSDAY)
    assert not stands(replace(SET, state=MeetingState.HELD), THURSDAY - timedelta(days=1))
