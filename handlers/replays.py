"""Bytes that Slack signed once are acted upon once: whoever copied a request cannot have it done again.

The signatures are kept in the database, so that every process knows them, and twice as long as one is believed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from bot.domain.people import Workspace
from bot.programme.ports import Store, TryLater
from bot.programme.work import Work

KEPT_FOR = timedelta(minutes=10)
PREFIX = "signature:"


@dataclass(kw_only=True, slots=True, eq=False)
class Asked:
    """One request that waits to hear whether it came for the first time."""

    signature: str
    first: bool | None = None


class Replays:
    """The signatures that came within the last ten minutes, of machine time.

    Each is on the disk before its request is acted upon. Where two hundred people press at once, whoever comes first
    writes for all who wait behind: a commit for each would keep the disk from those who write what they pressed.

    While the database is busy this process remembers by itself, so that whoever pressed a button is told by its
    handler to try again, rather than by Slack that the app is broken.
    """

    def __init__(self, store: Store, workspace: Workspace) -> None:
        self._store = store
        self._workspace = workspace
        self._lock = Lock()
        self._one_writes = Lock()
        self._asked: list[Asked] = []
        self._unwritten: set[str] = set()
        self._tidied_at = time.monotonic()

    def first_time(self, signature: str) -> bool:
        """True once for each."""
        mine = Asked(signature=signature)
        with self._lock:
            self._asked.append(mine)
        with self._one_writes:
            if mine.first is None:
                self._answer_all(mine)
        assert mine.first is not None
        return mine.first

    def forget(self, signature: str) -> None:
        """What came had no effect: the same bytes may come again."""
        with self._lock:
            self._unwritten.discard(signature)
        with (
            suppress(TryLater),
            self._store.work(self._workspace) as work,
        ):  # else Slack's next retry is heard
            work.inbox.forget_one(PREFIX + signature)

    def _answer_all(self, mine: Asked) -> None:
        """Answer everybody who waits. What cannot be told at all fails for one alone: the next one tries anew."""
        with self._lock:
            waiting, self._asked = self._asked, []
        try:
            firsts = self._written(waiting)
        except BaseException:
            with self._lock:
                self._asked += [one for one in waiting if one is not mine]
            raise
        for one, first in firsts:
            one.first = first

    def _written(self, asked: Sequence[Asked]) -> list[tuple[Asked, bool]]:
        """Of each whether it is new, in one commit; in the same order everywhere, so that no two processes wait for
        each other.
        """
        tidying = self._is_time_to_tidy()
        in_order = sorted(asked, key=lambda one: one.signature)
        try:
            with self._store.work(self._workspace) as work:
                if tidying:
                    work.inbox.forget(work.machine_now - KEPT_FOR, prefix=PREFIX)
                return [(one, self._is_first(work, one.signature)) for one in in_order]
        except TryLater:
            return [(one, self._remembered(one.signature)) for one in in_order]

    def _is_first(self, work: Work, signature: str) -> bool:
        return signature not in self._unwritten and work.inbox.first_time(
            PREFIX + signature, work.machine_now
        )

    def _remembered(self, signature: str) -> bool:
        with self._lock:
            new = signature not in self._unwritten
            self._unwritten.add(signature)
            return new

    def _is_time_to_tidy(self) -> bool:
        with self._lock:
            if time.monotonic() - self._tidied_at < KEPT_FOR.total_seconds():
                return False
            self._tidied_at = time.monotonic()
            self._unwritten.clear()
            return True
