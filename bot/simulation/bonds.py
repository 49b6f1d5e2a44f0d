"""What really happens between two people, which the bot only knows when somebody tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt
from random import Random

from bot.domain.afterwards import After
from bot.simulation.population import Somebody

SATURDAY = 5
#: Days to the first occasion to meet, and from one to the next: at least, at most, most often.
FIRST, NEXT = (2, 24, 8), (12, 48, 28)
#: At each occasion, how many of the pairs that begin to fade never find another one.
FADING = 0.04


@dataclass(kw_only=True, slots=True)
class Bond:
    """`untold`: the day on which they met, and nobody has written it down yet. `dated`: the last date they set.
    `over`: one of them is gone. `ends`: the last day that was agreed, after which they go on only if both would like
    to; `wishes` is what each said of it.
    """

    halves: tuple[Somebody, Somebody]
    random: Random
    untold: date | None = None
    dated: date | None = None
    over: bool = False
    occasions: int = 0
    ends: date | None = None
    wishes: dict[str, After] = field(default_factory=dict)

    @property
    def keen(self) -> float:
        first, second = self.halves
        return sqrt(first.temper.keen * second.temper.keen)

    def is_over_on(self, day: date) -> bool:
        if self.ends is None or day <= self.ends:
            return self.over
        return self.over or any(self.wishes.get(one.slack_id) is not After.GO_ON for one in self.halves)

    def other(self, slack_id: str) -> Somebody:
        first, second = self.halves
        return second if first.slack_id == slack_id else first

    def next_occasion(self, after: date) -> date | None:
        """The next working day on which they could meet; None once they have drifted apart."""
        if self.is_over_on(after) or (self.occasions > 1 and self.random.random() < FADING):
            return None
        low, high, mode = NEXT if self.occasions else FIRST
        self.occasions += 1
        return working_day(after + timedelta(days=round(self.random.triangular(low, high, mode))))

    def is_taken(self) -> bool:
        """Whether they do meet at this occasion."""
        return self.random.random() < self.keen


def working_day(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
