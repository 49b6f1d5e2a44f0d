"""Goals are one's own: who reads them, on which sheet they stand, and what may be counted of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Period
from bot.domain.goals import (
    FURTHEST,
    Goal,
    GoalState,
    TargetGone,
    TargetTooFar,
    check_target,
    heir,
    lineage,
    rates,
    read_by,
    stood,
)
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
LEA, TOM, MAYA, OMAR = 1, 2, 3, 4
GOAL = Goal(
    id=1,
    ref="x",
    mentorship_id=1,
    mentee_id=TOM,
    words="x",
    target_on=None,
    progress=0,
    state=GoalState.OPEN,
    set_at=NOON,
    closed_at=None,
    replaces=None,
)


def mentorship(**roles: SeatRole) -> Mentorship:
    people = {"lea": LEA, "tom": TOM, "maya": MAYA, "omar": OMAR}
    seats = [Seat(id=n, person_id=people[name], role=role) for n, (name, role) in enumerate(roles.items(), 1)]
    return Mentorship(
        id=1,
        programme_id=1,
        state=MentorshipState.ACTIVE,
        temporary=False,
        anchor=NOON.date(),
        period=Period(months=1),
        timezone="Europe/Paris",
        introduced_at=NOON,
        ends_on=None,
        paused_until=None,
        seats=tuple(seats),
    )


def test_in_a_group_only_the_mentor_reads_everybodys_goals() -> None:
    group = mentorship(lea=SeatRole.MENTOR, tom=SeatRole.MENTEE, maya=SeatRole.MENTEE)
    assert read_by(group, LEA) == {TOM, MAYA}
    assert read_by(group, TOM) == {TOM}
    assert read_by(group, OMAR) == frozenset()


def test_two_peers_read_each_others_goals_and_a_circle_of_peers_does_not() -> None:
    assert read_by(mentorship(tom=SeatRole.PEER, maya=SeatRole.PEER), TOM) == {TOM, MAYA}
    circle = mentorship(tom=SeatRole.PEER, maya=SeatRole.PEER, omar=SeatRole.FACILITATOR)
    assert read_by(circle, TOM) == {TOM}
    assert read_by(circle, OMAR) == frozenset()


def test_a_goal_is_on_the_sheets_of_its_time() -> None:
    begins, ends = NOON, NOON + timedelta(days=30)
    later = {"begins": ends, "ends": ends + timedelta(days=30)}
    reached = replace(GOAL, state=GoalState.REACHED, closed_at=NOON + timedelta(days=3))
    changed = replace(reached, state=GoalState.CHANGED)
    assert stood(GOAL, begins=begins, ends=ends)
    assert not stood(replace(GOAL, set_at=ends), begins=begins, ends=ends), "it was set later"
    assert stood(reached, begins=begins, ends=ends), "it is seen that it was reached"
    assert not stood(reached, **later)
    assert not stood(changed, begins=begins, ends=ends), "its new words are"


def test_new_words_know_those_before_them_and_the_other_way_round() -> None:
    second = replace(GOAL, id=2, replaces=1)
    third = replace(GOAL, id=3, replaces=2)
    known = [GOAL, second, third, replace(GOAL, id=4)]
    assert [one.id for one in lineage(third, {one.id: one for one in known})] == [1, 2, 3]
    assert heir(1, known) == third
    assert heir(4, known) is known[3]
    assert heir(9, known) is None


def test_a_goal_is_for_a_day_to_come_if_for_any() -> None:
    today = NOON.date()
    check_target(None, today)
    check_target(today + FURTHEST, today)
    with pytest.raises(TargetGone):
        check_target(today, today)
    with pytest.raises(TargetTooFar):
        check_target(date(2031, 1, 1), today)


def test_of_goals_only_counts_leave_and_only_of_many() -> None:
    learners = range(1, 25)
    goals = [(person, GoalState.OPEN) for person in range(1, 16)] + [
        (n, GoalState.REACHED) for n in range(1, 7)
    ]
    assert rates(learners, [*goals, (99, GoalState.OPEN)]) == {
        "learners": 24,
        "with_goals": 15,
        "reached": 6,
        "on_the_way": 9,
        "without": 9,
    }
    few = rates(learners, [*((n, GoalState.OPEN) for n in range(1, 16)), (1, GoalState.REACHED)])
    assert (few["with_goals"], few["reached"], few["on_the_way"]) == (15, None, None)
    assert rates([1, 2], [(1, GoalState.OPEN)])["learners"] is None
