"""What passed between Slack and the bot, for the quiet inspector of the page."""

from collections import deque
from collections.abc import Callable
from typing import Any, Literal

from bot.playground.clock import machine_now

KEPT = 200
Direction = Literal["to_bot", "from_bot"]


class Inspector:
    """The last 200 exchanges, newest last; tokens are never among them."""

    def __init__(self, on_note: Callable[[], None] = lambda: None) -> None:
        self._on_note = on_note
        self.entries: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def note(self, direction: Direction, kind: str, summary: str, status: str, payload: Any) -> None:
        """Remember one exchange."""
        self.entries.append(
            {
                "at": machine_now().isoformat(),
                "direction": direction,
                "kind": kind,
                "summary": summary,
                "status": status,
                "payload": payload,
            }
        )
        self._on_note()
