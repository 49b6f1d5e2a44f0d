"""Putting the mentor's part down, through whichever door, and taking it up again: on a real database, without Slack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from living import CUSTOMS, Programme, arrive, kinds
from volunteering import application_of, can_mentor, offers_to_mentor, place_of, required_preparation

from bot.domain.changes import REASONS, Motive
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, Round
from bot.programme import applications, change_cases, profile, stepping_back
from bot.programme.work import Work

pytestmark = pytest.mark.long


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar coordinates, Inès owns; Léa mentors up to four people."""
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        offers_to_mentor(work, programme.lea)
        applications.approve(work, programme.omar, application_of(work, programme.lea))
    return programme


def is_chosen_in_a_round(team: Programme, mentor: Person) -> Round:
    """Tom has named them, and the round is open."""
    with team.work() as work:
        opened = work.rounds.open(
            team.id,
            person_ids=[team.tom.id],
            opened_by=team.omar.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 20),
        )
        work.rounds.answer(opened.id, team.tom.id, answer=Answer.CHOICES, choices=[mentor.id], at=work.now)
    return opened


def hears_of_a_mentor_gone(team: Programme) -> int:
    told = kinds(team.live("2026-03-09 10:00", "2026-03-09 14:00"), "Omar")
    return [kind for _, kind in told].count(PromptKind.STEPPED_BACK)


def test_a_mentor_who_stops_keeps_their_mentees_and_gets_no_new_one(team: Programme) -> None:
    pair = team.pair(team.lea, team.tom, since="2026-01-12")
    with team.work() as work:
        assert stepping_back.before(work, team.lea).mentees == (team.tom,)
        stepping_back.stop(work, team.lea)
        assert can_mentor(work) == set()
        assert [one.id for one in work.mentorships.of(team.lea.id)] == [pair.id]
        with pytest.raises(Outdated):
            stepping_back.stop(work, team.lea)


def test_the_team_reads_why_a_mentor_who_stops_hands_over(team: Programme) -> None:
    pair = team.pair(team.lea, team.tom, since="2026-01-12")
    with team.work() as work:
        stepping_back.stop(work, team.lea)
        assert stepping_back.hand_over(work, team.lea) == 1
        (case,) = change_cases.waiting(work, team.omar)
        asked = [(one.change.asked_by, one.change.why) for one in case.requests]
        assert asked == [(team.lea.id, Motive.STOPS_MENTORING)]
        assert case.mentorship.id == pair.id
    assert Motive.STOPS_MENTORING not in REASONS, "nobody chooses it"
    with team.engine.connect() as connection:
        kept = connection.exec_driver_sql('SELECT * FROM "change"').all()
    assert Motive.STOPS_MENTORING.value not in str(kept)


@pytest.mark.parametrize(("part", "afterwards"), [(Part.BOTH, Part.MENTEE), (Part.MENTOR, Part.NOT_FOR_ME)])
def test_a_change_of_mind_is_one_press_and_no_new_application(
    team: Programme, part: Part, afterwards: Part
) -> None:
    with team.work() as work:
        profile.choose_part(work, team.lea, part)
        stepping_back.stop(work, team.lea)
        assert place_of(work, team.lea).part is afterwards
        arrival = stepping_back.again(work, team.lea)
        if arrival.current is not None:
            profile.offer_places(work, team.lea, 4)
        assert can_mentor(work) == {"Léa"}
        history = [one for one, _ in work.applications.history(place_of(work, team.lea).id)]
        assert history[-2:] == [afterwards, part], "what somebody was stays known"


@pytest.mark.parametrize(
    "leave",
    [
        stepping_back.stop,
        lambda work, actor: profile.choose_part(work, actor, Part.MENTEE),
        lambda work, actor: profile.choose_part(work, actor, Part.NOT_FOR_ME),
        profile.start_over,
    ],
    ids=["from Home", "in their answers", "not for me", "starting over"],
)
def test_whichever_way_a_chosen_mentor_leaves_the_team_hears_of_it(
    team: Programme, leave: Callable[[Work, Person], object]
) -> None:
    opened = is_chosen_in_a_round(team, team.lea)
    with team.work() as work:
        leave(work, team.lea)
        assert work.rounds.get(opened.id) == opened
    assert hears_of_a_mentor_gone(team) == 1


