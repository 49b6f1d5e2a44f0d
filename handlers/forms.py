"""Reading what forms, menus and buttons give back: Slack's own client what was offered, a forged one anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.domain.refusals import Outdated

#: No id is larger: PostgreSQL refuses to look for one, where SQLite finds nothing.
LARGEST = 2**31 - 1


def answers_in(view: Mapping[str, Any]) -> dict[str, Any]:
    """A submitted form's answers, by block id."""
    values = view.get("state", {}).get("values", {})
    return {block: _answer(element) for block, inputs in values.items() for element in inputs.values()}


def typed_in(view: Mapping[str, Any]) -> Iterator[str]:
    """What somebody wrote into the lines of a form, and did not find written there."""
    there = {block.get("block_id"): block.get("element", {}) for block in view.get("blocks", [])}
    for block_id, inputs in view.get("state", {}).get("values", {}).items():
        for line in inputs.values():
            words = line.get("value") if line.get("type") == "plain_text_input" else None
            if words and words != there.get(block_id, {}).get("initial_value"):
                yield str(words)


def number_in(given: object) -> int:
    """An id out of a button or a form. Raises `Outdated` for anything else: it was forged, or is from another age."""
    text = str(given)
    if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise Outdated
    return int(text)


def day_in(given: object) -> date:
    """A date out of a form. Raises `Outdated` for anything else: Slack's picker gives no other."""
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise Outdated from None


def day_if_any(given: object) -> date | None:
    """The same of a line that may be left empty."""
    return day_in(given) if given else None


def _answer(element: dict[str, Any]) -> Any:
    match element.get("type"):
        case "plain_text_input" | "number_input":
            return element.get("value")
        case "static_select" | "external_select" | "radio_buttons":
            return (element.get("selected_option") or {}).get("value")
        case "multi_static_select" | "multi_external_select" | "checkboxes":
            return [chosen["value"] for chosen in element.get("selected_options") or []]
        case "datepicker":
            return element.get("selected_date")
        case "timepicker":
            return element.get("selected_time")
        case "datetimepicker":
            return element.get("selected_date_time")
        case "conversations_select":
            return element.get("selected_conversation")
        case "users_select":
            return element.get("selected_user")
        case "multi_users_select":
            return list(element.get("selected_users") or [])
        case "file_input":
            return [file["id"] for file in element.get("files") or []]
        case _:
            return None
