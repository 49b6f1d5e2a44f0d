"""The bot's replies in a test, which waits until each is said."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

#: Seconds. A busy machine is slow, and that proves nothing; what is never over is told rather than passed over.
PATIENCE = 50


class CountedReplies(ThreadPoolExecutor):
    """Replies are said on other threads; a test waits until all of them are, also those that came while it waited."""

    def __init__(self) -> None:
        super().__init__(2, thread_name_prefix="reply")
        self._under_way: set[Future[Any]] = set()

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(*args, **kwargs)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        return future

    def drain(self) -> None:
        while under_way := self._under_way.copy():
            _, unsaid = wait(under_way, timeout=PATIENCE)
            assert not unsaid, f"{len(unsaid)} replies are not said after {PATIENCE} s"
