"""What a form says of how far goals are: the sheet's and that of the goals ask it in the same way."""

from __future__ import annotations

from handlers.turn import Turn, number_in
from handlers.views.goals import FAR


def told_in(turn: Turn) -> list[tuple[int, int, int]]:
    """A goal's id, what was shown, what was chosen. Raises `Outdated` for what was never offered."""
    return [_told(str(value)) for block, value in turn.form.items() if block.startswith(FAR) and value]


def _told(value: str) -> tuple[int, int, int]:
    goal, _, rest = value.partition(":")
    shown, _, chosen = rest.partition(":")
    return number_in(goal), number_in(shown), number_in(chosen)
