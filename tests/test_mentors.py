"""Volunteering, being answered, preparing: on a real database, without Slack."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from living import CUSTOMS, Programme, kinds
from volunteering import (
    application_of,
    can_mentor,
    named,
    offers_to_mentor,
    place_of,
    required_preparation,
    types,
)

from bot.domain.enrolments import Application, EnrolmentState, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentors import Declined, TooClose, Withdrawn
from bot.domain.people import Standing
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import applications, home, mentors, preparing, profile

pytestmark = pytest.mark.long

MONDAY = "2026-03-09 10:00"


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar coordinates, Inès owns; Léa has offered to mentor four people."""
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        offers_to_mentor(work, programme.lea)
    return programme


def told(programme: Programme, start: str, end: str, name: str, kind: PromptKind) -> list[date]:
    return [day for day, said in kinds(programme.live(start, end), name) if said == kind]


# -- applying ----------------------------------------------------------------------------------------------------


def test_nobody_is_given_mentees_before_the_team_has_answered(team: Programme) -> None:
    with team.work() as work:
        assert place_of(work, team.lea).application is Application.APPLIED
        assert can_mentor(work) == set()
        applications.approve(work, team.omar, application_of(work, team.lea))
        assert can_mentor(work) == {"Léa"}


def test_nobody_becomes_a_mentor_by_anybody_elses_action(team: Programme) -> None:
    """Tom only wants to learn: there is nothing of his that a coordinator could say yes to."""
    with team.work() as work:
        offers_to_mentor(work, team.maya)
        applications.approve(work, team.omar, application_of(work, team.maya))
        profile.choose_part(work, team.tom, Part.MENTEE)
        assert named(applications.waiting(work, team.omar)) == ["Léa"]
        assert "Tom" not in can_mentor(work)
        profile.choose_part(work, team.maya, Part.MENTEE)
        assert "Maya" not in can_mentor(work), "approved is not volunteering"


def test_the_team_hears_of_several_people_in_one_message_and_once(team: Programme) -> None:
    with team.work() as work:
        offers_to_mentor(work, team.maya)
    days = told(team, MONDAY, "2026-03-11 18:00", "Omar", PromptKind.APPLICATION)
    assert days == [date(2026, 3, 9)]


def test_whoever_still_waits_comes_back_on_mondays_and_thursdays_until_somebody_answers(
    team: Programme,
) -> None:
    days = told(team, MONDAY, "2026-03-18 18:00", "Omar", PromptKind.APPLICATION)
    assert days == [date(2026, 3, 9), date(2026, 3, 12), date(2026, 3, 16)]
    with team.work() as work:
        applications.approve(work, team.omar, application_of(work, team.lea))
    assert told(team, "2026-03-19 08:00", "2026-03-26 18:00", "Omar", PromptKind.APPLICATION) == []


def test_an_application_waits_for_a_team_that_is_met_later(programme: Programme) -> None:
    """Whoever owns the programme may never have written to the bot when the first person offers to mentor."""
    programme.travel("2026-03-09 09:00")
    programme.store.customs = replace(CUSTOMS, owners=("U0NEW",))
    with programme.work() as work:
        offers_to_mentor(work, programme.lea)
    assert programme.live(MONDAY, "2026-03-10 18:00") == []
    programme.store.customs = CUSTOMS
    assert told(programme, "2026-03-11 10:00", "2026-03-11 18:00", "Inès", PromptKind.APPLICATION)


def test_whoever_once_said_for_how_many_applies_by_taking_the_part_up_again(programme: Programme) -> None:
    """They mentored before there were applications, and had put the part down."""
    with programme.work() as work:
        offers_to_mentor(work, programme.lea, part=Part.BOTH)
        profile.choose_part(work, programme.lea, Part.MENTEE)
        work.enrolments.change(place_of(work, programme.lea).id, application=None)
        profile.choose_part(work, programme.lea, Part.BOTH)
        assert named(applications.waiting(work, programme.ines)) == ["Léa"]


