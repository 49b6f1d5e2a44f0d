"""What people answer to a prompt: a date, not this month, later, a pause. Every answer can be taken back.

Logging the meeting itself is `meetings.log`. Whatever is answered spares both halves the nudges of that
cycle.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, add_working_days, at_local, local_day
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated, Refusal
from bot.programme import away, meetings
from bot.programme.outcomes import LATER, Became, Outcome, asked_cycle, outcome, running_cycle
from bot.programme.untold import check_told
from bot.programme.work import Work

#: What is asked of a pair, and need not be while it rests.
ASKED_OF_A_PAIR = (*meetings.SPARED, PromptKind.SHEET, PromptKind.FLAG)
#: A date further away than this is a typing mistake in the year.
FURTHEST = timedelta(days=180)
LONGEST_PAUSE = timedelta(days=366)
#: "Later this week" is two working days from now.
LATER_MEANS = 2
MORNING = time(8)
USUAL_HOUR = time(10)


class DateGone(Refusal):
    """The date to meet is not in the future."""

    key = "refusals.date_gone"


class DateTooFar(Refusal):
    """The date to meet is more than half a year away."""

    key = "refusals.date_too_far"


class PauseTooShort(Refusal):
    """A pause ends tomorrow at the earliest, and needs a date."""

    key = "refusals.pause_too_short"


class PauseTooLong(Refusal):
    """A pause lasts a year at most; after that it is an ending."""

    key = "refusals.pause_too_long"


def mine(work: Work, actor: Person, prompt_id: int) -> Prompt:
    """A prompt that was sent to the actor. Raises `Outdated` for anybody else's: its button was forged."""
    prompt = work.prompts.get(prompt_id)
    if prompt is None or prompt.recipient_id != actor.id:
        raise Outdated
    return prompt


def meant(work: Work, actor: Person, mentorship_id: int | None) -> Mentorship:
    """The actor's own mentorship, still running. Raises `Outdated` otherwise, `NotJustNow` until they know."""
    mine = {one.id: one for one in work.mentorships.of(actor.id)}
    if mentorship_id is None or mentorship_id not in mine:
        check_told(work, actor, mentorship_id)
        raise Outdated
    return mine[mentorship_id]


def became(work: Work, prompt: Prompt, mentorship: Mentorship) -> Outcome:
    """What has become of the question that this prompt asks about this mentorship."""
    first = prompt.kind in (PromptKind.FIRST_MEETING, PromptKind.INTRODUCTION)
    cycle = asked_cycle(work, prompt, mentorship)
    return outcome(work, mentorship, cycle, first=first, answer=prompt.answer or "")


def likely_day(work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship) -> date:
    """The day that the form opens with: a date that was set, the last of the cycle asked about, or today."""
    cycle, today = asked_cycle(work, prompt, mentorship), work.today(actor)
    planned = work.meetings.planned(mentorship.id)
    if planned is not None and planned.held_on < today and planned.cycle == cycle:
        return planned.held_on
    _, end = mentorship.bounds(cycle)
    return min(today, end - DAY)


def plan(work: Work, actor: Person, mentorship: Mentorship, starts_at: datetime) -> Meeting:
    """A date is set, or moved; the other half is told, and nobody is nudged until it has passed.

    `starts_at` is a UTC instant. Raises `DateGone`, `DateTooFar`.
    """
    if starts_at <= work.now:
        raise DateGone
    if starts_at > work.now + FURTHEST:
        raise DateTooFar(day=local_day(actor.timezone, work.now + FURTHEST))
    meeting = _write_date(work, actor, mentorship, starts_at)
    work.meetings.unskip(mentorship.id, meeting.cycle)
    _spare(work, mentorship, reason="planned")
    work.prompts.cancel(reason="moved", mentorship_id=mentorship.id, kinds=[PromptKind.PARTNER_PLAN])
    _tell_of_date(work, actor, mentorship, meeting, until=starts_at)
    return meeting


def skip(work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship) -> None:
    """Not this month: an answer, not a failure. Nobody is asked again about the prompt's cycle.

    It changes nothing when the question has been answered meanwhile.
    """
    if not became(work, prompt, mentorship).is_open:
        return
    cycle = asked_cycle(work, prompt, mentorship)
    work.meetings.skip(mentorship.id, cycle, by=actor.id, at=work.now)
    _spare(work, mentorship, reason="skipped")
    if cycle == running_cycle(work, mentorship):
        work.prompts.cancel(reason="skipped", mentorship_id=mentorship.id, kinds=[PromptKind.SHEET])


def met_today(work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship) -> meetings.Logged:
    """One click in a digest: the date set, if it has passed, else today, as `/mentor-log @tom` would."""
    day = likely_day(work, actor, prompt, mentorship)
    return meetings.log(work, actor, mentorship, minutes=None, day=day, form=None)


def later(work: Work, actor: Person, prompt: Prompt) -> date:
    """The same question again, two working days from now; returns that day, a local date of the actor."""
    day = later_day(work, actor)
    morning = at_local(day, MORNING, actor.timezone)
    again = PromptDue(
        kind=prompt.kind,
        mentorship_id=prompt.mentorship_id,
        recipient_id=actor.id,
        period=prompt.period,
        rung=f"again-{work.now:%Y%m%dT%H%M%S}",
        not_before=morning,
        expires_at=max(prompt.expires_at, morning + 3 * DAY),
    )
    work.prompts.plan([again], now=work.now)
    work.prompts.answer(prompt.id, f"{LATER}{day}")
    return day


