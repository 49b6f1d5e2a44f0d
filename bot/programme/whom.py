"""Whom somebody met, of those they named: their pair with each of them, or a group and who of it was there.

What may be either is not guessed: it is asked (`GroupOrOne`, `PairOrGroup`, `WhichPartner`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Refusal


class WithOneself(Refusal):
    """Somebody logs a meeting with themselves."""

    key = "refusals.meeting_with_oneself"


class NotYourPartner(Refusal):
    """The two people share no running mentorship."""

    key = "refusals.not_your_partner"


class UnknownPartner(Refusal):
    """The name stands for nobody Binôme knows."""

    key = "refusals.unknown_partner"


class SeveralSo(Refusal):
    """A first name that several of those they meet have."""

    key = "refusals.several_so"


class NoMentorship(Refusal):
    """Somebody without a mentorship logs a meeting."""

    key = "refusals.no_mentorship"


class WhichPartner(Refusal):
    """Somebody with several mentorships did not say whom they met."""

    key = "refusals.which_partner"


class GroupOrOne(Refusal):
    """One of a group was named, with whom there is no pair: it may have been the group, or the two of them."""

    key = "refusals.group_or_one"


class PairOrGroup(Refusal):
    """Somebody was named with whom there is a pair, beside a group to which they belong too."""

    key = "refusals.pair_or_group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """A mentorship that met. `there` are the ids of those of a group who were; None where nobody said."""

    mentorship: Mentorship
    there: frozenset[int] | None = None


def they_met(
    mine: Sequence[Mentorship], actor: Person, people: Iterable[Person], groups: Iterable[Mentorship] = ()
) -> tuple[Met, ...]:
    """What the actor means who names these people and groups; who names nobody means the only mentorship there is."""
    named, people = {group.id: group for group in groups}, list({one.id: one for one in people}.values())
    if any(one.id == actor.id for one in people):
        raise WithOneself
    if not people and not named:
        return (Met(mentorship=_only(mine)),)
    there: dict[int, set[int]] = {group_id: set() for group_id in named}
    pairs: dict[int, Mentorship] = {}
    alone: list[Person] = []
    for one in people:
        pair, group = _pair_with(mine, one), _group_with(named.values(), one)
        if pair is not None and group is not None:
            raise PairOrGroup(name=one.first_name, group=group.name or "")
        if group is not None:
            there[group.id].add(one.id)
        elif pair is not None:
            pairs[pair.id] = pair
        else:
            alone.append(one)
    if alone:
        group = _group_of(mine, actor, alone, pairs.values())
        named[group.id] = group
        there.setdefault(group.id, set()).update(one.id for one in alone)
    return (*(_met(group, actor, there[group.id]) for group in named.values()), *map(_alone, pairs.values()))


def _only(mine: Sequence[Mentorship]) -> Mentorship:
    if not mine:
        raise NoMentorship
    if len(mine) > 1:
        raise WhichPartner
    return mine[0]


def _met(group: Mentorship, actor: Person, others: set[int]) -> Met:
    return Met(mentorship=group, there=frozenset({actor.id, *others}) if others else None)


def _alone(pair: Mentorship) -> Met:
    return Met(mentorship=pair)


def _pair_with(mine: Iterable[Mentorship], one: Person) -> Mentorship | None:
    pairs = [pair for pair in mine if pair.seat_of(one.id) and not pair.is_group]
    return min(pairs, key=lambda pair: pair.id, default=None)


def _group_with(groups: Iterable[Mentorship], one: Person) -> Mentorship | None:
    return next((group for group in groups if group.seat_of(one.id)), None)


def _group_of(
    mine: Sequence[Mentorship], actor: Person, people: Sequence[Person], pairs: Iterable[Mentorship]
) -> Mentorship:
    """The group of these people, with whom the actor has no pair, when nothing else can be meant."""
    for one in people:
        if not any(shared.seat_of(one.id) for shared in mine):
            raise NotYourPartner(name=one.name)
    theirs = [group for group in mine if all(group.seat_of(one.id) for one in people)]
    if len(theirs) != 1:
        raise WhichPartner
    (group,), paired = theirs, {seat.person_id for pair in pairs for seat in pair.others(actor.id)}
    if paired & {seat.person_id for seat in group.seats}:
        raise WhichPartner
    if len(people) == 1 and len(group.others(actor.id)) > 1:
        raise GroupOrOne(name=people[0].first_name, group=group.name or "")
    return group
