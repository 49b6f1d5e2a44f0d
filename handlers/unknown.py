"""What nobody expected still gets a kind answer."""

from __future__ import annotations

import structlog

from bot.domain.refusals import Outdated
from handlers.turn import Turn

log = structlog.get_logger("binome.unknown")


def outdated(turn: Turn) -> None:
    """A button, a form or a command of another age."""
    raise Outdated


def nothing_to_do(turn: Turn) -> None:
    """Slack tells us of things that need no answer, such as a press on a link."""


def gone_quiet(turn: Turn) -> None:
    """`app_uninstalled`, `tokens_revoked`: nobody can be reached any more, and only the operator can mend it."""
    log.error("slack took the app away", action=turn.body["event"]["type"])
