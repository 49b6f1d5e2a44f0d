"""What would change if one more place opened, or a rule of the round were lifted (issue C, item 3).

Nothing is estimated: each change is solved as the round was, so that what a coordinator reads is what they
would get. Only a few are tried, those that most people wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.left_out import NOT_SOUGHT_FOR
from bot.domain.matching import Outcome, Request, both_passes
from bot.domain.shortlist import Shortlist, positions
from bot.domain.suitability import Bar, Mentor

#: Mentors at whom one place more is tried.
MENTORS_TRIED = 3
#: How many mentors each person without one may be waiting for, best suited first, when they named nobody.
WAITED_FOR = 3
RULES: dict[Bar, str] = {Bar.TEAM: "other_team", Bar.ENTITY: "other_entity", Bar.NETWORK: "other_network"}


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """One change and what it would bring: people more with a mentor, first choices more (or fewer, for others' sake).

    Either `mentor_id` has one place more, or the round asks no longer for what `lifted` names.
    """

    mentor_id: int | None = None
    lifted: Bar | None = None
    matched: int
    first: int


def what_if(request: Request, outcome: Outcome) -> tuple[WhatIf, ...]:
    """The changes that would bring something, the best first; `outcome` is what the request gives as it stands."""
    tried: list[tuple[Bar | int, Request]] = [
        *_with_a_place_more(request, outcome),
        *_with_a_rule_less(request),
    ]
    found = [_compared(outcome, both_passes(changed), what) for what, changed in tried]
    helpful = [one for one in found if (one.matched, one.first) > (0, 0)]
    return tuple(sorted(helpful, key=lambda one: (-one.matched, -one.first)))


def _compared(before: Outcome, after: Outcome, what: Bar | int) -> WhatIf:
    return WhatIf(
        mentor_id=None if isinstance(what, Bar) else what,
        lifted=what if isinstance(what, Bar) else None,
        matched=len(after.proposals) - len(before.proposals),
        first=after.ranks.first - before.ranks.first,
    )


def _with_a_place_more(request: Request, outcome: Outcome) -> Iterator[tuple[int, Request]]:
    waited_for = _waited_for(request, outcome)
    for mentor_id, _ in sorted(waited_for.items(), key=lambda item: (-item[1], item[0]))[:MENTORS_TRIED]:
        mentors = tuple(_roomier(one) if one.id == mentor_id else one for one in request.mentors)
        yield mentor_id, replace(request, mentors=mentors)


def _with_a_rule_less(request: Request) -> Iterator[tuple[Bar, Request]]:
    for bar, rule in RULES.items():
        if getattr(request.rules, rule):
            yield bar, replace(request, rules=replace(request.rules, **{rule: False}))


def _roomier(mentor: Mentor) -> Mentor:
    """One place more than none: who carries more than they wished would otherwise still have none."""
    return replace(mentor, free_places=max(0, mentor.free_places) + 1)


def _waited_for(request: Request, outcome: Outcome) -> Counter[int]:
    """For each full mentor, how many people would rather have them; who has nobody counts most."""
    given = {proposal.mentee_id: proposal.mentor_id for proposal in outcome.proposals}
    load = Counter(given.values())
    full = {mentor.id for mentor in request.mentors if mentor.free_places <= load[mentor.id]}
    without = {person for person, why in outcome.left_out if why not in NOT_SOUGHT_FOR}
    lists = Shortlist(request.mentors, request.rules)
    room = sum(1 << place for place, mentor in enumerate(request.mentors) if mentor.id in full)
    waited_for: Counter[int] = Counter()
    for mentee in request.mentees:
        if mentee.id in without:
            allowed = lists.allowed(mentee) & room
            best = (mask & allowed for _, mask in lists.by_points(mentee))
            some = [place for mask in best for place in positions(mask, start=0, at_most=WAITED_FOR)]
            wished = {*mentee.choices, *(request.mentors[place].id for place in some[:WAITED_FOR])}
            waited_for.update({one: len(request.mentees) for one in wished & full})
        elif (got := given.get(mentee.id)) is not None and mentee.locked_to is None:
            better = mentee.choices[: (mentee.rank_of(got) or len(mentee.choices) + 1) - 1]
            waited_for.update(full.intersection(better))
    return waited_for
