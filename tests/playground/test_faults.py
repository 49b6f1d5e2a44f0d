"""Trouble on demand, and what a bot without retries of its own sees of it (reliability.md §2.5, §7)."""

import http.client
import threading
import time
from urllib.error import URLError

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.playground.local_slack import connected

LOST = (URLError, http.client.HTTPException, ConnectionError)


def posts(hand):
    return [post["text"] for post in hand.get("truth")]


def test_too_many_requests_says_how_long_to_wait_and_posts_nothing(client, hand):
    hand.do("faults", method="chat.postMessage", kind="429", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="U0LEA", text="One")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    client.chat_postMessage(channel="U0LEA", text="Two")
    assert posts(hand) == ["Two"]


@pytest.mark.parametrize(("kind", "posted"), [("500", []), ("500_after", ["One"])])
def test_a_broken_server_may_or_may_not_have_posted(client, hand, kind, posted):
    hand.do("faults", method="chat.postMessage", kind=kind, times=1)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="U0LEA", text="One")
    assert caught.value.response.status_code == 500
    assert posts(hand) == posted


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", []), ("drop_after", ["One"])])
def test_a_dropped_reply_may_or_may_not_have_posted(client, hand, kind, posted):
    hand.do("faults", method="chat.postMessage", kind=kind, times=1)
    with pytest.raises(LOST):
        client.chat_postMessage(channel="U0LEA", text="One")
    assert posts(hand) == posted


def test_slacks_own_client_posts_twice_when_the_reply_is_dropped(pg, hand):
    """Why the sender has no retry handlers (reliability.md §2.2)."""
    eager = WebClient(token=pg.bot_token, base_url=pg.api_url)
    hand.do("faults", method="chat.postMessage", kind="drop_after", times=1)
    eager.chat_postMessage(channel="U0LEA", text="One")
    assert posts(hand) == ["One", "One"]


@pytest.mark.parametrize("kind", ["slow", "slow_after"])
def test_a_slow_answer_that_nobody_waits_for_still_posts(pg, hand, kind):
    hurried = WebClient(token=pg.bot_token, base_url=pg.api_url, retry_handlers=[], timeout=1)
    hurried.timeout = 0.1
    hand.do("faults", method="chat.postMessage", kind=kind, times=1, seconds=0.2)
    with pytest.raises((TimeoutError, *LOST)):
        hurried.chat_postMessage(channel="U0LEA", text="One")
    assert hand.do("quiet")["ok"]
    assert posts(hand) == ["One"]


def test_an_error_of_ones_choice_for_one_person_only(client, hand):
    hand.do("faults", method="chat.postMessage", kind="error:restricted_action", user="U0TOM")
    with pytest.raises(SlackApiError, match="restricted_action"):
        client.chat_postMessage(channel="U0TOM", text="One")
    im = client.conversations_open(users="U0TOM")["channel"]["id"]
    with pytest.raises(SlackApiError, match="restricted_action"):
        client.chat_postMessage(channel=im, text="One")
    assert client.chat_postMessage(channel="U0LEA", text="Two")["ok"]
    assert posts(hand) == ["Two"]


def test_a_share_of_the_calls_fails_the_same_way_for_the_same_seed(client, hand):
    def failures():
        hand.do("faults", clear=True)
        hand.do("faults", method="auth.test", kind="error:internal_error", share=0.3, seed=7)
        outcomes = []
        for _ in range(40):
            try:
                outcomes.append(client.auth_test()["ok"])
            except SlackApiError:
                outcomes.append(False)
        return outcomes

    first = failures()
    assert 4 <= first.count(False) <= 20
    assert failures() == first


def test_a_fault_without_a_method_meets_every_call_until_it_is_cleared(client, hand):
    hand.do("faults", kind="error:service_unavailable")
    for _ in range(3):
        with pytest.raises(SlackApiError, match="service_unavailable"):
            client.auth_test()
    assert hand.get("faults")["faults"][0]["kind"] == "error:service_unavailable"
    hand.do("faults", clear=True)
    assert client.auth_test()["ok"]
    assert not hand.do("faults", kind="flood")["ok"]


def test_history_may_lag_behind_what_was_posted(client, hand):
    hand.do("faults", history_lag=0.3)
    channel = client.chat_postMessage(channel="U0LEA", text="Just now")["channel"]
    assert client.conversations_history(channel=channel)["messages"] == []
    time.sleep(0.35)
    assert len(client.conversations_history(channel=channel)["messages"]) == 1


def test_events_may_come_more_than_once_with_the_same_id(client, pg, hand):
    app = App(client=client)
    ids = []
    app.event("message")(lambda body: ids.append(body["event_id"]))
    hand.do("faults", duplicate_events=2)
    with connected(pg, app):
        hand.do("say", as_="U0TOM", channel="U0BINOME", text="Once")
        assert hand.do("quiet")["ok"]
    assert len(ids) == 3
    assert len(set(ids)) == 1


def test_a_workspace_may_not_have_a_kind_of_block_yet(client, hand):
    pie = {"type": "pie", "segments": [{"label": "Met", "value": 3}]}
    chart = {"type": "data_visualization", "title": "Met", "chart": pie}
    hand.do("faults", refuse_blocks=["data_visualization"])
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel="U0LEA", text="Met: 3", blocks=[chart])
    hand.do("faults", clear=True)
    assert client.chat_postMessage(channel="U0LEA", text="Met: 3", blocks=[chart])["ok"]


def test_many_threads_meet_a_counted_fault_exactly_that_often(pg, hand):
    hand.do("faults", method="chat.postMessage", kind="500", times=5)
    failed = []

    def post():
        try:
            WebClient(token=pg.bot_token, base_url=pg.api_url, retry_handlers=[]).chat_postMessage(
                channel="U0LEA", text="x"
            )
        except SlackApiError:
            failed.append(1)

    threads = [threading.Thread(target=post) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(failed), len(posts(hand))) == (5, 15)
