"""What the bot is told reaches it: when it was away, when it kept silent, on whichever socket."""

import asyncio
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from aiohttp import ClientSession
from slack_bolt import App

from bot.playground.clock import machine_seconds
from bot.playground.play import lab
from tests.playground.local_slack import connected, until


def test_an_event_that_failed_comes_back_with_the_same_id(app, bolt, hand, pg, monkeypatch):
    monkeypatch.setattr(pg.slack.deliveries, "redeliver_after", 0.3)
    seen = []

    @app.event("message")
    def heard(body, context, request):
        headers = request.headers
        seen.append((body["event_id"], *headers["x-slack-retry-num"], *headers["x-slack-retry-reason"]))
        if len(seen) == 1:
            raise RuntimeError("the database is locked")

    app.logger.setLevel(logging.CRITICAL)
    bolt()
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Remember this")
    assert hand.do("quiet")["ok"]
    assert [retry for _, *retry in seen] == [["0", ""], ["1", "timeout"]]
    assert len({event_id for event_id, *_ in seen}) == 1


def test_what_was_said_while_the_bot_was_away_is_heard_when_it_comes_back(app, bolt, hand):
    heard = []
    app.event("message")(lambda event: heard.append(event["text"]))
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Are you there?")
    assert hand.do("quiet", seconds=0.1)["pending"] == ["message"]
    bolt()
    assert hand.do("quiet")["ok"]
    assert heard == ["Are you there?"]


def test_an_event_whose_socket_died_before_the_acknowledgement_goes_to_the_next_one(client, pg, hand):
    first, second = App(client=client, process_before_response=True), App(client=client)
    started, heard = threading.Event(), []

    @first.event("message")
    def dies():
        started.set()
        time.sleep(0.3)

    second.event("message")(lambda event: heard.append(event["text"]))
    with connected(pg, first):
        hand.do("say", as_="U0TOM", channel="U0BINOME", text="Kept")
        assert started.wait(5)
    with connected(pg, second):
        assert hand.do("quiet")["ok"]
    assert heard == ["Kept"]


def test_a_bot_that_never_answers_is_given_up_after_six_attempts(client, pg, hand, monkeypatch):
    monkeypatch.setattr(pg.slack.deliveries, "redeliver_after", 0.005)
    deaf = App(client=client, process_before_response=True)
    deaf.logger.setLevel(logging.CRITICAL)
    tries = []

    @deaf.event("message")
    def broken():
        tries.append(1)
        raise RuntimeError

    with connected(pg, deaf):
        hand.do("say", as_="U0TOM", channel="U0BINOME", text="Hello?")
        assert hand.do("quiet")["ok"]
    assert len(tries) == 6


def test_a_gesture_without_an_answer_is_told_to_the_person_and_not_repeated(app, bolt, hand, pg):
    tries = []
    app.logger.setLevel(logging.CRITICAL)

    @app.command("/mentor-log")
    def slow(command):
        tries.append(1)

    bolt()
    pg.slack.deliveries.ack_seconds = 0.1
    done = hand.do("command", as_="U0TOM", channel="U0BINOME", text="/mentor-log")
    assert (done["acked"], done["error"]) == (False, "operation_timeout")
    assert "operation_timeout" in hand.texts("U0TOM")[-1]
    until(lambda: tries)
    assert hand.do("quiet")["ok"]
    assert tries == [1]


def test_a_gesture_without_a_bot_fails_at_once(hand):
    done = hand.do("command", as_="U0TOM", channel="U0BINOME", text="/mentor-log")
    assert (done["acked"], done["error"]) == (False, "dispatch_failed")
    assert not hand.do("shortcut", as_="U0TOM", callback_id="log")["ok"]


def test_two_sockets_share_the_envelopes(client, pg, hand):
    heard = {"one": 0, "two": 0}
    apps = {name: App(client=client) for name in heard}

    def count(name):
        def listener(event):
            heard[name] += 1

        return listener

    for name, app in apps.items():
        app.event("message")(count(name))
    with connected(pg, apps["one"]), connected(pg, apps["two"]):
        for number in range(6):
            hand.do("say", as_="U0TOM", channel="U0BINOME", text=str(number))
        assert hand.do("quiet")["ok"]
        until(lambda: sum(heard.values()) == 6)
    assert heard == {"one": 3, "two": 3}


def test_the_bot_renews_its_socket_when_asked_and_goes_on_listening(app, bolt, hand, pg):
    heard = []
    app.event("message")(lambda event: heard.append(event["text"]))
    bolt()
    before = set(pg.slack.sockets._connections)
    assert hand.do("disconnect", reason="refresh_requested")["sockets"] == 1
    until(lambda: pg.slack.sockets.count and not before & set(pg.slack.sockets._connections))
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Still there?")
    assert hand.do("quiet")["ok"]
    assert heard == ["Still there?"]


