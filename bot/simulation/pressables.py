"""What there is to press in a message, and whom each button is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_MENTION = re.compile(r"<@(U\w+)>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressable:
    """`name` is the action's without what makes it unique; `partner`, whoever was mentioned last before it."""

    name: str
    element: Json
    block_id: str
    partner: str | None

    @property
    def value(self) -> str:
        return str(self.element.get("value") or "")


def pressables(blocks: list[Json] | None) -> Iterator[Pressable]:
    """From top to bottom."""
    partner: str | None = None
    for block in blocks or []:
        mentioned = _MENTION.findall(str(block.get("text") or block.get("fields") or ""))
        partner = mentioned[0] if mentioned else partner
        accessory = block.get("accessory")
        for element in [*(block.get("elements") or []), *([accessory] if accessory else [])]:
            if isinstance(element, dict) and element.get("action_id") and not element.get("url"):
                name = str(element["action_id"]).partition(":")[0]
                yield Pressable(name=name, element=element, block_id=block["block_id"], partner=partner)


def fields(view: Json) -> Iterator[tuple[str, Json]]:
    """The questions of a form: each block's id, and its element."""
    for block in view["blocks"]:
        if block["type"] == "input":
            yield block["block_id"], block["element"]
