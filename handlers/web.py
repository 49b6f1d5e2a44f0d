"""Slack over HTTP: the same turns of talk, brought by signed requests to one address instead of two sockets.

A request is believed before it is read: its length, then its time and its signature over the bytes as they came, then
that they came for the first time, then its shape. What fails is refused without a word of it in the log. Behind all
that stands Bolt's own adapter, which alone would answer 500 to an odd timestamp, raise on broken JSON, and do the same
bytes twice (reliability.md §6).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import structlog
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.domain.people import Workspace
from bot.programme.ports import Clock, Store
from handlers.replays import Replays
from handlers.shapes import NEEDED, is_from_a_person, is_whole, kind_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = structlog.get_logger("binome.web")

#: The one address, as in `manifest.yml`.
PATH = "/slack/events"
#: Bytes: the largest form of Slack's is a quarter of it.
LARGEST_BODY = 1024 * 1024
#: Seconds that a request's time may be off, before or after ours (`slack.md` §2.2).
TOLERANCE = 300

NOT_FOUND, NOT_ALLOWED = "404 Not Found", "405 Method Not Allowed"
BAD, UNKNOWN = "400 Bad Request", "401 Unauthorized"
NO_LENGTH, TOO_LARGE = "411 Length Required", "413 Content Too Large"


class Refused(Exception):
    """A request that goes no further: the answer's first line, and a code for the log."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Web:
    """The WSGI application behind Slack's request address, for our own server or any other."""

    def __init__(
        self,
        app: App,
        store: Store,
        workspace: Workspace,
        clock: Clock,
        *,
        secret: str,
        on_answer: Callable[[float], None],
        on_refusal: Callable[[str], None],
    ) -> None:
        """`on_answer` hears how many seconds an acknowledgement took, `on_refusal` why there was none."""
        self._bolt = SlackRequestHandler(app, path=PATH)
        self._replays = Replays(store, workspace)
        self._clock = clock
        self._secret = secret.encode()
        self._on_answer = on_answer
        self._on_refusal = on_refusal

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.monotonic()
        try:
            signature, body = self._believed(environ)
            answer = self._once(signature, body, environ, start_response)
        except Refused as refused:
            log.info("refused", action="http_refused", why=refused.why, status=int(refused.status[:3]))
            self._on_refusal(refused.why)
            start_response(refused.status, [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return [b""]
        self._on_answer(time.monotonic() - began)
        return answer

    # -- believing -----------------------------------------------------------------------------------------------

    def _believed(self, environ: WSGIEnvironment) -> tuple[str, bytes]:
        """The signature and the body that it signs. Raises `Refused`."""
        if environ.get("PATH_INFO") != PATH:
            raise Refused(NOT_FOUND, "no_such_address")
        if environ.get("REQUEST_METHOD") != "POST":
            raise Refused(NOT_ALLOWED, "not_a_post")
        length = _length(environ.get("CONTENT_LENGTH") or "")
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not _is_recent(timestamp, self._clock.machine_now()):
            raise Refused(UNKNOWN, "not_of_now")
        body = environ["wsgi.input"].read(length)
        if len(body) != length:
            raise Refused(BAD, "cut_short")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not signature.isascii() or not hmac.compare_digest(self._sign(timestamp, body), signature):
            raise Refused(UNKNOWN, "not_signed")
        return signature, body

    def _sign(self, timestamp: str, body: bytes) -> str:
        signed = b"v0:" + timestamp.encode() + b":" + body
        return "v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()

    # -- acting --------------------------------------------------------------------------------------------------

    def _once(
        self, signature: str, body: bytes, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Bolt act upon these bytes, the first time that they come.

        Slack signs each of its own retries anew. Only one within the same second has the same bytes: what failed is
        forgotten again, so that this one is heard too.
        """
        delivery = _read(body, environ.get("CONTENT_TYPE", ""))
        if not delivery or (kind_of(delivery) in NEEDED and not is_whole(delivery)):
            raise Refused(BAD, "unreadable")
        if kind_of(delivery) not in NEEDED:
            # Bolt would write it into the log, word for word.
            log.info("not for us", action="http_unhandled")
            return _nothing_to_do(start_response)
        if kind_of(delivery) == "event_callback" and not is_from_a_person(delivery["event"]):
            return _nothing_to_do(start_response)
        if not self._replays.first_time(signature):
            raise Refused(UNKNOWN, "replayed")
        answered: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answered.append(status)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            answer = self._bolt({**environ, "wsgi.input": BytesIO(body)}, start)
        except Exception as odd:
            log.warning("not understood", action="http_unreadable", why=type(odd).__name__)
            raise Refused(BAD, "unreadable") from None
        if not answered[0].startswith("2"):
            self._replays.forget(signature)
        return answer


def _nothing_to_do(start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


def _length(given: str) -> int:
    """How many bytes the body has, as it says itself. Raises `Refused`."""
    if not given:
        raise Refused(NO_LENGTH, "no_length")
    if not (given.isascii() and given.isdigit()):
        raise Refused(BAD, "no_length")
    if len(given) > len(str(LARGEST_BODY)) or int(given) > LARGEST_BODY:
        raise Refused(TOO_LARGE, "too_large")
    return int(given)


def _is_recent(timestamp: str, now: datetime) -> bool:
    """Whether it is a time, and five minutes away at most: an old request and one from the future are both odd."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(now.timestamp() - int(timestamp)) <= TOLERANCE


def _read(body: bytes, content_type: str) -> Mapping[str, Any]:
    """What the body says, in the way Bolt reads it; nothing when it cannot be read."""
    try:
        text = body.decode()
        if content_type.split(";")[0] == "application/json" or text.startswith("{"):
            said = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True))
            said = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) and kind_of(said) else {}
