"""A meeting, planned or held: its date, minutes and form, never what was said.

A meeting that one half logs counts at once. If the other half says "we did not meet", it counts neither as met nor
as quiet until both agree again: nobody wins a disagreement by clicking first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.refusals import Refusal


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Form(StrEnum):
    VIDEO = "video"
    IN_PERSON = "in_person"
    PHONE = "phone"


class SkipReason(StrEnum):
    """Why not this time, for whoever likes to say it: never health, never family (`field.md` G3)."""

    BUSY = "busy"
    AWAY = "away"
    NO_DATE = "no_date"
    NOTHING_TO_DISCUSS = "nothing_to_discuss"
    SOMETHING_ELSE = "something_else"


#: Nobody talks for nine hours with their mentor: beyond this it is a typing mistake.
LONGEST = 8 * 60
SHORTEST = 5
#: The usual length of a first conversation, offered in the form.
USUAL = 45
#: A meeting takes two, in a group as well.
FEWEST_THERE = 2
#: A meeting may be remembered late, but a date from another year is a typing mistake.
OLDEST = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """`held_on` is the local date in the mentorship's zone; `starts_at` a UTC instant, for planned meetings only."""

    id: int
    mentorship_id: int
    state: MeetingState
    cycle: int
    held_on: date
    starts_at: datetime | None
    minutes: int | None
    form: Form | None
    logged_by: int
    agreed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What there is around one cycle of a mentorship: everything written about it, the earliest day first, whether
    somebody chose to skip it, and besides the next date and the last meeting, whatever their cycle.
    """

    in_cycle: tuple[Meeting, ...] = ()
    skipped: bool = False
    planned: Meeting | None = None
    last_held: Meeting | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """A cycle that somebody chose to skip. `reason` is None for whoever would rather not say, as most do."""

    by: int
    reason: SkipReason | None


class Deed(StrEnum):
    """What somebody did about a meeting that was told."""

    LOGGED = "logged"
    CORRECTED = "corrected"
    AGREED = "agreed"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A meeting as it was told at one time, and what `by` (a person's id) did about it then. `at` is a UTC instant."""

    meeting_id: int
    at: datetime
    by: int
    deed: Deed
    held_on: date
    minutes: int | None
    form: Form | None


class TooLong(Refusal):
    """The length is more than eight hours."""

    key = "refusals.meeting_too_long"


class TooShort(Refusal):
    """The length is under five minutes."""

    key = "refusals.meeting_too_short"


class NotYet(Refusal):
    """The date is still to come: it can be planned, not logged."""

    key = "refusals.meeting_not_yet"


class TooOld(Refusal):
    """The date is more than three months ago, or before the mentorship began."""

    key = "refusals.meeting_too_old"


class MetThatDay(Refusal):
    """The meeting is moved to a day on which another one is noted."""

    key = "refusals.met_that_day"


class Confirmed(Refusal):
    """Whoever logged it takes back a meeting that the other half has confirmed meanwhile."""

    key = "refusals.meeting_confirmed"


class TooFewThere(Refusal):
    """A meeting of a group at which there was nobody, or one person alone."""

    key = "refusals.too_few_there"


def check_there(there: Collection[int] | None) -> None:
    """Raise `TooFewThere` for fewer than two people; None says nothing of who was there."""
    if there is not None and len(there) < FEWEST_THERE:
        raise TooFewThere


def check_held(*, held_on: date, minutes: int | None, today: date, since: date) -> None:
    """Raise the refusal that explains why such a meeting cannot have been held."""
    if minutes is not None and minutes > LONGEST:
        raise TooLong(hours=LONGEST // 60)
    if minutes is not None and minutes < SHORTEST:
        raise TooShort(minutes=SHORTEST)
    if held_on > today:
        raise NotYet(day=held_on)
    if held_on < max(since, today - OLDEST):
        raise TooOld(day=held_on, year=str(held_on.year), since=max(since, today - OLDEST))
