"""How somebody takes the bot's messages: drawn once for each person, and then theirs for the whole simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random


@dataclass(frozen=True, kw_only=True, slots=True)
class Temper:
    """Shares are between 0 and 1.

    `answers`: of the messages that ask something, how many are answered at all, after `slow` hours as a rule.
    `keen`: of the occasions to meet, how many are taken. `logs`: of the meetings, how many are written down unasked.
    `plans`, `pauses`: when nothing has taken place, how often a date is set, or a break asked for.
    `agrees`: to what the other half proposes or has noted. `mutes`: whether reminders are one day switched off.
    `changes_rhythm`: whether they one day ask to meet more or less often.
    """

    answers: float
    slow: float
    keen: float
    logs: float
    plans: float
    pauses: float
    agrees: float
    mutes: bool
    changes_rhythm: bool

    def delay(self, random: Random) -> timedelta:
        """From a message on their screen to their answer: most within a day, a few much later."""
        return timedelta(hours=random.lognormvariate(0, 1) * self.slow)


def draw(random: Random) -> Temper:
    """Some answer everything within the hour, some next to nothing."""
    return Temper(
        answers=random.betavariate(4, 1.8),
        slow=random.choice((0.5, 2, 2, 6, 20)),
        keen=random.betavariate(5, 1.4),
        logs=random.betavariate(1.5, 2.5),
        plans=random.betavariate(2, 3),
        pauses=random.betavariate(1, 12),
        agrees=random.betavariate(9, 1),
        mutes=random.random() < 0.05,
        changes_rhythm=random.random() < 0.08,
    )
