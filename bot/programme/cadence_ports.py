"""How often people meet, as it was and as it is: what the use cases need of storage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.cycles import Cadence
from bot.domain.kinds import PromptKind


class Cadences(Protocol):
    def reserve(self, mentorship_id: int) -> None:
        """Whoever else changes it at the same moment waits for our commit."""

    def keep(self, mentorship_id: int, cadences: Iterable[Cadence]) -> None:
        """The last of these is how often they meet now; the others, the oldest first, came before.

        Raises `NotThere` for a mentorship of another company.
        """

    def call_off(self, mentorship_id: int, kinds: Iterable[PromptKind], *, reason: str = "cadence") -> int:
        """What is planned of these kinds is not said, and may be planned anew on the days of another cadence, or for a
        date that comes back. What was said stays said: it is planned no second time.
        """