def later_day(work: Work, actor: Person) -> date:
    return add_working_days(work.hours(actor), work.today(actor), LATER_MEANS)


def may_pause(mentorship: Mentorship, actor: Person) -> bool:
    """A group does not rest because one of its mentees does: they take a break of their own."""
    seat = mentorship.seat_of(actor.id)
    return not (mentorship.is_group and seat is not None and seat.role is SeatRole.MENTEE)


def pause(work: Work, actor: Person, mentorship: Mentorship, until: date) -> None:
    """Nothing is asked of either half before `until`, a local date of the programme; what they wait to read is said all
    the same. Raises `PauseTooShort`, `PauseTooLong`, and `Outdated` for whoever may not pause it.
    """
    if not may_pause(mentorship, actor):
        raise Outdated
    today = local_day(mentorship.timezone, work.now)
    if until <= today:
        raise PauseTooShort
    if until > today + LONGEST_PAUSE:
        raise PauseTooLong(day=today + LONGEST_PAUSE)
    resting = work.mentorships.pause(mentorship.id, since=today, until=until)
    work.prompts.cancel(reason="paused", mentorship_id=mentorship.id, kinds=ASKED_OF_A_PAIR)
    away.begins(work, resting, until, by=[actor.id])
    _look_at_once(work, mentorship)


def take_back(work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship) -> None:
    """Whatever was answered is undone, and the question stands again."""
    now = became(work, prompt, mentorship)
    match now.became:
        case Became.SKIPPED:
            work.meetings.unskip(mentorship.id, asked_cycle(work, prompt, mentorship))
        case Became.PAUSED:
            today = local_day(mentorship.timezone, work.now)
            away.goes_on(work, work.mentorships.resume(mentorship.id, today))
        case Became.PLANNED if now.meeting is not None:
            _drop_date(work, actor, mentorship, now.meeting)
        case Became.MET if now.meeting is not None and now.meeting.logged_by == actor.id:
            meetings.withdraw(work, actor, now.meeting.id)
        case Became.LATER:
            _forget_later(work, actor, prompt)
        case _:
            raise Outdated
    work.prompts.answer(prompt.id, None)
    _look_at_once(work, mentorship)


def suggested_start(work: Work, actor: Person, mentorship: Mentorship) -> datetime:
    """The date that the form opens with: the one set already, else the next working day at ten."""
    planned = work.meetings.planned(mentorship.id)
    if planned is not None and planned.starts_at is not None and planned.starts_at > work.now:
        return planned.starts_at
    day = add_working_days(work.hours(actor), work.today(actor), 1)
    return at_local(day, USUAL_HOUR, actor.timezone)


def instant(seconds: object) -> datetime:
    """The instant that Slack's picker gives, in seconds since 1970. Raises `DateGone` for anything else."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        raise DateGone from None


def _forget_later(work: Work, actor: Person, prompt: Prompt) -> None:
    work.prompts.cancel(
        reason="changed",
        recipient_id=actor.id,
        mentorship_id=prompt.mentorship_id,
        kinds=[prompt.kind],
        period=prompt.period,
    )


def _write_date(work: Work, actor: Person, mentorship: Mentorship, starts_at: datetime) -> Meeting:
    """One date at a time: a new one takes the place of the one before, gone by or not."""
    day = local_day(mentorship.timezone, starts_at)
    cycle = mentorship.cycle_on(day)
    planned = work.meetings.planned(mentorship.id)
    if planned is not None:
        return work.meetings.change(
            planned.id, held_on=day, starts_at=starts_at, cycle=cycle, logged_by=actor.id, logged_at=work.now
        )
    return work.meetings.add(
        mentorship.id,
        state=MeetingState.PLANNED,
        cycle=cycle,
        held_on=day,
        starts_at=starts_at,
        minutes=None,
        form=None,
        logged_by=actor.id,
        logged_at=work.now,
    )


def _drop_date(work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting) -> None:
    """The date is taken back; whoever has read of it is told, whoever has not is spared both."""
    dropped = work.meetings.change(meeting.id, state=MeetingState.WITHDRAWN)
    unread = work.prompts.cancel(
        reason="withdrawn", mentorship_id=mentorship.id, kinds=[PromptKind.PARTNER_PLAN]
    )
    if not unread and meeting.starts_at is not None:
        _tell_of_date(work, actor, mentorship, dropped, until=meeting.starts_at)


def _tell_of_date(
    work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting, *, until: datetime
) -> None:
    work.prompts.plan(
        [
            PromptDue(
                kind=PromptKind.PARTNER_PLAN,
                mentorship_id=mentorship.id,
                recipient_id=seat.person_id,
                period=f"meeting-{meeting.id}",
                rung=f"{meeting.state}-{work.now:%Y%m%dT%H%M%S}",
                not_before=work.now,
                expires_at=until,
                about={"meeting": meeting.id},
            )
            for seat in mentorship.others(actor.id)
        ],
        now=work.now,
    )


def _spare(work: Work, mentorship: Mentorship, *, reason: str) -> None:
    work.prompts.cancel(reason=reason, mentorship_id=mentorship.id, kinds=meetings.SPARED)
    _look_at_once(work, mentorship)


def _look_at_once(work: Work, mentorship: Mentorship) -> None:
    work.mentorships.look_again({mentorship.id: work.now})
