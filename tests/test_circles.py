"""The mentors' circle, lived on a real database: who is invited when, and what a change of date does."""

from __future__ import annotations

from datetime import date

import pytest
from in_a_circle import FIRST, SECOND, a_circle, comes, days, mentoring, paris, session, sets
from living import PARIS, Programme, kinds

from bot.domain.circles import (
    BoxOpened,
    EnoughFromYou,
    NoMentorHere,
    NotAMentor,
    Often,
    SessionOver,
    SessionState,
    TooFewForABox,
)
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.programme import circle_attendance, circle_beats, circle_sessions, circles
from bot.programme.circle_sessions import Box

pytestmark = pytest.mark.long


@pytest.fixture
def mentors(programme: Programme) -> dict[str, Person]:
    return a_circle(programme)


def test_every_mentor_is_invited_ten_days_before_and_whoever_comes_is_reminded_on_the_eve(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    before = programme.live("2026-03-21 08:00", "2026-03-24 20:00")
    comes(programme, mentors["Léa"])
    comes(programme, mentors["Karim"], comes=False)
    after = programme.live("2026-03-30 08:00", "2026-04-01 20:00")

    for name in mentors:
        assert days(before, name, PromptKind.CIRCLE) == [date(2026, 3, 23)]
    assert kinds(before, "Tom") == []
    assert days(after, "Léa", PromptKind.CIRCLE_TOMORROW) == [date(2026, 3, 31)]
    assert [day for name in ("Karim", "Priya") for day in days(after, name, PromptKind.CIRCLE_TOMORROW)] == []
    assert days(after, "Omar", PromptKind.CIRCLE_OVER) == [date(2026, 4, 1)]
    assert session(programme).starts_at.astimezone(PARIS).date() == SECOND


def test_a_newcomer_hears_of_it_up_to_two_days_before_and_whoever_is_away_does_not(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    with programme.work() as work:
        place = work.enrolments.of(mentors["Anne"].id, programme.id)
        assert place is not None
        work.enrolments.change(place.id, paused_until=date(2026, 3, 27))
    first = programme.live("2026-03-22 20:00", "2026-03-26 20:00")
    with programme.work() as work:
        mentoring(work, programme, programme.maya)
    second = programme.live("2026-03-27 08:00", "2026-03-29 20:00")
    programme.travel("2026-03-30 12:00")
    with programme.work() as work:
        mentoring(work, programme, programme.tom)
    third = programme.live("2026-03-30 12:00", "2026-04-01 20:00")

    assert days(first, "Anne", PromptKind.CIRCLE) == []
    assert days(second, "Anne", PromptKind.CIRCLE) == [date(2026, 3, 27)]
    assert days(second, "Maya", PromptKind.CIRCLE) == [date(2026, 3, 27)]
    assert days(third, "Tom", PromptKind.CIRCLE) == []


def test_a_session_that_moves_asks_anew_whoever_had_answered_and_moves_no_other(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.live("2026-03-22 20:00", "2026-03-24 20:00")
    comes(programme, mentors["Léa"])
    comes(programme, mentors["Karim"], comes=False)
    session_id = session(programme).id
    with programme.work() as work:
        found = circles.move(work, programme.omar, session_id, paris("2026-04-08 14:00"))
        assert found.expected is not None
        assert found.expected.silent == 4
        assert found.following == paris("2026-05-04 11:00")
    told = programme.live("2026-03-25 08:00", "2026-03-26 20:00")
    told += programme.live("2026-03-29 20:00", "2026-04-01 10:00")

    assert days(told, "Léa", PromptKind.CIRCLE_CHANGED) == [date(2026, 3, 25)]
    assert days(told, "Karim", PromptKind.CIRCLE_CHANGED) == [date(2026, 3, 25)]
    assert days(told, "Priya", PromptKind.CIRCLE_CHANGED) == []
    assert days(told, "Priya", PromptKind.CIRCLE) == [date(2026, 3, 30)], (
        "the date that she read holds no more"
    )
    assert days(told, "Léa", PromptKind.CIRCLE) == []
    assert days(told, "Léa", PromptKind.CIRCLE_TOMORROW) == []


def test_a_session_that_is_called_off_tells_whoever_would_have_come_and_the_circle_goes_on(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.live("2026-03-22 20:00", "2026-03-24 20:00")
    comes(programme, mentors["Léa"])
    comes(programme, mentors["Karim"], comes=False)
    session_id = session(programme).id
    with programme.work() as work:
        circles.cancel(work, programme.omar, session_id)
    told = programme.live("2026-03-25 08:00", "2026-03-27 20:00")
    told += programme.live("2026-03-31 08:00", "2026-04-01 20:00")

    changed = [(day, name) for day, name, kind in told if kind == PromptKind.CIRCLE_CHANGED]
    assert changed == [(date(2026, 3, 25), "Léa")]
    assert days(told, "Léa", PromptKind.CIRCLE_TOMORROW) == []
    assert days(told, "Omar", PromptKind.CIRCLE_OVER) == []
    assert session(programme).starts_at.astimezone(PARIS).date() == SECOND


def test_another_rhythm_begins_with_the_next_session_and_a_circle_that_stopped_can_begin_again(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    with programme.work() as work:
        sets(work, programme, "2026-04-07 09:30", Often.SIX_WEEKS)
        found = circles.see(work, programme.omar)
        assert found.next is not None
        assert found.next.session.starts_at == paris("2026-04-07 09:30")
        assert found.following == paris("2026-05-19 09:30")
        circles.stop(work, programme.omar)
    programme.travel("2026-04-08 20:00")
    programme.tick()
    assert session(programme).state is SessionState.CANCELLED

    with programme.work() as work:
        sets(work, programme, "2026-09-01 11:00")
        found = circles.see(work, programme.omar)
        assert found.next is not None
        assert found.next.session.number == 1
        assert found.following == paris("2026-10-01 11:00")


def test_the_box_is_read_on_the_eve_and_takes_nothing_more(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    session_id = session(programme).id
    with programme.work() as work:
        _, token = circle_sessions.blank(work, mentors["Karim"], session_id)
        circle_sessions.ask(work, mentors["Karim"], session_id, token, "Et si l’on ne s’entend pas ?")
        assert circle_sessions.see(work, mentors["Léa"], session_id).questions == ()
        with pytest.raises(NoMentorHere):
            circle_sessions.blank(work, programme.tom, session_id)
    programme.travel("2026-03-31 00:00")
    with programme.work() as work:
        assert circle_sessions.see(work, mentors["Léa"], session_id).questions == (
            "Et si l’on ne s’entend pas ?",
        )
        with pytest.raises(BoxOpened):
            circle_sessions.ask(work, mentors["Anne"], session_id, "0" * 32, "Trop tard")
    programme.travel("2026-05-01 11:01")
    with programme.work() as work:
        assert circle_beats.forget(work) == 1


def test_among_two_mentors_there_is_no_box(programme: Programme, mentors: dict[str, Person]) -> None:
    session_id = session(programme).id
    with programme.work() as work:
        for name in ("Karim", "Priya"):
            place = work.enrolments.of(mentors[name].id, programme.id)
            assert place is not None
            work.enrolments.change(place.id, part=Part.NOT_FOR_ME)
        assert circle_sessions.see(work, mentors["Léa"], session_id).box is Box.TOO_FEW
        with pytest.raises(TooFewForABox):
            circle_sessions.blank(work, mentors["Léa"], session_id)


def test_each_puts_three_points_at_most_until_it_begins(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    session_id = session(programme).id
    with programme.work() as work:
        for words in ("Dire non", "Le rythme", "Les silences"):
            found = circle_sessions.put(work, mentors["Léa"], session_id, words)
        assert [item.point.words for item in found.agenda] == ["Dire non", "Le rythme", "Les silences"]
        with pytest.raises(EnoughFromYou):
            circle_sessions.put(work, mentors["Léa"], session_id, "Encore")
        circle_sessions.take_off(work, mentors["Léa"], found.agenda[0].point.id)
        circle_sessions.put(work, mentors["Léa"], session_id, "Encore")
    programme.travel(FIRST)
    with programme.work() as work, pytest.raises(SessionOver):
        circle_sessions.put(work, mentors["Karim"], session_id, "Trop tard")


def test_who_was_there_is_noted_once_for_the_session_and_may_be_corrected(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    session_id = session(programme).id
    comes(programme, mentors["Léa"])
    programme.travel("2026-04-01 12:05")
    programme.tick()
    with programme.work() as work:
        held = circle_attendance.held(work, programme.omar, session_id)
        assert [one.first_name for one in held.expected] == ["Léa"]
        with pytest.raises(NotAMentor):
            circle_attendance.attend(work, programme.omar, session_id, ["U0TOM"])
        circle_attendance.attend(work, programme.omar, session_id, ["U0LEA", "U0ANNE"])
        held = circle_attendance.attend(work, programme.omar, session_id, ["U0ANNE", "U0KARIM"])
        assert [one.first_name for one in held.there] == ["Anne", "Karim"]
        waiting = [one for one in work.prompts.pending() if one.kind is PromptKind.CIRCLE_OVER]
    assert waiting == [], "nobody else of the team is asked"
