"""One person looks for a mentor outside a campaign, and nobody has to press anything for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from campaign import chooses, everybody_takes_part, opened, pairs, propose, proposed, waits_for
from living import Programme, living

from bot.domain.changes import ToldBy
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy
from bot.domain.programmes import Mode
from bot.domain.rounds import AlreadyLooking, Answer, Round, RoundClosed, RoundState, Rules
from bot.programme import choosing, ending, finishing, home, joining, rounds, sheets, solo, with_mentors

pytestmark = pytest.mark.long

INVITATION, MENTOR_LIST, LEFT_OUT = PromptKind.INVITATION, PromptKind.MENTOR_LIST, PromptKind.LEFT_OUT


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        everybody_takes_part(programme)
        yield programme


@pytest.fixture
def alone(programme: Programme) -> Round:
    with programme.work() as work:
        return solo.look_for(work, programme.tom, opened_by=programme.ines.id)


def goes_by(programme: Programme, found: Round, local: str) -> Round:
    """Time comes to that hour, and the bot's heart has beaten; the round as it is then."""
    programme.travel(local)
    for _ in range(3):
        programme.tick()
        finishing.finish(programme.store, programme.workspace)
    with programme.work() as work:
        now = work.rounds.get(found.id)
    assert now
    return now


def test_they_are_asked_once_and_have_two_weeks(programme: Programme, alone: Round) -> None:
    with programme.work() as work:
        assert solo.look_for(work, programme.tom, opened_by=programme.ines.id) == alone
        assert joining.where(work, programme.tom).open_round == alone
        assert rounds.see(work, programme.ines) is None, "it is no campaign"
    assert alone.closes_on == date(2026, 3, 24)
    assert alone.solo
    assert waits_for(programme, programme.tom, INVITATION) >= 1


def test_it_runs_by_itself_from_the_answer_to_the_introduction(programme: Programme, alone: Round) -> None:
    chooses(programme, alone, programme.tom, programme.lea)
    assert goes_by(programme, alone, "2026-03-10 09:30").state is RoundState.COLLECTING, (
        "an answer may still change"
    )
    asked = goes_by(programme, alone, "2026-03-10 10:30")
    assert (asked.state, asked.mentors_until) == (RoundState.WITH_MENTORS, date(2026, 3, 13))
    assert proposed(programme, alone) == {"Tom": "Léa"}
    assert waits_for(programme, programme.lea, MENTOR_LIST) == 1
    with programme.work() as work:
        with_mentors.accept(work, programme.lea, alone.id)
    assert goes_by(programme, alone, "2026-03-10 11:00").state is RoundState.PUBLISHED
    assert pairs(programme) == {("Léa", "Tom")}
    assert waits_for(programme, programme.ines, PromptKind.ROUND_DUE) == 0


def test_whoever_changes_their_mind_too_late_reads_that_somebody_is_looked_for(
    programme: Programme, alone: Round
) -> None:
    chooses(programme, alone, programme.tom, programme.lea)
    goes_by(programme, alone, "2026-03-10 10:30")
    with programme.work() as work, pytest.raises(AlreadyLooking):
        choosing.choose_for_me(work, programme.tom, alone.id)
    with programme.work() as work:
        with_mentors.accept(work, programme.lea, alone.id)
    goes_by(programme, alone, "2026-03-10 11:00")
    with programme.work() as work, pytest.raises(RoundClosed):
        choosing.choose_for_me(work, programme.tom, alone.id)


def test_whoever_answered_nothing_in_time_is_not_told_that_somebody_is_looked_for(
    programme: Programme, alone: Round
) -> None:
    programme.travel("2026-03-25 09:00")
    with programme.work() as work, pytest.raises(RoundClosed):
        choosing.choose_for_me(work, programme.tom, alone.id)


def test_a_mentor_who_says_nothing_has_said_yes(programme: Programme, alone: Round) -> None:
    chooses(programme, alone, programme.tom)
    goes_by(programme, alone, "2026-03-10 10:30")
    assert goes_by(programme, alone, "2026-03-13 20:00").state is RoundState.WITH_MENTORS
    assert goes_by(programme, alone, "2026-03-14 09:00").state is RoundState.PUBLISHED
    assert len(pairs(programme)) == 1


def test_a_mentor_who_declines_is_followed_by_another(programme: Programme, alone: Round) -> None:
    chooses(programme, alone, programme.tom, programme.lea, programme.omar)
    goes_by(programme, alone, "2026-03-10 10:30")
    with programme.work() as work:
        with_mentors.decline(work, programme.lea, alone.id, programme.tom.id)
    assert goes_by(programme, alone, "2026-03-10 11:00").state is RoundState.WITH_MENTORS
    assert proposed(programme, alone) == {"Tom": "Omar"}
    goes_by(programme, alone, "2026-03-16 09:00")
    assert pairs(programme) == {("Omar", "Tom")}


def test_nobody_found_is_told_with_what_comes_next(programme: Programme, alone: Round) -> None:
    with programme.work() as work:
        for mentor in (programme.lea, programme.omar):
            enrolment = work.enrolments.of(mentor.id, programme.id)
            assert enrolment
            work.enrolments.change(enrolment.id, capacity=0)
    chooses(programme, alone, programme.tom)
    assert goes_by(programme, alone, "2026-03-10 10:30").state is RoundState.PUBLISHED
    assert waits_for(programme, programme.tom, LEFT_OUT) == 1


