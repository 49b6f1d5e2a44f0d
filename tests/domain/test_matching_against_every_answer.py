"""On small companies, what is proposed is held against every possible answer.

The rules are written a second time here, from the issue alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import Mentee, Mentor, Request, match, suggest_for_the_rest
from bot.domain.shortlist import Shortlist
from bot.domain.suitability import bar_between, points_between, reason_between
from tests.domain.companies import companies, mentors_of


def may_pair(a: Mentee, b: Mentor) -> bool:
    asked = a.choose_for_me or b.id in a.choices
    barred = b.id == a.id or b.id in a.manager_line or b.id in a.apart_from
    return asked and not barred and bool(a.languages & b.languages)


def merit(request: Request, pairs: dict[int, int]) -> tuple[object, ...]:
    """What this answer is worth, level by level; smaller is better."""
    by_id = {mentor.id: mentor for mentor in request.mentors}
    without = [mentee for mentee in request.mentees if mentee.has_answered and mentee.id not in pairs]
    ranks: Counter[int] = Counter()
    suits = patience = 0
    steps = sorted({mentee.left_out_before for mentee in request.mentees if mentee.has_answered})
    for mentee in request.mentees:
        if not mentee.has_answered:
            continue
        chosen = by_id.get(pairs.get(mentee.id, -1))
        rank = mentee.choices.index(chosen.id) + 1 if chosen and chosen.id in mentee.choices else 4
        ranks[rank] += 1
        patience += steps.index(mentee.left_out_before) * rank
        if chosen:
            crossing = None not in (mentee.network, chosen.network) and mentee.network != chosen.network
            suits += 2 * min(3, len(mentee.topics & chosen.topics)) + crossing
    load = Counter(pairs.values())
    squares = sum((mentor.mentees_now + load[mentor.id]) ** 2 for mentor in request.mentors)
    most_often_first = tuple(
        sum(mentee.left_out_before == times for mentee in without) for times in (3, 2, 1, 0)
    )
    return (len(without), most_often_first, -ranks[1], -ranks[2], -ranks[3], patience, -suits, squares)


def best_possible(request: Request) -> tuple[object, ...]:
    answering = [mentee for mentee in request.mentees if mentee.has_answered]
    ways = [
        [None, *(mentor.id for mentor in request.mentors if may_pair(mentee, mentor))] for mentee in answering
    ]
    room = {mentor.id: max(0, mentor.free_places) for mentor in request.mentors}

    def merits() -> Iterator[tuple[object, ...]]:
        for answer in product(*ways):
            load = Counter(chosen for chosen in answer if chosen is not None)
            if all(count <= room[chosen] for chosen, count in load.items()):
                yield merit(
                    request, {m.id: c for m, c in zip(answering, answer, strict=True) if c is not None}
                )

    return min(merits())


@given(companies(), st.sampled_from([0, 1, 2, 30]))
def test_no_other_answer_would_serve_people_better(request: Request, shortlist: int) -> None:
    outcome = match(request, shortlist=shortlist)
    assert merit(request, mentors_of(outcome)) == best_possible(request)


@given(companies(most_mentees=9, most_mentors=6))
def test_no_hard_rule_is_ever_broken_and_everybody_has_an_answer(request: Request) -> None:
    first = match(request)
    for outcome in (first, suggest_for_the_rest(request, first)):
        by_id = {mentee.id: mentee for mentee in request.mentees}
        mentors = {mentor.id: mentor for mentor in request.mentors}
        for proposal in outcome.proposals:
            learner, guide = by_id[proposal.mentee_id], mentors[proposal.mentor_id]
            asked = replace(learner, choose_for_me=learner.choose_for_me or proposal.suggested)
            assert may_pair(asked, guide)
            assert not proposal.suggested or guide.id not in learner.choices
            assert proposal.reason == reason_between(replace(learner), guide)
        for guide, load in Counter(mentors_of(outcome).values()).items():
            assert load <= mentors[guide].free_places
        everyone = sorted([*mentors_of(outcome), *(person for person, _ in outcome.left_out)])
        assert everyone == sorted(by_id)
        assert sum(outcome.ranks) == len(outcome.proposals)


@given(companies(most_mentees=9, most_mentors=6), st.integers(0, 2**32))
def test_the_order_in_which_people_are_listed_changes_nothing(request: Request, shuffling: int) -> None:
    rng = random.Random(shuffling)
    shuffled = Request(
        mentees=tuple(rng.sample(request.mentees, len(request.mentees))),
        mentors=tuple(rng.sample(request.mentors, len(request.mentors))),
        seed=request.seed,
    )
    outcome = match(request, shortlist=1)
    assert match(shuffled, shortlist=1) == outcome
    assert suggest_for_the_rest(shuffled, outcome) == suggest_for_the_rest(request, outcome)


@given(companies(most_mentees=9, most_mentors=6))
def test_a_suggestion_takes_nothing_from_the_first_pass(request: Request) -> None:
    first = match(request)
    second = suggest_for_the_rest(request, first)
    assert set(first.proposals) == {proposal for proposal in second.proposals if not proposal.suggested}
    helped = {proposal.mentee_id for proposal in second.proposals if proposal.suggested}
    assert helped.isdisjoint(person.id for person in request.mentees if not person.has_answered)


@given(companies(most_mentees=4, most_mentors=4))
def test_the_fast_lists_and_the_plain_rules_agree(request: Request) -> None:
    lists = Shortlist(request.mentors)
    for learner in request.mentees:
        tiers = list(lists.by_points(learner))
        for position, guide in enumerate(request.mentors):
            assert [points for points, mask in tiers if mask >> position & 1] == [
                points_between(learner, guide)
            ]
            assert bool(lists.allowed(learner) >> position & 1) == (bar_between(learner, guide) is None)


@given(companies(most_mentees=6, most_mentors=4), st.integers(1, 3))
def test_someone_left_out_before_never_fares_worse_than_their_twin(request: Request, times: int) -> None:
    """Same wishes, same profile: a mentor whenever the twin has one, and no lower a choice."""
    for original in request.mentees:
        patient = replace(original, id=77, left_out_before=original.left_out_before + times)
        newcomer = replace(original, id=78)
        outcome = match(replace(request, mentees=(*request.mentees, newcomer, patient)))
        ranks = {proposal.mentee_id: proposal.reason.rank or 4 for proposal in outcome.proposals}
        assert ranks.get(77, 5) <= ranks.get(78, 5)
