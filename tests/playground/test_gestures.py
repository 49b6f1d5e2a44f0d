"""What people can do in front of the screen, and what they cannot."""

import asyncio
import json
import threading

import pytest
from aiohttp import ClientSession
from slack_sdk.webhook import WebhookClient


def actions(*elements):
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def choice(value):
    return {"text": {"type": "plain_text", "text": value.upper()}, "value": value}


BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "7"}
SELECT = {"type": "static_select", "action_id": "pick", "options": [choice("a"), choice("b")]}
EXTERNAL = {"type": "external_select", "action_id": "search", "min_query_length": 2}


@pytest.fixture
def heard(app):
    """Every button and picker, as the bot hears it."""
    import re

    seen = []

    @app.action(re.compile(".*"))
    def all_actions(ack, body):
        seen.append(body)
        ack()

    return seen


@pytest.fixture
def posted(client):
    def post(*elements, user="U0LEA"):
        answer = client.chat_postMessage(channel=user, text="Choose", blocks=[actions(*elements)])
        return {"channel": answer["channel"], "ts": answer["ts"]}

    return post


def test_a_press_carries_the_message_the_place_and_the_buttons_own_value(bolt, heard, hand, posted):
    place = posted(BUTTON)
    bolt()
    assert hand.do("press", as_="U0LEA", **place, action_id="go")["acked"]
    [body] = heard
    assert body["actions"][0]["value"] == "7"
    assert body["container"] == {
        "type": "message",
        "message_ts": place["ts"],
        "channel_id": place["channel"],
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Choose"
    assert body["user"]["id"] == "U0LEA"


def test_a_picker_carries_what_was_picked_and_only_what_it_offers(bolt, heard, hand, posted):
    place = posted(SELECT)
    bolt()
    hand.do("press", as_="U0LEA", **place, action_id="pick", selected_option="b")
    assert heard[0]["actions"][0]["selected_option"] == choice("b")
    assert heard[0]["state"]["values"]["row"]["pick"]["selected_option"] == choice("b")
    outside = hand.do("press", as_="U0LEA", **place, action_id="pick", selected_option="z")
    assert outside["error"] == "no_such_option"


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "datepicker", "initial_date": "2027-01-31"}, {"selected_date": "2027-02-01"}),
        ({"type": "timepicker"}, {"selected_time": "09:30"}),
        ({"type": "datetimepicker"}, {"selected_date_time": 1800000000}),
        ({"type": "users_select"}, {"selected_user": "U0TOM"}),
        ({"type": "multi_users_select"}, {"selected_users": ["U0TOM"]}),
        ({"type": "radio_buttons", "options": [choice("a")]}, {"selected_option": choice("a")}),
        ({"type": "checkboxes", "options": [choice("a")]}, {"selected_options": [choice("a")]}),
        ({"type": "overflow", "options": [choice("a")]}, {"selected_option": choice("a")}),
        ({"type": "multi_static_select", "options": [choice("a")]}, {"selected_options": [choice("a")]}),
        ({"type": "conversations_select"}, {"selected_conversation": "C0GENERAL"}),
    ],
)
def test_each_kind_of_picker_speaks_under_its_own_key(bolt, heard, hand, posted, element, given):
    place = posted({"action_id": "pick", **element})
    bolt()
    assert hand.do("press", as_="U0LEA", **place, action_id="pick", **given)["acked"]
    action = heard[0]["actions"][0]
    assert {key: action[key] for key in given} == given


def test_a_button_that_is_not_there_cannot_be_pressed_unless_it_is_forged(bolt, heard, hand, posted):
    place = posted(BUTTON)
    bolt()
    assert hand.do("press", as_="U0LEA", **place, action_id="other")["error"] == "no_such_element"
    assert hand.do("press", as_="U0LEA", **place, action_id="go", value="8")["error"] == "no_such_value"
    assert hand.do("press", as_="U0LEA", **place, action_id="go", value="8", forged=True)["acked"]
    assert hand.do("press", as_="U0LEA", **place, action_id="other", value="9", forged=True)["acked"]
    assert [body["actions"][0]["value"] for body in heard] == ["8", "9"]


