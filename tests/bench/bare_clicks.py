"""The floor of the clicks: Bolt over Socket Mode with one listener, which writes one row, acknowledges and posts.

A process of its own; it imports nothing of the project.
"""

from __future__ import annotations

import os
import re
import sqlite3
from threading import Event, Lock
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    database = sqlite3.connect(os.environ["DATABASE"], isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE pressed (person TEXT, action TEXT)")
    pen = Lock()
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, token_verification_enabled=False)

    @app.action(re.compile(".*"))
    def pressed(ack: Any, body: dict[str, Any]) -> None:
        with pen:
            row = (body["user"]["id"], body["actions"][0]["action_id"])
            database.execute("INSERT INTO pressed VALUES (?, ?)", row)
        ack()
        client.chat_postMessage(channel=body["channel"]["id"], text="Noted.")

    # By the thousand bytes that Slack's client reads by itself, it breaks down when two hundred come at once.
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], receive_buffer_size=1 << 16).connect()
    Event().wait()


if __name__ == "__main__":
    main()
