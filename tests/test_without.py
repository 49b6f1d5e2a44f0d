"""Everybody has a mentor, or a reason why not that a coordinator can act on; and what is private stays a number."""

from __future__ import annotations

from datetime import date

import pytest
from living import Programme, arrive

from bot.domain.changes import Motive, Wish
from bot.domain.enrolments import Part
from bot.domain.figures import Reason
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.domain.rounds import Answer, Offer, Round, RoundState, SavedProposal
from bot.programme import without
from bot.programme.reports import without_a_mentor
from bot.programme.without import Next
from bot.programme.work import Work

pytestmark = pytest.mark.long


@pytest.fixture
def world(programme: Programme) -> Programme:
    """Omar and Inès run it and look for nobody; Tom and Maya want a mentor; Léa mentors."""
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        for person in (programme.omar, programme.ines, programme.lea):
            takes(work, programme, person, Part.MENTOR)
        for person in (programme.tom, programme.maya):
            takes(work, programme, person, Part.MENTEE)
    return programme


def takes(work: Work, programme: Programme, person: Person, part: Part) -> None:
    place = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(place.id, part=part, completed_at=work.now, capacity=4)


def opened(work: Work, programme: Programme, *people: Person, solo: bool = False) -> Round:
    return work.rounds.open(
        programme.id,
        person_ids=[one.id for one in people],
        opened_by=programme.omar.id,
        opened_at=work.now,
        closes_on=date(2026, 1, 26),
        solo=solo,
    )


def published(work: Work, found: Round, person: Person, *, left_out: str | None, offer: Offer | None) -> None:
    """They answered, and this is what they were left with."""
    work.rounds.answer(found.id, person.id, answer=Answer.CHOOSE_FOR_ME, choices=(), at=work.now)
    theirs = SavedProposal(
        mentee_id=person.id,
        mentor_id=None,
        rank=None,
        reason={},
        left_out=left_out,
        suggested=False,
        offer=offer,
    )
    work.rounds.propose(found.id, [theirs])
    work.rounds.move(found.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)


def rows(work: Work, programme: Programme) -> dict[str, tuple[Reason, str | None, Next | None]]:
    found = without.see(work, programme.omar)
    return {row.person.first_name: (row.reason, row.left_out, row.next) for row in found.rows}


def test_each_reason_is_named_with_what_can_be_done_about_it(world: Programme) -> None:
    with world.work() as work:
        assert rows(work, world) == {
            "Maya": (Reason.NO_ROUND, None, Next.LOOK),
            "Tom": (Reason.NO_ROUND, None, Next.LOOK),
        }
        found = opened(work, world, world.tom)
        assert rows(work, world) == {
            "Maya": (Reason.NO_ROUND, None, None),
            "Tom": (Reason.NO_ANSWER, None, Next.REMIND),
        }
        work.rounds.answer(found.id, world.tom.id, answer=Answer.CHOOSE_FOR_ME, choices=(), at=work.now)
        assert rows(work, world)["Tom"] == (Reason.IN_ROUND, None, None)
        work.rounds.move(found.id, expected=RoundState.COLLECTING, to=RoundState.PROPOSED)
        assert rows(work, world)["Tom"] == (Reason.IN_ROUND, None, Next.PLACE)


@pytest.mark.parametrize(
    ("left_out", "offer", "expected"),
    [
        ("choices_full", None, (Reason.LEFT_OUT, "choices_full", Next.LOOK)),
        (None, Offer.OPEN, (Reason.SUGGESTED, None, None)),
        ("declined_suggestion", Offer.DECLINED, (Reason.NOT_TAKEN, "declined_suggestion", Next.LOOK)),
        (None, Offer.LAPSED, (Reason.NOT_TAKEN, None, Next.LOOK)),
    ],
)
def test_whoever_was_left_out_or_offered_somebody_is_told_apart(
    world: Programme,
    left_out: str | None,
    offer: Offer | None,
    expected: tuple[Reason, str | None, Next | None],
) -> None:
    with world.work() as work:
        published(work, opened(work, world, world.tom), world.tom, left_out=left_out, offer=offer)
        assert rows(work, world)["Tom"] == expected


def test_a_newcomer_appears_within_the_day(world: Programme) -> None:
    with world.work() as work:
        before = without.see(work, world.omar).total
        arrive(work, "U0NEW", "Nina Neuve")
        found = without.see(work, world.omar)
        assert (found.total, found.counts[Reason.UNDECIDED]) == (before + 1, 1)
        assert found.total == sum(without_a_mentor(work).values()), "the menu and the report say the same"


def test_not_for_me_and_a_change_are_numbers_without_a_name(world: Programme) -> None:
    pair = world.pair(world.lea, world.maya, since="2026-01-12")
    with world.work() as work:
        nora = arrive(work, "U0NORA", "Nora Weil")
        takes(work, world, nora, Part.NOT_FOR_ME)
        work.changes.ask(
            pair.id,
            by=world.maya.id,
            why=Motive.PREFER_NOT_TO_SAY,
            wish=Wish.NEW_MENTOR,
            until=None,
            at=work.now,
            decide_by=date(2026, 1, 20),
        )
        opened(work, world, world.tom, solo=True)
        found = without.see(work, world.omar)
    assert found.rows == ()
    assert (found.not_for_me, found.changes, found.counts) == (1, 1, {Reason.CHANGING: 1})


def test_a_temporary_mentor_does_not_count_and_a_group_does(world: Programme) -> None:
    with world.work() as work:
        temporary = world.pair
    temporary(world.lea, world.tom, since="2026-01-12")
    with world.work() as work:
        (one,) = work.mentorships.of(world.tom.id)
        work.mentorships.change(one.id, temporary=True)
        assert "Tom" in rows(work, world)
        work.mentorships.change(one.id, temporary=False, name="Un groupe")
        assert "Tom" not in rows(work, world)


def test_who_is_close_to_the_reader_is_followed_by_a_colleague(world: Programme) -> None:
    with world.work() as work:
        work.people.change(world.tom.id, manager_id=world.omar.id)
        found = without.see(work, world.omar)
        assert [row.person.id for row in found.rows] == [world.maya.id]
        assert (found.withheld.rows, found.total) == (1, 2)
        with pytest.raises(Outdated):
            without.look_for(work, world.omar, world.tom.id)


def test_a_reminder_by_hand_is_sent_once(world: Programme) -> None:
    with world.work() as work:
        opened(work, world, world.tom)
        assert without.remind(work, world.omar, world.tom.id)
        assert not without.remind(work, world.omar, world.tom.id)
        assert len(work.prompts.series(world.tom.id, PromptKind.INVITATION)) == 1
        with pytest.raises(Outdated):
            without.remind(work, world.omar, world.maya.id)


def test_whoever_was_left_out_can_look_alone_at_a_word_of_the_coordinator(world: Programme) -> None:
    with world.work() as work:
        alone = without.look_for(work, world.omar, world.tom.id)
        assert alone.solo
        with pytest.raises(Outdated):
            without.look_for(work, world.omar, world.tom.id)
        with pytest.raises(NotAllowed):
            without.see(work, world.tom)
