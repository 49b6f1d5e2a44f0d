"""Bringing what happens in the workspace to the bot, and waiting for its acknowledgement.

Events are redelivered until the bot acknowledges them, even when it was away; gestures (buttons, commands,
forms) are not: the person is told that the app did not respond (slack.md §2.2, §2.5).
"""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.playground.clock import machine_seconds
from bot.playground.company import APP_ID, BOT_USER_ID, Company
from bot.playground.inspector import Inspector

Kind = Literal["events_api", "interactive", "slash_commands"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: an acknowledgement with its payload, or a silence with its reason."""

    acked: bool
    payload: Any = None
    reason: str = ""
    # The bot said with `x-slack-no-retry` that it does not want this again.
    final: bool = False


class Parcel:
    """One thing to deliver, with the answer it waits for; every attempt is the same parcel."""

    def __init__(self, kind: Kind, payload: Json) -> None:
        self.kind = kind
        self.payload = payload
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.attempt = 0
        self.reason = ""

    def acknowledge(self, payload: Any) -> None:
        """The bot has it."""
        if not self.answer.done():
            self.answer.set_result(payload)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at an event: the pause before it and the wait for its acknowledgement, in seconds."""

    pause: float
    patience: float


class Carrier(Protocol):
    """How parcels travel: over Socket Mode or over signed HTTP."""

    @property
    def connected(self) -> bool:
        """Whether the bot can be reached at this moment, as far as one knows."""

    async def reachable(self) -> None:
        """Return when the bot can be reached."""

    async def carry(self, parcel: Parcel, seconds: float) -> Answer:
        """One attempt, and the answer to it within so many seconds."""

    def next_attempt(self, failures: int, redeliver_after: float) -> Attempt | None:
        """How to try an event again after so many failures, or nothing to give up."""


class Deliveries:
    """Everything on its way to the bot."""

    def __init__(
        self, company: Company, inspector: Inspector, carrier: Carrier, redeliver_after: float
    ) -> None:
        self.company = company
        self.inspector = inspector
        self.carrier = carrier
        self.redeliver_after = redeliver_after
        self.ack_seconds = 3.0
        # A fault on demand: every event reaches the bot this many times more.
        self.duplicates = 0
        self._under_way: set[asyncio.Task[Answer]] = set()

    def event(self, event: Json) -> str:
        """Send an event, again and again until it is acknowledged; returns its `event_id`."""
        event_id = "Ev" + secrets.token_hex(5).upper()
        body = self._event_body(event, event_id)
        for _ in range(1 + self.duplicates):
            self._start(self._insist(Parcel("events_api", body)))
        return event_id

    async def ask(self, kind: Kind, payload: Json) -> Answer:
        """Send a gesture once and wait for its acknowledgement."""
        return await self._start(self._once(Parcel(kind, payload)))

    async def quiet(self, seconds: float) -> list[str]:
        """Wait until nothing is under way; names what still is after so many seconds."""
        end = machine_seconds() + seconds
        while self._under_way:
            left = end - machine_seconds()
            if left <= 0:
                return sorted(task.get_name() for task in self._under_way)
            await asyncio.wait(set(self._under_way), timeout=left)
        return []

    def forget(self) -> None:
        """Drop everything under way."""
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()
        self.duplicates = 0

    def _start(self, work: Any) -> asyncio.Task[Answer]:
        task: asyncio.Task[Answer] = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _once(self, parcel: Parcel) -> Answer:
        _name_task(parcel)
        if not self.carrier.connected:
            answer = Answer(False, reason="dispatch_failed")
        else:
            answer = await self.carrier.carry(parcel, self.ack_seconds)
        self._note(parcel, answer)
        return answer

    async def _insist(self, parcel: Parcel) -> Answer:
        _name_task(parcel)
        failures = 0
        answer = Answer(False, reason="never_sent")
        while attempt := self.carrier.next_attempt(failures, self.redeliver_after):
            await asyncio.sleep(attempt.pause)
            await self.carrier.reachable()
            if parcel.answer.done():
                return Answer(True, parcel.answer.result())
            answer = await self.carrier.carry(parcel, attempt.patience)
            self._note(parcel, answer)
            if answer.acked or answer.final:
                break
            parcel.attempt += 1
            parcel.reason = answer.reason
            # A socket that closed says nothing about the bot's will to answer: it costs no attempt.
            failures += answer.reason != "connection_closed"
        return answer

    def _note(self, parcel: Parcel, answer: Answer) -> None:
        status = "acked" if answer.acked else answer.reason
        if parcel.attempt:
            status += f" (retry {parcel.attempt})"
        self.inspector.note("to_bot", parcel.kind, _summary(parcel), status, parcel.payload)

    def _event_body(self, event: Json, event_id: str) -> Json:
        return {
            "token": "playground",
            "team_id": self.company.id,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(machine_seconds()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.company.id,
                    "user_id": BOT_USER_ID,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }


def _name_task(parcel: Parcel) -> None:
    task = asyncio.current_task()
    if task:
        task.set_name(_summary(parcel))


def _summary(parcel: Parcel) -> str:
    """One line for the inspector: what it is and who did it, without a word of what they wrote."""
    payload = parcel.payload
    if parcel.kind == "events_api":
        event = payload["event"]
        return f"{event.get('type')} {event.get('subtype') or ''}".strip()
    if parcel.kind == "slash_commands":
        return f"{payload['command']} by {payload['user_id']}"
    names = [action.get("action_id", "") for action in payload.get("actions", [])]
    names += [payload.get("callback_id") or payload.get("action_id") or ""]
    return " ".join(one for one in (payload["type"], *names) if one)
