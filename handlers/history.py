"""How a message is found again in a conversation: by a random marker that travels with it (reliability.md §2.1).

Its metadata carry the marker, and so does the id of its first block, should Slack give back no metadata. Whoever else
may read the conversation learns nothing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handlers.views.blocks import Block

#: Messages in one page of the history (`slack.md` §2.3).
PAGE = 200
EVENT_TYPE = "binome_prompt"


def metadata(marker: str | None) -> Block | None:
    return {"event_type": EVENT_TYPE, "event_payload": {"marker": marker}} if marker else None


def marked(blocks: Sequence[Block], marker: str | None) -> Sequence[Block]:
    """The blocks, the first of them with the marker as its id, unless it needs one of its own."""
    if not marker or not blocks or "block_id" in blocks[0]:
        return blocks
    return [{**blocks[0], "block_id": marker}, *blocks[1:]]


def find(marker: str, read: Callable[[str | None], Any]) -> str | None:
    """The `ts` of the message with this marker, page by page, or None when it is on none. `read` asks for a page by its
    cursor.
    """
    cursor: str | None = None
    while True:
        page = read(cursor)
        for message in page.get("messages") or ():
            if marker in (_in_metadata(message), _in_first_block(message)):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return None


def _in_metadata(message: Block) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("marker") or "") or None


def _in_first_block(message: Block) -> str | None:
    blocks = message.get("blocks") or ()
    return str(blocks[0].get("block_id") or "") if blocks else None
