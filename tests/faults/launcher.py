"""`binome run`, with one flaw: it dies by `kill -9` at a named point, or its disk misbehaves on demand.

Only the tests start this. Everything it runs is the bot's own; each point lies between two of its steps:

    python launcher.py before_commit:1         dies the first time that somebody's act is about to be committed
    python launcher.py freeze:before_post:2    stops there (SIGSTOP) the second time; it goes on with a SIGCONT
    python launcher.py disk:FILE               as long as FILE says so, the database is `full` or `read-only`

Of what a person did: before_commit, after_commit, after_ack, publishing. Of what the bot says on its own initiative:
in_claim (in the middle of a transaction, with the row of the pace), after_claim, before_post, after_accept,
before_mark, after_mark, before_lookup, after_lookup, before_retouch, after_retouch.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from slack_sdk.socket_mode.client import BaseSocketModeClient
from sqlalchemy.engine import Connection

import storage.engine
from bot.cli import main
from bot.programme import publishing
from handlers.delivering import Deliverer
from handlers.messenger import Messenger
from handlers.sender import Sender
from handlers.turn import Turn
from storage.delivery import Delivery

#: More pages than any test writes.
ROOM = 1_000_000


class Point:
    """Counts how often the bot comes by, and kills it the n-th time, or only stops it."""

    def __init__(self, name: str, nth: int, sign: signal.Signals = signal.SIGKILL) -> None:
        self.name = name
        self.sign = sign
        self._left = nth
        self._lock = threading.Lock()

    def pass_by(self, name: str) -> None:
        if name != self.name:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), self.sign)
                # Until the signal arrives, which another thread may take, nothing else happens on this one.
                threading.Event().wait(None if self.sign is signal.SIGKILL else 0.5)


def watch_turns(point: Point) -> None:
    """`before_commit` and `after_commit` of what a person did."""
    work = Turn.work

    @contextmanager
    def watched(turn: Turn) -> Iterator[Any]:
        with work(turn) as piece:
            yield piece
            point.pass_by("before_commit")
        point.pass_by("after_commit")

    Turn.work = watched  # type: ignore[method-assign]


def watch_acknowledgements(point: Point) -> None:
    """`after_ack`: Slack has heard "received", and the reply was not said yet."""
    acknowledge, unsaid = BaseSocketModeClient.send_socket_mode_response, threading.local()

    def hold(turn: Turn) -> None:
        unsaid.words = bool(turn._later)

    def watched(client: BaseSocketModeClient, response: Any) -> None:
        acknowledge(client, response)
        if getattr(unsaid, "words", False):
            point.pass_by("after_ack")

    if point.name == "after_ack":
        Turn.speak = hold  # type: ignore[method-assign]
        BaseSocketModeClient.send_socket_mode_response = watched  # type: ignore[method-assign]


def watch_sender(point: Point) -> None:
    """The steps of a message of the ledger; `after_accept`: Slack has it, and we have heard so."""
    say, post = Sender._say, Messenger.post
    Delivery.take = _passing(Delivery.take, point, after="in_claim")  # type: ignore[method-assign]
    Deliverer._sent = _passing(Deliverer._sent, point, before="before_mark", after="after_mark")  # type: ignore[method-assign]
    Messenger.find = _passing(Messenger.find, point, before="before_lookup", after="after_lookup")  # type: ignore[method-assign]
    Messenger.update = _passing(Messenger.update, point, before="before_retouch", after="after_retouch")  # type: ignore[method-assign]

    def claimed_some(sender: Sender, claimed: Any, *more: Any) -> Any:
        if claimed.departures:
            point.pass_by("after_claim")
        return say(sender, claimed, *more)

    def watched(
        messenger: Messenger, channel: str, message: Any, *, marker: str | None = None, **more: Any
    ) -> Any:
        if marker is None:
            return post(messenger, channel, message)
        point.pass_by("before_post")
        said = post(messenger, channel, message, marker=marker, **more)
        point.pass_by("after_accept")
        return said

    Sender._say = claimed_some  # type: ignore[method-assign]
    Messenger.post = watched  # type: ignore[method-assign]


def watch_publishing(point: Point) -> None:
    """`publishing`: every mentorship of the round is written, and nothing is committed."""
    publishing.publish = _passing(publishing.publish, point, after="publishing")


def _passing(step: Callable[..., Any], point: Point, *, before: str = "", after: str = "") -> Any:
    def watched(*args: Any, **named: Any) -> Any:
        point.pass_by(before)
        done = step(*args, **named)
        point.pass_by(after)
        return done

    return watched


def spoil_disk(says: Path) -> None:
    """Full: not one page more than there are. Read-only: SQLite's own refusal, as of a file that it may not write."""
    begin = storage.engine._begin_sqlite

    def spoilt(connection: Connection) -> None:
        state = says.read_text() if says.exists() else ""
        connection.exec_driver_sql(f"PRAGMA max_page_count={1 if state == 'full' else ROOM}")
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if state == 'read-only' else 'OFF'}")
        if state == "read-only":
            connection.exec_driver_sql("BEGIN")
        else:
            begin(connection)

    storage.engine._begin_sqlite = spoilt


if __name__ == "__main__":
    flaw, _, value = sys.argv.pop().partition(":")
    if flaw == "disk":
        spoil_disk(Path(value))
    elif flaw:
        sign = signal.SIGSTOP if flaw == "freeze" else signal.SIGKILL
        name, _, nth = value.partition(":") if flaw == "freeze" else (flaw, "", value)
        point = Point(name, int(nth or 1), sign)
        watch_turns(point)
        watch_acknowledgements(point)
        watch_sender(point)
        watch_publishing(point)
    sys.argv = ["binome", "run"]
    main()
