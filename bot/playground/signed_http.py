"""Delivery over HTTP: signed requests, and three retries for events (slack.md §2.2)."""

import asyncio
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientConnectionError, ClientError, ClientSession, ClientTimeout

from bot.playground.clock import machine_seconds
from bot.playground.deliveries import Answer, Attempt, Parcel

# Slack waits nothing, a minute and five minutes; here three times `redeliver_after` stand for a minute.
PAUSES = (0.0, 0.0, 3.0, 15.0)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's `v0` signature of a request."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """A carrier that posts to the bot's request address."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret
        self._session = ClientSession()

    @property
    def connected(self) -> bool:
        """An address is always worth trying."""
        return True

    async def reachable(self) -> None:
        """An address is always worth trying."""

    def next_attempt(self, failures: int, redeliver_after: float) -> Attempt | None:
        """The first attempt and three retries, each waiting three seconds for its answer."""
        if failures >= len(PAUSES):
            return None
        return Attempt(PAUSES[failures] * redeliver_after, 3.0)

    async def carry(self, parcel: Parcel, seconds: float) -> Answer:
        """One signed request; anything but 200 within the time is a failure with Slack's name for it."""
        body, content_type = _encoded(parcel)
        headers = self._headers(parcel, body, content_type)
        try:
            timeout = ClientTimeout(total=seconds)
            async with self._session.post(self._url, data=body, headers=headers, timeout=timeout) as response:
                text = await response.text()
                if response.status == 200:
                    parcel.acknowledge(_decoded(text, response.content_type))
                    return Answer(True, parcel.answer.result())
                final = response.headers.get("X-Slack-No-Retry") == "1"
                return Answer(False, reason="http_error", final=final)
        except TimeoutError:
            return Answer(False, reason="http_timeout")
        except ClientConnectionError:
            return Answer(False, reason="connection_failed")
        except ClientError:
            return Answer(False, reason="unknown_error")

    def _headers(self, parcel: Parcel, body: bytes, content_type: str) -> dict[str, str]:
        timestamp = str(int(machine_seconds()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        return headers

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()
        await asyncio.sleep(0)


def _encoded(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload).encode(), "application/json"
    form = parcel.payload if parcel.kind == "slash_commands" else {"payload": json.dumps(parcel.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _decoded(text: str, content_type: str) -> Any:
    if not text:
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return None
    return {"text": text}
