"""Putting the mentor's part down, at any time and without a reason (`field.md` W2), and taking it up again.

The mentorships under way go on until they are ended: only nobody new comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Enrolment, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round, RoundState
from bot.programme import profile
from bot.programme.closeness import close_to, team_but
from bot.programme.joining import Arrival
from bot.programme.mentors import own_place
from bot.programme.work import Work

#: The team hears of it while the round that it concerns is under way.
STILL_NEWS = timedelta(days=30)
#: What a mentor who stops goes on as, and what comes back with one press.
AFTERWARDS = {Part.BOTH: Part.MENTEE, Part.MENTOR: Part.NOT_FOR_ME}
AGAIN = {Part.MENTEE: Part.BOTH, Part.NOT_FOR_ME: Part.MENTOR}


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """What stopping means for this mentor: `mentees` go on with them, `waits` is an application that falls away."""

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
        coordinators=tuple(one for one in work.coordinators() if one.id != actor.id),
    )


def stop(work: Work, actor: Person) -> Before:
    """No new mentee from now on; who learns besides goes on learning. Raises `Outdated` when they had stopped."""
    left = before(work, work.people.held(actor.id))
    enrolment, _ = own_place(work, actor)
    assert enrolment.part is not None
    profile.choose_part(work, actor, AFTERWARDS[enrolment.part])
    work.prompts.cancel(reason="stopped", recipient_id=actor.id, kinds=[PromptKind.PREPARATION])
    work.prompts.plan(_news(work, actor, enrolment), now=work.now)
    return left


def again(work: Work, actor: Person) -> Arrival:
    """A change of mind: mentor once more, as approved and as prepared as before. Raises `Outdated` for a mentor."""
    enrolment, _ = own_place(work, work.people.held(actor.id))
    if enrolment.part not in AGAIN:
        raise Outdated
    work.prompts.cancel(reason="came_back", period=_period(enrolment), kinds=[PromptKind.STEPPED_BACK])
    return profile.choose_part(work, actor, AGAIN[enrolment.part]).arrival


def _news(work: Work, actor: Person, enrolment: Enrolment) -> Iterator[PromptDue]:
    """The team hears only of a mentor whom somebody chose in a round that is not over: those names are gone."""
    latest = work.rounds.latest(enrolment.programme_id)
    if latest is None or not _is_chosen(work, latest, actor):
        return
    for member in team_but(work, close_to(work, actor)):
        yield PromptDue(
            kind=PromptKind.STEPPED_BACK,
            mentorship_id=None,
            recipient_id=member.id,
            period=_period(enrolment),
            rung=f"round-{latest.id}-{work.now:%Y%m%d}",
            not_before=work.now,
            expires_at=work.now + STILL_NEWS,
            about={"person": actor.id, "round": latest.id},
        )


def _is_chosen(work: Work, latest: Round, actor: Person) -> bool:
    if latest.state is RoundState.PUBLISHED:
        return False
    return any(actor.id in one.choices for one in work.rounds.invitations(latest.id))


def _period(enrolment: Enrolment) -> str:
    return f"enrolment-{enrolment.id}"
