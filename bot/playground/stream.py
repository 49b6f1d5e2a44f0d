"""Telling the open pages that something changed: they fetch it again."""

import asyncio
import json
from collections.abc import Collection
from typing import Any

from aiohttp import WSCloseCode, web

# A page that has not read this much is gone or frozen; it will fetch everything when it comes back.
BACKLOG = 1000


class Stream:
    """Every open page, each acting as somebody or watching everything."""

    def __init__(self) -> None:
        self._pages: dict[asyncio.Queue[str | None], str | None] = {}
        # How often something has changed since the start.
        self.told = 0

    def tell(self, event: dict[str, Any], users: Collection[str] | None = None) -> None:
        """An event for the pages of these people, or for all."""
        self.told += 1
        if not self._pages:
            return
        line = json.dumps(event)
        for queue, user in self._pages.items():
            if (users is None or user is None or user in users) and not queue.full():
                queue.put_nowait(line)

    async def page(self, request: web.Request) -> web.WebSocketResponse:
        """`WS /play/stream?as=U`."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)
        self._pages[queue] = request.query.get("as") or None
        sending = asyncio.create_task(self._send(socket, queue))
        try:
            async for _ in socket:
                pass
        finally:
            self._pages.pop(queue, None)
            sending.cancel()
        return socket

    async def _send(self, socket: web.WebSocketResponse, queue: asyncio.Queue[str | None]) -> None:
        while (line := await queue.get()) is not None:
            await socket.send_str(line)
        await socket.close(code=WSCloseCode.GOING_AWAY)

    def close(self) -> None:
        """Say goodbye to every page."""
        for queue in self._pages:
            if not queue.full():
                queue.put_nowait(None)
