"""What a message, a form and a Home tab may hold, and what is counted over the whole (slack.md §2.1, §3)."""

import json
from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.blocks import MARKDOWN, block
from bot.playground.blockkit.look import Look
from bot.playground.blockkit.tables import DATA_CHARACTERS, written
from bot.playground.blockkit.texts import text

BOTH = frozenset(
    {"actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
)
TABLES = frozenset({"carousel", "container", "data_table", "table"})
ALLOWED = {
    "message": BOTH
    | TABLES
    | {"context_actions", "data_visualization", "file", "markdown", "plan", "task_card"},
    "modal": BOTH | {"alert"},
    "home": BOTH | TABLES,
}
NAMES = {"message": "a message", "modal": "a form", "home": "a Home tab"}
MOST = {"message": 50, "modal": 100, "home": 100}
LONGEST_TEXT = 40_000
LARGEST_VIEW = 250_000
TOO_LARGE = "payload: the view has "
VIEW_KEYS = ("type", "blocks", "private_metadata", "callback_id", "external_id")
MODAL_KEYS = ("title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")


def message(look: Look) -> None:
    """A message: a text that says it all, because screen readers read nothing else, and at most 50 blocks."""
    look.string("text", LONGEST_TEXT, required=True)
    _blocks(look, "message")


def view(look: Look, surface: str) -> None:
    """A form or a Home tab: at most 100 blocks and 250 kB."""
    look.one_of("type", (surface,), required=True)
    look.known(*VIEW_KEYS, *(MODAL_KEYS if surface == "modal" else ()))
    look.string("private_metadata", 3000, shortest=0)
    look.string("callback_id", 255, shortest=0)
    look.string("external_id", 255, shortest=0)
    if surface == "modal":
        _modal(look)
    look.present("blocks", required=True)
    _blocks(look, surface)
    size = len(json.dumps(look.value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > LARGEST_VIEW:
        look.found.append(f"{TOO_LARGE}{size} bytes, and {LARGEST_VIEW} are allowed")


def _modal(look: Look) -> None:
    text(look, "title", 24, required=True)
    text(look, "submit", 24)
    text(look, "close", 24)
    look.flag("clear_on_close", "notify_on_close", "submit_disabled")
    if not look.has("submit") and any(one.get("type") == "input" for one in _list(look.value, "blocks")):
        look.say("has a field to fill in and no “submit”")


def _blocks(look: Look, surface: str) -> None:
    for one in look.items("blocks", 0, MOST[surface], required=False):
        block(one, ALLOWED[surface], NAMES[surface])
    blocks = _list(look.value, "blocks")
    _ids(look, blocks)
    _totals(look, blocks)
    _fields(look, blocks, surface)


def _everything(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every block, those within containers and carousels too."""
    for one in blocks:
        yield one
        nested = [
            *_list(one, "child_blocks"),
            *(_list(one, "elements") if one.get("type") == "carousel" else []),
        ]
        yield from _everything(nested)


def _list(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = holder.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    single = [block.get("accessory"), block.get("element")]
    return (
        [one for one in single if isinstance(one, dict)] + _list(block, "elements") + _list(block, "actions")
    )


def _ids(look: Look, blocks: list[dict[str, Any]]) -> None:
    """A `block_id` is unique in the payload, an `action_id` in its block."""
    seen: set[str] = set()
    for one in _everything(blocks):
        id = one.get("block_id")
        if isinstance(id, str):
            if id in seen:
                look.at("blocks").say(f"two blocks have the block_id “{id}”")
            seen.add(id)
        actions = [element.get("action_id") for element in _elements(one)]
        for action in {action for action in actions if isinstance(action, str) and actions.count(action) > 1}:
            look.at("blocks").say(f"two elements of one block have the action_id “{action}”")


def _totals(look: Look, blocks: list[dict[str, Any]]) -> None:
    """What is counted over all blocks together."""
    everything = list(_everything(blocks))
    kinds = [one.get("type") for one in everything]
    if kinds.count("table") > 1:
        look.at("blocks").say("one table is allowed")
    if kinds.count("data_visualization") > 2:
        look.at("blocks").say("two charts are allowed")
    cells = sum(written(one) for one in everything if one.get("type") == "data_table")
    if cells > DATA_CHARACTERS and kinds.count("data_table") > 1:
        look.at("blocks").say(
            f"the tables have {cells} characters together, and {DATA_CHARACTERS} are allowed"
        )
    markdown = [one.get("text") for one in everything if one.get("type") == "markdown"]
    length = sum(len(one) for one in markdown if isinstance(one, str))
    if length > MARKDOWN and len(markdown) > 1:
        look.at("blocks").say(
            f"the markdown blocks have {length} characters together, and {MARKDOWN} are allowed"
        )


def _fields(look: Look, blocks: list[dict[str, Any]], surface: str) -> None:
    """Where the cursor may start, and where files may be asked for."""
    elements = [element for one in _everything(blocks) for element in _elements(one)]
    if sum(1 for one in elements if one.get("focus_on_load") is True) > 1:
        look.at("blocks").say("only one field may have the focus at the start")
    if surface != "modal" and any(one.get("type") == "file_input" for one in elements):
        look.at("blocks").say("a file can be asked for in a form only")
