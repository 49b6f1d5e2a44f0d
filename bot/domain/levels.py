"""Aims as figures, and how far they may share one cost before the solver's integers overflow.

No overflow: the solver (cost scaling) multiplies a cost C by the number of nodes plus one, and its own
prices drift by less than four times nodes × scaled cost. `fits` keeps that below 2⁶³: at 10,000 mentees and
2,000 mentors a pair may cost 16 thousand million, where a single aim of ours costs at most 40,000.
Everything else is counted in Python integers, which cannot overflow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIGIT = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One aim in figures: the regret of each kind of pair, or `crowding`: the square of each load."""

    regrets: Sequence[int]
    crowding: bool = False


def fits(*, nodes: int, cost: int) -> bool:
    """Whether a network of this size and greatest cost stays within the solver's 63 bits."""
    return 4 * (nodes + 1) ** 2 * cost < 2**63


def fold(levels: Iterable[Level], *, people: int, mentors: int) -> list[Level]:
    """The same order of answers in fewer levels: neighbours share a cost where that is certain to fit.

    Everyone takes one option, so a level's sum spreads over at most people × (its dearest − its cheapest
    regret); one unit of the level before it is made to weigh more than that.
    """
    folded: list[Level] = []
    for level in levels:
        if folded and not level.crowding and not folded[-1].crowding:
            cheapest = min(level.regrets)
            weight = people * (max(level.regrets) - cheapest) + 1
            regrets = [
                before * weight + regret - cheapest
                for before, regret in zip(folded[-1].regrets, level.regrets, strict=True)
            ]
            if fits(nodes=people + mentors + 1, cost=max(map(abs, regrets))):
                folded[-1] = Level(regrets=regrets)
                continue
        folded.append(level)
    return folded


def add_digits(totals: Iterable[int], level: Iterable[int]) -> list[int]:
    """One figure more to each total, the first having weighed most: a 64-bit digit, which every figure fits."""
    return [(total << DIGIT) + figure for total, figure in zip(totals, level, strict=True)]
