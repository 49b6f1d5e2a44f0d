"""How somebody takes the bot's messages: drawn once for each person, and then theirs for the whole simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.domain.working_hours import HOUR, Week

#: Part-timers, and people who begin early or late; and how many of all they are.
OWN_WEEKS = (
    Week(days=frozenset({0, 1, 2, 3})),
    Week(days=frozenset({0, 1, 3, 4})),
    Week(days=frozenset({1, 2, 3}), opens=9 * HOUR, closes=14 * HOUR),
    Week(opens=7 * HOUR, closes=16 * HOUR),
    Week(opens=10 * HOUR, closes=19 * HOUR),
)
HAVE_THEIR_OWN = 0.12


@dataclass(frozen=True, kw_only=True, slots=True)
class Temper:
    """Shares are between 0 and 1.

    `answers`: of the messages that ask something, how many are answered at all, after `slow` hours as a rule.
    `keen`: of the occasions to meet, how many are taken. `logs`: of the meetings, how many are written down unasked.
    `plans`, `pauses`: when nothing has taken place, how often a date is set, or a break asked for.
    `agrees`: to what the other half proposes or has noted. `suggests`: of the dates that do not suit, for how many
    another is suggested. `calls_off`: of the dates that stand, how many something comes between.
    `comes`: to the mentors' circle. `mutes`: whether reminders are one day switched off.
    `changes_rhythm`: whether they one day ask to meet more or less often. `needs_a_hand`, `is_not_well`, `wants_change`
    of the team: how likely in a month. `week`: when they work, where it is not as usual.
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
    suggests: float
    calls_off: float
    comes: float
    needs_a_hand: float
    is_not_well: float
    wants_change: float
    week: Week | None

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
        suggests=random.betavariate(4, 2),
        calls_off=random.betavariate(1, 12),
        comes=random.betavariate(3, 2),
        needs_a_hand=0.012,
        is_not_well=0.002,
        wants_change=0.012,
        week=random.choice(OWN_WEEKS) if random.random() < HAVE_THEIR_OWN else None,
    )