def test_a_ticket_opens_one_socket(pg, client):
    from urllib.error import HTTPError

    def knock(url):
        with pytest.raises(HTTPError) as refused:
            urlopen(url.replace("ws://", "http://"))
        with refused.value as answer:
            return answer.code

    app_client = type(client)(token=pg.app_token, base_url=pg.api_url)
    url = app_client.apps_connections_open(app_token=pg.app_token)["url"]
    assert knock(url.replace("ticket=", "ticket=x")) == 403
    assert knock(url) == 400  # a good ticket, and no web socket
    assert knock(url) == 403


def test_ten_sockets_are_open_at_most(pg, client):
    app_client = type(client)(token=pg.app_token, base_url=pg.api_url)

    async def knock_eleven_times():
        async with ClientSession() as session:
            hellos, open_sockets = [], []
            for _ in range(11):
                url = app_client.apps_connections_open(app_token=pg.app_token)["url"]
                open_sockets.append(await session.ws_connect(url))
                hellos.append(await open_sockets[-1].receive_json())
            return hellos

    with ThreadPoolExecutor(
        1
    ) as apart:  # a browser of another test may have left its loop running in this thread
        hellos = apart.submit(lambda: asyncio.run(knock_eleven_times())).result()
    assert [one["num_connections"] for one in hellos[:10]] == list(range(1, 11))
    assert hellos[10] == {"type": "disconnect", "reason": "too_many_websockets"}
    until(lambda: not pg.slack.sockets.count)


def test_calm_is_waited_for_when_the_bot_works_on_after_its_acknowledgement(app, bolt, hand, monkeypatch):
    """However long the bot's other thread takes to begin: until then no time passes for whoever waits."""
    began, said = machine_seconds(), threading.Event()
    monkeypatch.setattr(lab, "machine_seconds", lambda: machine_seconds() if said.is_set() else began)

    @app.event("message")
    def answers_later(event, client):
        def later():
            time.sleep(0.05)
            client.chat_postMessage(channel=event["channel"], text="Later")
            said.set()

        threading.Thread(target=later).start()

    bolt()
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Bonjour")
    assert hand.do("quiet", still=0.05, seconds=60)["ok"]
    assert hand.texts("U0TOM")[-1] == "Later"


def test_the_bot_hears_its_own_messages_and_must_ignore_them(pg, hand, client):
    raw = App(client=client, ignoring_self_events_enabled=False)
    seen = []
    raw.event({"type": "message", "subtype": None})(lambda event: seen.append(event.get("bot_id")))
    raw.event({"type": "message", "subtype": "message_changed"})(lambda event: seen.append(event["subtype"]))
    raw.event({"type": "message", "subtype": "message_deleted"})(lambda event: seen.append(event["subtype"]))
    with connected(pg, raw):
        posted = client.chat_postMessage(channel="U0LEA", text="Bonjour")
        place = {"channel": posted["channel"], "ts": posted["ts"]}
        assert hand.do("quiet")["ok"]
        client.chat_update(**place, text="Bonsoir")
        assert hand.do("quiet")["ok"]
        client.chat_delete(**place)
        assert hand.do("quiet")["ok"]
        until(lambda: len(seen) == 3)
    assert seen == ["B0BINOME", "message_changed", "message_deleted"]


def test_messages_elsewhere_and_events_nobody_asked_for_are_not_delivered(hand, pg):
    hand.do("say", as_="U0TOM", channel="C0GENERAL", text="Lunch?")
    hand.do("say", as_="U0TOM", channel="U0LEA", text="Lunch?")
    hand.do("leave", user="U0TOM")
    assert hand.do("quiet", seconds=0.05)["ok"]
    assert not [one for one in hand.get("inspector") if one["direction"] == "to_bot"]


def test_any_event_can_be_sent_on_purpose(app, bolt, hand):
    seen = []
    app.event("tokens_revoked")(lambda event: seen.append(event["tokens"]))
    bolt()
    sent = hand.do("event", event={"type": "tokens_revoked", "tokens": {"bot": ["U0BINOME"]}})
    assert sent["event_id"].startswith("Ev")
    assert hand.do("quiet")["ok"]
    assert seen == [{"bot": ["U0BINOME"]}]
    assert not hand.do("event", event={})["ok"]


def test_hundreds_of_events_arrive(app, bolt, hand):
    heard = set()
    app.event("message")(lambda event: heard.add(event["text"]))
    bolt(concurrency=50)
    for number in range(200):
        hand.do("say", as_="U0TOM", channel="U0BINOME", text=str(number))
    assert hand.do("quiet")["ok"]
    assert len(heard) == 200


def test_a_large_payload_crosses_the_socket_whole(app, bolt, hand):
    heard = []
    app.event("message")(lambda event: heard.append(event["text"]))
    bolt()
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="é" * 12_000)
    assert hand.do("quiet")["ok"]
    assert heard == ["é" * 12_000]
    assert json.dumps(hand.get("inspector"))