@pytest.mark.parametrize("answer", [None, Answer.NOT_THIS_TIME])
def test_without_a_wish_it_closes_quietly(programme: Programme, alone: Round, answer: Answer | None) -> None:
    if answer is not None:
        with programme.work() as work:
            choosing.not_this_time(work, programme.tom, alone.id)
    assert goes_by(programme, alone, "2026-03-25 09:00").state is RoundState.PUBLISHED
    for kind in (LEFT_OUT, PromptKind.INTRODUCTION):
        assert waits_for(programme, programme.tom, kind) == 0
    with programme.work() as work:
        assert joining.where(work, programme.tom).open_round is None
        again = solo.look_for(work, programme.tom, opened_by=programme.ines.id)
    assert again.id != alone.id


def test_whoever_is_away_is_waited_for(programme: Programme, alone: Round) -> None:
    with programme.work() as work:
        enrolment = work.enrolments.of(programme.tom.id, programme.id)
        assert enrolment
        work.enrolments.change(enrolment.id, paused_until=date(2026, 4, 7))
    assert goes_by(programme, alone, "2026-03-25 09:00").state is RoundState.COLLECTING
    back = goes_by(programme, alone, "2026-04-07 09:00")
    assert back.closes_on == date(2026, 4, 7) + timedelta(days=14)


def test_their_own_round_comes_before_the_campaign(programme: Programme, alone: Round) -> None:
    campaign = opened(programme, programme.tom, programme.maya)
    with programme.work() as work:
        assert joining.where(work, programme.tom).open_round == alone
        assert joining.where(work, programme.maya).open_round == campaign
        assert rounds.see(work, programme.ines).round == campaign
    chooses(programme, alone, programme.tom, programme.lea)
    goes_by(programme, alone, "2026-03-10 10:30")
    with programme.work() as work:
        assert joining.where(work, programme.tom).open_round == campaign


def test_whoever_finds_a_mentor_elsewhere_is_asked_no_more(programme: Programme, alone: Round) -> None:
    programme.pair(programme.omar, programme.tom, since="2026-03-10")
    assert goes_by(programme, alone, "2026-03-11 09:00").state is RoundState.PUBLISHED
    with programme.work() as work:
        assert joining.where(work, programme.tom).open_round is None


def test_nobody_is_asked_before_they_have_heard_what_ended(programme: Programme) -> None:
    """A person tells them first; the bot does so two working days later, and asks then."""
    theirs = programme.pair(programme.omar, programme.tom, since="2026-02-10")
    with programme.work() as work:
        ending.end(work, theirs, EndedWhy.CHANGE, told_by=ToldBy.PERSON)
        alone = solo.look_for(work, programme.tom, opened_by=programme.ines.id)
        assert joining.where(work, programme.tom).open_round is None
    assert alone.closes_on == date(2026, 3, 26)
    told = programme.live("2026-03-10 09:00", "2026-03-13 20:00")
    toms = [(day.day, kind) for day, name, kind in told if name == "Tom"]
    assert [kind for _, kind in toms] == ["ended", "invitation", "closing_pulse"]
    assert toms[0][0] == 12


def test_the_mentor_after_the_next_goes_on_from_the_last(programme: Programme) -> None:
    before = programme.pair(programme.omar, programme.tom, since="2026-02-10")
    with programme.work() as work:
        ending.end(work, before, EndedWhy.CHANGE)
        alone = solo.look_for(work, programme.tom, opened_by=programme.ines.id)
    chooses(programme, alone, programme.tom, programme.lea)
    goes_by(programme, alone, "2026-03-10 10:30")
    goes_by(programme, alone, "2026-03-16 10:30")
    with programme.work() as work:
        [after] = work.mentorships.of(programme.tom.id)
    assert after.replaces == before.id
    for cycle, brings in ((0, False), (1, True)):  # the first sheet asks what the new one asks anyway
        with programme.work() as work:
            assert not sheets.something_came_along(work, after), "nothing that was left open was written down"
            sheets.sheet_for(work, before, cycle)
            assert sheets.something_came_along(work, after) is brings, (
                "the introduction promises what is there"
            )


def test_home_says_that_somebody_is_looked_for_until_it_is_known(programme: Programme, alone: Round) -> None:
    chooses(programme, alone, programme.tom, programme.lea)
    goes_by(programme, alone, "2026-03-10 10:30")
    with programme.work() as work:
        assert home.look(work, programme.tom).in_hand
        assert not home.look(work, programme.lea).in_hand
    goes_by(programme, alone, "2026-03-16 10:30")
    with programme.work() as work:
        assert not home.look(work, programme.tom).in_hand


def test_where_a_coordinator_proposes_everybody_they_hear_who_waits(programme: Programme) -> None:
    with programme.work() as work:
        campaign = work.rounds.open(
            programme.id,
            person_ids=[programme.maya.id],
            opened_by=programme.ines.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
            rules=Rules(mode=Mode.BY_COORDINATOR),
        )
        alone = solo.look_for(work, programme.tom, opened_by=programme.ines.id)
        assert alone.rules.mode is Mode.BY_COORDINATOR
    assert campaign.id != alone.id
    chooses(programme, alone, programme.tom)
    now = goes_by(programme, alone, "2026-03-10 10:30")
    assert not now.takes_answers(date(2026, 3, 10))
    assert waits_for(programme, programme.ines, PromptKind.ROUND_DUE) == 1
    propose(programme, alone)
    assert proposed(programme, alone) == {"Tom": None}
    assert goes_by(programme, alone, "2026-03-11 10:30").state is RoundState.PROPOSED, (
        "they have not come to it yet"
    )
