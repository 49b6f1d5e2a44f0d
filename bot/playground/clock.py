"""The two faces of time.

*Machine time* is the real clock: message timestamps, triggers, response addresses, redelivery. *Programme
time* is what the page shows and the bot lives in; with a clock file it moves only when somebody moves it
(`time_machine.py`).
"""

import os
import time
from datetime import UTC, datetime
from pathlib import Path


def machine_seconds() -> float:
    """Seconds since 1970 on the real clock."""
    return time.time()


def machine_now() -> datetime:
    """The real instant, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


class Stamps:
    """Message timestamps: machine time in microseconds, never twice the same, never backwards."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """A fresh `ts`, such as `1784037600.000123`."""
        self._last = max(int(machine_seconds() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


class ProgrammeClock:
    """The time that people in the playground live in: the system's, or the instant written in a file."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.done_file = file.with_name(file.name + ".done") if file else None
        if file and self.done_file and not file.exists():
            # What a bot lived through before this beginning says nothing about what follows.
            self.done_file.unlink(missing_ok=True)
            self.write(machine_now().replace(microsecond=0))

    @property
    def kind(self) -> str:
        """`system` or `file`, as the page is told."""
        return "file" if self.file else "system"

    def now(self) -> datetime:
        """The programme's instant, in UTC."""
        return self._read(self.file) or machine_now()

    def write(self, instant: datetime) -> None:
        """Move the clock file in one piece, so that the bot never reads half an instant."""
        if self.file is None:
            raise ValueError(
                "The playground has no clock file, so its time is the machine's and cannot be moved."
            )
        beside = self.file.with_name(self.file.name + ".next")
        beside.write_text(instant.astimezone(UTC).isoformat(), encoding="utf-8")
        os.replace(beside, self.file)

    def lived(self) -> datetime | None:
        """The last instant that the bot says it has lived through, or nothing yet."""
        return self._read(self.done_file)

    @staticmethod
    def _read(file: Path | None) -> datetime | None:
        if file is None:
            return None
        try:
            instant = datetime.fromisoformat(file.read_text(encoding="utf-8").strip())
        except (FileNotFoundError, ValueError):
            return None
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
