"""What everybody has at hand who sends for one workspace, and how they write down what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import TypeVar

import structlog

from bot.domain.people import Workspace
from bot.programme.ports import Store, TryLater
from bot.programme.prompts import LEASE
from bot.programme.work import Customs, Work
from handlers.messenger import Messenger, SlackIsBusy
from handlers.waiting import Waiting

log = structlog.get_logger("binome.sender")

Written = TypeVar("Written")

#: The methods that senders call, by which they tell each other what to leave alone.
POST, UPDATE, DELETE, HISTORY, OPEN, PROFILE, PROBE = (
    "chat.postMessage",
    "chat.update",
    "chat.delete",
    "conversations.history",
    "conversations.open",
    "users.info",
    "auth.test",
)
#: Seconds between two attempts at writing down what became of a message, and for how long a bot that stops still tries.
AGAIN_AFTER, LAST_WORDS = 0.5, 5.0


@dataclass(kw_only=True)
class Office:
    """`reconcile_after` is how long Slack's history may lag. `monotonic` and `sleep` are machine time; `sleep` returns
    False once the bot is to stop.
    """

    store: Store
    messenger: Messenger
    customs: Customs
    workspace: Workspace
    reconcile_after: timedelta = timedelta(seconds=120)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], bool] | None = None
    stopping: Event = field(default_factory=Event)
    waiting: Waiting = field(default_factory=Waiting)

    def rest(self, seconds: float) -> bool:
        """Wait; False once the bot is to stop."""
        if self.sleep is not None:
            return self.sleep(seconds)
        return not self.stopping.wait(seconds)

    def write_down(self, write: Callable[[Work], Written]) -> Written:
        """Write what became of a message, although the database may be away: nobody but us knows it.

        Raises `TryLater` when our claim is over or the bot has to go: then it is looked up in Slack instead.
        """
        until = self.monotonic() + LEASE.total_seconds()
        while True:
            try:
                with self.store.work(self.workspace) as work:
                    return write(work)
            except TryLater as later:
                log.warning("the database is busy", action="mark_later", why=str(later))
                if self.stopping.is_set():
                    until = min(until, self.monotonic() + LAST_WORDS)
                if self.monotonic() > until:
                    raise
            time.sleep(AGAIN_AFTER)

    def pause(self, busy: SlackIsBusy) -> None:
        """Slack asked for a pause: no sender of the workspace calls this method before it is over."""
        log.warning("slack is busy", action="method_paused", method=busy.method, seconds=busy.seconds)
        self.leave_alone(busy.method, timedelta(seconds=busy.seconds))

    def leave_alone(self, method: str, wait: timedelta) -> None:
        self.write_down(lambda work: work.delivery.pause(method, work.machine_now + wait))
