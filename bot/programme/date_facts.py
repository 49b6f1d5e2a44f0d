"""What is told of a date the working day before it, and what is asked the working day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import local_day
from bot.domain.dates import sheet_on, stands
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import Prompt, PromptState
from bot.programme import dates, skipping
from bot.programme.date_news import READ
from bot.programme.others import Others, others_in
from bot.programme.outcomes import asked_cycle, outcome
from bot.programme.sheets import Page, page
from bot.programme.skipping import Skipping
from bot.programme.work import Work

#: A sheet that was shown this lately is not shown again.
SAME_WEEK = timedelta(weeks=1)
#: How long the nudges of the cycle wait for the answer.
TIME_TO_ANSWER = timedelta(days=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """`meeting` is the date that was set, as it is now; `next`, the one to come, which may be another. `held` is what
    was logged since. `page` is the sheet, None once the reader has left the group; `shown`, whether its lines were this
    week; `open`, whether anything is still asked of that cycle; `skip`, the reader's own word that it is not this time.
    """

    prompt: Prompt
    partners: Others
    meeting: Meeting
    next: Meeting | None
    held: Meeting | None
    page: Page | None = None
    shown: bool = False
    open: bool = False
    skip: Skipping | None = None


def reminder(work: Work, prompt: Prompt, reader: Person) -> Reminder:
    """Facts of both. Raises `LookupError` for a meeting or a mentorship that is not there."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    meeting = work.meetings.get(prompt.about.get("meeting", 0))
    if mentorship is None or meeting is None:
        raise LookupError("date")
    cycle = asked_cycle(work, prompt, mentorship)
    sheet = work.sheets.of(mentorship.id, cycle) if prompt.kind is PromptKind.TOMORROW else None
    return Reminder(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        meeting=meeting,
        next=dates.standing_date(work, mentorship),
        held=held_since(work, meeting),
        page=page(work, reader, mentorship, sheet) if sheet and mentorship.seat_of(reader.id) else None,
        shown=_was_shown(work, prompt),
        open=outcome(work, mentorship, cycle).is_open,
        skip=skipping.said_by(work, reader, mentorship, cycle),
    )


def held_since(work: Work, meeting: Meeting) -> Meeting | None:
    """The meeting itself once it is logged, or another held that day or later."""
    if meeting.state in (MeetingState.HELD, MeetingState.DISPUTED):
        return meeting
    last = work.meetings.last_held(meeting.mentorship_id)
    return last if last is not None and last.held_on >= meeting.held_on else None


def reminder_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """The date was moved, called off or has gone by."""
    meeting = work.meetings.get(prompt.about.get("meeting", 0))
    if meeting is None or meeting.state is not MeetingState.PLANNED:
        return "met" if meeting is not None and meeting.state is MeetingState.HELD else "withdrawn"
    return None if stands(meeting, work.now) else "past"


def took_place_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """Somebody has said already what became of it."""
    meeting = work.meetings.get(prompt.about.get("meeting", 0))
    if meeting is None or meeting.state is MeetingState.WITHDRAWN:
        return "withdrawn"
    if held_since(work, meeting) is not None:
        return "met"
    if stands(meeting, work.now):
        return "moved"
    return "skipped" if work.meetings.is_skipped(mentorship.id, meeting.cycle) else None


def asked_until(work: Work, reader: Person, mentorship_id: int) -> date | None:
    """The reader's day until which "did it take place?" waits for their answer: nobody asks it in other words before.
    None when it is not being asked.
    """
    days = [
        local_day(reader.timezone, max(one.sent_at or work.now, one.not_before) + TIME_TO_ANSWER)
        for one in work.prompts.series(reader.id, PromptKind.TOOK_PLACE)
        if one.mentorship_id == mentorship_id and _is_asked(work, one)
    ]
    return max((day for day in days if day > work.today(reader)), default=None)


def sheet_comes_along(work: Work, prompt: Prompt, reader: Person) -> bool:
    """Whether the reminder of a date shows the sheet that this prompt would show, now or since a week. Whoever does
    without reminders has their sheet.
    """
    if PromptKind.TOMORROW in work.profiles.of(reader.id).muted:
        return False
    return any(_shows(work, one, prompt) for one in work.prompts.series(reader.id, PromptKind.TOMORROW))


def sheet_comes_on(work: Work, reader: Person, prompt: Prompt) -> date | None:
    """The reader's day on which this cycle's sheet comes, two of their working days before the date that is set
    (`field.md` W12). None when it comes now: no date of this cycle is to come, or it is near.
    """
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    planned = dates.standing_date(work, mentorship) if mentorship is not None else None
    if mentorship is None or planned is None or planned.starts_at is None:
        return None
    if planned.cycle != asked_cycle(work, prompt, mentorship):
        return None
    day = sheet_on(planned.starts_at, work.hours(reader))
    return day if work.today(reader) < day else None


def _is_asked(work: Work, prompt: Prompt) -> bool:
    waits = prompt.state is PromptState.PLANNED and prompt.not_before <= work.now < prompt.expires_at
    meeting = work.meetings.get(prompt.about.get("meeting", 0)) if waits or prompt.state in READ else None
    return meeting is not None and meeting.state is MeetingState.PLANNED and not stands(meeting, work.now)


def _was_shown(work: Work, prompt: Prompt) -> bool:
    """Whether the sheet of that cycle came by itself in the week before."""
    shown = work.prompts.series(prompt.recipient_id, PromptKind.SHEET)
    since = (prompt.sent_at or work.now) - SAME_WEEK
    return any(
        _same_sheet(one, prompt) and one.state in READ and one.sent_at is not None and one.sent_at >= since
        for one in shown
    )


def _shows(work: Work, reminder: Prompt, sheet: Prompt) -> bool:
    if not _same_sheet(reminder, sheet):
        return False
    if reminder.state is PromptState.PLANNED:
        return reminder.not_before <= work.now < reminder.expires_at
    return reminder.state in READ and (reminder.sent_at or work.now) >= work.now - SAME_WEEK


def _same_sheet(one: Prompt, other: Prompt) -> bool:
    return (one.mentorship_id, one.period) == (other.mentorship_id, other.period)
