"""The playground's page as somebody at their desk uses it: what they see, and what they press, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

Json = dict[str, Any]
#: Seconds that a connection may have rested and still be used: a server closes those that rest for longer.
FRESH = 20.0
#: Seconds. Slack itself gives up after three.
TIMEOUT = 60.0


class Misunderstood(Exception):
    """The page takes no such gesture: what was to be pressed is not there any more."""


class Desk:
    """One connection, kept open, used by one thread."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self._connection: HTTPConnection | None = None
        self._used = 0.0
        self._heard = 0

    # -- seeing --------------------------------------------------------------------------------------------------

    def said_since(self) -> Sequence[Json]:
        """Every message of the bot since the last time this was asked."""
        news: list[Json] = self._get("truth", after=self._heard)
        self._heard += len(news)
        return news

    def message(self, slack_id: str, channel: str, ts: str) -> Json | None:
        """A message as it stands now."""
        found = self._get("messages", **{"as": slack_id, "channel": channel, "ts": ts})
        return found[0] if found else None

    def form(self, slack_id: str) -> Json | None:
        """The form on top of their screen."""
        stack = self._get("modals", **{"as": slack_id})["stack"]
        return stack[-1] if stack else None

    def home(self, slack_id: str) -> Json | None:
        """Their Home tab, once it was drawn."""
        view: Json | None = self._get("home", **{"as": slack_id})["view"]
        return view

    # -- doing ---------------------------------------------------------------------------------------------------

    def press(self, slack_id: str, place: Mapping[str, Any], element: Mapping[str, Any], **more: Any) -> bool:
        """Press something in a message (`channel`, `ts`) or a view (`view_id`); whether the bot took it in time."""
        wish = {"as": slack_id, **place, "action_id": element["action_id"], **more}
        return bool(self._post("press", wish).get("acked"))

    def send(self, slack_id: str, view: Json, values: Mapping[str, Any]) -> Json:
        """Send a form; what the page says of it: `acked`, and `errors` beside the answers."""
        return self._post("submit", {"as": slack_id, "view_id": view["id"], "values": values})

    def close(self, slack_id: str, view: Json) -> None:
        self._post("close", {"as": slack_id, "view_id": view["id"], "all": True})

    def type(self, slack_id: str, channel: str, command: str) -> bool:
        """Type a slash command; whether the bot took it in time."""
        return bool(self._post("command", {"as": slack_id, "channel": channel, "text": command}).get("acked"))

    def say(self, slack_id: str, channel: str, words: str) -> None:
        """Write a message, such as to the bot."""
        self._post("say", {"as": slack_id, "channel": channel, "text": words})

    def open_home(self, slack_id: str) -> None:
        self._post("home", {"as": slack_id, "tab": "home"})

    def leave(self, slack_id: str) -> None:
        """An administrator closes their account."""
        self._post("leave", {"user": slack_id})

    def quiet(self, seconds: float = 30.0) -> None:
        """Wait until every delivery is acknowledged or given up, and no call of the bot is in flight."""
        self._post("quiet", {"seconds": seconds})

    def get_up(self) -> None:
        """Close the connection; whoever sits down again gets a new one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    # -- over HTTP -----------------------------------------------------------------------------------------------

    def _get(self, path: str, **query: Any) -> Any:
        return self._ask("GET", f"/play/{path}?{urlencode(query)}")

    def _post(self, path: str, body: Json) -> Json:
        answer: Json = self._ask("POST", f"/play/{path}", json.dumps(body))
        return answer

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        connection = self._open()
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            told = json.loads(answer.read())
        except (OSError, HTTPException):
            self.get_up()
            raise
        self._used = time.monotonic()
        if answer.status == 400:
            raise Misunderstood(str(told))
        return told

    def _open(self) -> HTTPConnection:
        rested = time.monotonic() - self._used
        if self._connection is None or rested > FRESH:
            self.get_up()
            self._connection = HTTPConnection(self._address, timeout=TIMEOUT)
        return self._connection
