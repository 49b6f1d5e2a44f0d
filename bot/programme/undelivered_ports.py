"""What is asked of the ledger about messages that could not be said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.kinds import PromptKind


@dataclass(frozen=True, kw_only=True, slots=True)
class NotSaid:
    """One message that did not reach somebody: whom, and the ledger's word for why. Not what it was about."""

    prompt_id: int
    person_id: int
    reason: str | None


class Undelivered(Protocol):
    def unreported(self, *, but: Collection[PromptKind], limit: int) -> Sequence[NotSaid]:
        """What the team has not read of, without these kinds."""

    def report(self, prompt_ids: Iterable[int], at: datetime) -> int:
        """The team reads of them, together: `at` names what is reported at once. Returns of how many; those that
        another bot is reporting are none of them.
        """

    def reported(self, at: datetime) -> Sequence[NotSaid]:
        """What was reported together then and has not been said since."""

    def last_report(self) -> datetime | None: ...
