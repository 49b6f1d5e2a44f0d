"""Which open forms are the page of a mentorship, so that it can be drawn again under what was opened from it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

#: A page that so many were opened after is surely closed, or soon read anew.
MOST = 1000


class OpenPages:
    """The latest ones, by Slack's id of the view. Forgotten at a restart: a page that is not drawn again is merely as
    old as any page that one left open.
    """

    def __init__(self) -> None:
        self._open: OrderedDict[str, int] = OrderedDict()
        self._one_at_a_time = Lock()

    def opened(self, view_id: str, mentorship_id: int) -> None:
        with self._one_at_a_time:
            self._open[view_id] = mentorship_id
            while len(self._open) > MOST:
                self._open.popitem(last=False)

    def mentorship(self, view_id: str) -> int | None:
        """Whose page it is; None for any other form."""
        return self._open.get(view_id)
