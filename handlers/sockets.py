"""Two sockets to Slack, told apart by nobody: while one is renewed, the other listens (`slack.md` §2.5).

Hanging up is polite: take nothing more, answer what was taken, then close. Slack's own client closes its socket first.
A turn that is under way then cannot say "received" any more: the person reads in Slack that it failed, although it is
done.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger("binome.sockets")

#: Seconds between two looks at what waits to be taken up.
A_MOMENT = 0.01
#: Bytes read in one go. Slack's client calls itself once more for each, and hands over nothing before it has read all
#: that has come: by its own thousand, a megabyte at once is more calls than Python allows, and all of it is lost.
GULP = 1 << 16
#: Seconds between two looks at whether the connection still stands; lost, it is made anew.
LOOKED_AFTER_EVERY = 5
#: Slack sends a ping's words back. They must not be empty: Slack's client waits for a third byte of every frame.
GOODBYE = "goodbye"


#: Slack wants this socket back, and closes it within ten seconds or so.
TO_RENEW = frozenset({"warning", "refresh_requested"})
#: Seconds in which Slack greets a new socket; and for which one that was replaced still hears what Slack sends on it.
GREETED_WITHIN, LINGERING = 10.0, 10.0


class Socket(SocketModeHandler):
    """One socket, which tells how long each acknowledgement took, that Slack said something, or wants it back.

    Slack's client would swap its connection at once: what was under way would be acknowledged on another one, and what
    had just come would be lost.
    """

    def __init__(
        self,
        app: App,
        app_token: str,
        *,
        concurrency: int,
        on_word: Callable[[], None],
        on_answer: Callable[[float], None],
    ) -> None:
        super().__init__(
            app,
            app_token,
            concurrency=concurrency,
            ping_interval=LOOKED_AFTER_EVERY,
            receive_buffer_size=GULP,
        )
        self.on_farewell: Callable[[Socket], None] | None = None
        self.greeted = threading.Event()
        self._on_word = on_word
        self._on_answer = on_answer
        self._connect_again = self.client.connect_to_new_endpoint
        self.client.connect_to_new_endpoint = self._connect_if_lost  # type: ignore[method-assign]
        self.client.on_message_listeners.append(self._hear)

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        began = time.monotonic()
        super().handle(client, req)
        self._on_answer(time.monotonic() - began)

    def _hear(self, line: str) -> None:
        self._on_word()
        if '"hello"' in line and json.loads(line).get("type") == "hello":
            self.greeted.set()
        reason = _reason_to_go(line)
        if reason is not None and reason not in TO_RENEW:
            log.warning("slack closes a socket", action="socket_closed", why=reason)
        elif reason is not None and self.on_farewell is not None:
            say_farewell, self.on_farewell = self.on_farewell, None  # Slack warns first, and asks later
            log.info("slack wants a socket back", action="socket_renewed", why=reason)
            say_farewell(self)

    def stay_closed(self) -> None:
        """Once it is closed, it is not opened again."""
        self.client.auto_reconnect_enabled = self.client.default_auto_reconnect_enabled = False

    def _connect_if_lost(self, force: bool = False) -> None:
        """`force` is Slack's farewell, which is seen to elsewhere; a lost connection is made anew."""
        if not force:
            self._connect_again()


class Sockets:
    """All sockets of a process; `how_many` are open may be asked by anybody."""

    def __init__(self, new: Callable[[], Socket], number: int) -> None:
        self._new = new
        self._number = number
        self._sockets: list[Socket] = []
        self._leaving: list[threading.Thread] = []
        self._closing = threading.Event()
        self._lock = threading.Lock()

    def open(self) -> None:
        for _ in range(self._number):
            socket = self._opened()
            socket.on_farewell = self._renew
            self._sockets.append(socket)

    def how_many(self) -> int:
        return sum(socket.client.is_connected() for socket in self._sockets)

    def close(self) -> None:
        """Close them side by side: one alone takes up to three seconds."""
        with self._lock:
            self._closing.set()
            leaving = [*self._leaving, *(_thread(hang_up, socket) for socket in self._sockets)]
        for thread in leaving:
            thread.join()

    def _opened(self) -> Socket:
        socket = self._new()
        socket.connect()  # type: ignore[no-untyped-call]
        return socket

    def _renew(self, socket: Socket) -> None:
        """Slack said farewell to it: another takes its place, on a thread of its own."""
        with self._lock:
            if not self._closing.is_set():
                self._leaving = [thread for thread in self._leaving if thread.is_alive()]
                self._leaving.append(_thread(self._replace, socket))

    def _replace(self, old: Socket) -> None:
        """Another first; then this one hears on until Slack closes it, and answers what it has heard.

        When Slack greets no other, it stays: once Slack has closed it, it connects again by itself.
        """
        fresh = self._greeted()
        if fresh is None:
            log.warning("no new socket", action="socket_not_renewed")
            return
        with self._lock:
            too_late = self._closing.is_set()
            if not too_late:
                self._sockets = [fresh if socket is old else socket for socket in self._sockets]
                fresh.on_farewell = self._renew
        if too_late:
            hang_up(fresh)
            return
        old.stay_closed()
        end = time.monotonic() + LINGERING
        while old.client.is_connected() and time.monotonic() < end and not self._closing.wait(A_MOMENT):
            pass
        hang_up(old)

    def _greeted(self) -> Socket | None:
        """A new socket on which Slack speaks; none when Slack is away, or finds that there are too many."""
        try:
            fresh = self._opened()
        except (OSError, HTTPException, SlackClientError):
            return None
        if fresh.greeted.wait(GREETED_WITHIN):
            return fresh
        hang_up(fresh)
        return None


def _thread(act: Callable[[Socket], None], socket: Socket) -> threading.Thread:
    thread = threading.Thread(target=act, args=(socket,), name="socket", daemon=True)
    thread.start()
    return thread


def _reason_to_go(line: str) -> str | None:
    """Slack's word for why it will close the socket; None when it says something else."""
    if '"disconnect"' not in line:
        return None
    said = json.loads(line)
    return str(said.get("reason")) if said.get("type") == "disconnect" else None


def hang_up(socket: SocketModeHandler) -> None:
    """Close a socket once every turn that it brought is acknowledged; up to three seconds when Slack is silent.

    What Slack sends meanwhile is not acknowledged, so it is delivered again, to another socket or after the next
    start (`slack.md` §2.5).
    """
    client = socket.client
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    # A connection that is being made anew is waited for: it would outlive us, and nobody would close it.
    if client.current_app_monitor.is_alive():
        client.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]
    client.current_session_runner.event.set()
    client.current_session_state.terminated = True
    if client.current_session is not None:
        with suppress(OSError):  # already gone
            # Whoever waits for Slack's next word hears the echo of ours at once, and sees that it is over.
            client.current_session.ping(GOODBYE)
    client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]  # nothing is read any more
    while not client.message_queue.empty():
        time.sleep(A_MOMENT)
    client.closed = True
    client.message_queue.put(None)  # whoever waits for something to take up waits no more
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # nothing is taken up any more
    client.message_workers.shutdown(wait=True)  # what was taken up is answered
    try:
        socket.close()  # type: ignore[no-untyped-call]
    except AttributeError:  # Slack closed its side in this very moment, which Slack's client does not expect
        socket.close()  # type: ignore[no-untyped-call]