def test_nobody_hears_of_a_mentor_who_stops_and_whom_nobody_had_chosen(team: Programme) -> None:
    is_chosen_in_a_round(team, team.maya)
    with team.work() as work:
        stepping_back.stop(work, team.lea)
    assert hears_of_a_mentor_gone(team) == 0


def test_a_mentor_who_is_back_before_the_team_has_heard_is_no_news(team: Programme) -> None:
    is_chosen_in_a_round(team, team.lea)
    with team.work() as work:
        stepping_back.stop(work, team.lea)
        stepping_back.again(work, team.lea)
    assert hears_of_a_mentor_gone(team) == 0


def test_the_team_hears_of_a_mentor_who_came_back_and_stopped_again(team: Programme) -> None:
    is_chosen_in_a_round(team, team.lea)
    with team.work() as work:
        stepping_back.stop(work, team.lea)
        stepping_back.again(work, team.lea)
        stepping_back.stop(work, team.lea)
    assert hears_of_a_mentor_gone(team) == 1


@pytest.mark.parametrize(("back", "days"), [(True, [date(2026, 3, 16)]), (False, [])])
def test_only_who_is_still_to_mentor_is_reminded_to_prepare(
    programme: Programme, back: bool, days: list[date]
) -> None:
    programme.travel("2026-03-09 09:00")
    programme.store.customs = replace(CUSTOMS, types=required_preparation(approval=False))
    with programme.work() as work:
        offers_to_mentor(work, programme.lea, part=Part.BOTH)
        profile.choose_part(work, programme.lea, Part.MENTEE)
        if back:
            profile.choose_part(work, programme.lea, Part.BOTH)
    told = kinds(programme.live("2026-03-16 08:00", "2026-03-16 18:00"), "Léa")
    assert told == [(day, PromptKind.PREPARATION) for day in days]


def test_a_mentor_who_hands_eight_people_over_has_the_team_read_one_list_and_the_eight_hear_nothing(
    team: Programme,
) -> None:
    with team.work() as work:
        mentees = [arrive(work, f"U0MENTEE{n}", f"Mentee{n} Nom") for n in range(8)]
    pairs = [team.pair(team.lea, mentee, since="2026-02-23") for mentee in mentees]
    team.tick()
    with team.work() as work:
        stepping_back.stop(work, team.lea)
        assert stepping_back.before(work, team.lea).stopped
        assert stepping_back.hand_over(work, team.lea) == 8
        assert stepping_back.hand_over(work, team.lea) == 8, "pressed twice, it is asked once"
        asked = work.changes.waiting(team.id)
        assert {one.mentorship_id for one in asked} == {pair.id for pair in pairs}
        assert {one.asked_by for one in asked} == {team.lea.id}
        assert len(asked) == 8
        assert {one.state for pair in pairs if (one := work.mentorships.get(pair.id))} == {
            MentorshipState.ACTIVE
        }
    told = [(who, kind) for _, who, kind in team.live("2026-03-09 10:00", "2026-03-11 18:00")]
    assert [who for who, kind in told if kind == PromptKind.CHANGE_ASKED] == ["Omar"], "one list"
    assert {who for who, _ in told} & {one.first_name for one in mentees} == set()
    with team.work() as work:
        fates = Counter(one.reason for one in work.prompts.series(team.omar.id, PromptKind.CHANGE_ASKED))
    assert fates == {None: 1, "newer": 7}, "the last one said it of all; none was too late"


def test_who_mentors_nobody_and_has_stopped_has_nothing_to_decide(team: Programme) -> None:
    with team.work() as work:
        stepping_back.stop(work, team.lea)
        with pytest.raises(Outdated):
            stepping_back.before(work, team.lea)
