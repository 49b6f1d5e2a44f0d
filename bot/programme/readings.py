"""What the database says about the bot's own work: counts and ages, nobody's name or id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.people import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """One look at the ledger. `prompts` counts by state, kind and reason; `oldest` is in seconds, 0 when nothing waits.

    `broken` is Slack's word for why it refuses the installation; None while it does not.
    """

    prompts: Mapping[tuple[str, str, str], int]
    due: int
    oldest: float
    retouches: int
    broken: str | None


class Gauges(Protocol):
    def read(self, workspace: Workspace, now: datetime) -> Readings:
        """Count, at this instant of programme time. Raises `TryLater` when the database is busy or away."""

    def not_ready(self, workspace: Workspace) -> str | None:
        """A code for why the database does not serve us, or that the circuit is open; None when all is well."""