def test_who_learns_as_well_goes_on_learning_whatever_the_team_says(programme: Programme) -> None:
    with programme.work() as work:
        offers_to_mentor(work, programme.lea, part=Part.BOTH)
        applications.decline(
            work, programme.ines, application_of(work, programme.lea), Declined.ENOUGH_MENTORS
        )
        place = place_of(work, programme.lea)
        assert (place.part, place.completed_at is not None) == (Part.BOTH, True)
        assert can_mentor(work) == set()


# -- deciding ----------------------------------------------------------------------------------------------------


def test_what_somebody_hopes_for_is_not_among_what_the_team_reads(team: Programme) -> None:
    with team.work() as work:
        work.profiles.change(team.lea.id, experience="Dix ans de chantiers", goals=("Secret",))
        one = applications.candidate(work, team.omar, application_of(work, team.lea))
    assert (one.capacity, one.experience, one.languages) == (4, "Dix ans de chantiers", ("fr",))
    assert "baleines" not in repr(one)
    assert "Secret" not in repr(one)


def test_the_second_to_answer_learns_who_did_and_changes_nothing(team: Programme) -> None:
    with team.work() as work:
        first = applications.approve(work, team.omar, application_of(work, team.lea))
        second = applications.decline(
            work, team.ines, application_of(work, team.lea), Declined.TOPICS, "Trop tard"
        )
        assert (first.already, second.already) == (False, True)
        assert second.candidate.decided_by == team.omar
        assert place_of(work, team.lea).application is Application.APPROVED
        assert second.candidate.application.words is None


def test_two_who_answer_in_the_same_moment_give_one_answer(team: Programme) -> None:
    with team.work() as work:
        application_id = application_of(work, team.lea)
    at_once = Barrier(2, timeout=30)

    def answer(yes: bool) -> bool:
        at_once.wait()
        with team.work() as work:
            if yes:
                return applications.approve(work, team.omar, application_id).already
            return applications.decline(work, team.ines, application_id, Declined.TOPICS).already

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(answer, (True, False))) == [False, True]
    assert len(told(team, MONDAY, "2026-03-11 18:00", "Léa", PromptKind.DECISION)) == 1


@pytest.mark.parametrize("tie", ["oneself", "manager", "report", "mentorship"])
def test_nobody_answers_what_is_too_close_to_them_and_somebody_else_is_told(
    team: Programme, tie: str
) -> None:
    applicant = team.omar if tie == "oneself" else team.lea
    if tie == "mentorship":
        team.pair(team.lea, team.omar, since="2026-01-12")
    with team.work() as work:
        if tie == "oneself":
            offers_to_mentor(work, team.omar)
        if tie == "manager":
            work.people.change(team.lea.id, manager_id=team.omar.id)
        if tie == "report":
            work.people.change(team.omar.id, manager_id=team.lea.id)
        with pytest.raises(TooClose):
            applications.approve(work, team.omar, application_of(work, applicant))
        assert named(applications.waiting(work, team.omar)) == (["Léa"] if tie == "oneself" else []), (
            "the others are not even counted"
        )
    heard = team.live(MONDAY, "2026-03-09 18:00")
    assert [name for _, name, kind in heard if kind == "application" and name == "Inès"] == ["Inès"]
    with team.work() as work:
        assert not applications.approve(work, team.ines, application_of(work, applicant)).already


