"""How often people meet, as it was and as it is: what the use cases need of storage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.cycles import Cadence


class Cadences(Protocol):
    def reserve(self, mentorship_id: int) -> None:
        """Whoever else changes it at the same moment waits for our commit."""

    def keep(self, mentorship_id: int, cadences: Iterable[Cadence]) -> None:
        """The last of these is how often they meet now; the others, the oldest first, came before.

        Raises `NotThere` for a mentorship of another company.
        """
