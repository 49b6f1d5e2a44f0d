"""What the playground's page asks it, over one connection, as a browser does it: a test asks thirty times."""

from __future__ import annotations

import io
import json
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection
from threading import get_ident
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

PATIENCE = 60
JSON = {"Content-Type": "application/json"}


class Page:
    def __init__(self, url: str) -> None:
        self.url = url
        self._kept = self._connection()
        self._keeper = get_ident()

    def get(self, path: str, **query: Any) -> Any:
        return self._ask("GET", f"/play/{path}" + (f"?{urlencode(query)}" if query else ""))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("POST", f"/play/{path}", json.dumps(body).encode())

    def close(self) -> None:
        """It is opened anew by whoever asks next."""
        self._kept.close()

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        """Several people may act at once, each over a connection of their own."""
        if get_ident() == self._keeper:
            return self._asked(self._kept, method, path, body)
        with closing(self._connection()) as connection:
            return self._asked(connection, method, path, body)

    def _asked(self, connection: HTTPConnection, method: str, path: str, body: bytes | None) -> Any:
        connection.request(method, path, body, JSON if body else {})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= 400:
            raise HTTPError(self.url + path, answer.status, answer.reason, Message(), io.BytesIO(said))
        return json.loads(said)

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE)
