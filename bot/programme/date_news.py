"""What a date to meet makes the bot say: to the other half at once or with their day, before the date, and after it.

Planned with the date, called off with it, and read anew when it is said (`date_facts.py`, `moot.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.cadence import PromptDue
from bot.domain.calendar import next_open
from bot.domain.dates import (
    ASKED_FOR,
    asked_on,
    cannot_wait,
    in_time,
    instant,
    morning_of,
    reminder_on,
    stands,
    token,
)
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.programme.work import Work

#: What follows from a date, and goes with it.
REMINDERS = (PromptKind.TOMORROW, PromptKind.TOOK_PLACE)
#: What the other half is told of it: that one is suggested, what became of one that they know; and either of them at
#: once when the message of their day would be too late.
NEWS = (PromptKind.PARTNER_PLAN, PromptKind.DATE_NEWS, PromptKind.DATE_SOON)
#: Messages older than this keep what they say.
STILL_READ = timedelta(days=14)
#: What somebody may have read of a date.
READ = (PromptState.SENDING, PromptState.SENT, PromptState.UNKNOWN)


def tell(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    meeting: Meeting,
    *,
    was: Meeting | None,
    more: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """The others read how it stands now, and what `more` says of it; of the date before it, only who had read of that
    one.
    """
    others = [seat.person_id for seat in mentorship.others(actor.id)]
    known = {one: _last_read(work, mentorship, one, meeting, was) for one in others}
    work.cadences.call_off(mentorship.id, NEWS, reason="moved")
    dues = [news(work, mentorship, meeting, one, {**more, **known[one]}) for one in others]
    work.prompts.plan(dues, now=work.now)


def tell_absent(work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting) -> None:
    """Said once of each person and moment: the rung names both."""
    mentors = [seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)]
    dues = [news(work, mentorship, meeting, one, {"absent": actor.id}) for one in mentors]
    work.prompts.plan(dues, now=work.now)


def news(
    work: Work, mentorship: Mentorship, meeting: Meeting, person_id: int, more: dict[str, int]
) -> PromptDue:
    """For this person's day; or, when the date is so near that tomorrow's message may come too late, for now: at their
    next working moment, and before it where they are expected earlier. Only of a date that is suggested and no more can
    somebody do without the news: nobody is in a room alone for it.
    """
    hours = work.hours(work.people.get(person_id))
    starts_at = meeting.starts_at or work.now
    nearest = min(starts_at, instant(more["was"])) if "was" in more else starts_at
    absent = more.get("absent")
    state = f"absent-{absent}" if absent else f"{meeting.state}-{meeting.agreed:d}-{work.now:%Y%m%dT%H%M%S}"
    suggested = meeting.state is MeetingState.PLANNED and not meeting.agreed and "was" not in more
    kind, not_before = PromptKind.PARTNER_PLAN if suggested else PromptKind.DATE_NEWS, work.now
    if cannot_wait(nearest, work.now, hours):
        kind = PromptKind.DATE_SOON
        not_before = next_open(hours, work.now) if suggested else in_time(nearest, work.now, hours)
    return PromptDue(
        kind=kind,
        mentorship_id=mentorship.id,
        recipient_id=person_id,
        period=f"meeting-{meeting.id}",
        rung=f"{token(meeting)}-{meeting.minutes}-{state}",
        not_before=not_before,
        expires_at=starts_at,
        about={"meeting": meeting.id, **more},
    )


def remind_again(work: Work, mentorship: Mentorship) -> None:
    """After a break that ends early, or for whoever has just come in: the date that stands is recalled as before."""
    planned = work.meetings.planned(mentorship.id)
    if planned is not None and stands(planned, work.now):
        remind(work, mentorship, planned)


def show_again(work: Work, mentorship: Mentorship) -> None:
    """What its people were told lately shows the date as it is now, a mentor's week too: no button promises what no
    longer is. In one order, so that two acts never wait for each other.
    """
    said = [
        one
        for seat in mentorship.seats
        for one in work.prompts.messages_to(seat.person_id, work.now - STILL_READ)
        if one.mentorship_id == mentorship.id or one.kind is PromptKind.DIGEST
    ]
    for channel, ts in sorted({(one.channel, one.ts) for one in said if one.channel and one.ts}):
        work.delivery.retouch(channel, ts)


def has_read(work: Work, mentorship: Mentorship, person_id: int, meeting: Meeting) -> bool:
    """Whether they proposed this date, or one that it took the place of, said yes to it, also in Home, or were told."""
    if meeting.logged_by == person_id or (meeting.agreed and not mentorship.is_group):
        return True
    told = (one for kind in (*NEWS, *REMINDERS) for one in work.prompts.series(person_id, kind))
    return any(
        one.about.get("meeting") == meeting.id and (one.state in READ or "was" in one.about) for one in told
    )


def _last_read(
    work: Work, mentorship: Mentorship, person_id: int, meeting: Meeting, was: Meeting | None
) -> dict[str, int]:
    """The moment that they believe in, unless it holds again: that of the date before, or of one before it while its
    news is still unsaid.
    """
    unsaid = (one for kind in NEWS for one in work.prompts.series(person_id, kind))
    believed = [
        one.about["was"]
        for one in unsaid
        if one.about.get("meeting") == meeting.id and one.state is PromptState.PLANNED and "was" in one.about
    ]
    if not believed and was is not None and was.starts_at is not None:
        believed = [int(was.starts_at.timestamp())] if has_read(work, mentorship, person_id, was) else []
    now = int(meeting.starts_at.timestamp()) if meeting.starts_at is not None else 0
    return {"was": believed[0]} if believed and believed[0] != now else {}


def remind(work: Work, mentorship: Mentorship, meeting: Meeting) -> None:
    """The working day before, in each person's own calendar, and the one after; whoever sets a date for tomorrow needs
    no reminder of it.
    """
    work.cadences.call_off(mentorship.id, REMINDERS, reason="moved")
    people = work.people.many(seat.person_id for seat in mentorship.seats).values()
    dues = [one for person in people for one in _reminders(work, meeting, person)]
    asked = _asked_after(mentorship)
    work.prompts.plan(
        [one for one in dues if one.kind is PromptKind.TOMORROW or one.recipient_id in asked], now=work.now
    )


def _asked_after(mentorship: Mentorship) -> set[int]:
    """Both halves of a pair; of a group whoever mentors it: one who was not there cannot say that it did not meet."""
    mentors = {seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)}
    return mentors if mentorship.is_group and mentors else {seat.person_id for seat in mentorship.seats}


def _reminders(work: Work, meeting: Meeting, person: Person) -> list[PromptDue]:
    if meeting.starts_at is None:
        return []
    hours = work.hours(person)
    before, after = (
        reminder_on(meeting.starts_at, hours),
        morning_of(asked_on(meeting.starts_at, hours), hours),
    )
    asked = _due(work, PromptKind.TOOK_PLACE, meeting, person, after, after + ASKED_FOR)
    if before <= work.today(person):
        return [asked]
    morning = morning_of(before, hours)
    return [_due(work, PromptKind.TOMORROW, meeting, person, morning, meeting.starts_at), asked]


def _due(
    work: Work, kind: PromptKind, meeting: Meeting, person: Person, not_before: datetime, until: datetime
) -> PromptDue:
    """Its period is the cycle of the date: it carries that cycle's sheet, and an answer is said of that cycle."""
    return PromptDue(
        kind=kind,
        mentorship_id=meeting.mentorship_id,
        recipient_id=person.id,
        period=f"cycle-{meeting.cycle}",
        rung=f"{token(meeting)}-{work.now:%Y%m%dT%H%M%S}",
        not_before=not_before,
        expires_at=until,
        about={"meeting": meeting.id},
    )
