"""When a circle meets: counted from its first date, in its own place, on working days, and never into the past."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY, MIDNIGHT, Hours, Period, at_local, local_day, works_on
from bot.domain.circles import (
    PERIODS,
    Circle,
    Often,
    Session,
    SessionGone,
    SessionState,
    SessionTooFar,
    box_opens_at,
    check_first,
    check_moved,
    clocks,
    next_number,
    occurrence,
    wants_invitations,
)

PARIS = Hours(zone="Europe/Paris", holidays=frozenset({date(2026, 5, 1), date(2026, 12, 25)}))
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


def circle(anchor: date, often: Often = Often.MONTHLY, at: time = time(11), first: int = 0) -> Circle:
    return Circle(
        id=1,
        programme_id=1,
        anchor=anchor,
        first_number=first,
        period=PERIODS[often],
        at=at,
        minutes=60,
        place="",
        set_by=1,
    )


def session(starts_at: datetime, state: SessionState = SessionState.ANNOUNCED) -> Session:
    return Session(id=1, circle_id=1, number=0, starts_at=starts_at, state=state, moves=0)


def paris(day: str, at: str = "11:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)


@pytest.mark.parametrize(
    ("anchor", "number", "day"),
    [
        (date(2026, 1, 30), 1, "2026-03-02"),  # the end of February is a Saturday
        (date(2026, 1, 30), 2, "2026-03-30"),  # and the month after it is the 30th again
        (date(2026, 4, 1), 1, "2026-05-04"),  # 1 May is a holiday, and then comes a weekend
        (date(2026, 9, 25), 3, "2026-12-28"),
    ],
)
def test_a_day_off_gives_way_to_the_next_working_day_and_moves_no_other_session(
    anchor: date, number: int, day: str
) -> None:
    assert occurrence(circle(anchor), number, PARIS) == paris(day)


def test_it_stays_at_eleven_when_the_clocks_change() -> None:
    every_four_weeks = circle(date(2026, 3, 3), Often.FOUR_WEEKS)

    met = [occurrence(every_four_weeks, number, PARIS) for number in range(3)]

    assert [one.astimezone(ZoneInfo("Europe/Paris")).time() for one in met] == [time(11)] * 3
    assert met[1] - met[0] == timedelta(weeks=4, hours=-1)
    assert met[2] - met[1] == timedelta(weeks=4)


@given(
    anchor=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    often=st.sampled_from(Often),
    number=st.integers(0, 60),
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_each_session_is_near_its_own_date_on_a_working_day_of_its_place(
    anchor: date, often: Often, number: int, zone: str, at: time
) -> None:
    hours = Hours(zone=zone)
    one = circle(anchor, often, at)

    starts_at, after = (occurrence(one, which, hours) for which in (number, number + 1))

    assert starts_at.tzinfo is UTC
    assert starts_at < after
    day = local_day(zone, starts_at)
    assert works_on(hours, day)
    if weeks := PERIODS[often].weeks:
        assert timedelta() <= day - (anchor + timedelta(weeks=weeks * number)) <= 2 * DAY


@given(
    anchor=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    often=st.sampled_from(Often),
    now=st.integers(0, 80_000).map(lambda hours: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
    first=st.integers(0, 9),
    after=st.integers(-1, 12),
)
def test_the_next_session_is_the_first_that_is_still_to_come(
    anchor: date, often: Often, now: datetime, first: int, after: int
) -> None:
    one = circle(anchor, often, first=first)

    number = next_number(one, after, now, PARIS)

    assert number > after
    assert number >= first
    assert occurrence(one, number, PARIS) > now
    earlier = range(max(after + 1, first), number)
    assert all(occurrence(one, which, PARIS) <= now for which in earlier)


def test_the_box_is_read_from_the_working_day_before_on() -> None:
    assert box_opens_at(paris("2026-05-04"), PARIS) == at_local(date(2026, 4, 30), MIDNIGHT, "Europe/Paris")
    assert box_opens_at(paris("2026-05-06"), PARIS) == at_local(date(2026, 5, 5), MIDNIGHT, "Europe/Paris")


def test_invitations_leave_ten_days_before_and_no_later_than_two() -> None:
    coming = session(paris("2026-05-20"))

    said = [wants_invitations(coming, paris(day)) for day in ("2026-05-09", "2026-05-10", "2026-05-18")]

    assert said == [False, True, True]
    assert not wants_invitations(coming, paris("2026-05-18", "11:01"))
    assert not wants_invitations(session(paris("2026-05-20"), SessionState.CANCELLED), paris("2026-05-12"))


def test_a_session_is_neither_set_in_the_past_nor_moved_beyond_the_next_one() -> None:
    now, after = paris("2026-05-12"), paris("2026-06-20")

    check_moved(paris("2026-06-19"), now=now, before=after, zone="Europe/Paris")
    with pytest.raises(SessionGone):
        check_moved(now, now=now, before=after, zone="Europe/Paris")
    with pytest.raises(SessionTooFar):
        check_moved(after, now=now, before=after, zone="Europe/Paris")
    with pytest.raises(SessionTooFar):
        check_first(paris("2027-06-01"), now=now, zone="Europe/Paris")


def test_every_rhythm_is_told_from_the_others() -> None:
    assert {circle(date(2026, 1, 5), often).often for often in Often} == set(Often)
    assert Period(months=1) in PERIODS.values()


def test_mentors_whose_clocks_agree_that_day_are_one_clock() -> None:
    zones = [
        "Asia/Tokyo",
        "America/Toronto",
        "Europe/Paris",
        "Europe/Berlin",
        "America/Toronto",
        "Europe/Berlin",
    ]

    assert clocks(zones, datetime(2026, 4, 1, 9, tzinfo=UTC)) == (
        "Europe/Berlin",
        "America/Toronto",
        "Asia/Tokyo",
    )
