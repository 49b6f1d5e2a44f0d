"""What people did, as they know it themselves: the other side of the bot's ledger, against which it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Did(StrEnum):
    """`WITHDREW` takes back whatever was answered about the pair; `REFUSED` is a form that the bot sent back."""

    MET = "met"
    AGREED = "agreed"
    DENIED = "denied"
    PLANNED = "planned"
    SKIPPED = "skipped"
    PUT_OFF = "put_off"
    PAUSED = "paused"
    WITHDREW = "withdrew"
    SIGNED = "signed"
    ACCEPTED = "accepted"
    CHANGED_RHYTHM = "changed_rhythm"
    MUTED = "muted"
    ANSWERED = "answered"
    IGNORED = "ignored"
    LEFT = "left"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """`at` is programme time; `who` and `partner` are Slack ids. `day`: the date of the meeting, or the last day of a
    break. `ts`: the message that was answered, None for what was done unasked.
    """

    at: datetime
    who: str
    what: Did
    partner: str | None = None
    day: date | None = None
    ts: str | None = None
