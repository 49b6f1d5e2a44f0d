"""What comes after the end of a mentorship: it closes, it goes on, or its two people keep in touch (`field.md` C4).

Nothing is imposed: going on and keeping in touch need everybody who is asked. With a silence it ends as planned.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import DAY, MIDNIGHT, add_months, at_local, local_day
from bot.domain.programmes import Duration

#: Working days of the programme before the last day: long enough to talk about it at a last meeting.
ASKED_BEFORE = 10
#: Months between two words to people who keep in touch.
A_QUARTER = 3


class After(StrEnum):
    """What somebody would like. Only the last two are ever told to the other half."""

    CLOSE = "close"
    GO_ON = "go_on"
    IN_TOUCH = "in_touch"


#: A wish that needs the other half, and is told to them.
SHARED = frozenset({After.GO_ON, After.IN_TOUCH})


def agreed(wishes: Mapping[int, After], asked: Collection[int]) -> After:
    """What becomes of it, by the wishes of everybody who was asked: the one that all share, else it closes."""
    said = {wishes.get(one, After.CLOSE) for one in asked}
    return said.pop() if len(said) == 1 else After.CLOSE


def goes_on_until(ends_on: date, duration: Duration | None) -> date | None:
    """The new last day, one more of the programme's terms; None in a programme whose mentorships have no term."""
    return duration.end_of(ends_on + DAY) - DAY if duration else None


def next_word(ended_at: datetime, now: datetime, zone: str) -> tuple[int, datetime]:
    """The next quarter after the end that begins after now: its number, from 1, and its first instant.

    Counted from the end, never from the word before: a bot that was away says nothing twice and makes up for nothing.
    """
    began, today = local_day(zone, ended_at), local_day(zone, now)
    number = max(1, ((today.year - began.year) * 12 + today.month - began.month) // A_QUARTER)
    while add_months(began, A_QUARTER * number) <= today:
        number += 1
    return number, at_local(add_months(began, A_QUARTER * number), MIDNIGHT, zone)
