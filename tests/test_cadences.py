"""People choose how often they meet: at once, for everybody in the mentorship, and nobody is asked twice for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from living import Programme

from bot.domain.calendar import Period
from bot.domain.kinds import PromptKind
from bot.domain.ladder import Ladder
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.domain.refusals import Outdated
from bot.programme import answers, cadences, dates, meetings
from bot.programme.outcomes import Became, outcome, running_cycle
from bot.programme.work import Work

pytestmark = pytest.mark.long

WEEK, MONTH, QUARTER = Period(months=0, weeks=1), Period(), Period(months=3)
ASKED = (PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Introduced on Monday 2 February; they met that week. It is Tuesday 3 March, early in their second period."""
    made = programme.pair(programme.lea, programme.tom, since="2026-02-02")
    programme.travel("2026-02-05 10:00")
    with programme.work() as work:
        meetings.log(work, programme.tom, made, minutes=45, day=date(2026, 2, 5), form=None)
    programme.travel("2026-03-03 10:00")
    return made


def now(work: Work, pair: Mentorship) -> Mentorship:
    found = work.mentorships.get(pair.id)
    assert found is not None
    return found


def changes(programme: Programme, actor: Person, pair: Mentorship, period: Period) -> Mentorship:
    with programme.work() as work:
        cadences.change(work, actor, now(work, pair), period)
        return now(work, pair)


def news(programme: Programme, *, state: PromptState = PromptState.PLANNED) -> list[str]:
    """Who is to be told of a change, or was."""
    with programme.work() as work:
        return [
            person.first_name
            for person in (programme.lea, programme.tom, programme.maya)
            for prompt in work.prompts.series(person.id, PromptKind.CADENCE_CHANGED)
            if prompt.state is state
        ]


def questions(programme: Programme, *days: str) -> list[tuple[str, str, str]]:
    """Who is asked for a meeting on these days of 2026, at noon; what was due before leaves on the first of them."""
    asked = []
    for day in days:
        programme.travel(f"2026-{day} 12:00")
        programme.tick()
        asked += [
            (day, parcel.bundle.recipient.first_name, one.prompt.kind.value)
            for parcel in programme.release()
            for one in parcel.bundle.facts
            if one.prompt.kind in ASKED
        ]
    return sorted(asked)


def test_every_quarter_lets_the_period_that_runs_go_on_and_tells_the_other_half(
    programme: Programme, pair: Mentorship
) -> None:
    after = changes(programme, programme.tom, pair, QUARTER)
    assert after.bounds(1) == (date(2026, 3, 2), date(2026, 6, 2))
    assert after.bounds(0) == (date(2026, 2, 2), date(2026, 3, 2)), "what is over stays as it was"
    assert after.began_on == date(2026, 2, 2)
    assert news(programme) == ["Léa"]
    days = ("03-18", "03-25", "04-02", "04-16", "04-17", "05-08", "05-11", "06-01")
    assert questions(programme, *days) == [
        ("04-17", "Tom", "missing_meeting"),
        ("05-11", "Léa", "missing_meeting"),
        ("05-11", "Tom", "missing_meeting"),
    ]


def test_a_question_that_was_asked_is_not_asked_again_after_a_change(
    programme: Programme, pair: Mentorship
) -> None:
    assert questions(programme, "03-16", "03-17") == [("03-17", "Tom", "missing_meeting")]
    changes(programme, programme.tom, pair, QUARTER)
    after = questions(programme, "03-18", "04-17", "05-11", "06-01")
    assert after == [("05-11", "Léa", "missing_meeting"), ("05-11", "Tom", "missing_meeting")]


def test_a_question_that_had_not_left_comes_on_its_new_day(programme: Programme, pair: Mentorship) -> None:
    """It was planned on Tuesday night, and waits for Tom's morning."""
    programme.travel("2026-03-17 01:00")
    programme.tick()
    changes(programme, programme.tom, pair, QUARTER)
    assert questions(programme, "03-17", "04-16", "04-17") == [("04-17", "Tom", "missing_meeting")]


