"""The only `now()` of the house.

Time has two faces. *Programme time* decides what is due, and a playground can move it. *Machine time* decides
leases, time-outs, pacing and retention, and nobody can move it. `now` is read once per piece of work.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Programme time: an aware UTC instant."""

    def machine_now(self) -> datetime:
        """Machine time: an aware UTC instant that only the machine moves."""


class SystemClock:
    """The clock of a real workspace: both faces are the machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def machine_now(self) -> datetime:
        return datetime.now(UTC)


class FileClock(SystemClock):
    """The playground's clock: programme time is the instant written in a file, which its time machine moves."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        try:
            return datetime.fromisoformat(self.path.read_text().strip()).astimezone(UTC)
        except (FileNotFoundError, ValueError):
            # Not written yet, or caught in the middle of a write: the machine's time until it is there.
            return datetime.now(UTC)
