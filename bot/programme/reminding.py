"""Whoever stops half-way is reminded twice at most, ever; and "later" is a date that is kept (`field.md` C14, C16).

Nobody who has not answered a single question is reminded by itself: to be greeted, or to change the language of
Home, is no beginning. Somebody on the list of an open round has been signed up by a coordinator, who wrote to them
once already and whose round closes on a day: they too are left alone, unless a coordinator asks for it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain import reminders
from bot.domain.budget import NUDGES_A_MONTH
from bot.domain.cadence import PromptDue
from bot.domain.calendar import MIDNIGHT, at_local, local_day, month_bounds, month_of, next_window
from bot.domain.enrolments import EnrolmentState
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from bot.domain.people import Person
from bot.domain.prompts import Prompt, PromptState
from bot.domain.reminders import LADDER, days_from, reminder_days
from bot.programme.joining import Arrival, where
from bot.programme.work import Work

#: A reminder that could not be said in a month is no longer about what somebody was doing.
LASTS = timedelta(days=30)
SAID = (PromptState.SENT, PromptState.SENDING, PromptState.UNKNOWN)
PERIOD = "arrival"


class WhyNot(StrEnum):
    """Why a coordinator cannot have somebody reminded now."""

    NOT_HERE = "not_here"
    """A guest, somebody who left the company or the programme, or who does not want these messages."""
    COMPLETE = "complete"
    NOT_BEGUN = "not_begun"
    TWICE = "twice"
    LATER = "later"
    """They asked to be left alone until a date."""
    SOON = "soon"
    """They were reminded less than a week ago."""
    BUDGET = "budget"
    """This month's nudges are used up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PutOff:
    """ "Later": until which day nothing is asked, and whether a reminder comes then, or none any more."""

    until: date
    comes: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """A reminder: where they are, and `put_off` once they asked for another day. None follows one that `is_last`."""

    prompt: Prompt
    arrival: Arrival
    put_off: PutOff | None
    is_last: bool = False


def follow_up(work: Work, arrival: Arrival) -> None:
    """After each answer: the reminders that are left wait anew, or are called off when nothing is left to ask."""
    person = arrival.person
    if arrival.current is None:
        work.prompts.cancel(reason="answered", recipient_id=person.id, kinds=[PromptKind.UNFINISHED])
        return
    said, waiting, number = _series(work, person)
    quiet = work.profiles.of(person.id).quiet_until
    days = reminder_days(work.today(person), said_on=said, quiet_until=quiet)
    _expect(work, person, days, waiting, number)


def put_off(work: Work, actor: Person, until: date | None) -> PutOff:
    """Nothing is asked before this local date of theirs; the next reminder, if one is left, comes that morning.

    Raises `QuietTooShort`, `QuietTooLong`.
    """
    actor = work.people.held(actor.id)
    day = reminders.check_quiet(until, work.today(actor))
    work.profiles.change(actor.id, quiet_until=day)
    said, waiting, number = _series(work, actor)
    if where(work, actor).current is not None:
        _expect(work, actor, days_from(day, said_on=said), waiting, number)
    return PutOff(until=day, comes=len(said) < len(LADDER))


def later_day(work: Work, actor: Person, wait: timedelta = reminders.LATER) -> date:
    """The first working day of theirs, so many days from now: nobody is written to on a Sunday. A mere "later" brings
    no day nearer that they asked for before.
    """
    day = _working_day(work, actor, work.today(actor) + wait)
    asked_for = work.profiles.of(actor.id).quiet_until if wait == reminders.LATER else None
    return max(day, asked_for or day)


