"""Reaching out: whom somebody can turn to, and who hears of it when nobody answers (`field.md` W13).

What is known of a request is who would like to talk with whom, and since when. Why they do is asked of nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import Hours, add_working_days, at_local, local_day, next_open
from bot.domain.refusals import Refusal

#: Working days, by the contact's own calendar, before somebody else is asked.
WORKING_DAYS_TO_ANSWER = 2
#: A request that nobody took care of and that nobody took back is forgotten after this.
KEPT = timedelta(days=30)
#: What the bot itself said about a request is forgotten this long after it, once the request is over.
SAID_IS_KEPT = timedelta(days=7)
#: How many contacts of one kind a coordinator may name: more would be a list, not somebody to turn to.
MOST_CONTACTS = 5


class Kind(StrEnum):
    """What people turn to somebody for. Coordinators are there by their role; the others are named (`contacts.py`)."""

    COORDINATION = "coordination"
    HR = "hr"
    HARASSMENT = "harassment"
    REPRESENTATIVE = "representative"
    ANOTHER = "another"


#: Those outside the programme. What is said to one kind is never passed on to another.
OUTSIDE = tuple(kind for kind in Kind if kind is not Kind.COORDINATION)


class OnlyEmployees(Refusal):
    """A bot, a guest or somebody who left cannot be named as a contact."""

    key = "contacts.only_employees"


class TooManyContacts(Refusal):
    """More contacts of one kind than anybody would read."""

    key = "contacts.too_many"


class NotToThem(Refusal):
    """Whoever was chosen cannot be turned to any more: they left, were replaced, or are too close."""

    key = "reaching_out.not_to_them"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Somebody would like to talk with somebody. `asked` are the contacts who had it before this one.

    `pass_on_at` is when the next one gets it; at the `end`, it is forgotten.
    """

    id: int
    person_id: int
    contact_id: int
    kind: Kind
    asked_at: datetime
    pass_on_at: datetime
    asked: tuple[int, ...]

    @property
    def end(self) -> datetime:
        return self.asked_at + KEPT

    @property
    def has_run_out(self) -> bool:
        """Whether nobody is left to ask: the asker was told, and may choose anew."""
        return self.pass_on_at >= self.end


def answer_by(hours: Hours, asked_at: datetime) -> datetime:
    """Until when this contact has it: two of their working days after they could first read it, at the same hour."""
    read_at = next_open(hours, asked_at)
    day = add_working_days(hours, local_day(hours.zone, read_at), WORKING_DAYS_TO_ANSWER)
    return at_local(day, read_at.astimezone(ZoneInfo(hours.zone)).time(), hours.zone)
