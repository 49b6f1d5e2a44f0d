"""The page itself, and who may look at it."""

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
OURS = ("127.0.0.1", "localhost")
# Some machines' registries say otherwise, and browsers refuse modules of another type.
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only this machine's own pages: another web site in the same browser must not act as anyone here."""
    host = request.host.partition(":")[0]
    origin = request.headers.get("Origin")
    if host not in OURS or (origin and origin.partition("://")[2].partition(":")[0] not in OURS):
        return web.Response(status=403, text="The playground answers this machine only.")
    return await handler(request)


def pages() -> list[web.RouteDef]:
    """`/` and everything under `/page/`."""
    return [web.get("/", _index), web.get("/page/{path:.+}", _file)]


async def _index(_request: web.Request) -> web.StreamResponse:
    return _served(PAGE / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    return _served(PAGE / request.match_info["path"])


def _served(path: Path) -> web.StreamResponse:
    path = path.resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        return web.Response(status=404, text="There is no such page.")
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith(("text/", "image/svg")) else None
    return web.Response(
        body=path.read_bytes(), content_type=kind, charset=charset, headers={"Cache-Control": "no-store"}
    )
