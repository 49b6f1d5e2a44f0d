"""When somebody who stopped half-way through their first questions is asked again: twice at most, ever (design §4).

Days are the person's own local dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.refusals import Refusal

#: Since the last answer: one reminder for each.
LADDER = (timedelta(days=3), timedelta(days=10))
#: Two reminders are never closer than this, whatever delayed the first.
APART = timedelta(days=7)
#: "Later", when nothing else is said, and "next week".
LATER, NEXT_WEEK = timedelta(days=3), timedelta(days=7)
#: Answers left half-way are kept so long (design §8): a later date would be kept of nobody.
LONGEST_QUIET = timedelta(days=90)


class QuietTooShort(Refusal):
    """ "Later" begins tomorrow at the earliest, and needs a date."""

    key = "onboarding.later.too_soon"


class QuietTooLong(Refusal):
    """ "Later" is at most 90 days away, until `day`."""

    key = "onboarding.later.too_far"


def reminder_days(
    answered_on: date, *, said_on: Sequence[date], quiet_until: date | None = None
) -> tuple[date, ...]:
    """The days from which the reminders that are left may be said, the next one first.

    `said_on` are the days of those already said; nothing is said before `quiet_until`.
    """
    return _apart([answered_on + wait for wait in LADDER[len(said_on) :]], said_on, quiet_until)


def days_from(first: date, *, said_on: Sequence[date]) -> tuple[date, ...]:
    """The same, when the next one has a day of its own: the person named it, or a coordinator asks."""
    return _apart([first] * (len(LADDER) - len(said_on)), (), first)


def check_quiet(until: date | None, today: date) -> date:
    """The day that somebody asked for. Raises `QuietTooShort`, `QuietTooLong`."""
    if until is None or until <= today:
        raise QuietTooShort
    if until > today + LONGEST_QUIET:
        raise QuietTooLong(day=today + LONGEST_QUIET)
    return until


def _apart(days: Sequence[date], said_on: Sequence[date], not_before: date | None) -> tuple[date, ...]:
    kept: list[date] = []
    for day in days:
        before = [*said_on[-1:], *kept[-1:]][-1:]
        kept.append(max(day, not_before or day, *(one + APART for one in before)))
    return tuple(kept)
