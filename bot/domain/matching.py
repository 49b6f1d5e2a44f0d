"""Who is proposed to whom in a round, and why (`field.md` W18, W19, I2, C10, U3–U6; design §1, §8, §12).

Nobody is imposed on anybody: `match` makes proposals for a coordinator to review. First come the people who
named mentors or said "choose for me"; `suggest_for_the_rest` then finds one suggestion each for those whose
named mentors are all full or unavailable, to accept or decline, and takes nothing from the first.

The hard rules are in `suitability`. What is wanted, in order, is `aims.AIMS` and nowhere else; `assignment`
solves it exactly, aim after aim, and says why that is exact. Someone who said "choose for me" starts with
their best mentors; a mentor left aside is taken in whenever the prices show that they could improve the
answer on any aim, so nobody loses by the cut. Whom a coordinator locked together stays together, and takes
the place; everybody else is matched around them.

The same people and seed give the same result in whatever order they come: everybody is put in the order of
a draw by seed and id before anything else, so no name, id or date of arrival has a privilege among equals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.domain.aims import AIMS
from bot.domain.assignment import Network, NotOptimal
from bot.domain.candidates import Cut, Search
from bot.domain.left_out import NOT_SOUGHT_FOR, LeftOut, why_left_out
from bot.domain.programmes import Mode
from bot.domain.suitability import (
    NO_RULES,
    Mentee,
    Mentor,
    PairRules,
    Reason,
    can_be_locked,
    reason_between,
)

__all__ = [
    "AIMS",
    "Cut",
    "LeftOut",
    "Mentee",
    "Mentor",
    "NotOptimal",
    "Outcome",
    "PairRules",
    "Proposal",
    "Ranks",
    "Reason",
    "Request",
    "below_minimum",
    "both_passes",
    "match",
    "suggest_for_the_rest",
]

# Only speed depends on it (see `candidates`): 10 is as quick as 6 and quicker than 20 at 10,000 × 2,000.
SHORTLIST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """`least` is how many people a mentor of this programme carries at least, which is a wish and no rule."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    seed: int
    rules: PairRules = NO_RULES
    mode: Mode = Mode.THREE_CHOICES
    least: int = 0

    def __post_init__(self) -> None:
        for people in (self.mentees, self.mentors):
            if len({person.id for person in people}) != len(people):
                raise ValueError("somebody is in the round twice")

    def suggests(self, mentee: Mentee, mentor_id: int) -> bool:
        """Whether this mentor is one whom the mentee did not ask for, and so may decline."""
        asked_for = mentee.choose_for_me or mentor_id in mentee.choices
        return self.mode is not Mode.THREE_CHOICES or not asked_for


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """`suggested`: the mentee named neither this mentor nor "choose for me"; they may accept or decline."""

    mentee_id: int
    mentor_id: int
    reason: Reason
    suggested: bool = False
    locked: bool = False


