"""A break in a mentorship, as the other half learns of it: the day on which it goes on, and nothing else.

Who asked for it and why is in no message. Whoever is without their mentor for more than six weeks is offered somebody
who stands in (`interim.py`); once the mentor is back, the stand-in is thanked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, MIDNIGHT, at_local, local_day
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import ending
from bot.programme.others import Others, others_in
from bot.programme.presence import away_until
from bot.programme.work import Work

#: A mentor who is away for longer leaves somebody alone for too long.
TOO_LONG_ALONE = timedelta(weeks=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Away:
    """`until` is the day on which it goes on, a local date of the programme; None once it does."""

    prompt: Prompt
    partners: Others
    until: date | None


def begins(work: Work, mentorship: Mentorship, until: date, *, by: Collection[int]) -> None:
    """It rests until that local date, on the word of these people: the others are told the day, once.

    A group goes on without one of its mentees, and hears only of its mentor.
    """
    today = local_day(mentorship.timezone, work.now)
    mentors = {seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)}
    if until <= today or (mentorship.is_group and by and not mentors & set(by)):
        return
    told = [seat.person_id for seat in mentorship.seats if seat.person_id not in by]
    dues = list(_dues(work, mentorship, PromptKind.PARTNER_AWAY, told, until))
    if mentors & set(by) and until - today > TOO_LONG_ALONE and not mentorship.temporary:
        alone = [one.person_id for one in mentorship.with_role(SeatRole.MENTEE) if one.person_id in told]
        dues += _dues(work, mentorship, PromptKind.INTERIM, alone, until)
    work.prompts.plan(dues, now=work.now)
    goes_on(work, mentorship)


def offer_again(work: Work, ended: Mentorship) -> None:
    """Whoever stood in goes before the mentor is back: who is alone again for long may have somebody else."""
    today = local_day(ended.timezone, work.now)
    mentees = [one.person_id for one in ended.with_role(SeatRole.MENTEE)] if ended.temporary else []
    known = work.people.many(mentees)
    for person_id in (one for one in mentees if known[one].is_welcome):
        for own in work.mentorships.of(person_id):
            back = mentor_back(work, own) if _learns(own, person_id) and not own.temporary else None
            there = back is None or own.programme_id != ended.programme_id or stand_ins(work, own)
            if back is not None and not there and back - today > TOO_LONG_ALONE:
                work.prompts.plan(_dues(work, own, PromptKind.INTERIM, [person_id], back), now=work.now)


def goes_on(work: Work, mentorship: Mentorship) -> None:
    """Whoever stands in is there until the mentor is back: they are thanked today, or stay until another day."""
    today, back = local_day(mentorship.timezone, work.now), mentor_back(work, mentorship)
    for one in stand_ins(work, mentorship):
        if back is None or back <= today:
            ending.end(work, one, EndedWhy.TERM)
        elif one.ends_on != back - DAY:
            work.mentorships.change(one.id, ends_on=back - DAY)
            work.mentorships.look_again({one.id: work.now})


def mentor_back(work: Work, mentorship: Mentorship) -> date | None:
    """The local date on which a mentor of it is there again; None when one is, as far as they said."""
    today = local_day(mentorship.timezone, work.now)
    mentors = work.people.many(seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)).values()
    first = min((away_until(work, one) or date.min for one in mentors), default=date.min)
    back = max(first, mentorship.paused_until or date.min)
    return back if back > today else None


def stand_ins(work: Work, mentorship: Mentorship) -> list[Mentorship]:
    """The temporary mentorships of its mentees in the same programme: whoever stands in for its mentor."""
    if mentorship.temporary:
        return []
    return [
        one
        for seat in mentorship.with_role(SeatRole.MENTEE)
        for one in work.mentorships.of(seat.person_id)
        if one.temporary and one.programme_id == mentorship.programme_id and _learns(one, seat.person_id)
    ]


def told(work: Work, prompt: Prompt, reader: Person) -> Away:
    """What the other half reads: the day, as it is by now. Raises `LookupError` for a mentorship that is not there."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None:
        raise LookupError("mentorship")
    until = rests_until(work, mentorship)
    return Away(prompt=prompt, partners=others_in(work, mentorship, reader), until=until)


def why_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """Nobody is told of a break that is over."""
    return "back" if rests_until(work, mentorship) is None else None


def rests_until(work: Work, mentorship: Mentorship) -> date | None:
    """The day on which enough of its people are back; None when they are, or when it has ended."""
    rhythm = work.mentorships.rhythm(mentorship.id, work.now)
    if rhythm is None or rhythm.back_on <= local_day(mentorship.timezone, work.now):
        return None
    return rhythm.back_on


def _dues(
    work: Work, mentorship: Mentorship, kind: PromptKind, people: Collection[int], until: date
) -> Iterator[PromptDue]:
    for person_id in people:
        yield PromptDue(
            kind=kind,
            mentorship_id=mentorship.id,
            recipient_id=person_id,
            period="break",
            rung=f"{until}-{work.now:%Y%m%d}",
            not_before=work.now,
            expires_at=at_local(until, MIDNIGHT, mentorship.timezone),
        )


def _learns(mentorship: Mentorship, person_id: int) -> bool:
    seat = mentorship.seat_of(person_id)
    return seat is not None and seat.role is SeatRole.MENTEE
