"""What somebody sees: the words of a message, and what there is to press."""

from __future__ import annotations

import re
from typing import Any


def spoken(message: dict[str, Any]) -> str:
    """Everything a message or a view shows, in one text."""
    found: list[str] = [message.get("text") or ""]

    def walk(thing: Any) -> None:
        if isinstance(thing, dict):
            if isinstance(thing.get("text"), str):
                found.append(thing["text"])
            for value in thing.values():
                walk(value)
        elif isinstance(thing, list):
            for one in thing:
                walk(one)

    walk(message.get("blocks"))
    return "\n".join(found)


def same(words: str, text: str) -> bool:
    """Whether the text holds these words, whatever its kind of space or apostrophe."""
    return _plain(words) in _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.replace("’", "'").replace("&amp;", "&"))


def elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [*(block.get("elements") or []), *([block["accessory"]] if block.get("accessory") else [])]


def label_of(element: dict[str, Any]) -> str:
    label = element.get("text") or element.get("placeholder") or {}
    return label.get("text", "") if isinstance(label, dict) else str(label)
