"""A date to meet: one half proposes it, the other says yes, moves it or says no; each hears what became of it.

In a group a date stands as soon as somebody sets it; who cannot come says so to whoever mentors, and it stands all
the same. Whatever is pressed carries the moment that its button showed: nobody says yes to a date that has been moved.
A date that is called off leaves no trace of who did it.
"""

from __future__ import annotations

from datetime import datetime, time

from bot.domain.calendar import add_working_days, at_local, local_day
from bot.domain.dates import (
    SHORTER,
    DateGone,
    check_date,
    check_length,
    check_same,
    is_late,
    stands,
    token,
)
from bot.domain.kinds import PromptKind
from bot.domain.meetings import USUAL, Meeting, MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated, Refusal
from bot.programme import date_news, meetings
from bot.programme.date_news import NEWS, REMINDERS
from bot.programme.untold import check_told
from bot.programme.work import Work

USUAL_HOUR = time(10)
#: How somebody's word that they cannot come is kept in the ledger, under the message that asked them.
ABSENT = "absent"


class ProposedMeanwhile(Refusal):
    """Another date was set since the form was opened."""

    key = "refusals.date_moved"


def propose(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    starts_at: datetime,
    *,
    minutes: int = USUAL,
    seen: str | None = None,
) -> Meeting:
    """A date is set, or moved; the other half is told, and nobody is nudged until it has passed.

    `starts_at` is a UTC instant. `seen` is the `token` of the date that the form showed, "" for none: both halves who
    propose the same moment agree on it, and whoever proposes another reads first what was proposed meanwhile. Raises
    `DateGone`, `DateTooFar`, `NoSuchLength`, `ProposedMeanwhile`.
    """
    check_date(starts_at, now=work.now, zone=actor.timezone)
    check_length(minutes)
    before = work.meetings.to_plan(mentorship.id)
    standing = before if before is not None and stands(before, work.now) else None
    same = standing is not None and standing.starts_at == starts_at
    if standing is not None and same and standing.minutes in (minutes, None):
        return _yes(work, actor, mentorship, standing)
    if seen is not None and standing is not None and not same and seen != token(standing):
        raise ProposedMeanwhile(when=standing.starts_at or standing.held_on)
    agreed = mentorship.is_group or (same and standing is not None and standing.agreed)
    meeting = _write(work, actor, mentorship, before, starts_at, minutes=minutes, agreed=agreed)
    work.meetings.unskip(mentorship.id, meeting.cycle)
    _spare(work, mentorship)
    date_news.tell(work, actor, mentorship, meeting, was=standing if not same else None)
    date_news.remind(work, mentorship, meeting)
    date_news.show_again(work, mentorship)
    return meeting


def accept(work: Work, actor: Person, meeting_id: int, seen: str) -> Meeting:
    """ "That suits me": the date is agreed, and whoever proposed it is told. Twice is once.

    Raises `DateMoved`, `DateDropped`, `DateGone`, `Outdated`.
    """
    meeting, mentorship = _mine(work, actor, meeting_id)
    check_same(meeting, seen)
    if meeting.state is not MeetingState.PLANNED or meeting.agreed:
        return meeting
    if not stands(meeting, work.now):
        raise DateGone
    return _yes(work, actor, mentorship, meeting)


def decline(work: Work, actor: Person, prompt: Prompt | None, meeting_id: int, seen: str) -> Meeting:
    """ "I can't": of two people, the date is off, agreed or not; in a group it stands, and who mentors is told.

    Raises `DateMoved`, `DateDropped`, `DateGone`, `Outdated`.
    """
    meeting, mentorship = _mine(work, actor, meeting_id)
    if meeting.state is MeetingState.WITHDRAWN:
        return meeting
    check_same(meeting, seen)
    if meeting.state is not MeetingState.PLANNED:
        return meeting
    if not stands(meeting, work.now):
        raise DateGone
    if only_absent(mentorship, meeting, actor):
        date_news.tell_absent(work, actor, mentorship, meeting)
        if prompt is not None:
            work.prompts.answer(prompt.id, f"{ABSENT}:{token(meeting)}")
        return meeting
    return drop(work, actor, mentorship, meeting)


def only_absent(mentorship: Mentorship, meeting: Meeting, actor: Person) -> bool:
    """Whether a group meets without this person, who neither mentors it nor set the date."""
    seat = mentorship.seat_of(actor.id)
    mentors = seat is not None and seat.role is SeatRole.MENTOR
    return mentorship.is_group and not mentors and meeting.logged_by != actor.id


def drop(work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting) -> Meeting:
    """The date is off; whoever has read of it is told, whoever has not is spared both."""
    told = [
        seat.person_id
        for seat in mentorship.others(actor.id)
        if date_news.has_read(work, mentorship, seat.person_id, meeting)
    ]
    dropped = work.meetings.change(meeting.id, state=MeetingState.WITHDRAWN)
    work.prompts.cancel(reason="withdrawn", mentorship_id=mentorship.id, kinds=(*NEWS, *REMINDERS))
    dues = [date_news.news(work, mentorship, dropped, person_id, {"gone": 1}) for person_id in told]
    work.prompts.plan(dues, now=work.now)
    date_news.show_again(work, mentorship)
    _look_at_once(work, mentorship)
    return dropped


