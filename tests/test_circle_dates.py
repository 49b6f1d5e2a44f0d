"""The dates of the mentors' circle: whoever answered one hears of every later one, whatever happens in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from in_a_circle import FIRST, a_circle, comes, days, moved, paris, session, sets
from living import Programme

from bot.domain.circles import token
from bot.domain.dates import DateMoved
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.programme import circle_attendance, circle_beats, circle_sessions, circles

pytestmark = pytest.mark.long


@pytest.fixture
def mentors(programme: Programme) -> dict[str, Person]:
    return a_circle(programme)


def test_whoever_had_answered_hears_of_the_last_date_also_when_it_moves_twice_before_they_are_told(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.live("2026-03-22 20:00", "2026-03-24 20:00")
    comes(programme, mentors["Léa"])
    moved(programme, "2026-04-02 14:00")
    moved(programme, "2026-04-08 14:00")
    told = programme.live("2026-03-25 08:00", "2026-03-26 20:00")
    assert days(told, "Léa", PromptKind.CIRCLE_CHANGED) == [date(2026, 3, 25)]
    moved(programme, "2026-04-09 14:00")
    told = programme.live("2026-03-27 08:00", "2026-03-27 20:00")
    assert days(told, "Léa", PromptKind.CIRCLE_CHANGED) == [date(2026, 3, 27)], (
        "silent since, and not forgotten"
    )


def test_whoever_meant_to_come_hears_that_it_is_off_also_when_it_was_moved_before(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.live("2026-03-22 20:00", "2026-03-24 20:00")
    comes(programme, mentors["Léa"])
    moved(programme, "2026-04-02 14:00")
    with programme.work() as work:
        found = circles.see(work, programme.omar)
        assert found.next is not None
        circles.cancel(work, programme.omar, found.next.session.id)
    told = programme.live("2026-03-25 08:00", "2026-03-26 20:00")
    assert days(told, "Léa", PromptKind.CIRCLE_CHANGED) == [date(2026, 3, 25)]


def test_a_session_that_comes_back_to_its_first_date_is_told_of_like_any_other(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.travel("2026-03-22 20:00")
    programme.tick()
    moved(programme, "2026-04-08 14:00")
    moved(programme, FIRST)
    told = programme.live("2026-03-23 08:00", "2026-03-24 20:00")
    assert days(told, "Priya", PromptKind.CIRCLE) == [date(2026, 3, 23)], (
        "nobody was told of any of it before"
    )
    comes(programme, mentors["Léa"])
    programme.live("2026-03-31 08:00", "2026-03-31 12:00")
    moved(programme, "2026-04-08 14:00")
    moved(programme, FIRST)
    comes(programme, mentors["Léa"])
    told = programme.live("2026-04-01 10:00", "2026-04-01 10:00")
    assert days(told, "Léa", PromptKind.CIRCLE_TOMORROW) == [date(2026, 4, 1)]


def test_nobody_says_that_they_come_on_a_date_that_they_have_not_read(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    read = session(programme)
    moved(programme, "2026-04-08 14:00")
    with programme.work() as work, pytest.raises(DateMoved):
        circle_sessions.answer(work, mentors["Léa"], read.id, comes=True, seen=token(read))
    with programme.work() as work:
        assert work.circles.seats(read.id) == []


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_of_two_of_the_team_who_note_who_was_there_one_list_holds_and_not_both(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    session_id = session(programme).id
    programme.travel("2026-04-01 12:05")
    both = Barrier(2, timeout=30)

    def notes(slack_id: str) -> None:
        with programme.work() as work:
            work.circles.seats(session_id)
            both.wait()
            circle_attendance.attend(work, programme.omar, session_id, [slack_id])
            work.circles.seats(session_id)

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(notes, "U0LEA"), hands.submit(notes, "U0ANNE")]:
            done.result()
    with programme.work() as work:
        assert len(circle_attendance.held(work, programme.omar, session_id).there) == 1


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_beat_that_announces_the_next_session_while_the_rhythm_changes_keeps_the_new_one(
    programme: Programme, mentors: dict[str, Person]
) -> None:
    programme.travel("2026-04-01 12:05")
    both = Barrier(2, timeout=30)

    def beats() -> None:
        with programme.work() as work:
            both.wait()
            circle_beats.announce_next(work)

    def changes() -> None:
        with programme.work() as work:
            work.circles.held(programme.id)
            both.wait()
            sets(work, programme, "2026-04-20 14:00")

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(beats), hands.submit(changes)]:
            done.result()
    assert session(programme).starts_at == paris("2026-04-20 14:00")
