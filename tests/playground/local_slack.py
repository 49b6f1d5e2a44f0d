"""A small company in a local Slack, a hand that acts in it, and a real Bolt app at the end of its socket."""

import contextlib
import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.playground import Playground

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Binôme"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Binôme"},
        "shortcuts": [
            {"name": "Log a meeting", "type": "global", "callback_id": "log", "description": "Log a meeting"}
        ],
        "slash_commands": [
            {
                "command": "/mentor-log",
                "description": "Log",
                "usage_hint": "@lea 45 min",
                "should_escape": True,
            },
            {"command": "/mentor-raw", "description": "As typed", "should_escape": False},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("chat:write", "commands", "im:history", "im:write", "users:read"),
                *("files:read", "files:write"),
            ],
            "bot_optional": ["users:read.email", "usergroups:read"],
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "message.im", "team_join", "tokens_revoked"]
        }
    },
}
COMPANY: dict[str, Any] = {
    "team": {"id": "T0BINOME", "name": "Wega Exemple", "domain": "exemple"},
    "channels": [
        {"id": "C0GENERAL", "name": "général", "members": "all"},
        {"id": "C0MENTORAT", "name": "mentorat", "members": ["U0INES", "U0LEA", "U0BINOME"]},
        {"id": "C0OLD", "name": "old", "members": ["U0INES", "U0BINOME"], "archived": True},
    ],
    "people": [
        {
            "id": "U0LEA",
            "name": "Léa Martin",
            "handle": "lea",
            "title": "Architecte",
            "locale": "fr-FR",
            "tz": "Europe/Paris",
            "email": "lea@exemple.test",
            "start_date": "2024-01-08",
        },
        {"id": "U0TOM", "name": "Tom Baker", "handle": "tom", "locale": "en-GB", "tz": "Europe/London"},
        {"id": "U0INES", "name": "Inès Roy", "handle": "ines", "locale": "fr-FR", "tz": "Europe/Paris"},
        {"id": "U0GONE", "name": "Guy Parti", "handle": "guy", "email": "guy@exemple.test", "deleted": True},
    ],
    "usergroups": [{"id": "S0COORD", "members": ["U0INES"]}],
}


class Hand:
    """The page's protocol, in a test's hand."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, name: str, /, **query: Any) -> Any:
        """`GET /play/name?…`."""
        pairs = {("as" if key == "as_" else key): value for key, value in query.items()}
        query_string = "&".join(f"{key}={value}" for key, value in pairs.items())
        return self._asked(urllib.request.Request(f"{self.url}/play/{name}?{query_string}"))

    def do(self, name: str, /, **wish: Any) -> Any:
        """`POST /play/name {…}`."""
        body = {("as" if key == "as_" else key): value for key, value in wish.items()}
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(
            f"{self.url}/play/{name}", data=json.dumps(body).encode(), headers=headers
        )
        return self._asked(request)

    @staticmethod
    def _asked(request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return json.loads(refusal.read())

    def messages(self, as_: str, channel: str = "U0BINOME") -> list[dict[str, Any]]:
        """What somebody sees in a conversation, by default with the bot."""
        return self.get("messages", as_=as_, channel=channel)

    def texts(self, as_: str, channel: str = "U0BINOME") -> list[str]:
        """The texts of these messages."""
        return [message["text"] for message in self.messages(as_, channel)]


@contextlib.contextmanager
def connected(pg: Playground, app: App, **options: Any) -> Iterator[SocketModeHandler]:
    """Bolt's own Socket Mode handler, connected."""
    quiet = logging.getLogger("playground-test")
    quiet.setLevel(logging.CRITICAL)
    handler = SocketModeHandler(app, pg.app_token, logger=quiet, **options)
    before = pg.slack.sockets.count
    handler.connect()
    until(lambda: pg.slack.sockets.count > before)
    try:
        yield handler
    finally:
        close_quickly(pg, handler)
        until(lambda: not pg.slack.sockets.count)


def close_quickly(pg: Playground, handler: SocketModeHandler) -> None:
    """What `handler.close()` does, without the four seconds that its threads spend waiting for a time-out."""
    client = handler.client
    client.auto_reconnect_enabled = False
    client.closed = True
    pg.hang_up()
    client.enqueue_message("{}")
    until(lambda: not client.is_connected())
    handler.close()


def until(true: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "It has not come about in time."
        time.sleep(0.002)
