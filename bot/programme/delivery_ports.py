"""The questions that delivery asks of the outside; `ports.py` has the others and the rules they share.

All instants are machine time, which several bots on one database agree on. Nothing here is known of Slack but the names
of its methods, in which the senders speak to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.pacing import Pace


@dataclass(frozen=True, kw_only=True, slots=True)
class Retouch:
    """A message to be drawn again. `wanted` counts how often it was asked for: once more meanwhile is once more."""

    id: int
    channel: str
    ts: str
    wanted: int
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """Slack refuses the installation itself: nobody can be reached until the operator mends it."""

    since: datetime
    why: str


class Delivery(Protocol):
    """What all senders of a workspace share: what to draw again, how fast they may speak, what Slack asked them."""

    def retouch(self, channel: str, ts: str) -> None:
        """Have a message of the ledger drawn again once this transaction is committed. Asking twice does no harm."""

    def leave(self, places: Sequence[str]) -> None:
        """Nothing is drawn again in these places, and nothing tells that anything was said there: what this piece of
        work has asked for already is called off too.
        """

    def has_retouches(self) -> bool:
        """Whether the time of any has come."""

    def take_retouches(self, *, until: datetime, limit: int = 20) -> Sequence[Retouch]:
        """Those whose time has come, the oldest first; nobody else takes them `until` then."""

    def retouched(self, done: Retouch) -> None:
        """It is drawn, or never can be. Whatever was asked for meanwhile is due at once."""

    def retouch_later(self, failed: Retouch, *, at: datetime, attempted: bool) -> None: ...

    def pause(self, method: str, until: datetime) -> None:
        """Slack asked for a pause: no sender calls this method before then. A longer one under way stays."""

    def paused_until(self, method: str) -> datetime | None:
        """None when it may be called now."""

    def room(self, place: str, pace: Pace, *, within: timedelta) -> int:
        """How many may leave this place within this time; others may take some of it meanwhile."""

    def first_free(self, place: str, pace: Pace) -> datetime:
        """When the next one may leave this place."""

    def take(self, place: str, pace: Pace) -> datetime:
        """Take the next slot of this place, and return when it comes. Whoever takes one too waits for our commit."""

    def take_now(self, place: str, pace: Pace) -> bool:
        """Take a slot if one is free at this moment: True for the one who got it."""

    def forget(self, before: datetime) -> int:
        """Drop the paces and pauses that ended before then; returns how many."""

    def broken(self) -> Broken | None: ...
    def break_off(self, why: str) -> bool:
        """True for the one who opened the circuit; whoever comes after finds it open."""

    def mend(self) -> bool:
        """True for the one who closed it."""
