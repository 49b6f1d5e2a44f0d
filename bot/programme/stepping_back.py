"""Putting the mentor's part down, at any time and without a reason (`field.md` W2), and taking it up again.

The mentorships under way go on until they are ended: only nobody new comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.enrolments import Part
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme import profile
from bot.programme.closeness import team_but
from bot.programme.joining import Arrival
from bot.programme.mentors import own_place
from bot.programme.work import Work

#: What a mentor who stops goes on as, and what comes back with one press.
AFTERWARDS = {Part.BOTH: Part.MENTEE, Part.MENTOR: Part.NOT_FOR_ME}
AGAIN = {Part.MENTEE: Part.BOTH, Part.NOT_FOR_ME: Part.MENTOR}


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """What stopping means for this mentor: `mentees` go on with them, and whoever `learns` besides goes on learning."""

    mentees: tuple[Person, ...]
    learns: bool
    coordinators: tuple[Person, ...]


def before(work: Work, actor: Person) -> Before:
    """What is said before they decide. Raises `Outdated` for whoever is no mentor."""
    enrolment, _ = own_place(work, actor)
    if enrolment.part not in AFTERWARDS:
        raise Outdated
    mentees = [
        seat.person_id
        for one in work.mentorships.of(actor.id)
        if (own := one.seat_of(actor.id)) is not None and own.role is SeatRole.MENTOR
        for seat in one.with_role(SeatRole.MENTEE)
    ]
    known = work.people.many(mentees)
    return Before(
        mentees=tuple(known[one] for one in mentees),
        learns=enrolment.part.learns,
        coordinators=team_but(work, {actor.id}),
    )


def stop(work: Work, actor: Person) -> None:
    """No new mentee from now on; who learns besides goes on learning. Raises `Outdated` when they had stopped."""
    enrolment, _ = own_place(work, work.people.held(actor.id))
    if enrolment.part not in AFTERWARDS:
        raise Outdated
    profile.choose_part(work, actor, AFTERWARDS[enrolment.part])


def again(work: Work, actor: Person) -> Arrival:
    """A change of mind: mentor once more, as approved and as prepared as before. Raises `Outdated` for a mentor."""
    enrolment, _ = own_place(work, work.people.held(actor.id))
    if enrolment.part not in AGAIN:
        raise Outdated
    return profile.choose_part(work, actor, AGAIN[enrolment.part]).arrival
