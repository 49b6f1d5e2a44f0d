"""Who is too close to somebody to see what is theirs or to decide on it, and who does so instead (design §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.permissions import Act, Right
from bot.programme.team import holders, owners
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


def coordinators(work: Work, programme_id: int | None = None) -> tuple[Person, ...]:
    """Who coordinates this programme, or the company, and is here. None is the long-term programme."""
    if programme_id is None and (programme := work.programme()) is not None:
        programme_id = programme.id
    return holders(work, Right.COORDINATOR, programme_id)


def team_but(work: Work, too_close: Container[int], programme_id: int | None = None) -> tuple[Person, ...]:
    """The coordinators who are here and none of these people; else the owners, by the same rule."""
    return _team(work, lambda one: one.id not in too_close, programme_id)


def may_read(
    work: Work, reader: Person, act: Act, about: Collection[int], programme_id: int | None = None
) -> bool:
    """Whether somebody of the team may still be told what names these people: rights and ties change between the day
    on which it is planned and the moment at which it is said.
    """
    return work.may(reader, act, programme_id=programme_id) and close_to(work, reader).isdisjoint(about)


def withheld(work: Work, rows: Collection[frozenset[int]], programme_id: int | None = None) -> Withheld:
    """What to tell of rows that are not shown, each about these people."""
    about = frozenset[int]().union(*rows)
    seen_by = _team(work, lambda one: about.isdisjoint(close_to(work, one)), programme_id) if rows else ()
    return Withheld(rows=len(rows), seen_by=seen_by)


def _team(work: Work, may: Callable[[Person], bool], programme_id: int | None) -> tuple[Person, ...]:
    for named in (coordinators(work, programme_id), owners(work)):
        if here := tuple(filter(may, named)):
            return here
    return ()
