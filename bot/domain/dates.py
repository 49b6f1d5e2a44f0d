"""A date to meet, before the meeting: proposed, agreed, moved, and the days on which it is spoken of (`field.md` W11).

A date stands for everybody only once the other half has said yes; in a group it stands at once. Every instant is
UTC; a day is the local date of whoever reads.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import (
    MIDNIGHT,
    Hours,
    add_working_days,
    at_local,
    local_day,
    next_open,
    working_day_before,
)
from bot.domain.meetings import USUAL, Meeting, MeetingState
from bot.domain.refusals import Refusal

#: Minutes offered for a date; the usual one is offered first.
LENGTHS = (30, USUAL, 60, 90)
#: What is left of a meeting for which time has become short.
SHORTER = 30
#: A date further away than this is a typing mistake in the year.
FURTHEST = timedelta(days=180)
#: How long "did it take place?" is worth asking: later the month's own question takes over.
ASKED_FOR = timedelta(days=5)
#: In working days.
SHEET_BEFORE = 2
#: How long before a date that lies outside their hours somebody learns what became of it.
NOTICE = timedelta(hours=1)


class DateGone(Refusal):
    """The date to meet is not in the future."""

    key = "refusals.date_gone"


class DateTooFar(Refusal):
    """The date to meet is more than half a year away."""

    key = "refusals.date_too_far"


class DateMoved(Refusal):
    """The button speaks of a date that has been moved meanwhile."""

    key = "refusals.date_moved"


class DateDropped(Refusal):
    """The button speaks of a date that no longer stands."""

    key = "refusals.date_dropped"


class NoSuchLength(Refusal):
    """A length that is not offered: the form was forged."""

    key = "refusals.not_offered"


def instant(seconds: object) -> datetime:
    """The instant that Slack's picker gives, in seconds since 1970. Raises `DateGone` for anything else."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        raise DateGone from None


def check_date(starts_at: datetime, *, now: datetime, zone: str) -> None:
    """Raise the refusal that explains why nobody can meet then: `DateGone`, `DateTooFar`."""
    if starts_at <= now:
        raise DateGone
    if starts_at > now + FURTHEST:
        raise DateTooFar(day=local_day(zone, now + FURTHEST))


def check_length(minutes: int) -> int:
    """The length, when it is one of those offered. Raises `NoSuchLength`."""
    if minutes not in LENGTHS:
        raise NoSuchLength
    return minutes


def stands(meeting: Meeting, now: datetime) -> bool:
    """Whether it is a date to come, agreed or not."""
    if meeting.state is not MeetingState.PLANNED:
        return False
    return meeting.starts_at is None or meeting.starts_at > now


def token(meeting: Meeting) -> str:
    """What a button carries, so that it can say yes or no to this very moment alone: the id, and the second."""
    seconds = 0 if meeting.starts_at is None else int(meeting.starts_at.timestamp())
    return f"{meeting.id}:{seconds}"


def check_same(meeting: Meeting, seen: str) -> None:
    """Raise `DateMoved` or `DateDropped` when the date is no longer the one that the button showed."""
    if meeting.state is MeetingState.WITHDRAWN:
        raise DateDropped
    if meeting.state is MeetingState.PLANNED and token(meeting) != seen:
        raise DateMoved(when=meeting.starts_at or meeting.held_on)


def is_late(starts_at: datetime, now: datetime, hours: Hours) -> bool:
    """Whether this person's last working day before it has begun: the day on which they are reminded of it."""
    return local_day(hours.zone, now) >= reminder_on(starts_at, hours)


def reminder_on(starts_at: datetime, hours: Hours) -> date:
    """This person's last working day before the date."""
    return working_day_before(hours, local_day(hours.zone, starts_at))


def sheet_on(starts_at: datetime, hours: Hours) -> date:
    """Two of this person's working days before the date: late enough to be to hand, and early enough to prepare."""
    return add_working_days(hours, local_day(hours.zone, starts_at), -SHEET_BEFORE)


def asked_on(starts_at: datetime, hours: Hours) -> date:
    """This person's first working day after the date."""
    return add_working_days(hours, local_day(hours.zone, starts_at), 1)


def cannot_wait(starts_at: datetime, now: datetime, hours: Hours) -> bool:
    """Whether news of it might come too late with the message of this person's next working day."""
    tomorrow = add_working_days(hours, local_day(hours.zone, now), 1)
    return starts_at <= at_local(tomorrow, hours.closes, hours.zone)


def in_time(expected_at: datetime, now: datetime, hours: Hours) -> datetime:
    """When somebody learns what became of a date at which they are expected: at their next working moment, or, where
    that comes after it, an hour before. Who agreed to meet so early is up by then.
    """
    return min(next_open(hours, now), max(now, expected_at - NOTICE))


def morning_of(day: date, hours: Hours) -> datetime:
    """From when on something may be said that day: the budget finds the person's own hours in it."""
    return at_local(day, MIDNIGHT, hours.zone)
