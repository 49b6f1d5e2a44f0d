"""Who is too close to read about somebody, who reads it instead, and who is named to talk to: on a real database."""

from __future__ import annotations

from datetime import date

import pytest
from living import Programme

from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.rounds import Answer, Rules, SavedProposal
from bot.programme import changing, publishing, reviewing, rounds
from bot.programme.work import Work

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar coordinates, Inès owns; Léa could mentor Tom and Maya."""
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    return programme


def prepared(programme: Programme, *pairs: tuple[Person, Person | None]) -> int:
    """A round whose proposals are these: each mentee with a mentor, or with nobody."""
    with programme.work() as work:
        opened = work.rounds.open(
            programme.id,
            person_ids=[mentee.id for mentee, _ in pairs],
            opened_by=programme.omar.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
            rules=Rules(mentors_days=0),
        )
        rounds.close(work, programme.omar, opened.id)
        work.rounds.propose(opened.id, [proposal(*pair) for pair in pairs])
    return opened.id


def proposal(mentee: Person, mentor: Person | None) -> SavedProposal:
    return SavedProposal(
        mentee_id=mentee.id,
        mentor_id=mentor.id if mentor else None,
        rank=1 if mentor else None,
        reason={},
        left_out=None if mentor else LeftOut.DID_NOT_ANSWER.value,
        suggested=False,
    )


def comes_close(work: Work, programme: Programme, somebody: Person, tie: str) -> None:
    """Omar, who coordinates, is tied to them."""
    if tie == "manager":
        work.people.change(somebody.id, manager_id=programme.omar.id)
    if tie == "report":
        work.people.change(programme.omar.id, manager_id=somebody.id)


def mentees(found: reviewing.Review) -> list[str]:
    return [row.mentee.first_name for row in found.rows]


@pytest.mark.parametrize("tie", ["manager", "report", "mentorship"])
@pytest.mark.parametrize("half", ["mentee", "mentor"])
def test_a_coordinator_reads_no_row_of_somebody_close_to_them_and_hears_who_can(
    team: Programme, tie: str, half: str
) -> None:
    round_id = prepared(team, (team.tom, team.lea), (team.maya, None))
    somebody = team.tom if half == "mentee" else team.lea
    if tie == "mentorship":
        team.pair(team.omar, somebody, since="2026-01-12")
    with team.work() as work:
        comes_close(work, team, somebody, tie)
        seen = reviewing.review(work, team.omar, round_id)
        assert mentees(seen) == ["Maya"]
        assert (seen.withheld.rows, seen.withheld.seen_by) == (1, (team.ines,))
        assert (seen.counts.matched, seen.counts.without) == (0, 1), "the others are not even counted"
        assert mentees(reviewing.review(work, team.ines, round_id)) == ["Maya", "Tom"]


def test_a_row_that_nobody_else_may_read_is_said_to_have_no_reader(team: Programme) -> None:
    round_id = prepared(team, (team.tom, team.lea))
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=team.omar.id)
        work.people.change(team.omar.id, manager_id=team.ines.id)
        seen = reviewing.review(work, team.omar, round_id)
    assert (seen.withheld.rows, seen.withheld.seen_by) == (1, ())


def test_a_coordinator_does_not_learn_whether_somebody_close_to_them_has_answered(team: Programme) -> None:
    """Tom reports to Omar, and is the only one who said "not this time"."""
    round_id = prepared(team, (team.tom, None), (team.maya, None))
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=team.omar.id)
        before = rounds.see(work, team.omar, round_id)
        work.rounds.answer(round_id, team.tom.id, answer=Answer.NOT_THIS_TIME, choices=(), at=work.now)
        assert rounds.see(work, team.omar, round_id) == before
        assert reviewing.review(work, team.omar, round_id).counts.declined == 0
        assert reviewing.review(work, team.ines, round_id).counts.declined == 1
    assert before is not None
    assert [one.first_name for one in before.silent] == ["Maya"]
    assert (before.invited, before.withheld.rows) == (1, 1)


def test_a_pair_that_could_not_be_kept_is_not_named_to_whoever_is_close_to_its_mentor(
    team: Programme,
) -> None:
    """Neither Tom nor Maya looks for a mentor any more; Léa reports to Omar."""
    round_id = prepared(team, (team.tom, team.lea), (team.maya, team.ines))
    with team.work() as work:
        work.people.change(team.lea.id, manager_id=team.omar.id)
        told = publishing.publish(work, team.omar, round_id)
    assert [one.mentee.first_name for one in told.lost] == ["Maya"]


def test_a_coordinator_in_another_pair_with_one_of_them_hears_nothing_of_a_quiet_pair(
    team: Programme,
) -> None:
    team.pair(team.lea, team.tom, since="2026-03-02")
    team.pair(team.omar, team.tom, since="2026-03-23")
    team.travel("2026-03-30 09:00")
    team.tick()
    with team.work() as work:
        told = [one.recipient_id for one in work.prompts.pending() if one.kind is PromptKind.FLAG]
    assert told == [team.ines.id]


def test_whoever_has_left_the_company_is_not_named_as_somebody_to_talk_to(team: Programme) -> None:
    gone = SlackProfile(
        slack_id="U0OMAR",
        name="Omar Haddad",
        handle="omar",
        standing=Standing.GONE,
        language=None,
        timezone=None,
    )
    pair = team.pair(team.lea, team.tom, since="2026-01-12")
    with team.work() as work:
        assert changing.mine(work, team.tom, pair.id).team == (team.omar,)
        work.people.save(gone, language="fr", timezone="Europe/Paris", country="FR")
        assert changing.mine(work, team.tom, pair.id).team == (team.ines,)
