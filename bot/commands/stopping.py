"""SIGTERM and Ctrl-C, heard however busy the other threads are."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

#: Seconds between two looks. Python runs a signal's handler on the main thread, between two of its steps: one that
#: comes just as that thread begins to wait for something without end is not run before something else wakes it.
LOOK_EVERY = 0.2


class StopSign:
    """Whether somebody asked us to stop. `again` is what the second signal does."""

    def __init__(self, again: Callable[[], None]) -> None:
        self._seen = False
        self._again = again
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._notice)

    def wait(self) -> None:
        """Return once it is shown."""
        # Not a `threading.Event`: its lock may be held by the very thread that the handler interrupts.
        while not self._seen:
            time.sleep(LOOK_EVERY)

    def _notice(self, _sign: int, _frame: FrameType | None) -> None:
        if self._seen:
            self._again()
        self._seen = True
