"""Somebody who stops half-way through their first questions, day after day, on a real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from living import Programme

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.domain.reminders import NEXT_WEEK
from bot.programme import profile, reminding
from bot.programme.reminding import WhyNot

pytestmark = pytest.mark.long


def days_told(
    programme: Programme, since: str, number: int, kind: PromptKind = PromptKind.UNFINISHED
) -> list[str]:
    """The days on which anybody hears of their questions, looked at each day at ten in Paris."""
    first, told = date.fromisoformat(since), []
    for day in (first + timedelta(days=one) for one in range(number)):
        programme.travel(f"{day} 10:00")
        for parcel in programme.release():
            told += [str(day) for one in parcel.bundle.facts if one.prompt.kind is kind]
    return told


def answers_one_question(programme: Programme, person: Person, at: str = "2026-03-10 15:00") -> None:
    programme.travel(at)
    with programme.work() as work:
        profile.choose_language(work, person, "en")


def waits(programme: Programme, person: Person) -> list[str]:
    with programme.work() as work:
        series = work.prompts.series(person.id, PromptKind.UNFINISHED)
        return [str(one.not_before.date()) for one in series if one.state is PromptState.PLANNED]


def test_whoever_stops_half_way_hears_twice_on_a_working_morning_and_never_again(
    programme: Programme,
) -> None:
    answers_one_question(programme, programme.tom)

    assert days_told(programme, "2026-03-10", 60) == ["2026-03-13", "2026-03-20"]
    with programme.work() as work:
        profile.choose_part(work, programme.tom, Part.MENTEE)
    assert days_told(programme, "2026-05-10", 40) == [], "twice is twice, whatever they answer later"


def test_a_reminder_that_falls_on_a_weekend_waits_for_monday(programme: Programme) -> None:
    answers_one_question(programme, programme.tom, "2026-03-12 18:00")

    assert days_told(programme, "2026-03-12", 5) == ["2026-03-16"]


def test_each_answer_moves_what_waits_and_the_last_one_calls_it_off(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    programme.travel("2026-03-12 10:00")
    with programme.work() as work:
        profile.choose_part(work, programme.tom, Part.MENTEE)
    assert waits(programme, programme.tom) == ["2026-03-16", "2026-03-23"], "Sunday's waits for Monday"

    with programme.work() as work:
        topics = [topic.key for topic in work.customs.types["long_term"].topics[:2]]
        profile.choose_topics(work, programme.tom, topics)
        profile.say_expectation(work, programme.tom, None)

    assert waits(programme, programme.tom) == []
    assert days_told(programme, "2026-03-12", 30) == []


@pytest.mark.parametrize("how", ["not_for_me", "muted", "left"])
def test_whoever_wants_no_more_of_it_hears_no_more_of_it(programme: Programme, how: str) -> None:
    answers_one_question(programme, programme.tom)
    with programme.work() as work:
        if how == "not_for_me":
            profile.choose_part(work, programme.tom, Part.NOT_FOR_ME)
        elif how == "left":
            enrolment = work.enrolments.open_for(programme.tom.id, programme.id)
            work.enrolments.change(enrolment.id, state="left")
        else:
            work.profiles.change(programme.tom.id, muted=[PromptKind.UNFINISHED])

    assert days_told(programme, "2026-03-10", 30) == []


def test_nobody_is_reminded_who_never_began(programme: Programme) -> None:
    """To change the language of Home is no beginning."""
    with programme.work() as work:
        profile.choose_language(work, programme.maya, "en", arriving=False)

    assert days_told(programme, "2026-03-10", 20) == []
    with programme.work() as work:
        assert reminding.why_not(work, programme.tom) is WhyNot.NOT_BEGUN
        assert not reminding.remind(work, programme.tom)


def test_later_is_a_promise_nothing_is_asked_before(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    with programme.work() as work:
        said = reminding.put_off(work, programme.tom, date(2026, 4, 8))
        assert (said.until, said.comes) == (date(2026, 4, 8), True)
        profile.choose_part(work, programme.tom, Part.MENTEE)

    assert days_told(programme, "2026-03-10", 60) == ["2026-04-08", "2026-04-15"]


def test_a_mere_later_brings_no_day_nearer_that_somebody_asked_for(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    with programme.work() as work:
        reminding.put_off(work, programme.tom, date(2026, 4, 8))
        assert reminding.later_day(work, programme.tom) == date(2026, 4, 8)
        assert reminding.later_day(work, programme.tom, NEXT_WEEK) == date(2026, 3, 17)


def test_whoever_was_reminded_twice_is_told_that_later_brings_no_reminder(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    days_told(programme, "2026-03-10", 12)

    with programme.work() as work:
        assert not reminding.put_off(work, programme.tom, date(2026, 4, 8)).comes
    assert days_told(programme, "2026-03-22", 30) == []


def test_a_coordinators_word_is_one_of_the_two(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    programme.travel("2026-03-11 10:00")
    with programme.work() as work:
        assert reminding.remind(work, programme.tom)
        assert reminding.remind(work, programme.tom), "a second press finds it on its way"

    assert days_told(programme, "2026-03-11", 1) == ["2026-03-11"]
    with programme.work() as work:
        assert reminding.why_not(work, programme.tom) is WhyNot.SOON
    assert days_told(programme, "2026-03-12", 30) == ["2026-03-18"]
    with programme.work() as work:
        assert reminding.why_not(work, programme.tom) is WhyNot.TWICE


def test_a_coordinators_word_waits_for_the_day_that_somebody_asked_for(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    with programme.work() as work:
        reminding.put_off(work, programme.tom, date(2026, 4, 8))
        assert reminding.why_not(work, programme.tom) is WhyNot.LATER
        assert not reminding.remind(work, programme.tom)


def test_a_month_full_of_nudges_has_no_room_for_a_reminder(programme: Programme) -> None:
    answers_one_question(programme, programme.tom)
    nudges = [
        PromptDue(
            kind=PromptKind.CHARTER,
            mentorship_id=None,
            recipient_id=programme.tom.id,
            period=f"{day}",
            rung="nudge",
            not_before=programme.clock.time + timedelta(days=day),
            expires_at=programme.clock.time + timedelta(days=40),
        )
        for day in range(3)
    ]
    with programme.work() as work:
        work.prompts.plan(nudges, now=work.now)
        ids = [one.id for one in work.prompts.series(programme.tom.id, PromptKind.CHARTER)]
        work.prompts.claim(ids, marker="said", lease_until=work.now)
        work.prompts.mark_sent("said", generation=1, channel="D0", ts="1.0", at=work.now)
        assert reminding.why_not(work, programme.tom) is WhyNot.BUDGET

    told = days_told(programme, "2026-03-11", 40)
    assert told == ["2026-04-01"], "both waited for April, and one is enough"
