"""Why not this time: for whoever skipped it and likes to say, from a short list, and for their own eyes.

To whoever is busy the company's own reason to take part is recalled, if it wrote one (`field.md` G2, G3).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.meetings import SkipReason
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.programmes import Audience, Texts
from bot.domain.prompts import Prompt
from bot.programme.outcomes import asked_cycle
from bot.programme.work import Work

AUDIENCES = {SeatRole.MENTOR: Audience.MENTORS, SeatRole.MENTEE: Audience.MENTEES}


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipping:
    """What its author reads under it; `benefit` is what the company says in one line to those who are busy."""

    reason: SkipReason | None
    benefit: Texts | None = None


def said_by(work: Work, reader: Person, mentorship: Mentorship, cycle: int) -> Skipping | None:
    """The reader's own skip of this cycle; nobody reads why somebody else skipped it."""
    skip = work.meetings.skipped(mentorship.id, cycle)
    if skip is None or skip.by != reader.id:
        return None
    busy = skip.reason is SkipReason.BUSY
    return Skipping(reason=skip.reason, benefit=_benefit(work, mentorship, reader) if busy else None)


def say_why(
    work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship, reason: SkipReason | None
) -> None:
    """Keep the reason, or that there is none to give. Only whoever skipped the cycle says why."""
    work.meetings.say_why(mentorship.id, asked_cycle(work, prompt, mentorship), by=actor.id, reason=reason)


def _benefit(work: Work, mentorship: Mentorship, reader: Person) -> Texts | None:
    """The company's reason for this side, else for everybody: its first line."""
    why = work.type_of(work.programmes.get(mentorship.programme_id)).why
    seat = mentorship.seat_of(reader.id)
    audience = AUDIENCES.get(seat.role) if seat is not None else None
    found = (why.get(audience) if audience else None) or why.get(Audience.EVERYONE)
    return {language: words.strip().splitlines()[0] for language, words in found.items()} if found else None
