"""Somebody who stands in while a mentor is away: the offer is answered, and its message drawn again."""

from __future__ import annotations

from bot.programme import interim
from handlers.turn import Turn


def accept(turn: Turn) -> None:
    """Yes: the two are introduced, or the message says that nobody can."""
    with turn.work() as work:
        interim.accept(work, turn.actor, turn.number())


def decline(turn: Turn) -> None:
    """No, thank you; "after all" stays one press away."""
    with turn.work() as work:
        interim.decline(work, turn.actor, turn.number())
