"""Who is proposed to whom in a round, and why (`field.md` W18, W19, I2, C10, U3–U6; design §1, §8, §12).

Nobody is imposed on anybody: `match` makes proposals for a coordinator to review. First come the people who
named mentors or said "choose for me"; `suggest_for_the_rest` then finds one suggestion each for those whose
named mentors are all full or unavailable, to accept or decline, and takes nothing from the first.

The hard rules are in `suitability`. What is wanted, in order, is `aims.AIMS` and nowhere else; `assignment`
solves it exactly, aim after aim, and says why that is exact. Someone who said "choose for me" starts with
their best mentors; a mentor left aside is taken in whenever the prices show that they could improve the
answer on any aim, so nobody loses by the cut.

The same people and seed give the same result in whatever order they come: everybody is put in the order of
a draw by seed and id before anything else, so no name, id or date of arrival has a privilege among equals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from bot.domain.aims import AIMS
from bot.domain.assignment import Network, NotOptimal
from bot.domain.candidates import Search
from bot.domain.suitability import Bar, Mentee, Mentor, Reason, bar_between, reason_between

__all__ = [
    "AIMS",
    "LeftOut",
    "Mentee",
    "Mentor",
    "NotOptimal",
    "Outcome",
    "Proposal",
    "Ranks",
    "Reason",
    "Request",
    "match",
    "suggest_for_the_rest",
]

# Only speed depends on it (see `candidates`): 20 is the quickest of 6, 10, 20 and 30 at 10,000 × 2,000.
SHORTLIST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    seed: int

    def __post_init__(self) -> None:
        for people in (self.mentees, self.mentors):
            if len({person.id for person in people}) != len(people):
                raise ValueError("somebody is in the round twice")


class LeftOut(StrEnum):
    """Why somebody is without a mentor, for the coordinator and, in kind words, for them."""

    DID_NOT_ANSWER = "did_not_answer"
    CHOICES_FULL = "choices_full"
    CHOICES_GONE = "choices_gone"
    """Nobody whom they named is a mentor any more."""
    NO_PLACE_LEFT = "no_place_left"
    NO_LANGUAGE_SHARED = "no_language_shared"
    ONLY_LINE_OF_MANAGEMENT = "only_line_of_management"
    NOBODY_AVAILABLE = "nobody_available"
    """Not available for this pair: says no more, as past pairs and private refusals are private."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """`suggested`: the mentee named neither this mentor nor "choose for me"; they may accept or decline."""

    mentee_id: int
    mentor_id: int
    reason: Reason
    suggested: bool = False


class Ranks(NamedTuple):
    """How many proposals are a first, second, third choice, or a mentor whom the mentee did not name."""

    first: int
    second: int
    third: int
    other: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Ordered by mentee id. Every mentee of the request is in exactly one of `proposals` and `left_out`."""

    proposals: tuple[Proposal, ...]
    left_out: tuple[tuple[int, LeftOut], ...]
    ranks: Ranks


def match(request: Request, *, shortlist: int = SHORTLIST) -> Outcome:
    """The first pass: proposals for everyone who answered, or `NotOptimal` rather than second best.

    `shortlist` changes how much work is done, never how good the answer is.
    """
    answered = [mentee for mentee in request.mentees if mentee.has_answered]
    pairs = Search(answered, request.mentors, seed=request.seed, shortlist=shortlist).run(_solve)
    mentor_of = {mentee.id: mentor for mentee, mentor in pairs}
    proposals, left_out = [], []
    for mentee in sorted(request.mentees, key=lambda mentee: mentee.id):
        if (mentor := mentor_of.get(mentee.id)) is not None:
            reason = reason_between(mentee, mentor)
            proposals.append(Proposal(mentee_id=mentee.id, mentor_id=mentor.id, reason=reason))
        else:
            left_out.append((mentee.id, _why_left_out(mentee, request.mentors)))
    return Outcome(proposals=tuple(proposals), left_out=tuple(left_out), ranks=_ranks(proposals))


def suggest_for_the_rest(request: Request, outcome: Outcome) -> Outcome:
    """The second pass: `outcome` with one suggestion more for each person whose named mentors cannot be had.

    Every proposal of the first pass stays as it is; only places that it left are suggested. People who did
    not answer get nothing: taking part is theirs to decide (`field.md` U8). Whoever said "choose for me"
    has had every mentor considered.
    """
    waiting = {mentee_id for mentee_id, why in outcome.left_out if why is not LeftOut.DID_NOT_ANSWER}
    taken = Counter(proposal.mentor_id for proposal in outcome.proposals)
    rest = Request(
        mentees=tuple(
            replace(mentee, choices=(), choose_for_me=True)
            for mentee in request.mentees
            if mentee.id in waiting and not mentee.choose_for_me
        ),
        mentors=tuple(_after(mentor, taken[mentor.id]) for mentor in request.mentors),
        seed=request.seed,
    )
    second = match(rest)
    proposals = (*outcome.proposals, *(replace(proposal, suggested=True) for proposal in second.proposals))
    reasons = dict(outcome.left_out) | dict(second.left_out)
    helped = {proposal.mentee_id for proposal in second.proposals}
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda proposal: proposal.mentee_id)),
        left_out=tuple(sorted((person, why) for person, why in reasons.items() if person not in helped)),
        ranks=_ranks(proposals),
    )


def _after(mentor: Mentor, taken: int) -> Mentor:
    return replace(mentor, free_places=mentor.free_places - taken, mentees_now=mentor.mentees_now + taken)


def _ranks(proposals: Iterable[Proposal]) -> Ranks:
    counts = Counter(proposal.reason.rank for proposal in proposals)
    return Ranks(first=counts[1], second=counts[2], third=counts[3], other=counts[None])


def _why_left_out(mentee: Mentee, mentors: Sequence[Mentor]) -> LeftOut:
    """The reason somebody can act on: places if places would have been enough, else the rule in the way."""
    if not mentee.has_answered:
        return LeftOut.DID_NOT_ANSWER
    bars: set[Bar] = set()
    for mentor in mentors:
        if mentor.id == mentee.id or not (mentee.choose_for_me or mentor.id in mentee.choices):
            continue
        bar = bar_between(mentee, mentor)
        if bar is None:
            return LeftOut.NO_PLACE_LEFT if mentee.choose_for_me else LeftOut.CHOICES_FULL
        bars.add(bar)
    if not bars:
        return LeftOut.NO_PLACE_LEFT if mentee.choose_for_me else LeftOut.CHOICES_GONE
    if bars == {Bar.LANGUAGE}:
        return LeftOut.NO_LANGUAGE_SHARED
    if bars <= {Bar.LANGUAGE, Bar.LINE}:
        return LeftOut.ONLY_LINE_OF_MANAGEMENT
    return LeftOut.NOBODY_AVAILABLE


def _solve(network: Network) -> list[int]:
    """The flow on each arc. The solver is imported here: a bot that only listens never loads it."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]

    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tails, network.heads, network.capacities, network.costs
    )
    solver.set_nodes_supplies(range(len(network.supplies)), network.supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NotOptimal(f"the solver stopped with {status}")
    flows: list[int] = solver.flows(arcs).tolist()
    return flows
