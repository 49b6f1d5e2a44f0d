"""The floors: the least that any program would have to do for the same result. They import nothing of the project."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient


class BareBolt:
    """One listener, the same single write, the same single post."""

    def __init__(self, *, api_url: str, token: str, database: Path) -> None:
        self.database = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS heard (key TEXT PRIMARY KEY, text TEXT)")
        client = WebClient(token=token, base_url=api_url, retry_handlers=[])
        self.app = App(client=client, token_verification_enabled=False, process_before_response=True)
        self.app.command("/mentor-log")(self._heard)
        self.client = client

    def _heard(self, ack: Any, body: dict[str, Any]) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("INSERT INTO heard VALUES (?, ?)", (body["trigger_id"], body["text"]))
        self.database.execute("COMMIT")
        ack()
        self.client.chat_postMessage(channel=body["channel_id"], text=body["text"])

    def hear(self, request: BoltRequest) -> None:
        response = self.app.dispatch(request)
        assert response.status == 200, response.body

    def rows(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM heard").fetchone()[0])
