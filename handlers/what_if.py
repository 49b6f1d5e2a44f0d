"""What if: one more place, or one rule less. It takes as long as proposing, and is answered when it is known."""

from __future__ import annotations

from bot.domain.matching import Request
from bot.programme import what_if
from handlers.excuses import carry_on
from handlers.matching import FAILED
from handlers.turn import Turn
from handlers.views import matching as matching_views
from handlers.views import what_if as views
from handlers.views.blocks import Message


def see(turn: Turn) -> None:
    """Solve the round anew with each change that may help."""
    round_id = turn.number()
    with turn.work() as work:
        request = what_if.asked(work, turn.actor, round_id)
    turn.replace(matching_views.wait(turn.t("adjusting.trying"), round_id, turn.t))
    carry_on(turn, lambda: _told(turn, round_id, request), failed=FAILED)


def _told(turn: Turn, round_id: int, request: Request) -> Message:
    tried = what_if.tried(request)
    with turn.look() as work:
        found = what_if.told(work, turn.actor, round_id, tried)
    return views.supposed(found, turn.t)
