"""Who is too close to somebody to see what is theirs or to decide on it, and who does so instead (design §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """So many rows are kept from their reader; `seen_by` are those of the team who may read every one of them."""

    rows: int
    seen_by: tuple[Person, ...]


def close_to(work: Work, *people: Person) -> frozenset[int]:
    """These people, their lines of management, and whoever shares a mentorship with one of them. It holds both ways
    round.
    """
    lines = (work.shelf.line_of(person.id) | {person.id} for person in people)
    shared = (one for person in people for one in work.mentorships.of(person.id))
    return frozenset[int]().union(*lines, (seat.person_id for one in shared for seat in one.seats))


def team_but(work: Work, too_close: Container[int]) -> tuple[Person, ...]:
    """The coordinators who are here and none of these people; else the owners, by the same rule."""
    return _team(work, lambda one: one.id not in too_close)


def withheld(work: Work, rows: Collection[frozenset[int]]) -> Withheld:
    """What to tell of rows that are not shown, each about these people."""
    about = frozenset[int]().union(*rows)
    seen_by = _team(work, lambda one: about.isdisjoint(close_to(work, one))) if rows else ()
    return Withheld(rows=len(rows), seen_by=seen_by)


def _team(work: Work, may: Callable[[Person], bool]) -> tuple[Person, ...]:
    owners = (work.people.by_slack_id(slack_id) for slack_id in work.customs.owners)
    for named in (work.people.many(work.rights.holders(Right.COORDINATOR)).values(), owners):
        here = tuple(one for one in named if one is not None and one.is_welcome and may(one))
        if here:
            return here
    return ()
