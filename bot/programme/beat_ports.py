"""When the bot last lived, as the use cases need to know it: nobody else keeps time while it is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """A beat as it was noted: machine time, and programme time."""

    at: datetime
    lived: datetime


class Beats(Protocol):
    def last(self) -> Beat | None: ...
    def note(self, beat: Beat) -> None: ...
    def too_late(self, since: datetime, until: datetime) -> int:
        """How many prompts ran out between these two without having been said."""
