"""Two sockets to Slack, told apart by nobody: while one is renewed, the other listens (`slack.md` §2.5).

Hanging up is polite: take nothing more, answer what was taken, then close. Slack's own client closes its socket first.
A turn that is under way then cannot say "received" any more: the person reads in Slack that it failed, although it is
done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

#: Seconds between two looks at what waits to be taken up.
A_MOMENT = 0.01
#: Slack sends a ping's words back. They must not be empty: Slack's client waits for a third byte of every frame.
GOODBYE = "goodbye"


class Socket(SocketModeHandler):
    """One socket, which tells how long each acknowledgement took, and that Slack said something."""

    def __init__(
        self,
        app: App,
        app_token: str,
        *,
        concurrency: int,
        on_word: Callable[[], None],
        on_answer: Callable[[float], None],
    ) -> None:
        super().__init__(app, app_token, concurrency=concurrency)
        self._on_answer = on_answer
        self.client.on_message_listeners.append(lambda _: on_word())

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        began = time.monotonic()
        super().handle(client, req)
        self._on_answer(time.monotonic() - began)


class Sockets:
    """All sockets of a process; `how_many` are open may be asked by anybody."""

    def __init__(self, new: Callable[[], SocketModeHandler], number: int) -> None:
        self._sockets = [new() for _ in range(number)]

    def open(self) -> None:
        for socket in self._sockets:
            socket.connect()  # type: ignore[no-untyped-call]

    def how_many(self) -> int:
        return sum(socket.client.is_connected() for socket in self._sockets)

    def close(self) -> None:
        """Close them side by side: one alone takes up to three seconds."""
        with ThreadPoolExecutor(len(self._sockets)) as hands:
            list(hands.map(hang_up, self._sockets))


def hang_up(socket: SocketModeHandler) -> None:
    """Close a socket once every turn that it brought is acknowledged; up to three seconds when Slack is silent.

    What Slack sends meanwhile is not acknowledged, so it is delivered again, to another socket or after the next
    start (`slack.md` §2.5).
    """
    client = socket.client
    client.auto_reconnect_enabled = False
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
    socket.close()  # type: ignore[no-untyped-call]
