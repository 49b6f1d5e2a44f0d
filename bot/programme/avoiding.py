"""Whom somebody would rather not be paired with, said discreetly by mentees and mentors alike (design §8).

Only the matcher knows, and it asks `work.avoided` itself: nothing here is on record, in a report or told to anybody
else. A pair that the wish bars reads "not available for this pair", as every other pair that cannot be.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.profiles import MOST_AVOIDED, TooManyAvoided
from bot.domain.refusals import Refusal
from bot.programme.joining import where
from bot.programme.work import Work


class AvoidsOneself(Refusal):
    """Somebody named themselves."""

    key = "refusals.avoids_oneself"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What is kept, for its author's eyes only. `partners` and `chosen` are those of them for whom the wish changes
    nothing by itself: a mentorship under way goes on, and a name given in the round that is open stays given.
    """

    people: tuple[Person, ...]
    partners: tuple[Person, ...] = ()
    chosen: tuple[Person, ...] = ()


def mine(work: Work, actor: Person) -> Wishes:
    """What this person has asked for, and nobody else's wishes about them."""
    known = work.people.many(work.avoided.by(actor.id))
    people = tuple(sorted(known.values(), key=lambda person: (person.name, person.id)))
    return Wishes(
        people=people,
        partners=_among(people, _partners(work, actor)),
        chosen=_among(people, _chosen(work, actor)),
    )


def keep(work: Work, actor: Person, others: Collection[int]) -> Wishes:
    """Put these people in the place of those named before; nobody is a list too. Raises `AvoidsOneself`,
    `TooManyAvoided`.
    """
    if actor.id in others:
        raise AvoidsOneself
    if len(set(others)) > MOST_AVOIDED:
        raise TooManyAvoided(most=MOST_AVOIDED)
    work.people.held(actor.id)  # two devices at once are two lists in turn
    if frozenset(others) != work.avoided.by(actor.id):
        work.avoided.keep(actor.id, others)
    return mine(work, actor)


def _partners(work: Work, actor: Person) -> frozenset[int]:
    return frozenset(seat.person_id for one in work.mentorships.of(actor.id) for seat in one.others(actor.id))


def _chosen(work: Work, actor: Person) -> frozenset[int]:
    """Whom they named in the round that still takes answers."""
    waiting = where(work, actor).open_round
    answered = work.rounds.invitation(waiting.id, actor.id) if waiting else None
    return frozenset(answered.choices if answered else ())


def _among(people: Collection[Person], wanted: frozenset[int]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.id in wanted)
