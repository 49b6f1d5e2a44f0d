"""Socket Mode: several connections, each envelope to any one of them (slack.md §2.5)."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.company import APP_ID
from bot.playground.deliveries import Answer, Attempt, Parcel

CONNECTIONS = 10
TICKETS = 1000
# With the first attempt, six; each wait doubles, so that a bot that answers nobody is left alone after
# three minutes.
ATTEMPTS = 6


class Connection:
    """One open socket of the bot."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.outbox: asyncio.Queue[str] = asyncio.Queue()
        self.closed = asyncio.Event()

    async def write(self) -> None:
        """Send what is in the outbox, in order."""
        while True:
            line = await self.outbox.get()
            await self.socket.send_str(line)


class Sockets:
    """The bot's connections; a carrier of parcels."""

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self._on_change = on_change
        self._tickets: dict[str, None] = {}
        self._connections: list[Connection] = []
        self._turn = itertools.count()
        self._someone = asyncio.Event()
        # Every envelope ever sent keeps its parcel until the parcel is answered, whichever socket brings
        # the answer.
        self._waiting: dict[str, Parcel] = {}

    @property
    def connected(self) -> bool:
        """Whether at least one socket is open."""
        return bool(self._connections)

    @property
    def count(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """A permission to open one socket."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = None
        while len(self._tickets) > TICKETS:
            del self._tickets[next(iter(self._tickets))]
        return ticket

    async def reachable(self) -> None:
        """Return when a socket is open."""
        await self._someone.wait()

    def next_attempt(self, failures: int, redeliver_after: float) -> Attempt | None:
        """An envelope waits for its acknowledgement, longer each time, then goes out again at once."""
        return Attempt(0, redeliver_after * 2**failures) if failures < ATTEMPTS else None

    async def carry(self, parcel: Parcel, seconds: float) -> Answer:
        """Put the parcel into an envelope on one connection and wait for its acknowledgement."""
        if not self._connections:
            return Answer(False, reason="connection_closed")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope = secrets.token_hex(16)
        self._waiting[envelope] = parcel
        connection.outbox.put_nowait(json.dumps(self._envelope(envelope, parcel)))
        closed = asyncio.ensure_future(connection.closed.wait())
        try:
            await asyncio.wait({parcel.answer, closed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closed.cancel()
        if parcel.answer.done():
            return Answer(True, parcel.answer.result())
        if parcel.kind != "events_api":
            # An event may still be acknowledged late and is then not sent again; a gesture was given up.
            self._waiting.pop(envelope, None)
        return Answer(False, reason="connection_closed" if connection.closed.is_set() else "timeout")

    @staticmethod
    def _envelope(envelope: str, parcel: Parcel) -> dict[str, Any]:
        wrapped: dict[str, Any] = {
            "envelope_id": envelope,
            "payload": parcel.payload,
            "type": parcel.kind,
            "accepts_response_payload": parcel.kind != "events_api",
        }
        if parcel.kind == "events_api":
            wrapped |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
        return wrapped

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`ws://…/socket?ticket=…`, with the ticket of `apps.connections.open`."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="This ticket was used, or was never given.")
        del self._tickets[ticket]
        # Slack's own client answers a close by hanging up, so there is nothing to wait for.
        socket = web.WebSocketResponse(heartbeat=30, compress=False, timeout=0.1)
        await socket.prepare(request)
        if len(self._connections) >= CONNECTIONS:
            await socket.send_str(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            await socket.close()
            return socket
        connection = Connection(socket)
        writing = asyncio.create_task(connection.write())
        try:
            await self._listen(connection)
        finally:
            self._leave(connection)
            writing.cancel()
        return socket

    async def _listen(self, connection: Connection) -> None:
        self._connections.append(connection)
        await connection.socket.send_str(json.dumps(self._hello()))
        self._someone.set()
        self._on_change(True)
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _acknowledged(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        parcel = self._waiting.pop(str(said.get("envelope_id")), None)
        if parcel is not None:
            parcel.acknowledge(said.get("payload"))

    def _leave(self, connection: Connection) -> None:
        connection.closed.set()
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self._someone.clear()
            self._on_change(False)

    def forget(self) -> None:
        """Drop the envelopes that wait; the sockets stay."""
        self._waiting.clear()

    def refresh(self, reason: str) -> int:
        """Ask the bot to open new sockets, as Slack does every few hours; says to how many it was said."""
        line = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
        for connection in self._connections:
            connection.outbox.put_nowait(line)
        return self.count

    async def close(self) -> None:
        """Close every socket."""
        for connection in list(self._connections):
            connection.closed.set()
            await connection.socket.close()
