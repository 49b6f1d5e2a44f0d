"""Hanging up: nobody is left without an answer, and nobody is waited for who has nothing to say."""

from __future__ import annotations

import time

from operators import ROOT
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground import Playground
from bot.sample import COMPANY
from handlers.sockets import hang_up
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
