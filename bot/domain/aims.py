"""What a round tries to achieve, in order. This is the one place that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.suitability import MOST_POINTS


class Pairing(NamedTuple):
    """What may happen to a mentee, as far as the aims look: nobody, or a mentor of some rank and suitability.

    `waited` orders those left out before: 0 for the least often, 1 for the next, and so on.
    """

    nobody: bool
    rank: int | None
    points: int
    waited: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """Something we want, told as what one pairing makes us regret; the sum of regrets is made least.

    `crowding` instead makes the sum of the squares of what each mentor carries least.
    """

    name: str
    regret: Callable[[Pairing], int] = lambda _: 0
    crowding: bool = False


# In this order; a later aim never costs an earlier one anything. On "left out before": whichever people can
# all be given a mentor together, exchanging one for another keeps that possible (a matroid), so the
# smallest sum also serves those left out most often first, then the next, whatever the figures are.
AIMS: tuple[Aim, ...] = (
    Aim(name="most people have a mentor", regret=lambda pair: int(pair.nobody)),
    Aim(name="left out before, matched first", regret=lambda pair: pair.waited if pair.nobody else 0),
    Aim(name="most first choices", regret=lambda pair: int(pair.rank != 1)),
    Aim(name="most second choices", regret=lambda pair: int(pair.rank != 2)),
    Aim(name="most third choices", regret=lambda pair: int(pair.rank != 3)),
    Aim(name="left out before, better choice", regret=lambda pair: pair.waited * (pair.rank or 4)),
    Aim(name="suitability", regret=lambda pair: MOST_POINTS - pair.points),
    Aim(name="even load", crowding=True),
)
