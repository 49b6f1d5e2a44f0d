"""Deciding on a change, taking it back, and whose business it is: on a real database, without Slack."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from changed import IN_JUNE, MONDAY, a_pair, asks, decides, heard, now
from living import Programme, kinds

from bot.domain.changes import (
    AlreadyDecided,
    DecidedMeanwhile,
    Decision,
    Motive,
    Moved,
    NothingLeft,
    ToldBy,
    Wish,
)
from bot.domain.kinds import PromptKind
from bot.domain.mentors import TooClose
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated, Refusal
from bot.programme import change_cases, changing, deciding, ending, home
from bot.programme.work import Work

pytestmark = pytest.mark.long


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return a_pair(programme)


# -- deciding ----------------------------------------------------------------------------------------------------


def test_whoever_asked_is_told_and_nobody_else_when_they_go_on(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom)
    decides(programme, pair, Decision.KEEP)
    told = programme.live(MONDAY, "2026-03-10 18:00")
    assert [name for _, name, kind in told if kind == PromptKind.CHANGE_DECIDED] == ["Tom"]
    assert "Omar" not in {name for _, name, _ in told}, "what is decided needs no decision"


def test_a_decided_pause_rests_from_the_request_on(programme: Programme, pair: Mentorship) -> None:
    asks(programme, pair, programme.tom, Wish.MEDIATION)
    programme.travel("2026-03-12 10:00")
    decides(programme, pair, Decision.PAUSE, IN_JUNE)
    assert now(programme, pair).paused_until == IN_JUNE
    assert "Léa" not in [
        name
        for _, name, kind in programme.live("2026-03-12 10:00", "2026-03-13 18:00")
        if kind == "change_decided"
    ]


@pytest.mark.parametrize("asker", ["tom", "lea"])
def test_a_new_mentor_frees_the_place_at_once_and_whoever_learns_is_asked_whom_they_would_like(
    programme: Programme, pair: Mentorship, asker: str
) -> None:
    asks(programme, pair, getattr(programme, asker))
    decides(programme, pair, Decision.NEW_MENTOR)
    assert now(programme, pair).state is MentorshipState.ENDED
    with programme.work() as work:
        assert work.seats.mentees_carried(programme.id) == {}
        (opened,) = work.rounds.under_way(programme.id)
        assert (opened.solo, [one.person_id for one in work.rounds.invitations(opened.id)]) == (
            True,
            [programme.tom.id],
        )
    told = programme.live(MONDAY, "2026-03-11 18:00")
    first = getattr(programme, asker).first_name
    assert {name for _, name, kind in told if kind == PromptKind.CHANGE_DECIDED} == {first}
    assert {name for _, name, kind in told if kind == PromptKind.ENDED} == {"Léa", "Tom"}


def test_whoever_is_to_be_told_by_a_person_reads_nothing_before(
    programme: Programme, pair: Mentorship
) -> None:
    """Léa asked: Tom is told by somebody of the team first, and only then whom he would like next."""
    asks(programme, pair, programme.lea)
    decides(programme, pair, Decision.NEW_MENTOR, told_by=ToldBy.PERSON)
    assert heard(programme, MONDAY, "2026-03-10 20:00", "Tom") == []
    later = heard(programme, "2026-03-11 06:00", "2026-03-12 20:00", "Tom")
    assert PromptKind.ENDED in later


def test_to_stop_looks_for_nobody_else(programme: Programme, pair: Mentorship) -> None:
    asks(programme, pair, programme.lea, Wish.STOP)
    decides(programme, pair, Decision.STOP)
    assert now(programme, pair).state is MentorshipState.ENDED
    with programme.work() as work:
        assert work.rounds.under_way(programme.id) == []


def test_both_may_ask_each_unknown_to_the_other_and_one_decision_answers_both(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        before = home.look(work, programme.tom)
    asks(programme, pair, programme.lea, Wish.STOP, Motive.NO_TIME)
    with programme.work() as work:
        assert home.look(work, programme.tom) == before
        (case,) = change_cases.waiting(work, programme.omar)
        assert {one.id for one in case.askers} == {programme.lea.id, programme.tom.id}
        assert case.untold == ()
    decides(programme, pair, Decision.NEW_MENTOR)
    told = programme.live(MONDAY, "2026-03-11 18:00")
    assert sorted(name for _, name, kind in told if kind == PromptKind.CHANGE_DECIDED) == ["Léa", "Tom"]


def test_a_decision_is_about_exactly_what_was_read(programme: Programme, pair: Mentorship) -> None:
    change = asks(programme, pair, programme.tom)
    assert change is not None
    asks(programme, pair, programme.lea)
    with programme.work() as work, pytest.raises(Moved):
        deciding.decide(work, programme.omar, pair.id, seen=[change.id], decision=Decision.KEEP)


def test_the_second_to_decide_learns_who_did_and_changes_nothing(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom)
    decides(programme, pair, Decision.KEEP)
    with programme.work() as work, pytest.raises(AlreadyDecided) as told:
        deciding.decide(work, programme.ines, pair.id, seen=[1], decision=Decision.STOP)
    assert told.value.values == {"name": programme.omar.name}
    assert now(programme, pair).state is MentorshipState.ACTIVE


def test_somebody_who_talks_with_them_has_ten_working_days(programme: Programme, pair: Mentorship) -> None:
    asks(programme, pair, programme.tom, Wish.MEDIATION)
    with programme.work() as work:
        assert deciding.mediate(work, programme.omar, pair.id).decide_by == date(2026, 3, 23)
    told = programme.live(MONDAY, "2026-03-24 18:00")
    assert [day for day, kind in kinds(told, "Omar")] == [date(2026, 3, 24)]


def test_colleagues_read_that_somebody_talks_with_them_until_it_is_time_to_decide(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom, Wish.MEDIATION)
    with programme.work() as work:
        assert change_cases.case(work, programme.omar, pair.id).talking_until is None
        deciding.mediate(work, programme.omar, pair.id)
    programme.travel("2026-03-11 10:00")
    asks(programme, pair, programme.lea)
    with programme.work() as work:
        (case,) = change_cases.waiting(work, programme.ines)
        assert case.talking_until == date(2026, 3, 23)
        assert case.decide_by == date(2026, 3, 18), "Léa, who asked later, waits no longer for it"
    programme.travel("2026-03-24 10:00")
    with programme.work() as work:
        assert change_cases.case(work, programme.ines, pair.id).talking_until is None


def test_a_request_taken_back_leaves_no_trace_and_all_goes_on(programme: Programme, pair: Mentorship) -> None:
    change = asks(programme, pair, programme.tom)
    assert change is not None
    with programme.work() as work:
        changing.withdraw(work, programme.tom, change.id)
        with pytest.raises(NothingLeft):
            change_cases.case(work, programme.omar, pair.id)
        with pytest.raises(DecidedMeanwhile):
            changing.withdraw(work, programme.tom, change.id)
        with pytest.raises(Outdated):
            changing.withdraw(work, programme.lea, change.id)
    assert now(programme, pair) == pair, "the same day: not even a day of rest"
    told = programme.live(MONDAY, "2026-03-11 18:00")
    assert {kind for _, _, kind in told} <= {"first_meeting", "sheet"}


def test_taking_back_and_deciding_in_the_same_moment_one_is_first(
    programme: Programme, pair: Mentorship
) -> None:
    change = asks(programme, pair, programme.tom)
    assert change is not None
    at_once = Barrier(2, timeout=30)

    def tries(who: str) -> str:
        at_once.wait()
        try:
            with programme.work() as work:
                if who == "tom":
                    changing.withdraw(work, programme.tom, change.id)
                else:
                    deciding.decide(work, programme.omar, pair.id, seen=[change.id], decision=Decision.STOP)
        except Refusal:
            return "late"
        return "first"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(tries, ("tom", "omar"))) == ["first", "late"]


def test_a_mentorship_that_ends_meanwhile_leaves_nothing_to_decide(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        ending.end(work, pair, ending.EndedWhy.TERM)
        assert change_cases.waiting(work, programme.omar) == ()
        with pytest.raises(NothingLeft):
            change_cases.case(work, programme.omar, pair.id)
    with pytest.raises(Outdated):
        asks(programme, pair, programme.lea)
    assert "change_asked" not in heard(programme, MONDAY, "2026-03-10 18:00", "Omar")


def test_what_the_bot_finds_is_asked_once_and_looks_for_somebody_else(
    programme: Programme, pair: Mentorship
) -> None:
    """Léa has become Tom's manager."""
    with programme.work() as work:
        work.people.change(programme.tom.id, manager_id=programme.lea.id)
        assert changing.found(work, pair, Motive.LINE) == changing.found(work, pair, Motive.LINE)
    decides(programme, pair, Decision.NEW_MENTOR)
    ended = now(programme, pair)
    assert (ended.state, ended.ended_why) == (MentorshipState.ENDED, ending.EndedWhy.LINE)


