"""What the team reads of pulses: marks of closed waves, and suggestions, each open until somebody has seen to it."""

from __future__ import annotations

from bot.programme import pulses
from handlers.turn import Turn
from handlers.views import pulses as views
from handlers.views.blocks import Message


def panel(turn: Turn) -> Message:
    with turn.work() as work:
        chapters = pulses.see(work, turn.actor)
        return views.panel(chapters, turn.t, today=turn.today(work))


def see(turn: Turn) -> None:
    turn.replace(panel(turn))


def done(turn: Turn) -> None:
    _see_to(turn, done=True)


def reopen(turn: Turn) -> None:
    _see_to(turn, done=False)


def _see_to(turn: Turn, *, done: bool) -> None:
    with turn.work() as work:
        chapters = pulses.see_to(work, turn.actor, turn.value, done=done)
        shown = views.panel(chapters, turn.t, today=turn.today(work))
    turn.replace(shown)