@pytest.mark.parametrize("right", [None, Right.VIEWER, Right.CHAMPION])
def test_only_owners_and_coordinators_answer(team: Programme, right: Right | None) -> None:
    with team.work() as work:
        if right is not None:
            work.rights.grant(team.maya.id, right)
        for act in (
            lambda: applications.candidate(work, team.maya, application_of(work, team.lea)),
            lambda: applications.waiting(work, team.maya),
            lambda: applications.approve(work, team.maya, application_of(work, team.lea)),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_somebody_who_has_withdrawn_is_neither_approved_nor_declined(team: Programme) -> None:
    with team.work() as work:
        profile.choose_part(work, team.lea, Part.MENTEE)
        with pytest.raises(Withdrawn):
            applications.approve(work, team.omar, application_of(work, team.lea))
    assert told(team, MONDAY, "2026-03-10 18:00", "Omar", PromptKind.APPLICATION) == []


@pytest.mark.parametrize("gone", ["the company", "the programme"])
def test_an_old_button_approves_nobody_who_has_left(team: Programme, gone: str) -> None:
    with team.work() as work:
        if gone == "the company":
            work.people.change(team.lea.id, standing=Standing.GONE)
        else:
            work.enrolments.change(place_of(work, team.lea).id, state=EnrolmentState.LEFT)
        with pytest.raises(Withdrawn):
            applications.approve(work, team.omar, application_of(work, team.lea))
        assert place_of(work, team.lea).application is Application.APPLIED


def test_whoever_was_declined_asks_again_by_saying_so_and_not_by_changing_a_number(team: Programme) -> None:
    with team.work() as work:
        applications.decline(work, team.omar, application_of(work, team.lea), Declined.TOO_NEW)
        profile.offer_places(work, team.lea, 3)
        assert place_of(work, team.lea).application is Application.DECLINED
        mentors.apply_again(work, team.lea)
        assert place_of(work, team.lea).application is Application.APPLIED
        with pytest.raises(Outdated):
            mentors.apply_again(work, team.lea)
        assert named(applications.waiting(work, team.omar)) == ["Léa"]


def test_the_person_is_told_once_on_a_working_morning(team: Programme) -> None:
    with team.work() as work:
        applications.approve(work, team.omar, application_of(work, team.lea))
    days = told(team, MONDAY, "2026-03-20 18:00", "Léa", PromptKind.DECISION)
    assert days == [date(2026, 3, 9)]


def test_a_programme_that_trusts_everybody_asks_nobody(programme: Programme) -> None:
    programme.store.customs = replace(CUSTOMS, types=types(approval=False))
    with programme.work() as work:
        offers_to_mentor(work, programme.lea)
        assert can_mentor(work) == {"Léa"}
        assert applications.waiting(work, programme.ines) == ()


def test_a_programme_that_comes_to_trust_everybody_keeps_nobody_waiting(team: Programme) -> None:
    """Léa applied while the team was still asked."""
    team.store.customs = replace(CUSTOMS, types=types(approval=False))
    with team.work() as work:
        assert can_mentor(work) == {"Léa"}
        assert home.look(work, team.lea).application is Application.APPROVED
        assert applications.waiting(work, team.omar) == ()
        assert list(applications.to_tell(work)) == []


# -- preparing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("approval", [True, False])
def test_where_it_is_required_nobody_comes_before_the_preparation_is_read(
    programme: Programme, approval: bool
) -> None:
    """And one reminder, a week after the yes; none once it is read."""
    programme.travel("2026-03-09 09:00")
    programme.store.customs = replace(CUSTOMS, types=required_preparation(approval=approval))
    with programme.work() as work:
        for person in (programme.lea, programme.maya):
            offers_to_mentor(work, person)
            if approval:
                applications.approve(work, programme.ines, application_of(work, person))
        assert can_mentor(work) == set()
        pages = len(preparing.resume(work, programme.lea).cards)
        for page in range(pages + 1):
            path = preparing.turn_to(work, programme.lea, page)
        assert (path.ended, path.finished) == (True, True)
        assert can_mentor(work) == {"Léa"}
    heard = programme.live(MONDAY, "2026-05-15 18:00")
    assert [day for day, kind in kinds(heard, "Maya") if kind == "preparation"] == [date(2026, 3, 16)]
    assert [day for day, kind in kinds(heard, "Léa") if kind == "preparation"] == []


def test_the_preparation_goes_on_where_it_was_left_and_no_page_is_skipped(team: Programme) -> None:
    with team.work() as work:
        assert preparing.resume(work, team.lea).page == 0
        preparing.turn_to(work, team.lea, 1)
        preparing.turn_to(work, team.lea, 2)
        assert preparing.turn_to(work, team.lea, 0).read == 2, "going back forgets nothing"
        assert preparing.resume(work, team.lea).page == 2
        assert preparing.turn_to(work, team.lea, 6).page == 2
        assert place_of(work, team.lea).prepared_at is None


def test_the_preparation_is_for_mentors(team: Programme) -> None:
    with team.work() as work:
        profile.choose_part(work, team.tom, Part.MENTEE)
        with pytest.raises(preparing.NothingToPrepare):
            preparing.resume(work, team.tom)
