"""What reaching out asks of the outside; `storage/reaching_out.py` answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.reaching_out import Kind, Request


class ReachingOut(Protocol):
    """Whom people can turn to, and who waits to be talked with."""

    def contacts(self) -> Mapping[Kind, Sequence[int]]:
        """Who was named for what, in order. They may have left since."""

    def name(self, kind: Kind, person_ids: Iterable[int]) -> None:
        """Put these people, in this order, in the place of those who were named for it."""

    def open(
        self, *, person_id: int, contact_id: int, kind: Kind, at: datetime, pass_on_at: datetime
    ) -> Request:
        """Write a request down, under a number drawn at random: no later one is ever taken for it."""

    def get(self, request_id: int) -> Request | None: ...
    def of(self, person_id: int) -> Sequence[Request]:
        """What this person waits for, the oldest first."""

    def all(self) -> Sequence[Request]:
        """Everything that waits, for the heart's beat alone."""

    def pass_to(self, request: Request, contact_id: int, *, pass_on_at: datetime) -> bool:
        """True for the one caller who gave it to the next contact: it was still with the one before."""

    def run_out(self, request: Request) -> bool:
        """True for the one caller who noted that nobody is left to ask."""

    def close(self, request_id: int) -> bool:
        """Forget it, whatever became of it. True for the one caller who did."""

    def forget_said(self, before: datetime) -> int:
        """Take out of the ledger what was said before then about requests that are over. Returns how many rows."""