def test_every_week_chosen_late_begins_today_and_asks_once_a_week(
    programme: Programme, pair: Mentorship
) -> None:
    assert questions(programme, "03-17", "03-19") == [("03-17", "Tom", "missing_meeting")]
    after = changes(programme, programme.lea, pair, WEEK)
    assert after.bounds(1) == (date(2026, 3, 2), date(2026, 3, 19))
    assert after.bounds(2) == (date(2026, 3, 19), date(2026, 3, 26))
    tuesdays, thursdays = ("03-24", "03-31", "04-07", "04-14", "04-21"), ("03-26", "04-02", "04-09", "04-16")
    told = questions(programme, *sorted(tuesdays + thursdays))
    assert [(day, what) for day, who, what in told if who == "Tom"] == [
        ("03-24", "missing_meeting"),
        ("03-31", "missing_meeting"),
        ("04-02", "last_word"),
        ("04-07", "missing_meeting"),
        ("04-14", "missing_meeting"),
    ], "once a week, once more before the team hears of it, and never more than three a month"


def test_who_has_not_met_since_a_sheet_is_not_sent_another_every_week(
    programme: Programme, pair: Mentorship
) -> None:
    changes(programme, programme.lea, pair, WEEK)

    def sheets(*days: str) -> list[str]:
        noons = [(day, programme.live(f"2026-{day} 12:00", f"2026-{day} 12:00")) for day in days]
        return [day for day, told in noons for _, who, what in told if (who, what) == ("Tom", "sheet")]

    assert sheets("03-16", "03-17", "03-23", "03-24", "03-30", "03-31") == ["03-16"]
    with programme.work() as work:
        meetings.log(work, programme.tom, pair, minutes=30, day=date(2026, 3, 31), form=None)
    assert sheets("04-06", "04-07", "04-08") == ["04-06"], "a sheet for the next one"


def test_who_met_today_has_met_in_the_period_that_begins_today(
    programme: Programme, pair: Mentorship
) -> None:
    programme.travel("2026-03-19 10:00")
    with programme.work() as work:
        meetings.log(work, programme.tom, pair, minutes=45, day=date(2026, 3, 19), form=None)
    after = changes(programme, programme.tom, pair, WEEK)
    with programme.work() as work:
        assert outcome(work, after, running_cycle(work, after)).became is Became.MET


def test_a_date_that_is_set_spares_them_until_it_comes(programme: Programme, pair: Mentorship) -> None:
    """Set for 27 March; every week from now on, and nobody is asked before that day has passed."""
    with programme.work() as work:
        day = datetime.fromisoformat("2026-03-27T10:00+00:00")
        dates.propose(work, programme.tom, pair, day, seen="")
    programme.travel("2026-03-04 10:00")
    after = changes(programme, programme.tom, pair, WEEK)
    assert after.cycle_on(date(2026, 3, 27)) == 4
    assert questions(programme, "03-06", "03-09", "03-17", "03-26") == []
    programme.travel("2026-03-27 14:00")
    with programme.work() as work:
        meetings.log(work, programme.tom, now(work, pair), minutes=45, day=date(2026, 3, 27), form=None)
        held = work.meetings.last_held(pair.id)
        assert held is not None
        assert held.cycle == 4


