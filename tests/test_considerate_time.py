"""People are written to while they work, where they are; left alone while they are away or the programme is quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from living import CUSTOMS, PARIS, Programme, kinds, living

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.preferences import NotOffered
from bot.domain.prompts import Prompt, PromptState
from bot.domain.quiet_weeks import QuietWeeks
from bot.domain.refusals import Outdated, Refusal
from bot.domain.working_hours import HoursTooShort, NoWorkingDay, Week
from bot.programme import dates, departures, pausing, working_hours
from bot.programme.feasts import NOWHERE
from bot.programme.work import LONG_TERM, Work

pytestmark = pytest.mark.long

NEW_YORK = ZoneInfo("America/New_York")
#: Sunday to Thursday in Israel.
CUSTOMS_OF_THE_WORLD = replace(CUSTOMS, weeks={"IL": frozenset({6, 0, 1, 2, 3})})
QUIET = replace(CUSTOMS.types[LONG_TERM], quiet_weeks=(QuietWeeks(begins=(12, 24), ends=(1, 2)),))
MORNINGS = Week(opens=8 * 60, closes=12 * 60, days=frozenset({0, 2}))


@pytest.fixture
def elsewhere(new_database: Callable[..., str]) -> Iterator[Programme]:
    with living(new_database(), CUSTOMS_OF_THE_WORLD) as programme:
        yield programme


@pytest.fixture
def quiet(new_database: Callable[..., str]) -> Iterator[Programme]:
    """Its weeks around New Year are quiet."""
    customs = replace(CUSTOMS, types={**CUSTOMS.types, LONG_TERM: QUIET})
    with living(new_database(), customs) as programme:
        yield programme


def waits_for(
    programme: Programme, person: Person, kind: PromptKind = PromptKind.CAUGHT_UP, *, days: int = 14
) -> int:
    """Something for somebody to hear of, from now on."""
    with programme.work() as work:
        due = PromptDue(
            kind=kind,
            mentorship_id=None,
            recipient_id=person.id,
            period="now",
            rung=f"{work.now}",
            not_before=work.now,
            expires_at=work.now + timedelta(days=days),
            about={"from": 0, "to": 0},
        )
        work.prompts.plan([due], now=work.now)
        return work.prompts.series(person.id, kind)[-1].id


def row(programme: Programme, prompt_id: int) -> Prompt:
    with programme.work() as work:
        found = work.prompts.get(prompt_id)
        assert found is not None
        return found


def keeps(programme: Programme, person: Person, week: Week, country: str = "FR") -> None:
    with programme.work() as work:
        working_hours.keep(work, work.people.get(person.id), week, country)


def moves(programme: Programme, person: Person, zone: str) -> None:
    """Slack says that they are elsewhere now."""
    with programme.work() as work:
        profile = SlackProfile(
            slack_id=person.slack_id,
            name=person.name,
            handle=person.handle,
            standing=Standing.EMPLOYEE,
            language=None,
            timezone=zone,
        )
        assert departures.news_among(work, [profile]) == [profile]
        departures.learn(work, [profile])
        assert departures.news_among(work, [profile]) == []


def said(programme: Programme) -> list[tuple[str, str]]:
    return [
        (parcel.bundle.recipient.first_name, one.prompt.kind.value)
        for parcel in programme.release()
        for one in parcel.bundle.facts
    ]


def when_said(programme: Programme, prompt_id: int) -> datetime:
    """The instant at which it left: it is looked at whenever it said that it would be."""
    for _ in range(9):
        programme.release()
        found = row(programme, prompt_id)
        if found.sent_at is not None:
            return found.sent_at
        programme.clock.time = max(found.not_before, programme.clock.time)
    raise AssertionError(f"it still waits: {found}")


# Their hours


def test_whoever_works_on_two_mornings_hears_from_us_on_those(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")  # a Tuesday
    keeps(programme, programme.tom, MORNINGS)
    told = waits_for(programme, programme.tom)
    assert said(programme) == []
    assert row(programme, told).reason == "hours"

    at = when_said(programme, told)

    local = at.astimezone(PARIS)
    assert local.date() == date(2026, 3, 11), "the Wednesday"
    assert 8 <= local.hour < 9
    assert row(programme, told).reason is None, "what was said waited for nothing"


def test_what_waited_for_the_old_hours_is_said_in_the_new_ones_once(programme: Programme) -> None:
    programme.travel("2026-03-10 19:00")
    told = waits_for(programme, programme.tom)
    assert said(programme) == []
    tomorrow = row(programme, told).not_before

    keeps(programme, programme.tom, Week(opens=10 * 60, closes=22 * 60, days=frozenset(range(7))))

    assert said(programme) == [("Tom", "caught_up")], "they work in the evening"
    assert said(programme) == []
    assert tomorrow > programme.clock.time


def test_back_to_the_usual_hours_is_back_to_those_of_the_country(elsewhere: Programme) -> None:
    keeps(elsewhere, elsewhere.tom, MORNINGS, "IL")
    with elsewhere.work() as work:
        assert not working_hours.mine(work, work.people.get(elsewhere.tom.id)).is_usual
        usual = working_hours.as_usual(work, work.people.get(elsewhere.tom.id))
        assert (usual.is_usual, usual.week.days) == (True, frozenset({6, 0, 1, 2, 3}))
        assert usual.country == "IL"


def test_whoever_only_names_their_country_has_its_week_and_its_feasts(elsewhere: Programme) -> None:
    keeps(elsewhere, elsewhere.tom, Week(), "IL")
    with elsewhere.work() as work:
        tom = work.people.get(elsewhere.tom.id)
        assert (tom.works_on, tom.opens_at, tom.country_chosen) == (None, None, True)
        assert work.hours(tom).days == frozenset({6, 0, 1, 2, 3})
    keeps(elsewhere, elsewhere.tom, Week(), NOWHERE)
    with elsewhere.work() as work:
        assert work.hours(work.people.get(elsewhere.tom.id)).holidays == frozenset()


@pytest.mark.parametrize(
    ("week", "country", "refusal"),
    [
        (Week(opens=9 * 60, closes=10 * 60), "FR", HoursTooShort),
        (Week(opens=14 * 60, closes=9 * 60), "FR", HoursTooShort),
        (Week(days=frozenset()), "FR", NoWorkingDay),
        (Week(days=frozenset({9})), "FR", Outdated),
        (Week(opens=1), "FR", Outdated),
        (Week(closes=24 * 60), "FR", Outdated),
        (Week(), "XX", NotOffered),
    ],
)
def test_hours_in_which_nobody_could_be_reached_are_refused(
    programme: Programme, week: Week, country: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        keeps(programme, programme.tom, week, country)


# Where they are


def test_whoever_moves_is_told_at_their_new_hours_what_waited_for_the_old(programme: Programme) -> None:
    programme.travel("2026-03-10 19:00")  # 14:00 in New York
    told = waits_for(programme, programme.tom)
    assert said(programme) == []

    moves(programme, programme.tom, "America/New_York")

    assert said(programme) == [("Tom", "caught_up")]
    assert row(programme, told).sent_at == programme.clock.time


def test_nothing_reaches_whoever_moved_in_their_new_night(programme: Programme) -> None:
    programme.travel("2026-03-09 20:00")
    told = waits_for(programme, programme.tom)
    assert said(programme) == []
    moves(programme, programme.tom, "America/New_York")
    programme.travel("2026-03-10 09:45")  # 04:45 in New York
    assert said(programme) == []

    at = when_said(programme, told)

    assert at.astimezone(NEW_YORK).hour == 9


def test_a_date_that_a_pair_has_set_stays_the_same_instant_wherever_they_go(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-10 10:00")
    starts = programme.clock.time + timedelta(days=7)
    with programme.work() as work:
        dates.propose(work, programme.tom, pair, starts)
    moves(programme, programme.tom, "Asia/Tokyo")
    with programme.work() as work:
        planned = work.meetings.planned(pair.id)
        assert planned is not None
        assert planned.starts_at == starts


# While they are away


def goes_away(programme: Programme, until: date | None) -> None:
    with programme.work() as work:
        place = work.enrolments.open_for(programme.tom.id, programme.id)
        work.enrolments.change(place.id, part=Part.MENTEE)
        pausing.rest_until(work, programme.tom, until)


def test_whoever_is_away_hears_nothing_and_on_their_return_one_message(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme, date(2026, 3, 16))
    first = waits_for(programme, programme.tom)
    programme.travel("2026-03-12 10:00")
    second = waits_for(programme, programme.tom)
    for hour in range(0, 24 * 3, 6):
        programme.travel("2026-03-12 10:00")
        programme.clock.time += timedelta(hours=hour)
        assert said(programme) == []
    assert row(programme, first).reason == row(programme, second).reason == "away"

    assert when_said(programme, first).astimezone(PARIS).date() == date(2026, 3, 16)
    assert row(programme, first).marker == row(programme, second).marker, "in one message"


def test_whoever_is_back_sooner_hears_at_once_what_waited(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme, date(2026, 4, 16))
    waits_for(programme, programme.tom, days=60)
    assert said(programme) == []
    programme.travel("2026-03-11 11:00")
    goes_away(programme, None)
    assert said(programme) == [("Tom", "caught_up")]


def test_what_is_void_before_the_return_says_what_it_waited_for(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme, date(2026, 4, 16))
    told = waits_for(programme, programme.tom, days=3)
    assert said(programme) == []
    programme.travel("2026-03-13 11:00")
    assert said(programme) == []
    assert (row(programme, told).state, row(programme, told).reason) == (PromptState.EXPIRED, "away")


# Quiet weeks


def test_in_quiet_weeks_nobody_is_asked_and_nothing_piles_up_after(quiet: Programme) -> None:
    """They have met once, in November, and never since."""
    pair = quiet.pair(quiet.lea, quiet.tom, since="2026-11-10")
    with quiet.work() as work:
        meet(work, pair.id, quiet.tom, date(2026, 11, 12))
    told = quiet.live("2026-12-23 10:00", "2027-01-08 14:00")
    between = [one for one in told if date(2026, 12, 24) <= one[0] <= date(2027, 1, 2)]
    assert between == []
    back = [day for day, _ in kinds(told, "Tom") if day > date(2027, 1, 2)]
    assert len(back) == len(set(back)), "one a day"
    assert [kind for _, kind in kinds(told, "Tom") if kind != "sheet"] == ["missing_meeting"], (
        "the later question only"
    )


def test_in_quiet_weeks_what_people_wait_for_is_said(quiet: Programme) -> None:
    quiet.travel("2026-12-28 11:00")
    waits_for(quiet, quiet.tom)
    assert said(quiet) == [("Tom", "caught_up")]


def test_a_reminder_that_was_planned_before_the_quiet_weeks_waits_for_their_end(quiet: Programme) -> None:
    quiet.travel("2026-12-23 20:00")
    asked = waits_for(quiet, quiet.tom, PromptKind.SHEET, days=30)
    quiet.travel("2026-12-24 11:00")
    assert said(quiet) == []
    waiting = row(quiet, asked)
    assert (waiting.reason, waiting.state) == ("quiet", PromptState.PLANNED)
    assert waiting.not_before.astimezone(PARIS).date() == date(2027, 1, 4), "the first working day"


def meet(work: Work, mentorship_id: int, by: Person, day: date) -> None:
    work.meetings.add(
        mentorship_id,
        state=MeetingState.HELD,
        cycle=0,
        held_on=day,
        minutes=45,
        form=None,
        logged_by=by.id,
        logged_at=work.now,
    )
