"""A coordinator puts people together: what stands in the way is told, and the group lives as a pair does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from living import Programme, arrive, kinds

from bot.domain.enrolments import Application, Part
from bot.domain.groups import (
    MOST,
    GroupRefused,
    GroupTooLarge,
    GroupTooSmall,
    MentorAmongMentees,
    NameTaken,
    NotAsSeen,
    Worry,
)
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import groups, home, meetings
from bot.programme.groups import Group
from bot.programme.work import Work
from handlers.naming import named_groups

pytestmark = pytest.mark.long

NAME = "Managers de demain"


@pytest.fixture
def world(programme: Programme) -> Programme:
    """Léa mentors up to three people; Tom, Maya and Nora would like a mentor; Omar coordinates."""
    with programme.work() as work:
        nora = arrive(work, "U0NORA", "Nora Weil", "fr")
        programme.nora = nora  # type: ignore[attr-defined]
        work.people.change(programme.tom.id, language="fr")
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        mentors(work, programme, programme.lea, 3)
        for person in (programme.tom, programme.maya, nora):
            learns(work, programme, person)
    return programme


def mentors(work: Work, programme: Programme, person: Person, places: int) -> None:
    place = work.enrolments.open_for(person.id, programme.id)
    more = {"application": Application.APPROVED, "prepared_at": work.now, "completed_at": work.now}
    work.enrolments.change(place.id, part=Part.MENTOR, capacity=places, **more)


def learns(work: Work, programme: Programme, person: Person) -> None:
    place = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(place.id, part=Part.MENTEE, completed_at=work.now, left_out=2)


def forms(work: Work, programme: Programme, *mentees: Person, seen: str = "", name: str = NAME) -> Group:
    return groups.form(
        work,
        programme.omar,
        name=name,
        mentor_id=programme.lea.id,
        mentee_ids=[one.id for one in mentees],
        seen=seen,
    )


def test_everybody_in_a_group_is_introduced_and_has_a_mentor(world: Programme) -> None:
    with world.work() as work:
        made = forms(work, world, world.tom, world.maya, world.nora)
        assert (made.name, made.mentor.id, len(made.mentees)) == (NAME, world.lea.id, 3)
        assert work.seats.people_with_a_mentor(world.id) == {one.id for one in made.mentees}
        assert work.seats.mentees_carried(world.id) == {world.lea.id: 3}
        assert work.enrolments.of(world.tom.id, world.id).left_out == 0
        shown = home.look(work, world.tom).pairs[0]
        assert (shown.partners.group, len(shown.partners)) == (NAME, 3)  # type: ignore[attr-defined]
    told = world.live("2026-01-12T10:00", "2026-01-12T18:00")
    introduced = {who for _, who, kind in told if kind == "introduction"}
    assert introduced == {"Léa", "Tom", "Maya", "Nora"}


def test_a_group_is_asked_and_nudged_as_a_pair_is(world: Programme) -> None:
    with world.work() as work:
        forms(work, world, world.tom, world.maya, world.nora)
    told = world.live("2026-01-12T10:00", "2026-01-28T18:00")
    assert {"introduction", "sheet", "charter", "first_meeting"} <= {kind for _, kind in kinds(told, "Maya")}
    assert "digest" not in {kind for _, _, kind in told}, "one group is one thing to think of"


def test_what_may_be_gone_past_is_named_first(world: Programme) -> None:
    with world.work() as work:
        work.people.change(world.maya.id, language="en")
        mentors(work, world, world.lea, 1)
        world_pair = world.pair
    world_pair(world.lea, world.nora, since="2026-01-12")
    with world.work() as work, pytest.raises(NotAsSeen) as news:
        forms(work, world, world.tom, world.maya, world.nora)
    found = news.value.fitness
    assert found.worries == {world.maya.id: (Worry.LANGUAGE,), world.nora.id: (Worry.HAS_A_MENTOR,)}
    assert found.beyond == 3
    with world.work() as work:
        assert forms(work, world, world.tom, world.maya, world.nora, seen=found.fingerprint).mentees


def test_the_line_of_management_is_named_and_never_gone_past(world: Programme) -> None:
    with world.work() as work:
        work.people.change(world.tom.id, manager_id=world.lea.id)
    with world.work() as work, pytest.raises(GroupRefused) as no:
        forms(work, world, world.tom, world.maya)
    assert (no.value.fitness.line, no.value.fitness.apart) == ({world.tom.id}, False)


@pytest.mark.parametrize("who_says", ["lea", "tom", "nora"])
def test_a_private_refusal_never_tells_whose_it_is(world: Programme, who_says: str) -> None:
    """Between a mentor and somebody who learns, or between two who learn: it reads the same."""
    other = world.nora if who_says != "nora" else world.tom  # type: ignore[attr-defined]
    with world.work() as work:
        work.avoided.keep(getattr(world, who_says).id, [other.id])
    with world.work() as work, pytest.raises(GroupRefused) as no:
        forms(work, world, world.tom, world.maya, world.nora)  # type: ignore[attr-defined]
    assert (no.value.fitness.apart, no.value.fitness.line, no.value.fitness.worries) == (
        True,
        frozenset(),
        {},
    )


def test_a_group_has_a_size_a_name_of_its_own_and_people_who_asked_to_learn(world: Programme) -> None:
    many = [*range(1000, 1000 + MOST + 1)]

    def refused(kind: type[Exception], act: Callable[[Work], object]) -> None:
        with world.work() as work, pytest.raises(kind):
            act(work)

    refused(GroupTooSmall, lambda work: forms(work, world, world.tom))
    refused(MentorAmongMentees, lambda work: forms(work, world, world.tom, world.lea))
    refused(Outdated, lambda work: forms(work, world, world.tom, world.ines))
    refused(
        GroupTooLarge,
        lambda work: groups.form(work, world.omar, name=NAME, mentor_id=world.lea.id, mentee_ids=many),
    )
    refused(
        NotAllowed,
        lambda work: groups.form(work, world.tom, name=NAME, mentor_id=world.lea.id, mentee_ids=many[:2]),
    )
    with world.work() as work:
        forms(work, world, world.tom, world.maya)
    refused(NameTaken, lambda work: forms(work, world, world.tom, world.nora, name=NAME.upper()))


def test_who_is_close_to_a_coordinator_is_put_together_by_a_colleague(world: Programme) -> None:
    with world.work() as work:
        work.people.change(world.tom.id, manager_id=world.omar.id)
        offered = [one.id for one in groups.mentees_for(work, world.omar)]
        assert offered == [world.maya.id, world.nora.id]
        with pytest.raises(Outdated):
            forms(work, world, world.tom, world.maya)
        groups.form(
            work, world.ines, name=NAME, mentor_id=world.lea.id, mentee_ids=[world.tom.id, world.maya.id]
        )
        found = groups.listing(work, world.omar)
        assert (found.total, found.withheld.rows) == (0, 1)
        assert groups.listing(work, world.ines).total == 1


def test_one_member_goes_another_comes_and_nobody_is_left_in_silence(world: Programme) -> None:
    with world.work() as work:
        made = forms(work, world, world.tom, world.maya)
    world.live("2026-01-12T10:00", "2026-01-12T18:00")
    world.travel("2026-01-20T10:00")
    with world.work() as work:
        after = groups.change(
            work,
            world.omar,
            made.mentorship.id,
            name="Cap 2027",
            mentee_ids=[world.maya.id, world.nora.id],
        )
        assert (after.name, [one.id for one in after.mentees]) == ("Cap 2027", [world.maya.id, world.nora.id])
        assert world.tom.id not in work.seats.people_with_a_mentor(world.id)
    told = world.live("2026-01-20T10:00", "2026-01-21T18:00")
    heard = {who: [kind for _, kind in kinds(told, who)] for who in ("Tom", "Nora", "Léa", "Maya")}
    assert "ended" in heard["Tom"]
    assert "introduction" in heard["Nora"]
    assert "introduction" in heard["Léa"], "she hears of Nora"
    assert "introduction" in heard["Maya"]


def test_a_group_that_ends_tells_everybody(world: Programme) -> None:
    with world.work() as work:
        made = forms(work, world, world.tom, world.maya)
    with world.work() as work:
        groups.end(work, world.omar, made.mentorship.id)
        ended = work.mentorships.get(made.mentorship.id)
        assert ended is not None
        assert ended.state is MentorshipState.ENDED
    told = world.live("2026-01-12T10:00", "2026-01-13T18:00")
    assert {who for _, who, kind in told if kind == "ended"} == {"Léa", "Tom", "Maya"}


def test_what_two_of_a_group_say_stands_and_one_denial_goes_to_who_logged(world: Programme) -> None:
    with world.work() as work:
        group = forms(work, world, world.tom, world.maya, world.nora).mentorship
        one = meetings.log(work, world.tom, group, minutes=45, day=date(2026, 1, 12), form=None).meeting
        meetings.deny(work, world.maya, one.id)
        (told,) = work.prompts.series(world.tom.id, PromptKind.LOG_DENIED)
        assert not work.prompts.series(world.nora.id, PromptKind.LOG_DENIED)
        assert told.about == {"meeting": one.id}
        meetings.agree(work, world.nora, one.id)
        with pytest.raises(Outdated):
            meetings.deny(work, world.maya, one.id)
        assert work.meetings.get(one.id).state is MeetingState.HELD


def test_a_group_is_meant_by_its_name_by_any_member(world: Programme) -> None:
    with world.work() as work:
        group = forms(work, world, world.tom, world.maya, name="R&D visio lundi").mentorship
    with world.work() as work:
        mine = work.mentorships.of(world.lea.id)
    found, rest = named_groups("r&amp;d VISIO lundi hier 1h visio", mine)
    assert ([one.id for one in found], rest.split()) == ([group.id], ["hier", "1h", "visio"])
    assert named_groups("lundi 1h visio", mine) == ([], "lundi 1h visio")
