"""Who is too close to somebody to see their request or to decide on it (design §8)."""

from __future__ import annotations

from collections.abc import Container

from bot.domain.line import line_of
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme.work import Work


def close_to(work: Work, person: Person) -> frozenset[int]:
    """The person, their line of management, and whoever shares a mentorship with them. It holds both ways round."""
    partners = {seat.person_id for one in work.mentorships.of(person.id) for seat in one.seats}
    return line_of(person.id, work.people.managers()) | partners | {person.id}


def team_but(work: Work, too_close: Container[int]) -> tuple[Person, ...]:
    """The coordinators who are here and none of these people; else the owners, by the same rule."""
    owners = [work.people.by_slack_id(slack_id) for slack_id in work.customs.owners]
    for named in (work.people.many(work.rights.holders(Right.COORDINATOR)).values(), owners):
        here = tuple(one for one in named if one is not None and one.is_welcome and one.id not in too_close)
        if here:
            return here
    return ()
