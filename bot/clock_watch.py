"""Whether the clock can be believed: by one that was set back by an hour nothing is planned and nothing said, but to
whoever has just done something; and it mends by itself.

The machine's monotonic clock, which nobody sets, says for how long the other one has kept its new time: after an hour
it is believed again, since it was probably wrong before. That is safe: a prompt is planned once, whatever the time, and
whatever is dated after now counts as said today (`budget.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

import structlog

from bot.programme import catching_up
from bot.programme.catching_up import Doubt
from bot.programme.work import Work

log = structlog.get_logger("binome.scheduler")

#: Seconds after which a clock that went back, and went on from there, is believed.
BELIEVED_AFTER = 60 * 60


class ClockNotBelieved(Exception):
    """Nothing was planned: the clock is not one to plan by."""


class ClockWatch:
    """Looks at the clock before each beat and before anything is said; `monotonic` is in seconds. One of a process."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._doubted_since: float | None = None
        self._believed = False
        self._one_looks = Lock()

    def look(self, work: Work) -> None:
        """Raises `ClockNotBelieved`."""
        if doubt := self._doubt(work):
            raise ClockNotBelieved(doubt)

    def doubts(self, work: Work) -> bool:
        """The same in a word, for whoever is about to say something."""
        return self._doubt(work) is not None

    def _doubt(self, work: Work) -> Doubt | None:
        """Why it is not believed now. Whoever of us finds it out says so, once."""
        doubt = catching_up.doubt(work)
        with self._one_looks:
            if doubt is None:
                self._is_right()
            elif not self._is_to_be_believed(doubt):
                return doubt
        return None

    def _is_right(self) -> None:
        if self._doubted_since is not None:
            log.info("the clock is right again", action="clock_right")
        self._doubted_since, self._believed = None, False

    def _is_to_be_believed(self, doubt: Doubt) -> bool:
        now = self._monotonic()
        if self._doubted_since is None:
            self._doubted_since = now
            log.error("the clock cannot be believed", action="clock_jumped", why=str(doubt))
        if doubt is not Doubt.WENT_BACK or now - self._doubted_since < BELIEVED_AFTER:
            return False
        if not self._believed:
            log.warning("the clock kept its time for an hour, and is believed", action="clock_believed")
        self._believed = True
        return True
