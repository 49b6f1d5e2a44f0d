"""Permissions of a moment: triggers that open one form within 3 s, response addresses (slack.md §2.2)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.clock import machine_seconds
from bot.playground.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """Somebody has just done something; the app may open one form in answer."""

    user: str
    expires: float
    used: bool = False


class Triggers:
    """The `trigger_id`s given out."""

    def __init__(self, now: Callable[[], float] = machine_seconds) -> None:
        self._now = now
        self._given: dict[str, Trigger] = {}

    def give(self, user: str) -> str:
        """A new trigger, good for three seconds."""
        id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[id] = Trigger(user, self._now() + TRIGGER_SECONDS)
        return id

    def exchange(self, id: str | None) -> str:
        """Use a trigger up; says whose it was."""
        trigger = self._given.get(id or "")
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user


@dataclass(slots=True)
class ResponseAddress:
    """Where the app may answer one gesture: whose it was, where, and about which message."""

    user: str
    channel: str
    original_ts: str | None
    expires: float
    uses: int = 0


class ResponseAddresses:
    """The `response_url`s given out."""

    def __init__(self, now: Callable[[], float] = machine_seconds) -> None:
        self._now = now
        self._given: dict[str, ResponseAddress] = {}

    def give(self, user: str, channel: str, original_ts: str | None) -> str:
        """The secret end of a new address."""
        key = secrets.token_hex(12)
        self._given[key] = ResponseAddress(user, channel, original_ts, self._now() + RESPONSE_SECONDS)
        return key

    def use(self, key: str) -> ResponseAddress:
        """One use of an address, out of five within thirty minutes."""
        address = self._given.get(key)
        if address is None or self._now() > address.expires:
            raise SlackError("expired_url")
        if address.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        address.uses += 1
        return address
