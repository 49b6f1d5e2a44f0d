"""A dozen constructors, so that a view reads like the message it makes.

Lengths are Slack's (`slack.md` §2.1); what people wrote is cut to fit here, our own sentences are kept short by a test.
A message's `text` is made from its blocks, so that screen readers and notifications get the whole content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.texts import escape

Block = dict[str, Any]

SECTION, HEADER, BUTTON, OPTION, TITLE = 3000, 150, 75, 75, 24
#: Boxes, and choices to pick from, in one element (`slack.md` §2.1).
BOXES = 10


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: `text` for screen readers and notifications, `blocks` for the eyes."""

    text: str
    blocks: list[Block]


def message(*blocks: Block | None) -> Message:
    shown = [block for block in blocks if block]
    return Message("\n".join(filter(None, (_spoken(block) for block in shown))), shown)


def section(text: str, *, button: Block | None = None, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION)}}
    if button:
        block["accessory"] = button
    return _named(block, block_id)


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": cut(text, 2000)} for text in texts[:10]]}


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": cut(text, HEADER)}}


def quiet(*texts: str) -> Block:
    """Small grey lines under a message."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, SECTION)} for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block | None, block_id: str | None = None) -> Block:
    return _named({"type": "actions", "elements": [element for element in elements if element]}, block_id)


def button(
    text: str,
    action_id: str,
    *,
    value: object = "",
    style: str | None = None,
    url: str | None = None,
    confirm: Block | None = None,
) -> Block:
    element: Block = {"type": "button", "text": plain(text, BUTTON), "action_id": action_id}
    if value != "":
        element["value"] = str(value)
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    if confirm:
        element["confirm"] = confirm
    return element


def confirm(*, title: str, text: str, yes: str, no: str) -> Block:
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: object, *, description: str | None = None) -> Block:
    made: Block = {"text": plain(text, OPTION), "value": str(value)}
    if description:
        made["description"] = plain(description, OPTION)
    return made


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    """A menu behind three dots: what is done rarely, or in too many places for buttons. Five lines at most."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def select(
    action_id: str,
    *,
    placeholder: str,
    options: Sequence[Block] = (),
    chosen: Block | None = None,
    external: bool = False,
    several: bool = False,
) -> Block:
    """A menu. `external` ones are searched as the person types; `several` ones do not keep an order."""
    kind = ("multi_" if several else "") + ("external_select" if external else "static_select")
    element: Block = {"type": kind, "action_id": action_id, "placeholder": plain(placeholder, 150)}
    if external:
        element["min_query_length"] = 0
    else:
        element["options"] = list(options)
    if chosen and not several:
        element["initial_option"] = chosen
    return element


def checkboxes(action_id: str, boxes: Sequence[Block], *, chosen: Sequence[Block] = ()) -> Block:
    """At most ten boxes to tick; `chosen` are among them, the very same."""
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": list(boxes)}
    if chosen:
        element["initial_options"] = list(chosen)
    return element


def date_picker(action_id: str, *, day: str | None = None) -> Block:
    return {"type": "datepicker", "action_id": action_id, **({"initial_date": day} if day else {})}


def text_input(action_id: str, *, multiline: bool = False, most: int = 300, initial: str = "") -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = cut(initial, most)
    return element


def file_input(action_id: str, *, types: Sequence[str]) -> Block:
    """One file of these types, by the end of their names; Slack asks for `files:read` to show it."""
    return {"type": "file_input", "action_id": action_id, "filetypes": list(types), "max_files": 1}


def ask(
    label: str, element: Block, *, block_id: str, hint: str | None = None, optional: bool = False
) -> Block:
    """A question of a form."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    return block


def modal(
    title: str, *blocks: Block | None, callback_id: str, submit: str | None, close: str, kept: str = ""
) -> Block:
    """A form. `kept` travels with it and holds ids only, never words."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": [block for block in blocks if block],
    }
    if submit:
        view["submit"] = plain(submit, TITLE)
    if kept:
        view["private_metadata"] = kept
    return view


def home(*blocks: Block | None) -> Block:
    return {"type": "home", "blocks": [block for block in blocks if block][:100]}


def plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": cut(text, longest), "emoji": True}


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _named(block: Block, block_id: str | None) -> Block:
    return {**block, "block_id": block_id} if block_id else block


def _spoken(block: Block) -> str:
    """A block as a screen reader would say it."""
    texts: list[Block] = [block.get("text") or {}, *block.get("fields", [])]
    if block["type"] == "context":
        texts += block["elements"]
    said = [_parsed(text) for text in texts if isinstance(text, dict) and text.get("text")]
    said += [_spoken_element(element) for element in _pressable(block)]
    return "\n".join(filter(None, said))


def _parsed(text: Block) -> str:
    """As it may stand in a message's `text`, in which Slack looks for people and channels: plain text is escaped."""
    return escape(str(text["text"])) if text["type"] == "plain_text" else str(text["text"])


def _pressable(block: Block) -> Iterable[Block]:
    if block["type"] == "actions":
        yield from block["elements"]
    elif accessory := block.get("accessory"):
        yield accessory


def _spoken_element(element: Block) -> str:
    label = element.get("text") or element.get("placeholder") or {}
    return f"[{_parsed(label)}]" if label.get("text") else ""
