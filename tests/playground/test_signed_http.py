"""Delivery over HTTP: signed as Slack signs, retried three times, unless the bot declines (slack.md §2.2)."""

import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_bolt import App, BoltRequest

from tests.playground.local_slack import until


class Endpoint:
    """A request address with a Bolt app behind it, as an operator would have; troubles may be put before it."""

    def __init__(self):
        self.app = None
        self.requests = []
        self.answers = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                endpoint.requests.append(dict(self.headers))
                status, headers, content = endpoint.answer(body, dict(self.headers))
                self.send_response(status)
                for name, values in headers.items():
                    self.send_header(name, values[0])
                self.send_header("Content-Length", str(len(content.encode())))
                self.end_headers()
                self.wfile.write(content.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def answer(self, body, headers):
        if self.answers:
            return self.answers.pop(0)
        response = self.app.dispatch(BoltRequest(body=body, headers=headers))
        return response.status, response.headers, response.body or ""

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def endpoint(pg, client):
    endpoint = Endpoint()
    endpoint.app = App(client=client, signing_secret=pg.signing_secret, process_before_response=True)
    endpoint.app.logger.setLevel(logging.CRITICAL)
    pg.deliver_to(endpoint.url)
    yield endpoint
    pg.deliver_to(None)
    endpoint.close()


def test_events_commands_and_buttons_arrive_signed(endpoint, hand, client):
    heard = []
    endpoint.app.event("message")(lambda event: heard.append(event["text"]))

    @endpoint.app.command("/mentor-log")
    def log(ack, command):
        ack(f"understood {command['text']}")

    @endpoint.app.action("go")
    def go(ack, action):
        heard.append(action["value"])
        ack()

    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Bonjour à tous")
    assert hand.do("quiet")["ok"]
    assert hand.do("command", as_="U0TOM", channel="C0GENERAL", text="/mentor-log @lea 45 min")["acked"]
    assert hand.texts("U0TOM", "C0GENERAL") == ["understood <@U0LEA|lea> 45 min"]
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "7"}
    blocks = [{"type": "actions", "elements": [button]}]
    posted = client.chat_postMessage(channel="U0TOM", text="Go", blocks=blocks)
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    assert hand.do("press", as_="U0TOM", **place, action_id="go")["acked"]
    until(lambda: heard == ["Bonjour à tous", "7"])


def test_another_secret_is_refused_by_the_bot(endpoint, hand, pg, client):
    endpoint.app = App(client=client, signing_secret="another", process_before_response=True)
    endpoint.app.logger.setLevel(logging.CRITICAL)
    for name in ("slack_bolt.RequestVerification", "slack_bolt.middleware"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    done = hand.do("command", as_="U0TOM", channel="U0BINOME", text="/mentor-log")
    assert not done["acked"]


def test_an_event_is_retried_three_times_with_the_number_and_the_reason(endpoint, hand, pg, monkeypatch):
    monkeypatch.setattr(pg.slack.deliveries, "redeliver_after", 0.001)
    endpoint.answers = [(500, {}, "")] * 10
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Bonjour")
    assert hand.do("quiet")["ok"]
    numbers = [headers.get("X-Slack-Retry-Num") for headers in endpoint.requests]
    reasons = [headers.get("X-Slack-Retry-Reason") for headers in endpoint.requests]
    assert numbers == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_error"]


def test_a_bot_may_decline_the_retries(endpoint, hand):
    endpoint.answers = [(500, {"X-Slack-No-Retry": ["1"]}, "")] * 10
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Bonjour")
    assert hand.do("quiet")["ok"]
    assert len(endpoint.requests) == 1


def test_a_retry_that_succeeds_is_the_last(endpoint, hand):
    heard = []
    endpoint.app.event("message")(lambda event: heard.append(event["text"]))
    endpoint.answers = [(503, {}, "")]
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="Bonjour")
    assert hand.do("quiet")["ok"]
    assert heard == ["Bonjour"]
    assert len(endpoint.requests) == 2


def test_an_address_where_nobody_listens_is_told_to_the_person(pg, hand):
    pg.deliver_to("http://127.0.0.1:9/slack/events")
    done = hand.do("command", as_="U0TOM", channel="U0BINOME", text="/mentor-log")
    assert (done["acked"], done["error"]) == (False, "operation_timeout")
    pg.deliver_to(None)


def test_a_gesture_is_not_retried(endpoint, hand):
    endpoint.answers = [(500, {}, "")] * 3
    assert not hand.do("shortcut", as_="U0TOM", callback_id="log")["acked"]
    assert len(endpoint.requests) == 1


def test_a_broken_answer_is_an_acknowledgement_without_content(endpoint, hand):
    endpoint.answers = [(200, {"Content-Type": ["application/json"]}, "{")]
    assert hand.do("command", as_="U0TOM", channel="C0GENERAL", text="/mentor-log")["acked"]
    assert hand.texts("U0TOM", "C0GENERAL") == []
