"""The pages for whoever watches over the bot: does it live, may people be sent to it, and its figures.

`/healthz` fails when the process should be replaced, `/readyz` when it should be given nothing now. Neither asks Slack
anything: that Slack is away is no reason to start us anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import structlog

from bot.domain.people import Workspace
from bot.programme.readings import Gauges
from bot.vitals import Vitals

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = structlog.get_logger("binome.health")

FINE, NOT_NOW, NOT_FOUND, BROKEN = (
    "200 OK",
    "503 Service Unavailable",
    "404 Not Found",
    "500 Internal Server Error",
)
JSON = "application/json"


class Health:
    """The WSGI application of the health port. `metrics` gives the page of figures and its type."""

    def __init__(
        self,
        vitals: Vitals,
        gauges: Gauges,
        workspace: Workspace,
        metrics: Callable[[], tuple[str, bytes]],
    ) -> None:
        self._vitals = vitals
        self._gauges = gauges
        self._workspace = workspace
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        pages = {"/healthz": self._lives, "/readyz": self._is_ready, "/metrics": self._figures}
        page = pages.get(environ.get("PATH_INFO", ""), _nothing)
        try:
            status, kind, body = page()
        except Exception:
            log.exception("a page of health failed", action="health_failed")
            status, kind, body = BROKEN, "text/plain", b""
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def why_not(self) -> list[str]:
        """The codes of every reason to send nobody here; none when it is ready."""
        found = self._gauges.not_ready(self._workspace)
        reasons = [*(["draining"] if self._vitals.draining else []), *([found] if found else [])]
        return [*reasons, *sorted(self._vitals.troubles)]

    def _lives(self) -> tuple[str, str, bytes]:
        return FINE, JSON, _page(alive=True)

    def _is_ready(self) -> tuple[str, str, bytes]:
        reasons = self.why_not()
        return NOT_NOW if reasons else FINE, JSON, _page(ready=not reasons, reasons=reasons)

    def _figures(self) -> tuple[str, str, bytes]:
        return FINE, *self._metrics()


def _nothing() -> tuple[str, str, bytes]:
    return NOT_FOUND, "text/plain", b""


def _page(**said: object) -> bytes:
    return f"{json.dumps(said)}\n".encode()
