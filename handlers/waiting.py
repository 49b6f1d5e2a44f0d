"""Whoever waits for an acknowledgement goes first: Slack gives up on it after three seconds, on nothing else of ours.

What is said after it, and what is drawn again, takes as much of the machine as the work itself. When a hundred people
press in one moment, it is done once nobody waits any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

#: Seconds. Where somebody waits all the time, the rest is done all the same.
AT_MOST = 1.0


class Waiting:
    """The people who wait now, in one process."""

    def __init__(self) -> None:
        self._people = 0
        self._nobody = Condition()

    @contextmanager
    def somebody(self) -> Iterator[None]:
        """Somebody waits while this goes on."""
        with self._nobody:
            self._people += 1
        try:
            yield
        finally:
            with self._nobody:
                self._people -= 1
                if not self._people:
                    self._nobody.notify_all()

    def go_first(self, *, at_most: float = AT_MOST) -> None:
        """Let them: come back when nobody waits."""
        with self._nobody:
            self._nobody.wait_for(lambda: not self._people, timeout=at_most)
