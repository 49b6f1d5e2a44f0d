"""What is asked of the database after a backup was put back: it does not know what was said since, and Slack does.

An imprint tells one thing that was said to somebody from all others, and tells nothing to anybody else: it is made with
a key of the ring, travels in the message's metadata, and is made again from the row to be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.prompts import Prompt


@dataclass(frozen=True, kw_only=True, slots=True)
class Restoration:
    """The data are a backup's: by Slack's clock, nothing that was said before `since` is missing. Machine time."""

    since: datetime
    restored_at: datetime


class Recollections(Protocol):
    def imprints(self, prompts: Iterable[Prompt]) -> Sequence[str]:
        """What travels with the message that says these."""

    def restoration(self) -> Restoration | None:
        """None for data that never came from a backup, or so long ago that nobody asks any more."""

    def owed(self, person_ids: Iterable[int]) -> Sequence[int]:
        """Those of whom nobody has asked Slack yet what they were told since the backup, in this order."""

    def remember(self, person_id: int, *, channel: str, said: Mapping[str, str]) -> None:
        """What Slack's history has: imprint → `ts`."""

    def said_before(self, person_id: int, prompts: Sequence[Prompt]) -> Mapping[int, tuple[str, str]]:
        """Which of these they were told before the backup was put back: id → the message's channel and `ts`.

        Never something that people have made since then, though it may bear the number of something that was lost.
        """

    def heard(self, prompt: Prompt, *, channel: str, ts: str, at: datetime) -> None:
        """It was said, in this message. `at` is programme time, as the budget counts it."""

    def forget(self, before: datetime) -> int:
        """Drop what belongs to a restoration before then; returns how many people were asked about."""
