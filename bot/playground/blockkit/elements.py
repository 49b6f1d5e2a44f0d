"""Interactive elements and pictures (slack.md §2.1)."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.playground.blockkit.look import Look
from bot.playground.blockkit.rich_text import rich_text
from bot.playground.blockkit.texts import ANY, PLAIN, confirm, option, text

SELECTS = ("static", "external", "users", "conversations", "channels")
MENUS = frozenset(f"{many}{one}_select" for one in SELECTS for many in ("", "multi_"))
CHOICES = frozenset({"checkboxes", "radio_buttons"})
PICKERS = frozenset({"datepicker", "timepicker"})

ACTIONS = frozenset(
    {"button", "overflow", "datetimepicker", "rich_text_input", "workflow_button", *MENUS, *CHOICES, *PICKERS}
)
ACCESSORIES = frozenset({"button", "overflow", "image", "workflow_button", *MENUS, *CHOICES, *PICKERS})
INPUTS = frozenset(
    {
        *("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"),
        *("file_input", "datetimepicker"),
        *MENUS,
        *CHOICES,
        *PICKERS,
    }
)
COMMON = ("type", "action_id", "confirm", "focus_on_load")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def element(look: Look, allowed: frozenset[str]) -> None:
    """One element, of a kind that its place accepts."""
    if not look.is_object():
        return
    kind = look.kind
    if kind not in allowed:
        look.say(f"the element “{kind}” cannot be here")
        return
    if kind != "image":
        look.string("action_id", 255)
    look.flag("focus_on_load")
    confirm(look)
    if kind in MENUS:
        _menu(look, kind)
    else:
        CHECKS[kind](look)


def _button(look: Look) -> None:
    look.known(*COMMON, "text", "url", "value", "style", "accessibility_label", "agent_prompt")
    text(look, "text", 75, required=True)
    look.string("url", 3000)
    look.string("value", 2000)
    look.one_of("style", ("primary", "danger"))
    look.string("accessibility_label", 75)
    look.string("agent_prompt", 4000)


def image(look: Look) -> None:
    """A picture within another block; it says in words what it shows."""
    look.known("type", "image_url", "slack_file", "alt_text")
    picture(look)


def picture(look: Look) -> None:
    """Where a picture comes from, and its alt text of at most 2,000 characters."""
    look.string("alt_text", 2000, required=True)
    look.string("image_url", 3000)
    if look.has("image_url") == look.has("slack_file"):
        look.say("needs either “image_url” or “slack_file”")
    file = look.at("slack_file")
    if look.has("slack_file") and file.is_object():
        file.known("id", "url")
        if file.has("id") == file.has("url"):
            file.say("needs either “id” or “url”")


def _overflow(look: Look) -> None:
    look.known("type", "action_id", "confirm", "options")
    for one in look.items("options", 1, 5):
        option(one, with_url=True)


def _menu(look: Look, kind: str) -> None:
    many = kind.startswith("multi_")
    source = kind.removeprefix("multi_").removesuffix("_select")
    keys = [*COMMON, "placeholder", *_menu_keys(source, many)]
    if many:
        keys.append("max_selected_items")
        look.whole("max_selected_items", 1, 1000)
    look.known(*keys)
    text(look, "placeholder", 150)
    if source == "static":
        _static(look, many)
    elif source == "external":
        look.whole("min_query_length", 0, 1000)
        _initial_options(look, many, None)


def _menu_keys(source: str, many: bool) -> tuple[str, ...]:
    plural = "s" if many else ""
    return {
        "static": ("options", "option_groups", f"initial_option{plural}"),
        "external": ("min_query_length", f"initial_option{plural}"),
        "users": (f"initial_user{plural}",),
        "conversations": (
            f"initial_conversation{plural}",
            "default_to_current_conversation",
            "filter",
            *(() if many else ("response_url_enabled",)),
        ),
        "channels": (f"initial_channel{plural}", *(() if many else ("response_url_enabled",))),
    }[source]


def _static(look: Look, many: bool) -> None:
    if look.has("options") == look.has("option_groups"):
        look.say("needs either “options” or “option_groups”")
    listed = []
    for one in look.items("options", 1, 100, required=False):
        option(one)
        listed.append(one.value)
    for group in look.items("option_groups", 1, 100, required=False):
        if group.is_object():
            group.known("label", "options")
            text(group, "label", 75, required=True)
            for one in group.items("options", 1, 100):
                option(one)
                listed.append(one.value)
    _initial_options(look, many, listed)


def _initial_options(
    look: Look, many: bool, listed: list[Any] | None, kinds: tuple[str, ...] = PLAIN
) -> None:
    if many:
        chosen = look.items("initial_options", 1, 100, required=False)
    else:
        chosen = [look.at("initial_option")] if look.present("initial_option", required=False) else []
    for one in chosen:
        option(one, kinds=kinds)
        if listed is not None and one.value not in listed:
            one.say("is not exactly one of the options")


def _choices(look: Look) -> None:
    many = look.kind == "checkboxes"
    look.known(*COMMON, "options", "initial_options" if many else "initial_option")
    options = look.items("options", 1, 10)
    for one in options:
        option(one, kinds=ANY)
    _initial_options(look, many, [one.value for one in options], ANY)


def _datepicker(look: Look) -> None:
    look.known(*COMMON, "initial_date", "placeholder")
    text(look, "placeholder", 150)
    value = look.string("initial_date", 10)
    if value:
        try:
            date.fromisoformat(value)
        except ValueError:
            look.at("initial_date").say("must be a date such as 2027-01-31")


def _timepicker(look: Look) -> None:
    look.known(*COMMON, "initial_time", "placeholder", "timezone")
    text(look, "placeholder", 150)
    look.string("timezone", 100)
    value = look.string("initial_time", 5)
    if value and not TIME.fullmatch(value):
        look.at("initial_time").say("must be a time such as 09:30")


def _datetimepicker(look: Look) -> None:
    look.known(*COMMON, "initial_date_time")
    look.whole("initial_date_time", 1_000_000_000, 9_999_999_999)


def _plain_text_input(look: Look) -> None:
    sizes = ("multiline", "min_length", "max_length", "dispatch_action_config")
    look.known(*COMMON[:2], "focus_on_load", "placeholder", "initial_value", *sizes)
    look.flag("multiline")
    text(look, "placeholder", 150)
    shortest = look.whole("min_length", 0, 3000)
    longest = look.whole("max_length", 1, 3000)
    if shortest is not None and longest is not None and shortest > longest:
        look.say("“min_length” is above “max_length”")
    look.string("initial_value", longest or 3000, shortest=0)
    _dispatch(look)


def _typed_input(look: Look) -> None:
    look.known(*COMMON[:2], "focus_on_load", "placeholder", "initial_value", "dispatch_action_config")
    text(look, "placeholder", 150)
    look.string("initial_value", 3000, shortest=0)
    _dispatch(look)


def _number_input(look: Look) -> None:
    bounds = ("initial_value", "min_value", "max_value")
    look.known(
        *COMMON[:2], "focus_on_load", "placeholder", "is_decimal_allowed", "dispatch_action_config", *bounds
    )
    if look.present("is_decimal_allowed", required=True):
        look.flag("is_decimal_allowed")
    text(look, "placeholder", 150)
    for key in bounds:
        value = look.string(key, 30)
        if value is not None and not re.fullmatch(r"-?\d+(\.\d+)?", value):
            look.at(key).say("must be a number written as a string")
    _dispatch(look)


def _rich_text_input(look: Look) -> None:
    look.known(
        *COMMON[:2],
        "focus_on_load",
        "placeholder",
        "initial_value",
        "dispatch_action_config",
        "min_lines",
        "max_lines",
    )
    text(look, "placeholder", 150)
    look.whole("min_lines", 1, 100)
    look.whole("max_lines", 1, 100)
    if look.has("initial_value"):
        rich_text(look.at("initial_value"))
    _dispatch(look)


def _file_input(look: Look) -> None:
    look.known("type", "action_id", "filetypes", "max_files")
    look.whole("max_files", 1, 10)


def _workflow_button(look: Look) -> None:
    look.known("type", "action_id", "text", "workflow", "style", "accessibility_label")
    text(look, "text", 75, required=True)
    look.present("workflow", required=True)


def _dispatch(look: Look) -> None:
    config = look.at("dispatch_action_config")
    if look.has("dispatch_action_config") and config.is_object():
        config.known("trigger_actions_on")
        for index, one in enumerate(config.items("trigger_actions_on", 1, 2)):
            if one.value not in ("on_enter_pressed", "on_character_entered"):
                one.say(f"item {index} must be on_enter_pressed or on_character_entered")


CHECKS: dict[str, Callable[[Look], None]] = {
    "button": _button,
    "image": image,
    "overflow": _overflow,
    "checkboxes": _choices,
    "radio_buttons": _choices,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "datetimepicker": _datetimepicker,
    "plain_text_input": _plain_text_input,
    "email_text_input": _typed_input,
    "url_text_input": _typed_input,
    "number_input": _number_input,
    "rich_text_input": _rich_text_input,
    "file_input": _file_input,
    "workflow_button": _workflow_button,
}
