"""A real Bolt app, unchanged, talks with people through the local Slack."""

from typing import Any

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "meeting",
    "title": {"type": "plain_text", "text": "Log a meeting"},
    "submit": {"type": "plain_text", "text": "Save"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "minutes",
            "label": {"type": "plain_text", "text": "Minutes"},
            "element": {"type": "number_input", "action_id": "value", "is_decimal_allowed": False},
        },
        {
            "type": "input",
            "block_id": "mentor",
            "optional": True,
            "label": {"type": "plain_text", "text": "With whom"},
            "element": {"type": "external_select", "action_id": "who", "min_query_length": 1},
        },
    ],
}


def button(action_id: str, value: str = "1") -> dict[str, Any]:
    return {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            {
                "type": "button",
                "action_id": action_id,
                "text": {"type": "plain_text", "text": "We met"},
                "value": value,
            }
        ],
    }


def test_a_message_to_the_bot_is_heard_and_answered(app, bolt, hand):
    @app.event("message")
    def heard(event, say):
        say(text=f"heard: {event['text']}")

    bolt()
    hand.do("say", as_="U0TOM", channel="U0BINOME", text="bonjour & <merci> @lea")
    assert hand.do("quiet")["ok"]
    assert hand.texts("U0TOM")[-1] == "heard: bonjour &amp; &lt;merci&gt; <@U0LEA|lea>"


def test_a_button_reaches_the_bot_with_its_value_and_the_reply_replaces_the_message(app, bolt, hand, client):
    @app.action("met")
    def met(ack, respond, action):
        ack()
        respond(text=f"noted {action['value']}", replace_original=True)

    bolt()
    posted = client.chat_postMessage(channel="U0LEA", text="Have you met?", blocks=[button("met", "42")])
    pressed = hand.do("press", as_="U0LEA", channel=posted["channel"], ts=posted["ts"], action_id="met")
    assert pressed == {"ok": True, "acked": True}
    hand.do("quiet", still=0.05)
    assert hand.texts("U0LEA") == ["noted 42"]


def test_a_form_is_opened_filled_corrected_and_closed(app, bolt, hand):
    seen = []

    @app.shortcut("log")
    def log(ack, client, body):
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        ack()

    @app.options("who")
    def who(ack, payload):
        ack(options=[{"text": {"type": "plain_text", "text": payload["value"] + "éa"}, "value": "U0LEA"}])

    @app.view("meeting")
    def saved(ack, view):
        values = view["state"]["values"]
        seen.append(values)
        if int(values["minutes"]["value"]["value"]) > 480:
            ack(response_action="errors", errors={"minutes": "Eight hours at most."})
        else:
            ack()

    bolt()
    assert hand.do("shortcut", as_="U0TOM", callback_id="log")["ok"]
    view = hand.get("modals", as_="U0TOM")["stack"][-1]
    place = {"as_": "U0TOM", "view_id": view["id"]}
    assert hand.do("submit", **place, values={})["errors"] == {
        "minutes": "Please complete this required field."
    }
    offered = hand.do("options", **place, block_id="mentor", action_id="who", query="L")["options"]
    assert offered[0]["text"]["text"] == "Léa"
    too_long = hand.do("submit", **place, values={"minutes": {"value": "600"}})
    assert too_long["errors"] == {"minutes": "Eight hours at most."}
    filled = {"minutes": {"value": {"type": "number_input", "value": "45"}}, "mentor": {"who": offered[0]}}
    assert hand.do("submit", **place, values=filled) == {"ok": True, "acked": True}
    assert hand.get("modals", as_="U0TOM")["stack"] == []
    assert seen[-1]["mentor"]["who"]["selected_option"]["value"] == "U0LEA"


def test_a_command_carries_mentions_and_its_reply_is_for_the_person_alone(app, bolt, hand):
    @app.command("/mentor-log")
    def log(ack, command):
        ack(f"understood {command['text']}")

    bolt()
    done = hand.do("command", as_="U0TOM", channel="C0GENERAL", text="/mentor-log @lea 45 min #mentorat")
    assert done == {"ok": True, "acked": True}
    assert hand.texts("U0TOM", "C0GENERAL") == ["understood <@U0LEA|lea> 45 min <#C0MENTORAT|mentorat>"]
    assert hand.texts("U0LEA", "C0GENERAL") == []


def test_opening_home_tells_the_bot_which_publishes_it(app, bolt, hand):
    @app.event("app_home_opened")
    def opened(event, client):
        header = {"type": "header", "text": {"type": "plain_text", "text": "Hello"}}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [header]})

    bolt()
    assert hand.get("home", as_="U0LEA")["view"] is None
    hand.do("home", as_="U0LEA", tab="home")
    hand.do("quiet")
    assert hand.get("home", as_="U0LEA")["view"]["blocks"][0]["text"]["text"] == "Hello"


def test_a_newcomer_is_announced(app, bolt, hand):
    seen = []
    app.event("team_join")(lambda event: seen.append(event["user"]))
    bolt()
    joined = hand.do("join", name="Nina Novak", locale="en-GB", tz="Europe/London", title="Analyst")
    hand.do("quiet")
    assert seen[0]["id"] == joined["id"]
    assert any(one["name"] == "Nina Novak" for one in hand.get("workspace")["people"])
