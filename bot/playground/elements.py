"""What the interactive elements of Block Kit say when they are used, and what they hold before that.

Every form and every message with pickers has a state, `{block_id: {action_id: {type, value…}}}`; this
module knows under which key each kind of element keeps its value, and how a block without names gets them,
as Slack does.
"""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

# kind of element → (key of its value in a state or an action, key of its initial value in the element)
HOLDERS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "file_input": ("files", ""),
}
# These send an action and hold nothing.
SENDERS = frozenset({"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"})
LISTS = frozenset(key for key, _ in HOLDERS.values() if key.endswith("s"))

Block = dict[str, Any]


def elements(blocks: list[Block]) -> Iterator[tuple[Block, Block]]:
    """Every interactive element with the block that holds it, in reading order, whatever the nesting."""
    for block in blocks:
        for nested in ("child_blocks", "elements"):
            inner = block.get(nested)
            if isinstance(inner, list) and any(_is_block(one) for one in inner):
                yield from elements([one for one in inner if _is_block(one)])
        for element in _parts(block):
            if element.get("type") in HOLDERS or element.get("type") in SENDERS:
                yield block, element


def _is_block(one: Any) -> bool:
    return isinstance(one, dict) and (one.get("type") == "card" or "block_id" in one or "elements" in one)


def _parts(block: Block) -> list[Block]:
    parts = [block.get("accessory"), block.get("element")]
    for several in ("elements", "actions"):
        inner = block.get(several)
        parts += inner if isinstance(inner, list) else []
    return [part for part in parts if isinstance(part, dict)]


def name_everything(blocks: list[Block]) -> None:
    """Give a `block_id` and an `action_id` to whatever came without, as Slack does when it stores it."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_hex(3))
        for nested in (
            block.get("child_blocks"),
            block.get("elements") if block["type"] == "carousel" else None,
        ):
            if isinstance(nested, list):
                name_everything(nested)
    for _, element in elements(blocks):
        element.setdefault("action_id", secrets.token_hex(3))


def find(blocks: list[Block], action_id: str, block_id: str | None) -> tuple[Block, Block] | None:
    """The element of that name, in that block when one is named."""
    for block, element in elements(blocks):
        if element.get("action_id") == action_id and block_id in (None, block.get("block_id")):
            return block, element
    return None


def initial_state(blocks: list[Block]) -> dict[str, dict[str, Any]]:
    """What the fields hold before anybody touches them."""
    state: dict[str, dict[str, Any]] = {}
    for block, element in elements(blocks):
        if element["type"] in HOLDERS:
            key, initial = HOLDERS[element["type"]]
            value = element.get(initial, [] if key in LISTS else None)
            held = {"type": element["type"], key: value}
            state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return state


def kept_state(blocks: list[Block], before: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The state after a redraw: a field of the same names and kind keeps what the person had put in it."""
    state = initial_state(blocks)
    for block_id, fields in state.items():
        for action_id, held in fields.items():
            old = before.get(block_id, {}).get(action_id)
            if old and old["type"] == held["type"]:
                fields[action_id] = dict(old)
    return state


def held(element: Block, value: Any) -> dict[str, Any]:
    """A field's state from what a page or a test gives: Slack's own object, or the bare value."""
    key, _ = HOLDERS[element["type"]]
    if isinstance(value, dict) and (key in value or "type" in value) and "text" not in value:
        return {"type": element["type"], key: chosen(element, key, value.get(key))}
    return {"type": element["type"], key: chosen(element, key, value)}


def chosen(element: Block, key: str, value: Any) -> Any:
    """Options may be named by their value alone when the element lists them."""
    if key == "selected_option" and isinstance(value, str):
        return option(element, value) or value
    if key == "selected_options":
        return [(option(element, one) or one) if isinstance(one, str) else one for one in value or []]
    return value


def option(element: Block, value: str) -> Block | None:
    """The option that carries this value."""
    return next((one for one in options(element) if one.get("value") == value), None)


def options(element: Block) -> list[Block]:
    """The options that an element lists, in groups or not."""
    listed = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        listed += group.get("options") or []
    return listed


def is_empty(state: Mapping[str, Any]) -> bool:
    """Whether a field was left blank."""
    key, _ = HOLDERS[state["type"]]
    value = state.get(key)
    return value is None or value == "" or value == []
