"""What people do in front of the screen, turned into Slack's payloads and brought to the bot.

Each gesture returns what the page needs to know: whether the bot acknowledged it within three seconds, and
if not, what Slack would have told the person.
"""

from collections.abc import Mapping
from typing import Any

from bot.playground.clock import machine_seconds
from bot.playground.company import APP_ID, BOT_USER_ID
from bot.playground.deliveries import Answer
from bot.playground.elements import HOLDERS, chosen, find, held, options
from bot.playground.errors import Misplay, SlackError
from bot.playground.slack import Json, Slack
from bot.playground.state import Conversation, Message
from bot.playground.views import View
from bot.playground.wording import escaped


def envelope(slack: Slack, kind: str, user: str) -> Json:
    """What every payload of a gesture carries."""
    return {
        "type": kind,
        "token": "playground",
        "user": slack.short_user(user),
        "team": {"id": slack.company.id, "domain": slack.company.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": APP_ID,
        "trigger_id": slack.triggers.give(user),
    }


def outcome(slack: Slack, user: str, answer: Answer) -> Json:
    """Tell the person when the app kept silent, as Slack does."""
    if answer.acked:
        return {"ok": True, "acked": True}
    slack.toast(user, f"{slack.manifest.bot_name} did not respond.")
    return {"ok": False, "acked": False, "error": answer.reason}


def in_message(slack: Slack, user: str, conversation: Conversation, ts: str) -> Message:
    """A message that this person sees."""
    message = conversation.messages.get(ts)
    if message is None or message.only_for not in (None, user):
        raise Misplay(f"There is no message {ts} in {conversation.id} for {user}.", "no_such_message")
    return message


def in_view(slack: Slack, user: str, view_id: str) -> View:
    """A form or Home tab that this person has open."""
    view = slack.views.find(view_id)
    if view is None or view.user != user:
        raise Misplay(f"{user} has no view {view_id} open.", "no_such_view")
    return view


async def press(slack: Slack, user: str, place: Message | View, wish: Mapping[str, Any]) -> Json:
    """Use a button or a picker in a message, a form or the Home tab."""
    action_id, block_id = str(wish.get("action_id")), wish.get("block_id")
    # Blocks that the bot gave no name have another one when it draws them again, even while somebody presses.
    found = find(place.blocks, action_id, block_id) or find(place.blocks, action_id, None)
    if found is None and not wish.get("forged"):
        raise Misplay(f"There is no element “{action_id}” to press here.", "no_such_element")
    block, element = found or ({"block_id": block_id or "forged", "type": "actions"}, _forged(wish))
    if isinstance(place, View):
        fill_in(slack, place, wish.get("values") or {}, forged=bool(wish.get("forged")), strict=False)
    action = _action(block, element, wish)
    if element["type"] in HOLDERS:
        fields = place.state.setdefault(block["block_id"], {})
        fields[action_id] = held(element, action.get(HOLDERS[element["type"]][0]))
        if block["type"] == "input" and not block.get("dispatch_action"):
            return {"ok": True, "acked": False, "sent": False}
    payload = (
        envelope(slack, "block_actions", user) | {"actions": [action]} | _surroundings(slack, user, place)
    )
    return outcome(slack, user, await slack.deliveries.ask("interactive", payload))


def _forged(wish: Mapping[str, Any]) -> Json:
    # What a dishonest client can send: an element that was never shown.
    return {
        "type": wish.get("type", "button"),
        "text": {"type": "plain_text", "text": "forged", "emoji": True},
    }


def _action(block: Json, element: Json, wish: Mapping[str, Any]) -> Json:
    kind = element["type"]
    action: Json = {"type": kind, "action_id": wish["action_id"], "block_id": block["block_id"]}
    action["action_ts"] = f"{machine_seconds():.6f}"
    for key in ("text", "value", "style", "placeholder"):
        if key in element:
            action[key] = element[key]
    if kind in HOLDERS:
        key, initial = HOLDERS[kind]
        action[key] = _picked(element, key, wish, default=element.get(initial))
    elif kind == "overflow":
        action["selected_option"] = _picked(element, "selected_option", wish, default=None)
    elif "value" in wish:
        _refuse_other_value(element, wish)
        action["value"] = wish["value"]
    return action


def _picked(element: Json, key: str, wish: Mapping[str, Any], default: Any) -> Any:
    given = wish.get(key, wish.get("value", default))
    value = chosen(element, key, given)
    if not wish.get("forged") and element["type"] in LISTED:
        listed = [one.get("value") for one in options(element)]
        for one in value if isinstance(value, list) else [value]:
            if one is not None and (not isinstance(one, dict) or one.get("value") not in listed):
                raise Misplay(
                    f"“{one}” is not among the options of {element.get('action_id')}.", "no_such_option"
                )
    return value


# The options of these are in the element; those of an external select come from the bot when somebody types.
LISTED = frozenset({"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"})


def _refuse_other_value(element: Json, wish: Mapping[str, Any]) -> None:
    carried = [element.get("value")]
    carried += [(element.get(key) or {}).get("value") for key in ("positive_button", "negative_button")]
    if not wish.get("forged") and wish["value"] not in carried:
        raise Misplay(
            f"The button {element.get('action_id')} does not carry “{wish['value']}”.", "no_such_value"
        )


def _surroundings(slack: Slack, user: str, place: Message | View) -> Json:
    if isinstance(place, View):
        return {
            "container": {"type": "view", "view_id": place.id},
            "view": place.as_slack(slack.company),
        }
    ephemeral = place.only_for is not None
    conversation = slack.workspace.conversations[place.channel]
    key = slack.addresses.give(user, place.channel, place.ts)
    around: Json = {
        "container": {
            "type": "message",
            "message_ts": place.ts,
            "channel_id": place.channel,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": place.channel, "name": conversation.name or "directmessage"},
        "state": {"values": place.state},
        "response_url": f"{slack.url}/response/{key}",
    }
    # A message that only one person sees is not handed back to the app.
    return around if ephemeral else around | {"message": place.as_slack()}


def fill_in(
    slack: Slack, view: View, values: Mapping[str, Mapping[str, Any]], *, forged: bool, strict: bool = True
) -> None:
    """Put what the person typed and picked into the state of a form.

    Fields that are not there are an error, unless the form may have been redrawn meanwhile (`strict=False`).
    """
    for block_id, fields in values.items():
        for action_id, value in fields.items():
            found = find(view.blocks, action_id, block_id)
            if found is None or found[1]["type"] not in HOLDERS:
                if strict and not forged:
                    raise Misplay(f"This form has no field {block_id} / {action_id}.", "no_such_element")
                if forged:
                    view.state.setdefault(block_id, {})[action_id] = value
                continue
            element = found[1]
            state = held(element, value)
            if element["type"] == "file_input":
                files = slack.files.in_form(view.user, state["files"])
                state["files"] = [file.as_slack(slack.url) for file in files]
            key = HOLDERS[element["type"]][0]
            _picked(element, key, {key: state[key], "forged": forged}, default=None)
            view.state.setdefault(block_id, {})[action_id] = state


async def ask_options(
    slack: Slack, user: str, place: Message | View, block_id: str | None, action_id: str, query: str
) -> Json:
    """What the bot offers in an external select for these letters, once there are enough of them."""
    found = find(place.blocks, action_id, block_id)
    if found is None or found[1]["type"] not in ("external_select", "multi_external_select"):
        raise Misplay(f"There is no external select “{action_id}” here.", "no_such_element")
    block, element = found
    if len(query) < element.get("min_query_length", 3):
        return {"options": [], "too_short": True}
    payload = envelope(slack, "block_suggestion", user) | {
        "action_id": action_id,
        "block_id": block["block_id"],
        "value": query,
    }
    del payload["trigger_id"]
    around = _surroundings(slack, user, place)
    around.pop("response_url", None)
    answer = await slack.deliveries.ask("interactive", payload | around)
    if not answer.acked:
        return {"options": [], **outcome(slack, user, answer)}
    return _offered(slack, answer.payload)


def _offered(slack: Slack, given: Any) -> Json:
    offer = given if isinstance(given, dict) else {}
    kind = "option_groups" if "option_groups" in offer else "options"
    select: Json = {"type": "static_select", "action_id": "offer", kind: offer.get(kind) or []}
    if select[kind]:
        probe = {"text": "-", "blocks": [{"type": "actions", "block_id": "offer", "elements": [select]}]}
        try:
            slack.refuse_bad_blocks(probe, "message")
        except SlackError as refusal:
            slack.inspector.note("from_bot", "options", "refused", "invalid_options", refusal.answer())
            return {"options": [], "error": "invalid_options", **refusal.more}
    return {kind: select[kind]}


def told_in_home(slack: Slack, user: str, tab: str) -> str | None:
    """`app_home_opened`, for either tab, every time (slack.md §2.7)."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": slack.bot_im(user).id,
        "event_ts": f"{machine_seconds():.6f}",
        "tab": tab,
    }
    if tab == "home" and user in slack.views.homes:
        event["view"] = slack.views.homes[user].as_slack(slack.company)
    return slack.tell_bot(event)


def said(slack: Slack, user: str, conversation: Conversation, text: str) -> Message:
    """Somebody writes a message; the bot hears it in its own direct messages only."""
    to_bot = BOT_USER_ID in conversation.members and conversation.kind == "im"
    if to_bot and (slack.manifest.messages_read_only or not slack.manifest.messages_tab):
        raise Misplay("This app does not take messages.", "messages_tab_disabled")
    message = slack.post(conversation, user=user, text=escaped(slack, text), method="say")
    if to_bot:
        place = {"channel": conversation.id, "channel_type": "im", "event_ts": message.ts}
        words = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}]
        blocks = [{"type": "rich_text", "block_id": "said", "elements": words}]
        slack.tell_bot({**message.as_slack(), **place, "team": slack.company.id, "blocks": blocks})
    return message
