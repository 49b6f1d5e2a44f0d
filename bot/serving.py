"""Our own HTTP server: waitress, on threads of its own. It hears Slack over HTTP, and whoever asks how we are.

It reads a request whole before a thread takes it up, so whoever sends slowly holds nobody up.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

#: Connections at once; a proxy in front keeps some open, and Slack opens one for each thing that it tells.
CONNECTIONS, BACKLOG = 1000, 1024
#: Bytes. Slack's headers are short, and nothing that it says is longer than this.
LARGEST_HEADERS, LARGEST_BODY = 64 * 1024, 1024 * 1024
#: Seconds in which what was taken up is answered after we were told to stop (Slack itself waits for three), and
#: between two looks at what is left.
TIME_TO_FINISH, A_MOMENT = 15.0, 0.01


class Server:
    """Serves one WSGI application at one address. Raises `OSError` when the address cannot be had."""

    def __init__(self, app: WSGIApplication, host: str, port: int, *, threads: int, name: str) -> None:
        from waitress.server import create_server

        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
        self.port: int = listener.getsockname()[1]
        self._server: Any = create_server(
            app,
            sockets=[listener],
            threads=threads,
            backlog=BACKLOG,
            connection_limit=CONNECTIONS,
            max_request_header_size=LARGEST_HEADERS,
            max_request_body_size=LARGEST_BODY,
            asyncore_use_poll=True,
            ident=None,
            log_socket_errors=False,
        )
        self._thread = threading.Thread(target=self._server.run, name=name, daemon=True)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Take nothing more, answer what was taken up, and let go of the address."""
        self._there(self._close_the_door)
        end = time.monotonic() + TIME_TO_FINISH
        while self._server.active_channels and time.monotonic() < end:
            self._there(self._let_go_of_the_idle)
            time.sleep(A_MOMENT)
        self._server.task_dispatcher.shutdown(timeout=1)
        self._there(self._close_everything)
        self._thread.join()

    def _there(self, act: Callable[[], None]) -> None:
        """Do it on the server's own thread, which alone may touch its connections."""
        self._server.trigger.pull_trigger(act)

    def _close_the_door(self) -> None:
        from waitress import wasyncore

        wasyncore.dispatcher.close(self._server)

    def _let_go_of_the_idle(self) -> None:
        for connection in list(self._server.active_channels.values()):
            under_way = connection.requests or connection.request is not None
            if not under_way and not connection.total_outbufs_len:
                connection.will_close = True

    def _close_everything(self) -> None:
        from waitress import wasyncore

        wasyncore.close_all(self._server._map)
