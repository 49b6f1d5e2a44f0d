"""Our own HTTP server: what it took up it answers, whatever else; and nobody who is slow holds it up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.client import HTTPConnection
from typing import Any

import pytest

from bot.serving import LARGEST_BODY, Server
from tests.faults.process import until

HOST = "127.0.0.1"


class Page:
    """Answers what it is sent, once it may."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        self.asked.set()
        assert self.may_answer.wait(10)
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]


def served(page: Page, threads: int = 2) -> Server:
    server = Server(page, HOST, 0, threads=threads, name="web")
    server.open()
    return server


def test_what_was_taken_up_is_answered_and_nothing_more_is_taken_when_it_closes() -> None:
    page = Page()
    page.may_answer.clear()
    server = served(page)
    line = HTTPConnection(HOST, server.port, timeout=10)
    line.request("POST", "/", b"hello")
    assert page.asked.wait(10)

    closing = threading.Thread(target=server.close)
    closing.start()
    until(lambda: not takes_more(server), "the door is closed")
    assert closing.is_alive()
    page.may_answer.set()

    assert line.getresponse().read() == b"hello"
    line.close()
    closing.join(10)
    assert not closing.is_alive()


def test_whoever_keeps_a_connection_open_or_never_finishes_does_not_hold_it_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.serving.TIME_TO_FINISH", 0.05)
    server = served(Page(), threads=1)
    idle = HTTPConnection(HOST, server.port, timeout=10)
    idle.request("POST", "/", b"hello")
    assert idle.getresponse().read() == b"hello"
    slow = socket.create_connection((HOST, server.port))
    slow.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf")

    assert answer_to(server, b"another") == (200, b"another")
    server.close()
    idle.close()
    slow.close()


def test_a_body_above_the_limit_is_refused_however_it_is_announced() -> None:
    server = served(Page())
    line = HTTPConnection(HOST, server.port, timeout=10)
    line.putrequest("POST", "/")
    line.putheader("Content-Length", str(LARGEST_BODY + 1))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()
    server.close()


def test_it_does_not_tell_what_it_is_made_of() -> None:
    server = served(Page())
    line = HTTPConnection(HOST, server.port, timeout=10)
    line.request("POST", "/", b"hello")
    answer = line.getresponse()
    assert answer.headers["Server"] is None
    answer.read()
    line.close()
    server.close()


def takes_more(server: Server) -> bool:
    with suppress(OSError):
        socket.create_connection((HOST, server.port), timeout=1).close()
        return True
    return False


def answer_to(server: Server, body: bytes) -> tuple[int, bytes]:
    line = HTTPConnection(HOST, server.port, timeout=10)
    line.request("POST", "/", body)
    answer = line.getresponse()
    said = answer.status, answer.read()
    line.close()
    return said
