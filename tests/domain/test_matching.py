"""What a round promises to the people in it, one promise at a time."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.domain.matching import LeftOut, Mentee, Outcome, Proposal, Ranks, match, suggest_for_the_rest
from tests.domain.companies import ADA, FRENCH, LEA, MIA, NOE, SAM, TOM, ask, mentee, mentor, mentors_of

# ---- who comes first


def test_who_was_left_out_twice_comes_before_two_people_left_out_once_each_when_one_place_is_left() -> None:
    outcome = match(
        ask(
            mentor(LEA, 1),
            mentee(TOM, LEA, left_out_before=1),
            mentee(MIA, LEA, left_out_before=2),
            mentee(SAM, LEA, left_out_before=1),
        )
    )
    assert mentors_of(outcome) == {MIA: LEA}


def test_a_first_choice_is_kept_rather_than_two_seconds() -> None:
    outcome = match(ask(mentor(LEA, 1), mentor(NOE, 2), mentee(TOM, LEA, NOE), mentee(MIA, NOE, LEA)))
    assert mentors_of(outcome) == {TOM: LEA, MIA: NOE}
    assert outcome.ranks == Ranks(first=2, second=0, third=0, other=0)


def test_nobody_is_left_alone_so_that_somebody_else_gets_a_first_choice() -> None:
    outcome = match(ask(mentor(LEA, 1), mentor(NOE, 1), mentee(TOM, LEA, NOE), mentee(MIA, LEA)))
    assert mentors_of(outcome) == {TOM: NOE, MIA: LEA}


def test_choose_for_me_finds_somebody_who_knows_the_subject_in_another_network() -> None:
    wish = {"choose_for_me": True, "topics": frozenset({"data", "lead"}), "network": "domain"}
    outcome = match(
        ask(
            mentor(LEA, topics=frozenset({"data"}), network="knowledge"),
            mentor(NOE, topics=frozenset({"data"}), network="domain"),
            mentor(ADA, topics=frozenset({"sales"}), network="knowledge"),
            mentee(TOM, **wish),
        )
    )
    (proposal,) = outcome.proposals
    assert proposal.mentor_id == LEA
    assert proposal.reason.shared_topics == ("data",)
    assert proposal.reason.shared_languages == ("fr",)
    assert (proposal.reason.rank, proposal.reason.other_network, proposal.reason.same_network) == (
        None,
        True,
        False,
    )


def test_equal_mentors_carry_equal_loads_counting_those_they_already_have() -> None:
    people = [mentee(id, choose_for_me=True) for id in range(1, 7)]
    outcome = match(ask(mentor(LEA, 8, mentees_now=3), mentor(NOE, 8), mentor(ADA, 8), *people))
    assert Counter(mentors_of(outcome).values()) == {NOE: 3, ADA: 3}


def test_equals_are_drawn_by_lot_and_neither_id_nor_order_decides() -> None:
    people = [mentor(LEA, 1), *(mentee(id, LEA) for id in (TOM, MIA, SAM))]
    winners = Counter(next(iter(mentors_of(match(ask(*people, seed=seed))))) for seed in range(300))
    assert all(60 <= winners[id] <= 140 for id in (TOM, MIA, SAM)), winners


# ---- hard rules and reasons, told one by one


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (mentee(TOM), LeftOut.DID_NOT_ANSWER),
        (mentee(TOM, NOE), LeftOut.CHOICES_FULL),
        (mentee(TOM, 999), LeftOut.CHOICES_GONE),
        (mentee(TOM, LEA, ADA, languages=frozenset({"en"})), LeftOut.NO_LANGUAGE_SHARED),
        (mentee(TOM, LEA, manager_line=frozenset({LEA})), LeftOut.ONLY_LINE_OF_MANAGEMENT),
        (mentee(TOM, LEA, apart_from=frozenset({LEA})), LeftOut.NOBODY_AVAILABLE),
        (mentee(TOM, LEA, NOE, apart_from=frozenset({LEA})), LeftOut.CHOICES_FULL),
        (mentee(LEA, LEA), LeftOut.CHOICES_GONE),
        (
            mentee(TOM, choose_for_me=True, manager_line=frozenset({LEA, ADA}), languages=FRENCH),
            LeftOut.NO_PLACE_LEFT,
        ),
    ],
)
def test_whoever_is_left_out_is_told_the_reason_that_can_be_acted_on(who: Mentee, why: LeftOut) -> None:
    outcome = match(ask(mentor(LEA), mentor(NOE, 0), mentor(ADA), who))
    assert outcome.left_out == ((who.id, why),)
    assert outcome.proposals == ()


def test_a_mentor_who_lowered_their_capacity_gets_nobody_and_loses_nobody() -> None:
    outcome = match(ask(mentor(LEA, -2), mentee(TOM, LEA)))
    assert outcome.left_out == ((TOM, LeftOut.CHOICES_FULL),)


def test_a_round_without_mentors_says_so_to_everyone() -> None:
    request = ask(mentee(TOM, LEA), mentee(MIA, choose_for_me=True), mentee(SAM))
    outcome = suggest_for_the_rest(request, match(request))
    assert dict(outcome.left_out) == {
        TOM: LeftOut.NO_PLACE_LEFT,
        MIA: LeftOut.NO_PLACE_LEFT,
        SAM: LeftOut.DID_NOT_ANSWER,
    }


def test_a_round_without_mentees_is_empty() -> None:
    request = ask(mentor(LEA))
    empty = Outcome(proposals=(), left_out=(), ranks=Ranks(first=0, second=0, third=0, other=0))
    assert match(request) == empty == suggest_for_the_rest(request, empty)


def test_whose_choices_are_full_gets_one_suggestion_marked_as_such() -> None:
    request = ask(mentor(LEA, 1), mentor(NOE, 1), mentee(TOM, LEA, left_out_before=1), mentee(MIA, LEA))
    first = match(request)
    assert first.left_out == ((MIA, LeftOut.CHOICES_FULL),)
    outcome = suggest_for_the_rest(request, first)
    assert outcome.proposals == (
        first.proposals[0],
        Proposal(mentee_id=MIA, mentor_id=NOE, reason=outcome.proposals[1].reason, suggested=True),
    )
    assert outcome.left_out == ()
    assert outcome.ranks == Ranks(first=1, second=0, third=0, other=1)


def test_somebody_in_the_round_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        ask(mentee(TOM), mentee(TOM))


def test_a_fourth_choice_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        mentee(TOM, 1, 2, 3, 4)
