"""Whoever is in somebody's line of management, or in their mentorship, reads no row, request or message about them: a
colleague does. Every place of the team that names people is here, and is shown to name them to whoever may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from campaigns import begun
from changed import a_pair, asks
from living import Programme
from volunteering import application_of, offers_to_mentor

from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentors import TooClose
from bot.domain.people import Person
from bot.domain.periods import Month, Span
from bot.domain.permissions import Right
from bot.domain.prompts import Prompt
from bot.domain.refusals import Refusal
from bot.domain.rounds import Rules
from bot.domain.suitability import Bar
from bot.domain.whereabouts import Where
from bot.programme import (
    applications,
    cards,
    change_cases,
    exporting,
    groups,
    home,
    moot,
    newcomers,
    people,
    reports,
    reviewing,
    rounds,
    undoing,
    without,
)
from bot.programme.work import Work
from tests.views.test_prompts import prompt as usual

pytestmark = [pytest.mark.long, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

Reads = Callable[[Work, Person], object]

#: What each place of the team shows while a round takes answers; Tom, who has given none, is in all of them.
PLACES: dict[str, Reads] = {
    "who is where": lambda work, reader: [people.listing(work, reader, one, 0) for one in Where],
    "who has no mentor": lambda work, reader: without.see(work, reader),
    "newcomers who wait": lambda work, reader: newcomers.panel(work, reader).waiting,
    "who may learn in a group": lambda work, reader: groups.mentees_for(work, reader),
    "who has not answered": lambda work, reader: rounds.see(work, reader),
    "the report": lambda work, reader: (
        reports.report(work, reader, work.programmes.running()[0], Span(Month(2026, 3))).names
    ),
}
#: And once it has proposals, of which Tom's was changed by hand.
IN_PROPOSALS: dict[str, Reads] = {
    "proposals": lambda work, reader: reviewing.review(work, reader, 1),
    "whom one finds in them": lambda work, reader: cards.findable(work, reader, 1),
    "a card": lambda work, reader: cards.mentee_card(work, reader, 1, tom_in(work).id),
    "proposals as a file": lambda work, reader: exporting.proposals(work, reader, 1).content.decode(),
    "what was changed in them": lambda work, reader: undoing.history(work, reader, 1),
}
IN_A_PAIR: dict[str, Reads] = {
    "mentorships as a file": lambda work, reader: exporting.mentorships(work, reader).content.decode(),
    "requests for a change": lambda work, reader: change_cases.waiting(work, reader),
    "one request": lambda work, reader: change_cases.case(work, reader, 1),
}
#: How Omar is above or below Tom.
TIES = (
    "far above",
    pytest.param("manager", marks=pytest.mark.slow),
    pytest.param("report", marks=pytest.mark.slow),
)


def ties(programme: Programme, tie: str) -> None:
    """Omar, who coordinates, and Tom."""
    tom, omar = programme.tom.id, programme.omar.id
    with programme.work() as work:
        match tie:
            case "manager":
                work.people.change(tom, manager_id=omar)
            case "report":
                work.people.change(omar, manager_id=tom)
            case "far above":
                work.people.change(tom, manager_id=programme.maya.id)
                work.people.change(programme.maya.id, manager_id=omar)


def tom_in(work: Work) -> Person:
    found = work.people.by_slack_id("U0TOM")
    assert found is not None
    return found


def names_tom(work: Work, reader: Person, read: Reads) -> bool:
    try:
        shown = repr(read(work, reader))
    except Refusal:
        return False
    return "U0TOM" in shown


def where_tom_is(programme: Programme, reader: Person, places: Mapping[str, Reads]) -> set[str]:
    with programme.work() as work:
        return {name for name, read in places.items() if names_tom(work, reader, read)}


@pytest.fixture
def waiting(programme: Programme) -> Programme:
    """Tom looks for a mentor, has said nothing to the round, and joined the company last week."""
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        newcomers.start(work, programme.ines)
        work.people.change(programme.tom.id, joined_on=date(2026, 3, 2))
        for place in (work.programme(), work.newcomers()):
            assert place is not None
            enrolment = work.enrolments.open_for(programme.tom.id, place.id)
            work.enrolments.change(
                enrolment.id, part=Part.MENTEE, state=EnrolmentState.ACTIVE, completed_at=work.now
            )
        opened = work.rounds.open(
            programme.id,
            person_ids=[programme.tom.id],
            opened_by=programme.ines.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
            rules=Rules(mentors_days=0),
        )
        assert opened.id == 1
    return programme


@pytest.mark.parametrize("tie", TIES)
def test_no_list_of_the_team_names_somebody_to_whoever_is_in_their_line(waiting: Programme, tie: str) -> None:
    assert where_tom_is(waiting, waiting.omar, PLACES) == PLACES.keys(), (
        "what names nobody would show nothing"
    )
    ties(waiting, tie)
    assert where_tom_is(waiting, waiting.omar, PLACES) == set()
    assert where_tom_is(waiting, waiting.ines, PLACES) == PLACES.keys()


@pytest.mark.parametrize("tie", TIES)
def test_no_proposal_names_somebody_to_whoever_is_in_their_line(programme: Programme, tie: str) -> None:
    campaign = begun(programme)
    with programme.work() as work:
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
    assert where_tom_is(programme, programme.omar, IN_PROPOSALS) == IN_PROPOSALS.keys()
    ties(programme, tie)
    assert where_tom_is(programme, programme.omar, IN_PROPOSALS) == set()
    assert where_tom_is(programme, programme.ines, IN_PROPOSALS) == IN_PROPOSALS.keys()


def test_home_counts_no_answer_that_the_round_does_not_count(waiting: Programme) -> None:
    """One number beside the other would tell whether that one person has answered."""

    def counted(work: Work, reader: Person) -> tuple[int, int]:
        team, standing = home.look(work, reader).team, rounds.see(work, reader)
        assert team is not None
        assert standing is not None
        assert (team.invited, team.answered) == (standing.invited, standing.answered)
        return team.invited, team.answered

    ties(waiting, "far above")
    with waiting.work() as work:
        assert counted(work, waiting.omar) == (0, 0)
        assert counted(work, waiting.ines) == (1, 0)


@pytest.mark.parametrize("tie", [*TIES, "mentorship"])
def test_nothing_of_a_mentorship_is_read_by_whoever_is_close_to_one_of_its_people(
    programme: Programme, tie: str
) -> None:
    asks(programme, a_pair(programme), programme.tom)
    with programme.work() as work:
        assert all(names_tom(work, programme.omar, read) for read in IN_A_PAIR.values())
    if tie == "mentorship":
        programme.pair(programme.omar, programme.tom, since="2026-03-02")
    ties(programme, tie)
    with programme.work() as work:
        for name, read in IN_A_PAIR.items():
            assert not names_tom(work, programme.omar, read), name
            assert names_tom(work, programme.ines, read), name


@pytest.mark.parametrize("tie", TIES)
def test_an_application_is_read_and_answered_by_somebody_else(programme: Programme, tie: str) -> None:
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        offers_to_mentor(work, programme.tom)
        asked = application_of(work, programme.tom)
    ties(programme, tie)
    with programme.work() as work:
        assert applications.waiting(work, programme.omar) == ()
        for act in (applications.candidate, applications.approve):
            with pytest.raises(TooClose):
                act(work, programme.omar, asked)
        assert names_tom(work, programme.ines, applications.waiting)


@pytest.mark.parametrize("why", [*TIES, "no more"])
def test_a_message_that_was_planned_is_not_said_to_who_has_come_close_or_coordinates_no_more(
    programme: Programme, why: str
) -> None:
    """A quiet pair, and somebody who has left."""
    programme.travel("2026-01-12 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        work.enrolments.open_for(programme.tom.id, programme.id)
    pair = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    about = {"person": programme.tom.id, "alone": 0, "asked": 0, "round": 0}
    planned = {PromptKind.FLAG: pair.id, PromptKind.DEPARTED: None, PromptKind.STEPPED_BACK: None}

    def reasons() -> list[str | None]:
        with programme.work() as work:
            work.mentorships.flag(pair.id, work.now)
            prompts = [prompt(kind, programme.omar, about, one) for kind, one in planned.items()]
            return [moot.why_moot(work, one, programme.omar) for one in prompts]

    assert "left" not in reasons()
    if why == "no more":
        with programme.work() as work:
            work.rights.withdraw(programme.omar.id, Right.COORDINATOR)
    ties(programme, why)
    assert reasons() == ["left"] * 3


def test_whoever_only_reads_figures_reads_no_name(waiting: Programme) -> None:
    with waiting.work() as work:
        work.rights.grant(waiting.lea.id, Right.VIEWER)
        long_term = work.programmes.running()[0]
        shown = repr(reports.report(work, waiting.lea, long_term, Span(Month(2026, 2))))
        for read in {**PLACES, **IN_PROPOSALS, **IN_A_PAIR}.values():
            assert not names_tom(work, waiting.lea, read)
    assert "U0" not in shown


def prompt(kind: PromptKind, reader: Person, about: dict[str, int], mentorship_id: int | None) -> Prompt:
    return replace(usual(kind), recipient_id=reader.id, about=about, mentorship_id=mentorship_id)
