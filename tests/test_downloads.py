"""Our token is shown to Slack and to nobody else, and what is not the file is never taken for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from handlers.downloads import NotTheFile, fetch, is_slacks

TOKEN = "xoxb-a-secret"
HOME = "https://slack.com/api/"


class Shelf(HTTPServer):
    """A web server that remembers which tokens it was shown."""

    def __init__(self, body: bytes, kind: str, sends_on_to: str) -> None:
        super().__init__(("127.0.0.1", 0), Reader)
        self.body, self.kind, self.sends_on_to = body, kind, sends_on_to
        self.shown: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Reader(BaseHTTPRequestHandler):
    server: Shelf

    def do_GET(self) -> None:
        self.server.shown.append(self.headers.get("Authorization"))
        self.send_response(302 if self.server.sends_on_to else 200)
        if self.server.sends_on_to:
            self.send_header("Location", self.server.sends_on_to)
        self.send_header("Content-Type", self.server.kind)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def shelf(body: bytes = b"a,b", kind: str = "text/csv", sends_on_to: str = "") -> Iterator[Shelf]:
    server = Shelf(body, kind, sends_on_to)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(address: str, home: str, most: int = 100) -> bytes:
    return fetch(address, token=TOKEN, home=home, most=most, timeout=5)


def test_a_file_is_fetched_with_the_token_and_no_further_than_asked() -> None:
    with shelf(b"0123456789") as slack:
        assert fetched(f"{slack.url}/files/F1", f"{slack.url}/api/") == b"0123456789"
        assert fetched(f"{slack.url}/files/F1", f"{slack.url}/api/", most=4) == b"01234"
        assert slack.shown == [f"Bearer {TOKEN}"] * 2


def test_a_file_that_stands_elsewhere_is_never_asked_for() -> None:
    with shelf() as elsewhere, pytest.raises(NotTheFile):
        fetched(f"{elsewhere.url}/drive/F1", HOME)
    assert elsewhere.shown == []


def test_whoever_we_are_sent_on_to_is_not_shown_the_token() -> None:
    with shelf() as elsewhere, shelf(sends_on_to=f"{elsewhere.url}/x") as slack:
        assert fetched(f"{slack.url}/files/F1", f"{slack.url}/api/") == b"a,b"
    assert (slack.shown, elsewhere.shown) == ([f"Bearer {TOKEN}"], [None])


def test_the_page_that_asks_to_sign_in_is_not_the_file() -> None:
    with shelf(b"<html>", "text/html; charset=utf-8") as slack, pytest.raises(NotTheFile):
        fetched(f"{slack.url}/files/F1", f"{slack.url}/api/")


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/people.csv", True),
        ("https://slack.com/files/F1", True),
        ("http://files.slack.com/files/F1", False),
        ("https://files.slack.com.evil.test/F1", False),
        ("https://evilslack.com/F1", False),
        ("https://docs.google.com/spreadsheets/d/1", False),
        ("https://slack.com@evil.test/F1", False),
        ("file:///etc/passwd", False),
        ("https://files.slack.com:no/F1", False),
        ("", False),
    ],
)
def test_slacks_own_addresses_are_told_from_others(address: str, ours: bool) -> None:
    assert is_slacks(address, HOME) is ours


def test_the_local_slack_is_spoken_to_where_it_is() -> None:
    assert is_slacks("http://127.0.0.1:4000/files/F1", "http://127.0.0.1:4000/api/")
    assert not is_slacks("http://127.0.0.1:4001/files/F1", "http://127.0.0.1:4000/api/")
