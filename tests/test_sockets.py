"""Hanging up: nobody is left without an answer, and nobody is waited for who has nothing to say."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from operators import ROOT, play
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.internals import _receive_messages

from bot.playground import Playground
from bot.sample import COMPANY
from handlers.sockets import GULP, Socket, Sockets, hang_up
from tests.faults.process import until

#: Seconds that Slack's client waits for the next word, whoever wants to leave.
SLACKS_OWN_PATIENCE = 3.0


def test_a_bot_that_is_told_to_stop_does_not_wait_for_slacks_next_word() -> None:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        socket = SocketModeHandler(App(client=client, signing_secret="none"), slack.app_token)
        socket.connect()
        until(
            lambda: socket.client.current_session.last_ping_pong_time, "Slack has said all that it has to say"
        )

        began = time.monotonic()
        hang_up(socket)

        assert time.monotonic() - began < SLACKS_OWN_PATIENCE / 2
        assert not socket.client.is_connected()


def test_a_connection_that_is_being_made_anew_is_closed_with_the_rest() -> None:
    """It would stay open for as long as the process lives, and Slack would go on saying things to nobody."""
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        app = App(client=client, signing_secret="none")
        socket = SocketModeHandler(app, slack.app_token, ping_interval=0.05)
        socket.connect()
        until(lambda: slack.slack.sockets.count == 1, "it is open")
        slack.slack.faults.add({"method": "apps.connections.open", "kind": "slow", "seconds": 1.0})

        socket.client.current_session.close()
        until(socket.client.connect_operation_lock.locked, "it is made anew")
        hang_up(socket)

        until(lambda: slack.slack.sockets.count == 0, "nothing is left open")
        assert not socket.client.is_connected()


@pytest.fixture
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as slack:
        yield slack


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def sockets(slack: Playground, heard: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Sockets]:
    """Two sockets of a bot that takes its time: a turn is most often under way."""
    monkeypatch.setattr("handlers.sockets.LINGERING", 0.5)
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    app = App(client=client, signing_secret="none", process_before_response=True)
    app.logger.setLevel(logging.CRITICAL)

    @app.command(re.compile(".+"))
    def typed(ack, command):  # type: ignore[no-untyped-def]
        time.sleep(0.02)
        heard.append(command["text"])
        ack()

    words: list[int] = []
    seconds: list[float] = []
    new = partial(
        Socket,
        app,
        slack.app_token,
        concurrency=10,
        on_word=partial(words.append, 1),
        on_answer=seconds.append,
    )
    sockets = Sockets(new, 2)
    sockets.open()
    until(lambda: slack.slack.sockets.count == 2, "both are open")
    yield sockets
    until(lambda: len(words) > 2, "Slack has said a word on every socket")
    sockets.close()
    assert len(seconds) == len(heard)


@pytest.mark.parametrize("reason", ["warning", pytest.param("refresh_requested", marks=pytest.mark.slow)])
def test_whoever_types_while_slack_renews_the_sockets_is_answered_and_heard_once(
    slack: Playground, sockets: Sockets, heard: list[str], reason: str
) -> None:
    before = set(slack.slack.sockets._connections)
    over, answers = threading.Event(), []

    def type_on(who: int) -> None:
        for number in range(10_000):
            if over.is_set():
                return
            wish = {"as": "U0SOFIA", "channel": "U0BINOME", "text": f"/mentor {who}.{number}"}
            answers.append(play(slack, "command", **wish)["acked"])

    typing = [threading.Thread(target=type_on, args=(who,)) for who in range(2)]
    for one in typing:
        one.start()
    play(slack, "disconnect", reason=reason)
    play(slack, "disconnect", reason="refresh_requested")
    until(lambda: not before & set(slack.slack.sockets._connections), "both are new")
    over.set()
    for one in typing:
        one.join()

    # What Slack sends in the very moment in which a socket is closed is an error on a person's screen.
    assert answers.count(False) <= 2
    assert answers.count(True) <= len(heard) == len(set(heard)) <= len(answers)
    assert len(heard) > 10
    assert sockets.how_many() == slack.slack.sockets.count == 2


def test_a_socket_that_slack_does_not_replace_stays(
    slack: Playground, sockets: Sockets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are too many: what is open is worth more than what would be refused."""
    monkeypatch.setattr("bot.playground.sockets.CONNECTIONS", 2)
    monkeypatch.setattr("handlers.sockets.GREETED_WITHIN", 0.1)
    before = set(slack.slack.sockets._connections)

    play(slack, "disconnect", reason="refresh_requested")
    until(lambda: len(sockets._leaving) == 2, "it was heard")
    until(lambda: not any(one.is_alive() for one in sockets._leaving), "no other was greeted")

    assert set(slack.slack.sockets._connections) == before
    assert sockets.how_many() == 2


@pytest.mark.slow
def test_a_socket_that_broke_is_opened_again(slack: Playground, sockets: Sockets) -> None:
    slack.hang_up()
    until(lambda: slack.slack.sockets.count == 0 or sockets.how_many() < 2, "Slack hangs up")
    until(lambda: sockets.how_many() == slack.slack.sockets.count == 2, "both are open again")


def test_what_comes_in_one_rush_is_heard_to_the_last_word() -> None:
    """Slack's client calls itself once more for each thousand bytes that have come: a megabyte ended its connection."""
    word = b"x" * 5_000
    frame = b"\x81\x7e" + len(word).to_bytes(2, "big") + word
    slack, ours = socket.socketpair()
    with slack, ours:
        speaking = threading.Thread(target=slack.sendall, args=(frame * 300,))
        speaking.start()
        heard = _receive_messages(
            sock=ours,  # type: ignore[arg-type]
            sock_receive_lock=threading.Lock(),
            logger=logging.getLogger(__name__),
            receive_buffer_size=GULP,
        )
        speaking.join()

    assert [data for _, data in heard] == [word] * 300