def test_what_was_drawn_again_while_it_was_pressed_still_reaches_the_bot(bolt, heard, hand, client):
    bolt()
    before, after = (
        client.views_publish(
            user_id="U0LEA", view={"type": "home", "blocks": [{**actions(BUTTON), "block_id": name}]}
        )["view"]
        for name in ("before", "after")
    )

    assert before["id"] == after["id"]
    assert hand.do("press", as_="U0LEA", view_id=before["id"], block_id="before", action_id="go")["acked"]
    assert [body["actions"][0]["block_id"] for body in heard] == ["after"]


def test_only_those_who_see_a_message_can_press_it(client, hand, posted):
    place = posted(BUTTON)
    assert hand.do("press", as_="U0TOM", **place, action_id="go")["error"] == "not_in_channel"
    sent = client.chat_postEphemeral(
        channel="C0MENTORAT", user="U0INES", text="Choose", blocks=[actions(BUTTON)]
    )
    private = {"channel": "C0MENTORAT", "ts": sent["message_ts"]}
    assert hand.do("press", as_="U0LEA", **private, action_id="go")["error"] == "no_such_message"


def test_an_ephemeral_message_is_not_handed_back_and_can_be_replaced_or_deleted(bolt, heard, hand, client):
    sent = client.chat_postEphemeral(
        channel="C0MENTORAT", user="U0INES", text="Choose", blocks=[actions(BUTTON)]
    )
    bolt()
    hand.do("press", as_="U0INES", channel="C0MENTORAT", ts=sent["message_ts"], action_id="go")
    [body] = heard
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    reply = WebhookClient(body["response_url"])
    assert reply.send(text="Replaced", replace_original=True).status_code == 200
    assert hand.texts("U0INES", "C0MENTORAT") == ["Replaced"]
    assert reply.send(delete_original=True).status_code == 200
    assert hand.texts("U0INES", "C0MENTORAT") == []


def test_a_search_asks_the_bot_once_there_are_enough_letters(app, bolt, hand, posted):
    asked = []

    @app.options("search")
    def search(ack, payload):
        asked.append(payload["value"])
        ack(options=[choice("lea")] * (1 if payload["value"] == "le" else 101))

    place = posted(EXTERNAL)
    bolt()
    question = {"as_": "U0LEA", **place, "action_id": "search", "block_id": "row"}
    assert hand.do("options", **question, query="l") == {"options": [], "too_short": True}
    assert hand.do("options", **question, query="le")["options"] == [choice("lea")]
    too_many = hand.do("options", **question, query="lea")
    assert (too_many["options"], too_many["error"]) == ([], "invalid_options")
    assert asked == ["le", "lea"]
    assert (
        hand.do("options", as_="U0LEA", **place, action_id="other", query="x")["error"] == "no_such_element"
    )


def test_a_field_of_a_form_says_nothing_until_the_form_is_submitted(client, pg, hand):
    field = {
        "type": "input",
        "block_id": "day",
        "label": {"type": "plain_text", "text": "Day"},
        "element": {"type": "datepicker", "action_id": "date"},
    }
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [field, field | {"block_id": "told", "dispatch_action": True}],
    }
    opened = client.views_open(trigger_id=pg.slack.triggers.give("U0TOM"), view=view)["view"]
    place = {"as_": "U0TOM", "view_id": opened["id"], "action_id": "date", "selected_date": "2027-01-31"}
    assert hand.do("press", **place, block_id="day") == {"ok": True, "acked": False, "sent": False}
    # The other one is sent, and there is no bot to hear it.
    assert hand.do("press", **place, block_id="told")["error"] == "dispatch_failed"
    values = hand.get("modals", as_="U0TOM")["stack"][0]["state"]["values"]
    assert values["day"]["date"]["selected_date"] == "2027-01-31"


