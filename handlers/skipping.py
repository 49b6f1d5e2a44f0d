"""Why not this time: chosen in the menu under the answer, or taken back there."""

from __future__ import annotations

from bot.domain.meetings import SkipReason
from bot.domain.refusals import Outdated
from bot.programme import skipping
from handlers.prompts import asked
from handlers.turn import Turn
from handlers.views.skipping import UNSAID


def why(turn: Turn) -> None:
    """A reason, or "I prefer not to say", which keeps none. Raises `Outdated` for one that is not offered."""
    about, _, said = turn.picked.rpartition(":")
    if said != UNSAID and said not in list(SkipReason):
        raise Outdated
    with turn.work() as work:
        prompt, mentorship = asked(turn, work, about)
        reason = None if said == UNSAID else SkipReason(said)
        skipping.say_why(work, turn.actor, prompt, mentorship, reason)
