"""Formatted text: sections, lists, quotes and code, and the pieces within them."""

from bot.playground.blockkit.look import Look

# kind of piece → its required string, with the longest value that makes sense
PIECES = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "emoji": "name",
    "broadcast": "range",
    "color": "value",
    "date": "format",
}
LONGEST = 12_000


def rich_text(look: Look) -> None:
    """A `rich_text` block, or a cell or a field that holds one."""
    if not look.is_object():
        return
    look.one_of("type", ("rich_text",), required=True)
    look.known("type", "block_id", "elements")
    for part in look.items("elements", 1, 1000):
        _part(part)


def _part(look: Look) -> None:
    if not look.is_object():
        return
    kind = look.kind
    if kind == "rich_text_list":
        look.known("type", "style", "indent", "offset", "border", "elements")
        look.one_of("style", ("bullet", "ordered"), required=True)
        look.whole("indent", 0, 8)
        for section in look.items("elements", 1, 1000):
            _part(section)
    elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        look.known("type", "elements", "border", "language")
        for piece in look.items("elements", 0, 1000):
            _piece(piece)
    else:
        look.say(f"“{kind}” is no part of a rich text")


def _piece(look: Look) -> None:
    if not look.is_object():
        return
    kind = look.kind
    if kind not in PIECES:
        look.say(f"“{kind}” is no piece of a rich text")
        return
    look.string(PIECES[kind], LONGEST, required=True)
    style = look.at("style")
    if look.has("style") and style.is_object():
        style.known(
            "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"
        )
        style.flag(*style.value)


def characters(value: object) -> int:
    """How many characters a rich text shows, for the limits of tables."""
    if isinstance(value, dict):
        own = len(value["text"]) if value.get("type") == "text" and isinstance(value.get("text"), str) else 0
        return own + sum(characters(inner) for inner in value.values() if isinstance(inner, list))
    if isinstance(value, list):
        return sum(characters(one) for one in value)
    return 0
