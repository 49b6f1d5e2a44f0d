"""What the team has to do today, counted for the heading of their message: things to do, not sections."""

from __future__ import annotations

from collections.abc import Sequence

from bot.programme.catching_up import CaughtUp
from bot.programme.change_facts import Asked
from bot.programme.ending_facts import Departed
from bot.programme.facts import Facts
from bot.programme.mentor_facts import Applied
from bot.programme.round_due import RoundDue
from bot.texts import Speech
from handlers.views.blocks import Block, header


def heading(facts: Sequence[Facts], t: Speech) -> Block:
    """How many things wait for them; what is only good to know counts for none."""
    return header(t.plain("prompts.needs_you", count=sum(_waits(one) for one in facts)))


def _waits(one: Facts) -> int:
    match one:
        case Applied():
            return sum(candidate.waits for candidate in one.candidates) + one.more
        case Asked():
            return len(one.cases) + one.more
        case RoundDue():
            return int(not one.over)
        case Departed():
            return int(one.alone > one.asked)
        case CaughtUp():
            return 0
    return 1
