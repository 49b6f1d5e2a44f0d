"""On small companies, what is proposed is held against every possible answer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import (
    LeftOut,
    Mentee,
    Request,
    both_passes,
    match,
    suggest_for_the_rest,
)
from bot.domain.programmes import Mode
from bot.domain.shortlist import Shortlist
from bot.domain.suitability import bar_between, points_between, reason_between
from tests.domain.companies import companies, mentors_of
from tests.domain.told_again import held_together, may_pair, merit, sought


def offered(learner: Mentee) -> Mentee:
    """Somebody who is suggested a mentor shares a language that they told us of."""
    return replace(learner, choose_for_me=True, reads=frozenset())


def best_possible(request: Request) -> tuple[object, ...]:
    looking, locked = sought(request), held_together(request)
    ways = [
        [None, *(mentor.id for mentor in request.mentors if may_pair(request, mentee, mentor))]
        for mentee in looking
    ]
    held = Counter(locked.values())
    room = {mentor.id: max(0, mentor.free_places - held[mentor.id]) for mentor in request.mentors}

    def merits() -> Iterator[tuple[object, ...]]:
        for answer in product(*ways):
            load = Counter(chosen for chosen in answer if chosen is not None)
            if all(count <= room[chosen] for chosen, count in load.items()):
                made = {m.id: c for m, c in zip(looking, answer, strict=True) if c is not None}
                yield merit(request, locked | made)

    return min(merits())


@given(companies(), st.sampled_from([0, 1, 2, 30]))
def test_no_other_answer_would_serve_people_better(request: Request, shortlist: int) -> None:
    outcome = match(request, shortlist=shortlist)
    assert merit(request, mentors_of(outcome)) == best_possible(request)


@pytest.mark.slow
@settings(max_examples=4_000)
@given(companies(), st.sampled_from([0, 1, 2, 30]))
def test_among_thousands_of_companies_no_other_answer_would_serve_people_better(
    request: Request, shortlist: int
) -> None:
    outcome = match(request, shortlist=shortlist)
    assert merit(request, mentors_of(outcome)) == best_possible(request)


@given(companies(most_mentees=9, most_mentors=6))
def test_no_hard_rule_is_ever_broken_and_everybody_has_an_answer(request: Request) -> None:
    first = match(request)
    locked = held_together(request)
    for outcome in (first, suggest_for_the_rest(request, first)):
        by_id = {mentee.id: mentee for mentee in request.mentees}
        mentors = {mentor.id: mentor for mentor in request.mentors}
        for proposal in outcome.proposals:
            learner, guide = by_id[proposal.mentee_id], mentors[proposal.mentor_id]
            asked = learner if learner.choose_for_me or guide.id in learner.choices else offered(learner)
            assert proposal.locked == (learner.id in locked)
            assert proposal.locked or may_pair(request, asked, guide)
            assert proposal.suggested == request.suggests(learner, guide.id)
            assert proposal.reason == reason_between(learner, guide)
        held = Counter(locked.values())
        for guide, load in Counter(mentors_of(outcome).values()).items():
            assert load <= max(mentors[guide].free_places, held[guide])
        everyone = sorted([*mentors_of(outcome), *(person for person, _ in outcome.left_out)])
        assert everyone == sorted(by_id)
        assert sum(outcome.ranks) == len(outcome.proposals)


@given(companies(most_mentees=9, most_mentors=6))
def test_whom_a_coordinator_holds_together_or_sets_aside_stays_so(request: Request) -> None:
    outcome = both_passes(request)
    locked = held_together(request)
    assert locked.items() <= mentors_of(outcome).items()
    reasons = dict(outcome.left_out)
    for person in request.mentees:
        assert (reasons.get(person.id) is LeftOut.SET_ASIDE) == person.set_aside
    if request.mode is Mode.BY_COORDINATOR:
        assert mentors_of(outcome) == locked


@given(companies(most_mentees=9, most_mentors=6), st.integers(0, 2**32))
def test_the_order_in_which_people_are_listed_changes_nothing(request: Request, shuffling: int) -> None:
    rng = random.Random(shuffling)
    shuffled = replace(
        request,
        mentees=tuple(rng.sample(request.mentees, len(request.mentees))),
        mentors=tuple(rng.sample(request.mentors, len(request.mentors))),
    )
    outcome = match(request, shortlist=1)
    assert match(shuffled, shortlist=1) == outcome
    assert suggest_for_the_rest(shuffled, outcome) == suggest_for_the_rest(request, outcome)


@given(companies(most_mentees=9, most_mentors=6))
def test_a_suggestion_takes_nothing_from_the_first_pass(request: Request) -> None:
    first = match(request)
    second = suggest_for_the_rest(request, first)
    assert set(first.proposals) <= set(second.proposals)
    added = set(second.proposals) - set(first.proposals)
    assert all(proposal.suggested and not proposal.locked for proposal in added)
    looking = {person.id for person in sought(request) if not person.choose_for_me}
    assert {proposal.mentee_id for proposal in added} <= looking


@given(companies(most_mentees=4, most_mentors=4))
def test_the_fast_lists_and_the_plain_rules_agree(request: Request) -> None:
    lists = Shortlist(request.mentors, request.rules)
    for learner in request.mentees:
        tiers = list(lists.by_points(learner))
        for position, guide in enumerate(request.mentors):
            assert [points for points, mask in tiers if mask >> position & 1] == [
                points_between(learner, guide)
            ]
            assert bool(lists.allowed(learner) >> position & 1) == (
                bar_between(learner, guide, request.rules) is None
            )


@given(companies(most_mentees=6, most_mentors=4), st.integers(1, 3))
def test_someone_left_out_before_never_fares_worse_than_their_twin(request: Request, times: int) -> None:
    """Same wishes, same profile: a mentor whenever the twin has one, and no lower a choice."""
    for original in request.mentees:
        freed = replace(original, locked_to=None, set_aside=False)
        patient = replace(freed, id=77, left_out_before=freed.left_out_before + times)
        newcomer = replace(freed, id=78)
        outcome = match(replace(request, mentees=(*request.mentees, newcomer, patient)))
        ranks = {proposal.mentee_id: proposal.reason.rank or 4 for proposal in outcome.proposals}
        assert ranks.get(77, 5) <= ranks.get(78, 5)
