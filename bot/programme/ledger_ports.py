"""What whoever runs the bot asks of the ledger of messages, and what they may do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt, PromptState


@dataclass(frozen=True, kw_only=True, slots=True)
class Heap:
    """How many prompts are in this state for this reason. `kind` is None where nobody is to know it."""

    state: PromptState
    kind: PromptKind | None
    reason: str | None
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row. `held_until` is machine time, before which no sender touches it."""

    prompt: Prompt
    held_until: datetime | None


class Ledger(Protocol):
    def heaps(self, states: Collection[PromptState], *, person_id: int | None = None) -> Sequence[Heap]:
        """What is in these states. The discreet kinds are counted together, and about one person not at all."""

    def listed(
        self, states: Collection[PromptState], *, person_id: int | None = None, limit: int
    ) -> Sequence[Entry]:
        """One by one, what has waited longest first; never one of a discreet kind."""

    def entries(self, prompt_ids: Iterable[int]) -> Sequence[Entry]:
        """Those with these numbers; one of a discreet kind is not there."""

    def dead(self, *, now: datetime) -> Sequence[Entry]:
        """All that is dead and has not run out, whatever its kind: to be tried again, not to be shown."""

    def plan_again(self, prompt_ids: Iterable[int]) -> None:
        """Dead before it was tried: planned as if for the first time."""

    def look_up(self, marker: str, *, at: datetime) -> None:
        """The message with this marker may have been said: it is looked for in Slack then, before anything else."""

    def cancel(self, prompt_ids: Iterable[int], *, reason: str) -> None:
        """Planned or dead: it will not be said."""