def shorten(work: Work, actor: Person, meeting_id: int, seen: str) -> Meeting:
    """The same date, for half an hour: easier to keep than to move. The other half is told."""
    meeting, mentorship = _mine(work, actor, meeting_id)
    check_same(meeting, seen)
    if meeting.state is not MeetingState.PLANNED or meeting.minutes == SHORTER:
        return meeting
    if not stands(meeting, work.now):
        raise DateGone
    shorter = work.meetings.change(meeting.id, minutes=SHORTER)
    date_news.tell(work, actor, mentorship, shorter, was=None, more={"shorter": SHORTER})
    date_news.show_again(work, mentorship)
    return shorter


def took_place(work: Work, actor: Person, meeting_id: int) -> meetings.Logged:
    """ "Yes, we met": logged with the length that was planned. Raises `DateGone` for a date still to come."""
    meeting, mentorship = _mine(work, actor, meeting_id)
    if stands(meeting, work.now):
        raise DateGone
    date_news.show_again(work, mentorship)
    return meetings.log(
        work, actor, mentorship, minutes=meeting.minutes or USUAL, day=meeting.held_on, form=meeting.form
    )


def did_not(work: Work, actor: Person, meeting_id: int) -> Meeting:
    """No, we didn't: the date that went by is put away, without a word to anybody."""
    meeting, mentorship = _mine(work, actor, meeting_id)
    if meeting.state is not MeetingState.PLANNED or stands(meeting, work.now):
        return meeting
    work.prompts.cancel(reason="withdrawn", mentorship_id=mentorship.id, kinds=REMINDERS)
    return work.meetings.change(meeting.id, state=MeetingState.WITHDRAWN)


def comes_late(work: Work, actor: Person, meeting: Meeting | None) -> bool:
    """Whether an agreed date is at most one working day of the actor away."""
    if meeting is None or meeting.starts_at is None or not meeting.agreed or not stands(meeting, work.now):
        return False
    return is_late(meeting.starts_at, work.now, work.hours(actor))


def standing_date(work: Work, mentorship: Mentorship) -> Meeting | None:
    """The date to come, agreed or not."""
    planned = work.meetings.planned(mentorship.id)
    return planned if planned is not None and stands(planned, work.now) else None


def suggested_start(work: Work, actor: Person, mentorship: Mentorship) -> datetime:
    """The date that the form opens with: the one set already, else the next working day at ten."""
    standing = standing_date(work, mentorship)
    if standing is not None and standing.starts_at is not None:
        return standing.starts_at
    day = add_working_days(work.hours(actor), work.today(actor), 1)
    return at_local(day, USUAL_HOUR, actor.timezone)


def of_ones_own(work: Work, actor: Person, meeting_id: int) -> tuple[Meeting, Mentorship]:
    """A date of a mentorship of the actor's that runs. Raises `Outdated`, or `NotJustNow` until they know."""
    meeting = work.meetings.get(meeting_id)
    about = meeting.mentorship_id if meeting else None
    running = {one.id: one for one in work.mentorships.of(actor.id)}
    if meeting is None or about not in running:
        check_told(work, actor, about)
        raise Outdated
    return meeting, running[meeting.mentorship_id]


def _mine(work: Work, actor: Person, meeting_id: int) -> tuple[Meeting, Mentorship]:
    """The same, as it is once nobody else is changing it."""
    meeting, mentorship = of_ones_own(work, actor, meeting_id)
    work.meetings.to_plan(mentorship.id)
    return work.meetings.get(meeting_id) or meeting, mentorship


def _yes(work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting) -> Meeting:
    """Whoever proposed it has said yes already."""
    if meeting.agreed or meeting.logged_by == actor.id:
        return meeting
    agreed = work.meetings.change(meeting.id, agreed=True)
    date_news.tell(work, actor, mentorship, agreed, was=None)
    date_news.show_again(work, mentorship)
    return agreed


def _write(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    before: Meeting | None,
    starts_at: datetime,
    *,
    minutes: int,
    agreed: bool,
) -> Meeting:
    """One date at a time: a new one takes the place of the one before, gone by or not."""
    day = local_day(mentorship.timezone, starts_at)
    cycle = mentorship.cycle_on(day)
    if before is None:
        before = work.meetings.add(
            mentorship.id,
            state=MeetingState.PLANNED,
            cycle=cycle,
            held_on=day,
            starts_at=starts_at,
            minutes=minutes,
            form=None,
            logged_by=actor.id,
            logged_at=work.now,
        )
    return work.meetings.change(
        before.id,
        held_on=day,
        starts_at=starts_at,
        minutes=minutes,
        cycle=cycle,
        logged_by=actor.id,
        logged_at=work.now,
        agreed=agreed,
    )


def _spare(work: Work, mentorship: Mentorship) -> None:
    work.prompts.cancel(reason="planned", mentorship_id=mentorship.id, kinds=meetings.SPARED)
    _look_at_once(work, mentorship)


def _look_at_once(work: Work, mentorship: Mentorship) -> None:
    """When the sheet comes hangs on the date: one that waits is planned anew."""
    work.cadences.call_off(mentorship.id, [PromptKind.SHEET], reason="moved")
    work.mentorships.look_again({mentorship.id: work.now})
