"""The rules of a round and what an answer is worth, written a second time, from the issue alone."""

from __future__ import annotations

from collections import Counter

from bot.domain.matching import Mentee, Mentor, Request
from bot.domain.programmes import Mode


def may_pair(request: Request, a: Mentee, b: Mentor) -> bool:
    asked = a.choose_for_me or b.id in a.choices
    barred = b.id == a.id or b.id in a.manager_line or b.id in a.apart_from
    rules = request.rules
    alike = (
        (rules.other_team and a.team and a.team == b.team)
        or (rules.other_entity and a.entity and a.entity == b.entity)
        or (rules.other_network and a.network and a.network == b.network)
    )
    return asked and not barred and not alike and bool((a.languages | a.reads) & b.languages)


def held_together(request: Request) -> dict[int, int]:
    """Locked pairs, as far as a coordinator's hand goes: never to oneself, one's line, or whom it must not be."""
    known = {mentor.id for mentor in request.mentors}
    return {
        one.id: one.locked_to
        for one in request.mentees
        if one.locked_to in known
        and not one.set_aside
        and one.locked_to not in {one.id} | one.manager_line | one.apart_from
    }


def sought(request: Request) -> list[Mentee]:
    """Those for whom the matcher looks for somebody."""
    if request.mode is Mode.BY_COORDINATOR:
        return []
    locked = held_together(request)
    return [one for one in request.mentees if one.has_answered and not one.set_aside and one.id not in locked]


def easier(a: Mentee, b: Mentor) -> int:
    """The little things that make a pair easier or richer, one point each."""
    clocks = None if a.zone is None or b.zone is None else abs(a.zone - b.zone)
    known = None not in (a.joined_on, b.joined_on)
    months = (
        (a.joined_on.year - b.joined_on.year) * 12 + a.joined_on.month - b.joined_on.month if known else 0
    )
    return sum(
        (
            None not in (a.network, b.network) and a.network != b.network,
            None not in (a.entity, b.entity) and a.entity != b.entity,
            a.own_language in b.languages,
            clocks is not None and (clocks <= 180 or clocks >= 1260),
            months >= 24,
            a.form is not None and a.form == b.form,
        )
    )


def merit(request: Request, pairs: dict[int, int]) -> tuple[object, ...]:
    """What this answer is worth, level by level; smaller is better."""
    by_id = {mentor.id: mentor for mentor in request.mentors}
    looking = sought(request)
    without = [mentee for mentee in looking if mentee.id not in pairs]
    ranks: Counter[int] = Counter()
    suits = patience = 0
    steps = sorted({mentee.left_out_before for mentee in looking})
    for mentee in looking:
        chosen = by_id.get(pairs.get(mentee.id, -1))
        rank = mentee.choices.index(chosen.id) + 1 if chosen and chosen.id in mentee.choices else 4
        ranks[rank] += 1
        patience += steps.index(mentee.left_out_before) * rank
        if chosen:
            suits += 7 * min(3, len(mentee.topics & chosen.topics)) + easier(mentee, chosen)
    load = Counter(pairs.values())
    squares = sum((mentor.mentees_now + load[mentor.id]) ** 2 for mentor in request.mentors)
    most_often_first = tuple(
        sum(mentee.left_out_before == times for mentee in without) for times in (3, 2, 1, 0)
    )
    return (len(without), most_often_first, -ranks[1], -ranks[2], -ranks[3], patience, -suits, squares)
