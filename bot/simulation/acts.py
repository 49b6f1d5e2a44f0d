"""What people did, as they know it themselves: the other side of the bot's ledger, against which it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Did(StrEnum):
    """`SUITS` is a date that the other half suggested, `MOVED` and `CALLED_OFF` one that stood until then. `WITHDREW`
    takes back whatever was answered about the pair. `REACHED_OUT` would like to talk with somebody, who has `HELPED`
    once they have been in touch. `WANTS_CHANGE` is a request to the team, who has `DECIDED`. `REFUSED` is a
    form that the bot sent back.
    """

    MET = "met"
    AGREED = "agreed"
    DENIED = "denied"
    PLANNED = "planned"
    SUITS = "suits"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    SKIPPED = "skipped"
    PUT_OFF = "put_off"
    PAUSED = "paused"
    WITHDREW = "withdrew"
    SIGNED = "signed"
    ACCEPTED = "accepted"
    CHANGED_RHYTHM = "changed_rhythm"
    MUTED = "muted"
    SET_HOURS = "set_hours"
    REACHED_OUT = "reached_out"
    HELPED = "helped"
    TOOK_BACK = "took_back"
    NOT_WELL = "not_well"
    COMES = "comes"
    CANNOT_COME = "cannot_come"
    WISHED = "wished"
    SET_GOALS = "set_goals"
    TICKED = "ticked"
    RATED = "rated"
    WANTS_CHANGE = "wants_change"
    DECIDED = "decided"
    ANSWERED = "answered"
    IGNORED = "ignored"
    LEFT = "left"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """`at` is programme time; `who` and `partner` are Slack ids. `day`: when the meeting was held, or is to be, or was
    to be; or the last day of a break. `ts`: the message that was answered, None for what was done unasked.
    """

    at: datetime
    who: str
    what: Did
    partner: str | None = None
    day: date | None = None
    ts: str | None = None