# -- whose business it is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tie", ["oneself", "manager", "report", "another mentorship"])
def test_nobody_reads_what_is_too_close_to_them_and_somebody_else_is_told(
    programme: Programme, pair: Mentorship, tie: str
) -> None:
    if tie == "oneself":
        with programme.work() as work:
            work.rights.grant(programme.lea.id, Right.COORDINATOR)
    close = programme.lea if tie == "oneself" else programme.omar
    with programme.work() as work:
        if tie == "manager":
            work.people.change(programme.tom.id, manager_id=programme.omar.id)
        if tie == "report":
            work.people.change(programme.omar.id, manager_id=programme.lea.id)
    if tie == "another mentorship":
        programme.pair(programme.omar, programme.tom, since="2026-02-02")
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        team = changing.mine(work, programme.tom, pair.id).team
        assert close.id not in {one.id for one in team}
        assert change_cases.waiting(work, close) == (), "the others are not even counted"
        for act in (reads, decides_now, mediates):
            with pytest.raises(TooClose):
                act(work, close, pair)
    told = programme.live(MONDAY, "2026-03-09 18:00")
    who = {name for _, name, kind in told if kind == PromptKind.CHANGE_ASKED}
    assert who == {one.first_name for one in team}
    assert close.first_name not in who
    assert who


@pytest.mark.parametrize("right", [None, Right.VIEWER, Right.CHAMPION])
def test_only_owners_and_coordinators_read_and_decide(
    programme: Programme, pair: Mentorship, right: Right | None
) -> None:
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        if right is not None:
            work.rights.grant(programme.maya.id, right)
        for act in (reads, decides_now, mediates):
            with pytest.raises(NotAllowed):
                act(work, programme.maya, pair)


def reads(work: Work, actor: Person, pair: Mentorship) -> object:
    return change_cases.case(work, actor, pair.id)


def decides_now(work: Work, actor: Person, pair: Mentorship) -> object:
    return deciding.decide(work, actor, pair.id, seen=[1], decision=Decision.STOP)


def mediates(work: Work, actor: Person, pair: Mentorship) -> object:
    return deciding.mediate(work, actor, pair.id)
