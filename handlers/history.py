"""How a message is found again in a conversation: by a random marker that travels with it (reliability.md §2.1).

Its metadata carry the marker, and so does the id of its first block, should Slack give back no metadata. Whoever else
may read the conversation learns nothing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from handlers.views.blocks import Block

#: Messages in one page of the history (`slack.md` §2.3).
PAGE = 200
EVENT_TYPE = "binome_prompt"


def metadata(marker: str | None, imprints: Sequence[str] = ()) -> Block | None:
    """The marker finds the message, the imprints tell what it said when no ledger knows it any more."""
    if not marker:
        return None
    told = {"said": " ".join(imprints)} if imprints else {}
    return {"event_type": EVENT_TYPE, "event_payload": {"marker": marker, **told}}


def marked(blocks: Sequence[Block], marker: str | None) -> Sequence[Block]:
    """The blocks, the first of them with the marker as its id, unless it needs one of its own."""
    if not marker or not blocks or "block_id" in blocks[0]:
        return blocks
    return [{**blocks[0], "block_id": marker}, *blocks[1:]]


def find(marker: str, read: Callable[[str | None], Any]) -> str | None:
    """The `ts` of the message with this marker, page by page, or None when it is on none. `read` asks for a page by its
    cursor.
    """
    for message in _messages(read):
        if marker in (_payload(message).get("marker"), _in_first_block(message)):
            return str(message["ts"])
    return None


def imprints(read: Callable[[str | None], Any]) -> dict[str, str]:
    """Every imprint that is in the conversation, with the `ts` of its message."""
    return {
        imprint: str(message["ts"])
        for message in _messages(read)
        for imprint in str(_payload(message).get("said") or "").split()
    }


def _messages(read: Callable[[str | None], Any]) -> Iterator[Block]:
    cursor: str | None = None
    while True:
        page = read(cursor)
        yield from page.get("messages") or ()
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return


def _payload(message: Block) -> Block:
    return (message.get("metadata") or {}).get("event_payload") or {}


def _in_first_block(message: Block) -> str | None:
    blocks = message.get("blocks") or ()
    return str(blocks[0].get("block_id") or "") if blocks else None
