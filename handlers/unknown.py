"""What nobody expected still gets a kind answer."""

from __future__ import annotations

from bot.domain.refusals import Outdated
from handlers.turn import Turn


def outdated(turn: Turn) -> None:
    """A button, a form or a command of another age."""
    raise Outdated


def nothing_to_do(turn: Turn) -> None:
    """Slack tells us of things that need no answer, such as a press on a link."""
