"""What comes after the end, as people press it: in a message, which is drawn again, or in Home."""

from __future__ import annotations

from bot.programme import afterwards, in_touch
from handlers.turn import Turn, number_in


def say(turn: Turn) -> None:
    """It closes, it goes on, they keep in touch; the value is the mentorship's id and the answer's name."""
    asked, _, wish = turn.value.partition(":")
    with turn.work() as work:
        afterwards.say(work, turn.actor, number_in(asked), wish)


def no_more(turn: Turn) -> None:
    """Neither hears of the other any more."""
    with turn.work() as work:
        in_touch.stop(work, turn.actor, turn.number())
