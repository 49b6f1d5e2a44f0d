"""Submitting and closing forms, and what the bot's acknowledgement does to them (slack.md §5.2)."""

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.deliveries import Answer
from bot.playground.elements import is_empty
from bot.playground.errors import SlackError
from bot.playground.interactions import envelope, fill_in, outcome
from bot.playground.slack import Json, Slack
from bot.playground.views import View

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")


async def submit(slack: Slack, view: View, values: Mapping[str, Mapping[str, Any]], *, forged: bool) -> Json:
    """Press the form's submit button; what Slack checks itself never reaches the bot."""
    fill_in(slack, view, values, forged=forged)
    errors = {} if forged else what_slack_refuses(view)
    if errors:
        return {"ok": False, "acked": False, "errors": errors}
    _hand_over(slack, view)
    payload = envelope(slack, "view_submission", view.user)
    payload |= {"view": view.as_slack(slack.company), "response_urls": []}
    answer = await slack.deliveries.ask("interactive", payload)
    if not answer.acked:
        return outcome(slack, view.user, answer)
    try:
        return _obey(slack, view, answer)
    except SlackError as refusal:
        # The person sees "We had some trouble connecting"; the form stays as it was.
        slack.toast(view.user, f"{slack.manifest.bot_name} could not finish this. Try again?")
        slack.inspector.note("from_bot", "view_submission", "refused", refusal.name, refusal.answer())
        return {"ok": False, "acked": True, "error": refusal.name, **refusal.more}


def _hand_over(slack: Slack, view: View) -> None:
    """What was put into the form's fields is the app's to read from now on."""
    for fields in view.state.values():
        for state in fields.values():
            for given in state.get("files") or [] if state["type"] == "file_input" else []:
                if file := slack.files.get(str(given.get("id"))):
                    file.seen_by_app = True


def _obey(slack: Slack, view: View, answer: Answer) -> Json:
    order = answer.payload if isinstance(answer.payload, dict) else {}
    action = order.get("response_action")
    if action == "errors":
        return {"ok": False, "acked": True, "errors": _errors(view, order.get("errors"))}
    if action in ("update", "push"):
        payload = slack.view_payload(order.get("view"), ("modal",))
        views = slack.views
        slack.shown_view(
            views.update(view, payload, None) if action == "update" else views.push(view.user, payload)
        )
    elif action in (None, "clear"):
        slack.views.close(view, everything=action == "clear")
        slack.shown_view(view)
    else:
        raise SlackError("invalid_response_action")
    return {"ok": True, "acked": True}


def _errors(view: View, given: Any) -> dict[str, str]:
    # The keys may only be those of input blocks; anything else is refused as a whole.
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(given, dict) or not given or not set(given) <= inputs:
        messages = ["[ERROR] errors: every key must be the block_id of an input block of the form"]
        raise SlackError("invalid_errors", response_metadata={"messages": messages})
    return {str(block_id): str(sentence) for block_id, sentence in given.items()}


def what_slack_refuses(view: View) -> dict[str, str]:
    """The fields that Slack itself marks red before the app hears anything."""
    errors = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            state = view.state.get(block["block_id"], {}).get(element["action_id"], {"type": element["type"]})
            sentence = _refused(block, element, state)
            if sentence:
                errors[block["block_id"]] = sentence
    return errors


def _refused(block: Json, element: Json, state: Mapping[str, Any]) -> str | None:
    if is_empty(state):
        return None if block.get("optional") else "Please complete this required field."
    value = str(state.get("value", ""))
    kind = element["type"]
    if kind == "plain_text_input":
        return _too_short_or_long(element, value)
    if kind == "email_text_input" and not EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not URL.fullmatch(value):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _bad_number(element, value)
    return _bad_files(element, state["files"]) if kind == "file_input" else None


def _bad_files(element: Json, files: list[Json]) -> str | None:
    if len(files) > element.get("max_files", 10):
        return f"Please choose at most {element.get('max_files', 10)} files."
    accepted = element.get("filetypes")
    if accepted and any(file["filetype"] not in accepted for file in files):
        return f"Please choose a file of these types: {', '.join(accepted)}."
    return None


def _too_short_or_long(element: Json, value: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < shortest:
        return f"Please enter at least {shortest} characters."
    return f"Please enter at most {longest} characters." if len(value) > longest else None


def _bad_number(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    lowest, highest = element.get("min_value"), element.get("max_value")
    if lowest is not None and number < float(lowest):
        return f"Please enter at least {lowest}."
    return f"Please enter at most {highest}." if highest is not None and number > float(highest) else None


async def close(slack: Slack, view: View, *, everything: bool) -> Json:
    """Close a form without submitting it; the app is told if it asked to be."""
    everything = everything or bool(view.payload.get("clear_on_close"))
    cleared = slack.views.close(view, everything=everything)
    slack.shown_view(view)
    if not view.payload.get("notify_on_close"):
        return {"ok": True, "acked": False, "sent": False}
    payload = envelope(slack, "view_closed", view.user)
    del payload["trigger_id"]
    payload |= {"view": view.as_slack(slack.company), "is_cleared": cleared}
    return outcome(slack, view.user, await slack.deliveries.ask("interactive", payload))
