"""Says when the bot seems to live and does not: no beat for five minutes, no open socket for two.

It mends nothing. Slack's client opens its sockets again by itself, and the next beat comes by itself; what lasts needs
the operator, and this is how they hear of it: in the log, in `/readyz` and in the metrics.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread

import structlog

from bot.vitals import Vitals

log = structlog.get_logger("binome.watchdog")

#: Seconds between two looks.
EVERY = 5.0
#: Seconds without a beat, where thirty are usual; and without a socket, which a refresh needs a moment for.
NO_TICK, NO_SOCKET = 5 * 60, 2 * 60


class Watchdog:
    """Looks at the vitals of one process, now and then."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._connected_at = vitals.now()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> None:
        """Say what has begun to be wrong since the last look, and what is well again."""
        before, now = self._vitals.troubles, frozenset(self._troubles())
        self._vitals.troubles = now
        for trouble in sorted(now - before):
            log.error("something has stopped", action=trouble, seconds=round(self._silence(trouble)))
        for trouble in sorted(before - now):
            log.info("it goes on", action="recovered", after=trouble)

    def _watch(self) -> None:
        while not self._stopping.wait(EVERY):
            self.look()

    def _troubles(self) -> Iterator[str]:
        if self._vitals.listening_on is None or self._vitals.listening_on() > 0:
            self._connected_at = self._vitals.now()
        if self._silence("no_tick") > NO_TICK:
            yield "no_tick"
        if self._silence("no_socket") > NO_SOCKET:
            yield "no_socket"

    def _silence(self, trouble: str) -> float:
        since = self._vitals.beat_at if trouble == "no_tick" else self._connected_at
        return self._vitals.now() - since