def why_not(work: Work, person: Person) -> WhyNot | None:
    """Why this person cannot be reminded now; None when they can."""
    person = work.people.get(person.id)
    arrival = where(work, person)
    profile = work.profiles.of(person.id)
    left = arrival.enrolment is not None and arrival.enrolment.state is EnrolmentState.LEFT
    if not person.is_welcome or left or PromptKind.UNFINISHED in profile.muted:
        return WhyNot.NOT_HERE
    if arrival.current is None:
        return WhyNot.COMPLETE
    if not arrival.progress.answered and arrival.open_round is None:
        return WhyNot.NOT_BEGUN
    said, _, _ = _series(work, person)
    if len(said) >= len(LADDER):
        return WhyNot.TWICE
    if profile.quiet_until is not None and profile.quiet_until > work.today(person):
        return WhyNot.LATER
    if said and said[-1] + reminders.APART > work.today(person):
        return WhyNot.SOON
    return WhyNot.BUDGET if _nudges_this_month(work, person) >= NUDGES_A_MONTH else None


def remind(work: Work, person: Person) -> bool:
    """A coordinator asks: the next of the two reminders comes in the person's next working hours instead of on its
    day. True when one is on its way; `why_not` says why not. The two remain two, and the budget decides last.
    """
    person = work.people.held(person.id)
    if why_not(work, person) is not None:
        return False
    said, waiting, number = _series(work, person)
    if not any(prompt.not_before <= work.now for prompt in waiting):
        _expect(work, person, days_from(work.today(person), said_on=said), waiting, number)
    return True


def unfinished(work: Work, prompt: Prompt, reader: Person) -> Unfinished:
    """Facts of a reminder, when it is said and whenever it is drawn again."""
    until = work.profiles.of(reader.id).quiet_until
    said = [one.id for one in work.prompts.series(reader.id, PromptKind.UNFINISHED) if one.state in SAID]
    waits = until is not None and until > work.today(reader)
    return Unfinished(
        prompt=prompt,
        arrival=where(work, reader),
        put_off=PutOff(until=until, comes=len(said) < len(LADDER)) if until is not None and waits else None,
        is_last=sum(one < prompt.id for one in said) >= len(LADDER) - 1,
    )


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Answered from elsewhere, gone from the programme, or asked for another day."""
    facts = unfinished(work, prompt, reader)
    enrolment = facts.arrival.enrolment
    if facts.arrival.current is None:
        return "answered"
    if facts.put_off is not None:
        return "later"
    return "left" if enrolment is not None and enrolment.state is EnrolmentState.LEFT else None


def _series(work: Work, person: Person) -> tuple[list[date], list[Prompt], int]:
    """The days on which they were reminded, the reminders that wait, and how many there ever were."""
    series = work.prompts.series(person.id, PromptKind.UNFINISHED)
    said = [one.sent_at or one.not_before for one in series if one.state in SAID]
    waiting = [one for one in series if one.state is PromptState.PLANNED]
    return [local_day(person.timezone, at) for at in sorted(said)], waiting, len(series)


def _expect(work: Work, person: Person, days: Sequence[date], waiting: Sequence[Prompt], number: int) -> None:
    """Those that wait are moved to these days; what is missing is planned."""
    mornings = [_morning(work, person, day) for day in days]
    for prompt, morning in zip(waiting, mornings, strict=False):
        work.prompts.move(prompt.id, not_before=morning, expires_at=morning + LASTS)
    missing = enumerate(mornings[len(waiting) :], start=number + 1)
    work.prompts.plan(
        [
            PromptDue(
                kind=PromptKind.UNFINISHED,
                mentorship_id=None,
                recipient_id=person.id,
                period=PERIOD,
                rung=str(rung),
                not_before=morning,
                expires_at=morning + LASTS,
            )
            for rung, morning in missing
        ],
        now=work.now,
    )
    spare = [prompt.id for prompt in waiting[len(mornings) :]]
    work.prompts.settle(spare, state=PromptState.CANCELLED, reason="twice")


def _morning(work: Work, person: Person, day: date) -> datetime:
    return next_window(work.hours(person), at_local(day, MIDNIGHT, person.timezone))[0]


def _working_day(work: Work, person: Person, day: date) -> date:
    return local_day(person.timezone, _morning(work, person, day))


def _nudges_this_month(work: Work, person: Person) -> int:
    month, _ = month_bounds(person.timezone, *month_of(person.timezone, work.now))
    said = work.prompts.said_to(person.id, month)
    return sum(CLASS_OF[PromptKind(one.kind)] is PromptClass.NUDGE for one in said)
