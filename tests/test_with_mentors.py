"""Before anything is announced mentors look at who would be theirs, and may decline somebody in private."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from campaign import (
    chooses,
    everybody_takes_part,
    opened,
    pairs,
    propose,
    proposed,
    publish,
    send,
    waits_for,
)
from living import Programme, living

from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.refusals import NotAllowed, Outdated
from bot.domain.rounds import (
    ListClosed,
    MentorsFirst,
    MentorsReading,
    NothingProposed,
    Round,
    RoundState,
    Wanted,
)
from bot.programme import finishing, reviewing, with_mentors

pytestmark = pytest.mark.long

MENTOR_LIST, INTRODUCTION = PromptKind.MENTOR_LIST, PromptKind.INTRODUCTION


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        everybody_takes_part(programme)
        yield programme


@pytest.fixture
def found(programme: Programme) -> Round:
    """Tom named Léa, then Omar; Maya lets the programme choose. It proposes Léa to Tom and Omar to Maya."""
    found = opened(programme, programme.tom, programme.maya)
    chooses(programme, found, programme.tom, programme.lea, programme.omar)
    chooses(programme, found, programme.maya, programme.omar)
    propose(programme, found)
    assert proposed(programme, found) == {"Tom": "Léa", "Maya": "Omar"}
    return found


def declines(programme: Programme, found: Round, mentor: Person, mentee: Person) -> None:
    with programme.work() as work:
        with_mentors.decline(work, mentor, found.id, mentee.id)
    finishing.carry_out(programme.store, programme.workspace, found.id)


def accepts(programme: Programme, found: Round, *mentors: Person) -> None:
    with programme.work() as work:
        for mentor in mentors:
            with_mentors.accept(work, mentor, found.id)


def test_mentors_have_three_working_days_and_feasts_are_none(programme: Programme, found: Round) -> None:
    programme.travel("2026-04-29 10:00")  # a Wednesday; the Friday after is the first of May
    assert send(programme, found).mentors_until == date(2026, 5, 5)


def test_each_mentor_is_told_once_who_would_be_theirs(programme: Programme, found: Round) -> None:
    send(programme, found)
    send(programme, found)
    assert waits_for(programme, programme.lea, MENTOR_LIST) == 1
    assert waits_for(programme, programme.omar, MENTOR_LIST) == 1
    assert waits_for(programme, programme.tom, MENTOR_LIST) == 0
    with programme.work() as work:
        theirs = with_mentors.mine(work, programme.lea, found.id)
    assert [one.mentee.first_name for one in theirs.people] == ["Tom"]


def test_no_list_tells_a_rank_nor_who_was_named(programme: Programme, found: Round) -> None:
    send(programme, found)
    with programme.work() as work:
        for mentor in (programme.lea, programme.omar):
            for one in with_mentors.mine(work, mentor, found.id).people:
                assert (one.why.rank, one.why.suggested, one.why.form, one.why.more_senior) == (
                    None,
                    False,
                    None,
                    False,
                )


def test_nobody_reads_a_list_that_is_not_theirs(programme: Programme, found: Round) -> None:
    send(programme, found)
    with programme.work() as work:
        for other in (programme.tom, programme.maya, programme.ines):
            with pytest.raises(Outdated):
                with_mentors.mine(work, other, found.id)
        with pytest.raises(Outdated):
            with_mentors.decline(work, programme.lea, found.id, programme.maya.id)
        with pytest.raises(NotAllowed):
            with_mentors.send(work, programme.lea, found.id)


def test_silence_is_yes(programme: Programme, found: Round) -> None:
    until = send(programme, found).mentors_until
    assert until
    with programme.work() as work, pytest.raises(MentorsReading):
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.ines)
    programme.travel(f"{until} 23:00")
    with programme.work() as work, pytest.raises(MentorsReading):
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.ines)
    programme.travel("2026-03-14 09:00")
    publish(programme, found)
    assert pairs(programme) == {("Léa", "Tom"), ("Omar", "Maya")}


def test_once_all_mentors_agree_nobody_waits_for_the_days_to_go_by(
    programme: Programme, found: Round
) -> None:
    send(programme, found)
    accepts(programme, found, programme.lea)
    with programme.work() as work:
        now = work.rounds.get(found.id)
        assert now
        assert (with_mentors.answers(work, now).accepted, with_mentors.answers(work, now).waiting) == (1, 1)
        assert list(with_mentors.to_tell(work)) == []
    accepts(programme, found, programme.omar)
    programme.tick()
    assert waits_for(programme, programme.ines, PromptKind.ROUND_DUE) == 1
    publish(programme, found)
    assert len(pairs(programme)) == 2


def test_nothing_is_announced_before_the_mentors_were_asked(programme: Programme, found: Round) -> None:
    with programme.work() as work, pytest.raises(MentorsFirst):
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.ines)
    send(programme, found)
    programme.live("2026-03-10 09:00", "2026-03-11 20:00")
    for learner in (programme.tom, programme.maya):
        with programme.work() as work:
            heard = {one.kind for one in work.prompts.messages_to(learner.id, work.now.replace(day=1))}
        assert not heard & {INTRODUCTION, PromptKind.LEFT_OUT, PromptKind.SUGGESTION}


def test_whoever_is_declined_is_looked_after_at_once_and_nobody_else_moves(
    programme: Programme, found: Round
) -> None:
    send(programme, found)
    programme.release()
    accepts(programme, found, programme.omar)
    declines(programme, found, programme.lea, programme.tom)

    assert proposed(programme, found) == {"Tom": "Omar", "Maya": "Omar"}
    with programme.work() as work:
        theirs = with_mentors.mine(work, programme.omar, found.id)
        accepted = {one.mentee.first_name: one.accepted for one in theirs.people}
    assert accepted == {"Tom": False, "Maya": True}
    assert waits_for(programme, programme.omar, MENTOR_LIST) == 1, "the list has somebody new"
    accepts(programme, found, programme.omar)
    publish(programme, found)
    assert pairs(programme) == {("Omar", "Tom"), ("Omar", "Maya")}


def test_to_accept_a_list_accepts_nobody_who_was_not_on_it_yet(programme: Programme, found: Round) -> None:
    send(programme, found)
    declines(programme, found, programme.lea, programme.tom)
    with programme.work() as work:
        theirs = with_mentors.accept(work, programme.omar, found.id, {programme.maya.id})
        assert {one.mentee.first_name: one.accepted for one in theirs.people} == {"Tom": False, "Maya": True}
        assert theirs.waits


def test_a_mentor_who_gets_somebody_on_the_last_day_has_one_more(programme: Programme, found: Round) -> None:
    send(programme, found)
    programme.travel("2026-03-13 17:00")  # the last day, a Friday
    declines(programme, found, programme.lea, programme.tom)
    with programme.work() as work:
        now = work.rounds.get(found.id)
    assert now
    assert now.mentors_until == date(2026, 3, 16)


def test_a_refusal_is_known_to_the_matcher_and_to_nobody_else(programme: Programme, found: Round) -> None:
    send(programme, found)
    with programme.work() as work:
        before = work.prompts.pending()
    declines(programme, found, programme.lea, programme.tom)
    declines(programme, found, programme.omar, programme.tom)
    with programme.work() as work:
        new = [one for one in work.prompts.pending() if one.id not in {old.id for old in before}]
        assert {one.recipient_id for one in new} <= {programme.omar.id}, (
            "only whoever got somebody new is told"
        )
        review = reviewing.review(work, programme.ines, found.id)
        [tom] = [row for row in review.rows if row.mentee.id == programme.tom.id]
        assert (tom.mentor, tom.left_out) == (None, "nobody_available")
        assert not work.rounds.adjustments(found.id)
        assert not any(
            one.person_id == programme.tom.id for one in work.applications.since(programme.id, work.now)
        )
    publish_late(programme, found)
    assert pairs(programme) == {("Omar", "Maya")}
    assert waits_for(programme, programme.tom, PromptKind.LEFT_OUT) == 1


def publish_late(programme: Programme, found: Round) -> None:
    programme.travel("2026-03-20 09:00")
    publish(programme, found)


def test_a_word_is_said_once_however_often_it_is_pressed(programme: Programme, found: Round) -> None:
    send(programme, found)
    declines(programme, found, programme.lea, programme.tom)
    declines(programme, found, programme.lea, programme.tom)
    assert proposed(programme, found)["Tom"] == "Omar"
    with programme.work() as work:
        theirs = with_mentors.mine(work, programme.lea, found.id)
        assert [person.first_name for person in theirs.declined] == ["Tom"]
        assert not theirs.people
        assert not theirs.waits


def test_a_list_takes_no_more_words_once_its_days_are_over_or_it_is_published(
    programme: Programme, found: Round
) -> None:
    send(programme, found)
    programme.travel("2026-03-14 09:00")
    with programme.work() as work:
        assert with_mentors.open_lists(work, programme.lea) == ()
        for word in (with_mentors.accept, lambda *it: with_mentors.decline(*it, programme.tom.id)):
            with pytest.raises(ListClosed):
                word(work, programme.lea, found.id)
    publish(programme, found)
    with programme.work() as work, pytest.raises(ListClosed):
        with_mentors.accept(work, programme.lea, found.id)


def test_a_list_is_not_sent_while_new_proposals_are_being_prepared(
    programme: Programme, found: Round
) -> None:
    with programme.work() as work:
        finishing.want(work, found.id, Wanted.PROPOSALS, programme.ines)
    with programme.work() as work, pytest.raises(NothingProposed):
        with_mentors.send(work, programme.ines, found.id)


def test_a_mentor_who_goes_on_a_break_meanwhile_is_not_given_anybody(
    programme: Programme, found: Round
) -> None:
    send(programme, found)
    with programme.work() as work:
        enrolment = work.enrolments.of(programme.lea.id, programme.id)
        assert enrolment
        work.enrolments.change(enrolment.id, paused_until=date(2026, 6, 1))
    programme.travel("2026-03-14 09:00")
    done = publish(programme, found)
    assert done
    assert [(one.mentor.first_name, one.mentee.first_name) for one in done.lost] == [("Léa", "Tom")]
    assert pairs(programme) == {("Omar", "Maya")}


def test_where_mentors_are_not_asked_proposals_are_published_at_once(programme: Programme) -> None:
    found = opened(programme, programme.tom, mentors_days=0)
    chooses(programme, found, programme.tom, programme.lea)
    propose(programme, found)
    done = publish(programme, found)
    assert done
    assert done.round.state is RoundState.PUBLISHED
    assert pairs(programme) == {("Léa", "Tom")}
