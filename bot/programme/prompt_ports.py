"""The questions asked of the ledger. `ports.py` has the others and the rules they share, `delivery_ports.py` what all
senders share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A prompt that went out, as the budget counts it."""

    kind: str
    at: datetime


class Prompts(Protocol):
    def plan(self, dues: Iterable[PromptDue], *, now: datetime) -> int:
        """Write the prompts that are not in the ledger yet; already stale ones are recorded as expired.

        A second planning, by anybody at any time, writes nothing. Returns how many rows were written.
        """

    def get(self, prompt_id: int) -> Prompt | None: ...
    def waiting_recipients(
        self,
        now: datetime,
        *,
        limit: int,
        machine_now: datetime | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[int]:
        """With `machine_now`, without what failed and is left alone until later; with `kinds`, only of these."""

    def waiting_for(
        self,
        person_id: int,
        now: datetime,
        *,
        machine_now: datetime | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Prompt]: ...
    def said_to(self, person_id: int, since: datetime) -> Sequence[Said]: ...
    def claim(
        self,
        prompt_ids: Iterable[int],
        *,
        marker: str,
        lease_until: datetime,
        tried_at: datetime | None = None,
    ) -> Sequence[Prompt]:
        """Take prompts that are still planned; each claim raises their generation."""

    def mark_sent(self, marker: str, *, generation: int, channel: str, ts: str, at: datetime) -> bool: ...
    def put_back(
        self,
        marker: str,
        *,
        generation: int,
        attempted: bool,
        held_until: datetime | None = None,
        why: str | None = None,
    ) -> bool: ...
    def mark(self, marker: str, *, generation: int, state: str, reason: str) -> bool: ...
    def doubt(self, marker: str, *, generation: int, reason: str, look_up_at: datetime) -> bool: ...
    def doubt_abandoned(self, machine_now: datetime, *, look_up_at: datetime) -> int: ...
    def take_doubtful(self, machine_now: datetime, *, until: datetime) -> Sequence[Prompt]: ...
    def is_claimed(self, marker: str, *, generation: int) -> bool: ...
    def settle(self, prompt_ids: Iterable[int], *, state: str, reason: str) -> None: ...
    def postpone(self, prompt_ids: Iterable[int], *, not_before: datetime, why: str) -> None:
        """They wait until then; `why` is the ledger's word for it, until they are claimed."""

    def look_anew(self, person_id: int, *, now: datetime) -> None:
        """Whatever was postponed for this person is judged again at once: their hours, or their zone, have changed."""

    def series(self, person_id: int, kind: PromptKind) -> Sequence[Prompt]:
        """Everything of this kind that this person was or will be told, whatever became of it, in order."""

    def move(self, prompt_id: int, *, not_before: datetime, expires_at: datetime) -> None:
        """Another time for something planned; what a sender has claimed is already on its way."""

    def cancel(
        self,
        *,
        reason: str,
        mentorship_id: int | None = None,
        recipient_id: int | None = None,
        kinds: Iterable[str] | None = None,
        period: str | None = None,
    ) -> int:
        """Spare people what an action has made needless. Returns how many prompts will not be said."""

    def answer(self, prompt_id: int, answer: str | None) -> None: ...
    def with_marker(self, marker: str) -> Sequence[Prompt]: ...
    def at(self, channel: str, ts: str) -> Sequence[Prompt]:
        """The prompts that travelled in this message; none when it is no message of the ledger."""

    def places_to(self, person_id: int, since: datetime, *, most: int) -> Sequence[tuple[str, str]]:
        """Channel and `ts` of the latest messages sent to this person, the newest first."""

    def messages_to(self, person_id: int, since: datetime) -> Sequence[Prompt]:
        """What was sent to this person since then, the newest first."""

    def in_doubt(self, machine_now: datetime) -> bool: ...
    def pending(self, *, limit: int = 500) -> Sequence[Prompt]: ...