def test_a_press_in_a_form_brings_what_was_filled_in(app, bolt, heard, hand, client, pg):
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            actions(BUTTON),
            {
                "type": "input",
                "block_id": "words",
                "label": {"type": "plain_text", "text": "Words"},
                "element": {"type": "plain_text_input", "action_id": "text"},
            },
        ],
    }
    bolt()
    opened = client.views_open(trigger_id=pg.slack.triggers.give("U0TOM"), view=view)["view"]
    values = {
        "words": {"text": {"type": "plain_text_input", "value": "hello"}},
        "gone": {"x": {"value": "1"}},
    }
    assert hand.do("press", as_="U0TOM", view_id=opened["id"], action_id="go", values=values)["acked"]
    assert heard[0]["view"]["state"]["values"]["words"]["text"]["value"] == "hello"
    assert heard[0]["container"] == {"type": "view", "view_id": opened["id"]}


def test_opening_the_messages_tab_is_told_too(app, bolt, hand):
    tabs = []
    app.event("app_home_opened")(lambda event: tabs.append(event["tab"]))
    bolt()
    hand.do("home", as_="U0LEA", tab="messages")
    hand.do("quiet")
    assert tabs == ["messages"]
    assert not hand.do("home", as_="U0LEA", tab="about")["ok"]


def test_somebody_who_left_can_do_nothing_more(hand):
    hand.do("leave", user="U0TOM")
    for name, wish in (("say", {"channel": "U0BINOME", "text": "x"}), ("home", {})):
        assert hand.do(name, as_="U0TOM", **wish)["error"] == "account_inactive"
    assert next(one for one in hand.get("workspace")["people"] if one["id"] == "U0TOM")["deleted"]


def test_messages_are_unread_until_they_are_read(client, hand):
    client.chat_postMessage(channel="U0LEA", text="One")
    client.chat_postMessage(channel="U0LEA", text="Two")
    [im] = [one for one in hand.get("conversations", as_="U0LEA") if one["user"] == "U0BINOME"]
    assert (im["kind"], im["name"], im["unread"]) == ("im", "Binôme", 2)
    hand.do("read", as_="U0LEA", channel=im["id"])
    assert [one["unread"] for one in hand.get("conversations", as_="U0LEA")] == [0, 0, 0]


def test_nobody_reads_a_conversation_that_is_not_theirs(hand, pg):
    private = pg.slack.workspace.im("U0LEA", "U0INES").id
    assert hand.get("messages", as_="U0TOM", channel=private)["error"] == "not_in_channel"
    assert hand.get("messages", as_="U0TOM", channel="C0NOWHERE")["error"] == "no_such_channel"
    assert hand.get("messages", channel="C0GENERAL")["error"] == "nobody"
    assert hand.get("messages", as_="U0NOBODY", channel="C0GENERAL")["error"] == "no_such_person"


def test_open_pages_are_told_what_concerns_them(pg, client, hand):
    async def watch(user, told, ready):
        async with ClientSession() as session, session.ws_connect(f"{pg.url}/play/stream?as={user}") as page:
            ready.set()
            async for line in page:
                event = json.loads(line.data)
                if event["type"] != "inspector":
                    told.append(event)
                if event["type"] == "people":
                    break

    pages = {}
    for user in ("U0LEA", "U0TOM", ""):
        told, ready = [], threading.Event()
        thread = threading.Thread(target=lambda *what: asyncio.run(watch(*what)), args=(user, told, ready))
        thread.start()
        assert ready.wait(5)
        pages[user] = (told, thread)
    posted = client.chat_postMessage(channel="U0LEA", text="Bonjour")
    client.views_publish(user_id="U0TOM", view={"type": "home", "blocks": []})
    hand.do("join", name="Nina Novak")
    for _, thread in pages.values():
        thread.join(5)
    message = {"type": "message", "channel": posted["channel"], "ts": posted["ts"]}
    home = {"type": "home", "user": "U0TOM"}
    people = {"type": "people"}
    assert pages["U0LEA"][0] == [message, people]
    assert pages["U0TOM"][0] == [home, people]
    assert pages[""][0] == [message, home, people]