def test_what_was_skipped_stays_skipped(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        work.meetings.skip(pair.id, 1, by=programme.tom.id, at=work.now)
    after = changes(programme, programme.lea, pair, QUARTER)
    with programme.work() as work:
        assert outcome(work, after, running_cycle(work, after)).became is Became.SKIPPED


def test_the_other_half_is_told_once_and_not_of_what_was_undone_meanwhile(
    programme: Programme, pair: Mentorship
) -> None:
    changes(programme, programme.tom, pair, QUARTER)
    changes(programme, programme.tom, pair, WEEK)
    assert news(programme) == ["Léa"], "the last change alone"
    undone = changes(programme, programme.tom, pair, MONTH)
    assert news(programme) == []
    assert (undone.first_cycle, undone.earlier) == (0, ()), "as if nothing had been"


def test_the_other_half_changes_it_back_with_one_press(programme: Programme, pair: Mentorship) -> None:
    changes(programme, programme.tom, pair, QUARTER)
    questions(programme, "03-04")
    with programme.work() as work:
        (said,) = work.prompts.series(programme.lea.id, PromptKind.CADENCE_CHANGED)
        facts = cadences.told(work, said, programme.lea)
        assert (facts.said, facts.was, facts.goes_back) == (QUARTER, MONTH, True)
        cadences.change_back(work, programme.lea, said.id)
        assert now(work, pair).period == MONTH
        assert not cadences.told(work, said, programme.lea).goes_back
    with programme.work() as work, pytest.raises(Outdated):
        cadences.change_back(work, programme.lea, said.id)
    with programme.work() as work, pytest.raises(Outdated):
        cadences.change_back(work, programme.tom, said.id)
    assert news(programme) == ["Tom"]


def test_chosen_twice_it_changes_once(programme: Programme, pair: Mentorship) -> None:
    first = changes(programme, programme.tom, pair, QUARTER)
    assert changes(programme, programme.tom, pair, QUARTER) == first
    assert news(programme) == ["Léa"]


def test_only_what_the_programme_offers_can_be_chosen_and_only_by_its_members(
    programme: Programme, pair: Mentorship
) -> None:
    for actor, period in ((programme.tom, Period(months=12)), (programme.maya, QUARTER)):
        with pytest.raises(Outdated):
            changes(programme, actor, pair, period)
    with programme.work() as work:
        work.mentorships.end(pair.id, EndedWhy.TERM, at=work.now, ends_on=date(2026, 3, 3))
    with programme.work() as work, pytest.raises(Outdated):
        cadences.change(work, programme.tom, pair, QUARTER)


def test_a_groups_mentor_chooses_for_all_and_each_is_told(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        work.mentorships.give_seat(pair.id, programme.maya.id, SeatRole.MENTEE, since=work.now)
        group = work.mentorships.change(pair.id, name="Atelier")
        assert not cadences.offers_a_choice(work, group, programme.tom)
        assert cadences.pace(work, programme.tom, group).mentors_choose
        with pytest.raises(Outdated):
            cadences.change(work, programme.tom, group, QUARTER)
    changes(programme, programme.lea, pair, QUARTER)
    assert news(programme) == ["Tom", "Maya"]


def test_a_pause_goes_on_whatever_is_chosen_meanwhile(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        answers.pause(work, programme.tom, pair, date(2026, 4, 20))
    after = changes(programme, programme.lea, pair, WEEK)
    assert after.paused_until == date(2026, 4, 20)
    assert questions(programme, "03-09", "03-17", "04-14") == []


def test_a_mentorship_for_a_while_never_promises_a_day_after_its_last(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        soon = work.mentorships.change(pair.id, temporary=True, ends_on=date(2026, 4, 10))
        ends = {one.period: one.ends for one in cadences.pace(work, programme.tom, soon).choices}
    assert (ends[MONTH], ends[QUARTER]) == (date(2026, 4, 1), date(2026, 4, 10))


def test_nobody_is_told_of_a_change_in_what_has_ended(programme: Programme, pair: Mentorship) -> None:
    changes(programme, programme.tom, pair, QUARTER)
    with programme.work() as work:
        work.mentorships.end(pair.id, EndedWhy.CHANGE, at=work.now, ends_on=date(2026, 3, 3))
    questions(programme, "03-04")
    assert news(programme, state=PromptState.SENT) == []


def test_a_programme_that_asks_once_a_month_asks_nobody_twice_in_one(
    programme: Programme, pair: Mentorship
) -> None:
    types = programme.store.customs.types
    sparing = replace(types["long_term"], ladder=Ladder(nudges_a_month=1))
    programme.store.customs = replace(programme.store.customs, types={**types, "long_term": sparing})
    with programme.work() as work:
        for person in (programme.lea, programme.tom):
            work.enrolments.open_for(person.id, programme.id)
    asked = questions(programme, "03-17", "03-25", "03-30", "04-01")
    assert [(day, who) for day, who, _ in asked if day < "04"] == [("03-17", "Tom"), ("03-25", "Léa")]
