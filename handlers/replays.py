"""Bytes that Slack signed once are acted upon once: whoever copied a request cannot have it done again.

The signatures are kept in the database, so that every process knows them, and twice as long as one is believed.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from threading import Lock

from bot.domain.people import Workspace
from bot.programme.ports import Store, TryLater

KEPT_FOR = timedelta(minutes=10)
PREFIX = "signature:"


class Replays:
    """The signatures that came within the last ten minutes, of machine time.

    While the database is busy this process remembers by itself, so that whoever pressed a button is told by its
    handler to try again, rather than by Slack that the app is broken.
    """

    def __init__(self, store: Store, workspace: Workspace) -> None:
        self._store = store
        self._workspace = workspace
        self._lock = Lock()
        self._unwritten: set[str] = set()
        self._tidied_at = time.monotonic()

    def first_time(self, signature: str) -> bool:
        """True once for each."""
        tidying = self._is_time_to_tidy()
        if signature in self._unwritten:
            return False
        try:
            with self._store.work(self._workspace) as work:
                if tidying:
                    work.inbox.forget(work.machine_now - KEPT_FOR, prefix=PREFIX)
                return work.inbox.first_time(PREFIX + signature, work.machine_now)
        except TryLater:
            with self._lock:
                known = signature in self._unwritten
                self._unwritten.add(signature)
                return not known

    def forget(self, signature: str) -> None:
        """What came had no effect: the same bytes may come again."""
        with self._lock:
            self._unwritten.discard(signature)
        with (
            suppress(TryLater),
            self._store.work(self._workspace) as work,
        ):  # else Slack's next retry is heard
            work.inbox.forget_one(PREFIX + signature)

    def _is_time_to_tidy(self) -> bool:
        with self._lock:
            if time.monotonic() - self._tidied_at < KEPT_FOR.total_seconds():
                return False
            self._tidied_at = time.monotonic()
            self._unwritten.clear()
            return True
