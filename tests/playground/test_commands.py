"""Commands, shortcuts, and the ways in which a bot may answer them."""

import json
from urllib.request import Request

from slack_sdk.webhook import WebhookClient


def test_a_response_publishes_where_the_bot_is_not_a_member(app, bolt, hand):
    addresses = []

    @app.command("/mentor-log")
    def report(ack, command):
        addresses.append(command["response_url"])
        ack()

    bolt()
    hand.do("command", as_="U0TOM", channel="C0GENERAL", text="/mentor-log")
    reply = WebhookClient(addresses[0])
    assert reply.send(text="For Tom").status_code == 200
    assert reply.send(text="For all", response_type="in_channel").status_code == 200
    assert hand.texts("U0LEA", "C0GENERAL") == ["For all"]
    assert hand.texts("U0TOM", "C0GENERAL") == ["For Tom", "For all"]
    bad = reply.send(text="x", blocks=[{"type": "section"}])
    assert (bad.status_code, json.loads(bad.body)["error"]) == (400, "invalid_blocks")
    assert json.loads(reply.send(response_type="in_channel").body)["error"] == "no_text"
    assert json.loads(reply.send(text="x", response_type="loud").body)["error"] == "invalid_response_type"
    spent = reply.send(text="The sixth")
    assert (spent.status_code, json.loads(spent.body)["error"]) == (404, "used_url")


def test_an_answer_that_is_not_json_is_refused(pg, hand):
    key = pg.slack.addresses.give("U0TOM", "C0GENERAL", None)
    for body in (b"{", b"[]"):
        request = Request(f"{pg.url}/response/{key}", data=body)
        assert hand._asked(request)["error"] == "invalid_payload"
    nothing = Request(f"{pg.url}/response/{key}", data=b'{"delete_original": true}')
    assert hand._asked(nothing)["error"] == "message_not_found"


def test_a_shortcut_that_the_app_does_not_have_cannot_be_chosen(hand):
    assert hand.do("shortcut", as_="U0TOM", callback_id="other")["error"] == "no_such_shortcut"


def test_an_acknowledgement_may_carry_blocks_and_bad_ones_are_refused(app, bolt, hand):
    answers = [
        {"text": "Good", "blocks": [{"type": "divider"}]},
        {"text": "Bad", "blocks": [{"type": "section"}]},
        {"text": "Public", "response_type": "in_channel"},
    ]

    @app.command("/mentor-log")
    def log(ack):
        ack(**answers.pop(0))

    bolt()
    typed = {"as_": "U0TOM", "channel": "C0GENERAL", "text": "/mentor-log"}
    assert hand.do("command", **typed)["ok"]
    refused = hand.do("command", **typed)
    assert (refused["ok"], refused["acked"], refused["error"]) == (False, True, "invalid_blocks")
    assert hand.do("command", **typed)["ok"]
    assert hand.texts("U0LEA", "C0GENERAL") == ["Public"]


def test_a_command_is_escaped_only_if_the_manifest_says_so(app, bolt, hand):
    texts = []

    @app.command("/mentor-log")
    def escaped(ack, command):
        texts.append(command["text"])
        ack()

    @app.command("/mentor-raw")
    def raw(ack, command):
        texts.append(command["text"])
        ack()

    bolt()
    for name in ("log", "raw"):
        line = f"/mentor-{name} @lea. @s0coord @nobody <b> https://exemple.test?a=1&b=2"
        hand.do("command", as_="U0TOM", channel="U0BINOME", text=line)
    assert texts == [
        "<@U0LEA|lea>. <!subteam^S0COORD|@s0coord> @nobody &lt;b&gt; <https://exemple.test?a=1&amp;b=2>",
        "@lea. @s0coord @nobody <b> https://exemple.test?a=1&b=2",
    ]


def test_an_unknown_command_is_answered_by_slack_itself(hand):
    done = hand.do("command", as_="U0TOM", channel="U0BINOME", text="/mentro-log")
    assert done["error"] == "unknown_command"
    assert "/mentro-log" in hand.texts("U0TOM")[-1]
