"""What people answer to a prompt: not this time, later, a pause. Every answer can be taken back.

Logging the meeting itself is `meetings.log`, setting a date `dates.propose`. Whatever is answered spares both halves
the nudges of that cycle.
"""

from __future__ import annotations

from datetime import date, time

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, add_working_days, at_local, local_day
from bot.domain.changes import LONGEST_PAUSE, BreakTooLong
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import OLD, Prompt
from bot.domain.refusals import Outdated, Refusal
from bot.programme import away, date_news, dates, meetings
from bot.programme.outcomes import LATER, Became, Outcome, asked_cycle, outcome, running_cycle
from bot.programme.untold import check_told
from bot.programme.work import Work

#: What is asked of a pair, and need not be while it rests.
ASKED_OF_A_PAIR = (*meetings.SPARED, *date_news.REMINDERS, PromptKind.SHEET, PromptKind.FLAG)
#: "Later this week" is two working days from now.
LATER_MEANS = 2
MORNING = time(8)


class PauseTooShort(Refusal):
    """A pause ends tomorrow at the earliest, and needs a date."""

    key = "refusals.pause_too_short"


def mine(work: Work, actor: Person, prompt_id: int) -> Prompt:
    """A prompt that was sent to the actor. Raises `Outdated` for anybody else's, since its button was forged, and for
    one of so long ago that nobody knows any more what it was about.
    """
    prompt = work.prompts.get(prompt_id)
    if prompt is None or prompt.recipient_id != actor.id or prompt.reason == OLD:
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
    return min(today, mentorship.last_day(cycle))


def skip(work: Work, actor: Person, prompt: Prompt, mentorship: Mentorship) -> None:
    """Not this time: an answer, not a failure. Nobody is asked again about the prompt's cycle.

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


def check_break(until: date | None, today: date) -> date:
    """Raises `PauseTooShort` without a date to come, `BreakTooLong` beyond half a year."""
    if until is None or until <= today:
        raise PauseTooShort
    if until > today + LONGEST_PAUSE:
        raise BreakTooLong(day=today + LONGEST_PAUSE)
    return until


def pause(work: Work, actor: Person, mentorship: Mentorship, until: date | None) -> None:
    """Nothing is asked of either half before `until`, a local date of the programme; what they wait to read is said all
    the same. Raises `PauseTooShort`, `BreakTooLong`, and `Outdated` for whoever may not pause it.
    """
    if not may_pause(mentorship, actor):
        raise Outdated
    today = local_day(mentorship.timezone, work.now)
    until = check_break(until, today)
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
            date_news.remind_again(work, mentorship)
        case Became.PLANNED if now.meeting is not None:
            dates.drop(work, actor, mentorship, now.meeting)
        case Became.MET if now.meeting is not None and now.meeting.logged_by == actor.id:
            meetings.withdraw(work, actor, now.meeting.id)
        case Became.LATER:
            _forget_later(work, actor, prompt)
        case _:
            raise Outdated
    work.prompts.answer(prompt.id, None)
    _look_at_once(work, mentorship)


def _forget_later(work: Work, actor: Person, prompt: Prompt) -> None:
    work.prompts.cancel(
        reason="changed",
        recipient_id=actor.id,
        mentorship_id=prompt.mentorship_id,
        kinds=[prompt.kind],
        period=prompt.period,
    )


def _spare(work: Work, mentorship: Mentorship, *, reason: str) -> None:
    work.prompts.cancel(reason=reason, mentorship_id=mentorship.id, kinds=meetings.SPARED)
    _look_at_once(work, mentorship)


def _look_at_once(work: Work, mentorship: Mentorship) -> None:
    work.mentorships.look_again({mentorship.id: work.now})