class Ranks(NamedTuple):
    """How many proposals are a first, second, third choice, or a mentor whom the mentee did not name."""

    first: int
    second: int
    third: int
    other: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Ordered by mentee id. Every mentee of the request is in exactly one of `proposals` and `left_out`.

    `cut` tells how much of the search was spared; by the proof in `candidates` nobody has lost by it.
    """

    proposals: tuple[Proposal, ...]
    left_out: tuple[tuple[int, LeftOut], ...]
    ranks: Ranks
    cut: Cut = Cut()  # noqa: RUF009 (frozen)


def both_passes(request: Request) -> Outcome:
    """Those who answered, then one suggestion for each whose named mentors cannot be had."""
    return suggest_for_the_rest(request, match(request))


def match(request: Request, *, shortlist: int = SHORTLIST) -> Outcome:
    """The first pass: proposals for everyone who answered, or `NotOptimal` rather than second best.

    `shortlist` changes how much work is done, never how good the answer is.
    """
    locked = _locked(request)
    taken = Counter(mentor.id for mentor in locked.values())
    mentors = [_after(mentor, taken[mentor.id]) for mentor in request.mentors]
    without = {mentee.id: _not_sought_for(mentee, request.mode) for mentee in request.mentees}
    sought = [one for one in request.mentees if one.id not in locked and without[one.id] is None]
    search = Search(sought, mentors, rules=request.rules, seed=request.seed, shortlist=shortlist)
    mentor_of = locked | {mentee.id: mentor for mentee, mentor in search.run(_solve)}
    proposals, left_out = [], []
    for mentee in sorted(request.mentees, key=lambda mentee: mentee.id):
        if (mentor := mentor_of.get(mentee.id)) is not None:
            proposals.append(
                Proposal(
                    mentee_id=mentee.id,
                    mentor_id=mentor.id,
                    reason=reason_between(mentee, mentor),
                    suggested=request.suggests(mentee, mentor.id),
                    locked=mentee.id in locked,
                )
            )
        else:
            why = without[mentee.id] or why_left_out(mentee, request.mentors, request.rules)
            left_out.append((mentee.id, why))
    return Outcome(
        proposals=tuple(proposals), left_out=tuple(left_out), ranks=_ranks(proposals), cut=search.cut
    )


def suggest_for_the_rest(request: Request, outcome: Outcome) -> Outcome:
    """The second pass: `outcome` with one suggestion more for each person whose named mentors cannot be had.

    Every proposal of the first pass stays as it is; only places that it left are suggested. People who did
    not answer get nothing: taking part is theirs to decide (`field.md` U8). Whoever said "choose for me"
    has had every mentor considered.
    """
    waiting = {mentee_id for mentee_id, why in outcome.left_out if why not in NOT_SOUGHT_FOR}
    taken = Counter(proposal.mentor_id for proposal in outcome.proposals)
    rest = replace(
        request,
        mentees=tuple(
            replace(mentee, choices=(), reads=frozenset(), choose_for_me=True, locked_to=None)
            for mentee in request.mentees
            if mentee.id in waiting and not mentee.choose_for_me
        ),
        mentors=tuple(_after(mentor, taken[mentor.id]) for mentor in request.mentors),
    )
    second = match(rest)
    proposals = (*outcome.proposals, *(replace(proposal, suggested=True) for proposal in second.proposals))
    reasons = dict(outcome.left_out) | dict(second.left_out)
    helped = {proposal.mentee_id for proposal in second.proposals}
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda proposal: proposal.mentee_id)),
        left_out=tuple(sorted((person, why) for person, why in reasons.items() if person not in helped)),
        ranks=_ranks(proposals),
        cut=outcome.cut + second.cut,
    )


def below_minimum(request: Request, outcome: Outcome) -> Mapping[int, int]:
    """The mentors whom this answer opens for fewer people than the programme wishes, and how many they would carry."""
    given = Counter(proposal.mentor_id for proposal in outcome.proposals)
    carried = {mentor.id: mentor.mentees_now + given[mentor.id] for mentor in request.mentors}
    return {one: carried[one] for one in sorted(given) if carried[one] < request.least}


def _locked(request: Request) -> dict[int, Mentor]:
    """Whom a coordinator holds together, unless the mentor is gone or a rule that nobody can lift forbids it."""
    mentors = {mentor.id: mentor for mentor in request.mentors}
    held = (
        (mentee, mentors.get(mentee.locked_to or 0)) for mentee in request.mentees if not mentee.set_aside
    )
    return {mentee.id: mentor for mentee, mentor in held if mentor and can_be_locked(mentee, mentor)}


def _not_sought_for(mentee: Mentee, mode: Mode) -> LeftOut | None:
    if mentee.set_aside:
        return LeftOut.SET_ASIDE
    if not mentee.has_answered:
        return LeftOut.DID_NOT_ANSWER
    return LeftOut.BY_HAND if mode is Mode.BY_COORDINATOR else None


def _after(mentor: Mentor, taken: int) -> Mentor:
    if not taken:
        return mentor
    return replace(mentor, free_places=mentor.free_places - taken, mentees_now=mentor.mentees_now + taken)


def _ranks(proposals: Iterable[Proposal]) -> Ranks:
    counts = Counter(proposal.reason.rank for proposal in proposals)
    return Ranks(first=counts[1], second=counts[2], third=counts[3], other=counts[None])


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
