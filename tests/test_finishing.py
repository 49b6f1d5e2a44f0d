"""What a crash cuts short between the acknowledgement and the work is finished by the next beat, once, and told."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from campaign import chooses, everybody_takes_part, opened, pairs, propose, proposed, send, waits_for
from living import Programme, living

from bot.domain.kinds import PromptKind
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed
from bot.domain.rounds import NothingProposed, Round, RoundState, Wanted
from bot.programme import finishing, proposing, rounds, with_mentors

pytestmark = pytest.mark.long

ROUND_DUE, INTRODUCTION = PromptKind.ROUND_DUE, PromptKind.INTRODUCTION


class Crash(Exception):
    """The process is gone: nothing after this happens."""


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        everybody_takes_part(programme)
        yield programme


@pytest.fixture
def found(programme: Programme) -> Round:
    found = opened(programme, programme.tom, programme.maya, mentors_days=0)
    chooses(programme, found, programme.tom, programme.lea)
    chooses(programme, found, programme.maya)
    return found


def presses(programme: Programme, found: Round, what: Wanted) -> None:
    """The press that is acknowledged, and nothing after it."""
    with programme.work() as work:
        if what is Wanted.PROPOSALS:
            rounds.close(work, programme.ines, found.id)
        finishing.want(work, found.id, what, programme.ines)


def beat(programme: Programme) -> int:
    """What the scheduler does besides its tick."""
    return finishing.finish(programme.store, programme.workspace)


def test_proposals_that_a_crash_cut_short_are_there_after_a_restart(
    programme: Programme, found: Round
) -> None:
    presses(programme, found, Wanted.PROPOSALS)
    assert proposed(programme, found) == {}
    assert beat(programme) == 1
    assert proposed(programme, found) == {"Tom": "Léa", "Maya": "Omar"}
    assert waits_for(programme, programme.ines, ROUND_DUE) == 1
    assert beat(programme) == 0
    assert waits_for(programme, programme.ines, ROUND_DUE) == 1


def test_a_publication_that_a_crash_cut_short_happens_once(programme: Programme, found: Round) -> None:
    propose(programme, found)
    presses(programme, found, Wanted.PUBLICATION)
    assert pairs(programme) == set()
    assert (beat(programme), beat(programme)) == (1, 0)
    assert pairs(programme) == {("Léa", "Tom"), ("Omar", "Maya")}
    assert waits_for(programme, programme.tom, INTRODUCTION) == 1
    assert waits_for(programme, programme.ines, ROUND_DUE) == 1


@pytest.mark.parametrize("where", ["gather", "solve", "save"])
def test_a_crash_in_the_middle_of_the_work_leaves_it_to_be_done(
    programme: Programme, found: Round, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise Crash

    presses(programme, found, Wanted.PROPOSALS)
    with monkeypatch.context() as patch:
        patch.setattr(proposing, where, dies)
        with pytest.raises(Crash):
            finishing.carry_out(programme.store, programme.workspace, found.id)
        assert beat(programme) == 0, "a fault ends no beat"
    assert beat(programme) == 1
    assert proposed(programme, found) == {"Tom": "Léa", "Maya": "Omar"}


def test_whoever_presses_and_hears_the_answer_needs_no_message(programme: Programme, found: Round) -> None:
    propose(programme, found)
    assert beat(programme) == 0
    assert waits_for(programme, programme.ines, ROUND_DUE) == 0


def test_a_refusal_that_a_crash_cut_short_still_finds_somebody_else(programme: Programme) -> None:
    found = opened(programme, programme.tom)
    chooses(programme, found, programme.tom, programme.lea, programme.omar)
    propose(programme, found)
    send(programme, found)
    with programme.work() as work:
        with_mentors.decline(work, programme.lea, found.id, programme.tom.id)
    assert proposed(programme, found) == {"Tom": None}
    programme.travel("2026-03-16 09:00")
    with programme.work() as work, pytest.raises(NothingProposed):
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.ines)
    assert beat(programme) == 1
    assert proposed(programme, found) == {"Tom": "Omar"}
    assert waits_for(programme, programme.omar, PromptKind.MENTOR_LIST) == 1
    assert waits_for(programme, programme.ines, ROUND_DUE) == 0, "nobody hears that somebody was declined"


def test_two_processes_that_restart_at_once_finish_it_once(programme: Programme, found: Round) -> None:
    propose(programme, found)
    presses(programme, found, Wanted.PUBLICATION)
    start = Barrier(3)

    def restart() -> None:
        start.wait(timeout=10)
        beat(programme)

    hands = [Thread(target=restart) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert len(pairs(programme)) == 2
    assert waits_for(programme, programme.tom, INTRODUCTION) == 1


def test_a_note_of_somebody_who_has_lost_the_right_is_taken_away(programme: Programme, found: Round) -> None:
    propose(programme, found)
    with programme.work() as work:
        work.rights.grant(programme.maya.id, Right.COORDINATOR)
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.maya)
        work.rights.withdraw(programme.maya.id, Right.COORDINATOR)
    beat(programme)
    with programme.work() as work:
        now = work.rounds.get(found.id)
        assert now
        assert (now.state, now.wanted) == (RoundState.PROPOSED, None)
        with pytest.raises(NotAllowed):
            finishing.want(work, found.id, Wanted.PUBLICATION, programme.maya)


def test_proposals_solved_before_a_press_are_not_kept_after_it(programme: Programme, found: Round) -> None:
    """Whoever finds the note gone has nothing to write."""
    presses(programme, found, Wanted.PROPOSALS)
    with programme.work() as work:
        late = proposing.solve(proposing.gather(work, found.id))
    beat(programme)
    before = proposed(programme, found)
    with programme.work() as work:
        work.rounds.change_proposal(found.id, programme.tom.id, mentor_id=programme.omar.id)
    assert late.proposals
    finishing.carry_out(programme.store, programme.workspace, found.id)
    assert proposed(programme, found) == before | {"Tom": "Omar"}
