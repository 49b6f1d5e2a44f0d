"""Slack's own requests, made by hand: signed, badly signed, or not at all, and given to the bot's WSGI application."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from time import time
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from bot.playground.signed_http import signature
from handlers.web import Web

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    body: str


class Post:
    """Whoever posts to the bot: Slack, which knows the secret, or somebody else."""

    def __init__(self, web: Web, secret: str) -> None:
        self.web = web
        self.secret = secret

    def sends(self, body: bytes, kind: str = JSON, *, at: float | str | None = None, **more: Any) -> Answer:
        """A request that is signed as Slack signs it, unless `more` of WSGI's variables say otherwise."""
        timestamp = at if isinstance(at, str) else str(int(time() if at is None else at))
        signed = signature(self.secret, timestamp, body)
        given = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/slack/events",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
            "HTTP_X_SLACK_SIGNATURE": signed,
            **more,
        }
        return self._given(body, {name: value for name, value in given.items() if value is not None})

    def tells(self, event: dict[str, Any], event_id: str, **more: Any) -> Answer:
        return self.sends(telling(event, event_id), **more)

    def _given(self, body: bytes, given: dict[str, str]) -> Answer:
        environ: dict[str, Any] = {"SERVER_PROTOCOL": "HTTP/1.1", **given}
        setup_testing_defaults(environ)
        environ["wsgi.input"] = BytesIO(body)
        lines: list[str] = []

        def start_response(status: str, *_: Any) -> Any:
            lines.append(status)

        answer = b"".join(self.web(environ, start_response))
        return Answer(int(lines[0][:3]), answer.decode())


def telling(event: dict[str, Any], event_id: str) -> bytes:
    """An event of this workspace."""
    outer = {"type": "event_callback", "team_id": "T0BINOME", "event_id": event_id, "event_time": int(time())}
    return json.dumps({**outer, "event": event}).encode()


def says(words: str, who: str = "U0TOM", channel: str = "D0TOM") -> dict[str, Any]:
    """Somebody writes to the app."""
    return {
        "type": "message",
        "channel_type": "im",
        "channel": channel,
        "user": who,
        "text": words,
        "ts": "1.1",
    }


def command(words: str, trigger: str, who: str = "U0LEA") -> bytes:
    typed, _, text = words.partition(" ")
    form = {"command": typed, "text": text, "trigger_id": trigger, "user_id": who, "team_id": "T0BINOME"}
    return urlencode({**form, "channel_id": "C0GENERAL"}).encode()


def gesture(**payload: Any) -> bytes:
    """A button, a form or a menu."""
    return urlencode({"payload": json.dumps(payload)}).encode()
