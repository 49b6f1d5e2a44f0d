"""How a mentorship suits each of its people, asked once, after the first meeting (`field.md` C3).

What somebody answers is theirs: it is sealed, no report and nobody else's screen shows it, and it leads to a change
only if they ask for one themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.calendar import local_day
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.preferences import NotOffered
from bot.domain.refusals import Outdated
from bot.programme.work import Work


class Feeling(StrEnum):
    """How it feels with the other half."""

    GOOD = "good"
    UNSURE = "unsure"
    NOT_GOOD = "not_good"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """The question as one person reads it, under the meeting after which it is asked. `said` is their own answer, None
    until they give one.
    """

    meeting_id: int
    mentorship_id: int
    partners: tuple[Person, ...]
    said: Feeling | None


def asked(work: Work, reader: Person, mentorship: Mentorship, meeting: Meeting) -> Fit | None:
    """What the confirmation of this meeting asks its reader; None unless it is the first of a mentorship that goes on,
    which is the reader's.

    A pair that met before it was written down here knows how it feels, and is not asked.
    """
    goes_on = mentorship.state is not MentorshipState.ENDED and mentorship.seat_of(reader.id) is not None
    if not goes_on or meeting.state is not MeetingState.HELD or _met_before(mentorship):
        return None
    first = work.meetings.first_held(mentorship.id)
    return _fit(work, reader, mentorship, meeting) if first is not None and first.id == meeting.id else None


def look(work: Work, actor: Person, meeting_id: int) -> Fit:
    """The question again. Raises `Outdated` for somebody else's mentorship, or one that ended."""
    meeting = work.meetings.get(meeting_id)
    mentorship = _mine(work, actor, meeting) if meeting else None
    if meeting is None or mentorship is None:
        raise Outdated
    return _fit(work, actor, mentorship, meeting)


def say(work: Work, actor: Person, meeting_id: int, feeling: str) -> Fit:
    """Keep the answer, in the place of an earlier one. Raises `Outdated`, and `NotOffered` for a forged one."""
    if feeling not in list(Feeling):
        raise NotOffered
    work.people.held(actor.id)  # two devices at once are two answers in turn
    work.fits.keep(actor.id, look(work, actor, meeting_id).mentorship_id, feeling)
    return look(work, actor, meeting_id)


def _fit(work: Work, reader: Person, mentorship: Mentorship, meeting: Meeting) -> Fit:
    said = work.fits.by(reader.id, mentorship.id)
    others = _the_other_half(mentorship, reader)
    known = work.people.many(others)
    return Fit(
        meeting_id=meeting.id,
        mentorship_id=mentorship.id,
        partners=tuple(known[one] for one in others),
        said=Feeling(said) if said else None,
    )


def _the_other_half(mentorship: Mentorship, reader: Person) -> list[int]:
    """In a group, a mentee is asked about the mentor, not about everybody else who learns there."""
    mine, others = mentorship.seat_of(reader.id), mentorship.others(reader.id)
    mentors = [one.person_id for one in others if one.role is SeatRole.MENTOR]
    learns = mine is not None and mine.role is SeatRole.MENTEE
    return mentors if learns and mentors else [one.person_id for one in others]


def _mine(work: Work, reader: Person, meeting: Meeting) -> Mentorship | None:
    return next((one for one in work.mentorships.of(reader.id) if one.id == meeting.mentorship_id), None)


def _met_before(mentorship: Mentorship) -> bool:
    return mentorship.first_day < local_day(mentorship.timezone, mentorship.introduced_at)
