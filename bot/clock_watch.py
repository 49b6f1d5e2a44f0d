"""Whether the clock can be believed before a beat: a clock set back by an hour plans nothing, and mends by itself.

The machine's monotonic clock, which nobody sets, says for how long the other one has kept its new time: after an hour
it is believed again, since it was probably wrong before. That is safe: a prompt is planned once, whatever the time, and
whatever is dated after now counts as said today (`budget.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

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
    """Looks at the clock before each beat; `monotonic` is in seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._doubted_since: float | None = None

    def look(self, work: Work) -> None:
        """Raises `ClockNotBelieved`, and says so once."""
        doubt = catching_up.doubt(work)
        if doubt is None:
            if self._doubted_since is not None:
                log.info("the clock is right again", action="clock_right")
            self._doubted_since = None
            return
        now = self._monotonic()
        if self._doubted_since is None:
            self._doubted_since = now
            log.error(
                "the clock cannot be believed; nothing is planned", action="clock_jumped", why=str(doubt)
            )
        if doubt is Doubt.WENT_BACK and now - self._doubted_since >= BELIEVED_AFTER:
            log.warning("the clock kept its time for an hour, and is believed", action="clock_believed")
            return
        raise ClockNotBelieved(doubt)
