"""Putting the mentor's part down, at any time and without a reason (`field.md` W2), and taking it up again.

The mentorships under way do not vanish: the mentor goes on with the people they mentor, and nobody new comes; or asks
the team to find them somebody else, and they go on until that is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.changes import Motive, Wish
from bot.domain.enrolments import Part
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme import changing, profile
from bot.programme.joining import Arrival
from bot.programme.mentors import own_place
from bot.programme.work import Work

#: What a mentor who stops goes on as, and what comes back with one press.
AFTERWARDS = {Part.BOTH: Part.MENTEE, Part.MENTOR: Part.NOT_FOR_ME}
AGAIN = {Part.MENTEE: Part.BOTH, Part.NOT_FOR_ME: Part.MENTOR}


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """What stopping means for this mentor: what becomes of `mentees` is for them to say, and whoever `learns` besides
    goes on learning. `stopped` when they have put the part down, and still mentor these.
    """

    mentees: tuple[Person, ...]
    learns: bool
    stopped: bool = False


def before(work: Work, actor: Person) -> Before:
    """What is said before they decide. Raises `Outdated` for whoever is no mentor, and mentors nobody any more."""
    enrolment, _ = own_place(work, actor)
    mentees = tuple(
        seat.person_id for one in _mentored(work, actor) for seat in one.with_role(SeatRole.MENTEE)
    )
    stopped = enrolment.part not in AFTERWARDS
    if stopped and not mentees:
        raise Outdated
    known = work.people.many(mentees)
    return Before(
        mentees=tuple(known[one] for one in mentees),
        learns=enrolment.part is not None and enrolment.part.learns,
        stopped=stopped,
    )


def stop(work: Work, actor: Person) -> None:
    """No new mentee from now on; who learns besides goes on learning. Raises `Outdated` when they had stopped."""
    enrolment, _ = own_place(work, work.people.held(actor.id))
    if enrolment.part not in AFTERWARDS:
        raise Outdated
    profile.choose_part(work, actor, AFTERWARDS[enrolment.part])


def hand_over(work: Work, actor: Person) -> int:
    """Ask the team to find somebody else for each of the people they mentor; they read that the mentor stops, which is
    no failing of the pair. Returns for how many. Raises `NobodyToRead`.
    """
    mentored = _mentored(work, actor)
    for one in mentored:
        changing.ask(work, actor, one.id, why=Motive.STOPS_MENTORING, wish=Wish.NEW_MENTOR, until=None)
    return sum(len(one.with_role(SeatRole.MENTEE)) for one in mentored)


def again(work: Work, actor: Person) -> Arrival:
    """A change of mind: mentor once more, as approved and as prepared as before. Raises `Outdated` for a mentor."""
    enrolment, _ = own_place(work, work.people.held(actor.id))
    if enrolment.part not in AGAIN:
        raise Outdated
    return profile.choose_part(work, actor, AGAIN[enrolment.part]).arrival


def _mentored(work: Work, actor: Person) -> Sequence[Mentorship]:
    """The mentorships in which they mentor, that have not ended."""
    mine = ((one, one.seat_of(actor.id)) for one in work.mentorships.of(actor.id))
    return [one for one, seat in mine if seat is not None and seat.role is SeatRole.MENTOR]
