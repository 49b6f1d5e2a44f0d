"""Pairs from month to month: a kind says when a pair came and left, and what became of it in between.

One cycle of each ends in a month, on any day of it, as in most programmes: whoever reads the figures of one can set
those of an evening beside those of the month that it ends, and of the month that follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np

from bot.domain.eyes import for_everybody
from bot.domain.figures import APART, CYCLES, ENDED, FIRST, HELD, PAIRS, Counts, Figure, State
from bot.domain.periods import Month, Span
from tests.domain.attacker import Knowledge

MONTHS = (Month(2026, 1), Month(2026, 2))
#: How an evening finds them, what became of the cycle that ended in the month, and whether they met in it.
EVENINGS = (Figure.NOT_FLAGGED, Figure.PAUSED)
CYCLE, MET = tuple(State), (Figure.TIMED_PAIRS, "")
STAYING = tuple(product(EVENINGS, CYCLE, MET))
#: Of whoever comes or leaves, perhaps no cycle ended.
COMING = tuple(product(EVENINGS, ("", *CYCLE), MET))
LEAVING = tuple(product((Figure.ENDED_PAIRS,), ("", *CYCLE), MET))
STOCKS, FLOWS = (PAIRS,), (CYCLES, APART, HELD, FIRST, ENDED)


@dataclass(frozen=True)
class Kind:
    """`came` and `left` by month, nought for before; the marks of each month."""

    came: int
    left: int
    months: tuple[frozenset[str], ...]


def _kinds():
    ever = len(MONTHS)
    for came, left in product(range(ever + 1), range(1, ever + 2)):
        if came < left:
            each = [_month(number, came, left) for number in range(1, ever + 1)]
            for lived in product(*each):
                months = tuple(frozenset(one) for one in lived)
                yield from (Kind(came, left, found) for found in _first_met(came, months))


def _month(number, came, left):
    if not came <= number <= left:
        return [()]
    if number == left:
        return LEAVING
    return COMING if number == came else STAYING


def _first_met(came, months):
    """Whoever came in these months met for the first time in them; the others may have met before."""
    met = [place for place, one in enumerate(months) if Figure.TIMED_PAIRS in one]
    if not came or not met:
        yield months
    if met:
        yield tuple(
            one | {Figure.FIRST_MET_SOON} if place == met[0] else one for place, one in enumerate(months)
        )


KINDS = tuple(_kinds())
LIVES = np.array([kind.came * 10 + kind.left for kind in KINDS])


def drawn(seed):
    """How many pairs of each kind: most stay throughout and most meet."""
    dice = Random(seed)
    staying = [place for place, kind in enumerate(KINDS) if kind.came == 0 and kind.left > len(MONTHS)]
    rarely = dice.choice((0, 0.02, 0.1, 0.3))
    usual = dice.sample(staying, dice.randint(2, 5))
    numbers = np.zeros(len(KINDS), dtype=int)
    for _ in range(dice.randint(8, 60)):
        numbers[dice.randrange(len(KINDS)) if dice.random() < rarely else dice.choice(usual)] += 1
    for _ in range(dice.choice((0, 1, 2, 3, 5))):
        numbers[dice.choice(staying)] += 1
    return numbers


class Told:
    """Every figure of each month, and every figure of an evening crossed with one of its month or of the next."""

    def __init__(self, numbers):
        self.numbers = numbers
        self.about, self.told = {}, {}
        for place, month in enumerate(MONTHS):
            for node in (node for tree in (*STOCKS, *FLOWS) for node in tree.nodes()):
                self.about[f"{node.name} {month}"] = self.marked(place, {leaf.name for leaf in node.leaves()})
        self.cross()

    def marked(self, place, leaves):
        return np.array([not kind.months[place].isdisjoint(leaves) for kind in KINDS])

    def cross(self):
        of_an_evening = [name for name in self.about if name.split()[0] in _names(STOCKS)]
        of_a_month = [name for name in self.about if name.split()[0] in _names(FLOWS)]
        for evening, month in product(of_an_evening, of_a_month):
            one, other = self.about[evening], self.about[month]
            self.about[f"{evening} and {month}"] = one & other
            self.about[f"{evening} but not {month}"] = one & ~other
            self.about[f"{month} but not {evening}"] = other & ~one

    def number(self, name):
        return int(self.numbers[self.about[name]].sum())

    def counts(self, place):
        def leaves(trees):
            names = [leaf.name for tree in trees for leaf in tree.leaves()]
            return {name: self.number(f"{name} {MONTHS[place]}") for name in names}

        span = Span(MONTHS[place])
        return Counts(span=span, until=span.last, stocks=leaves(STOCKS), flows=(leaves(FLOWS),))

    def leaks(self, tell=for_everybody):
        told = set()
        for place, month in enumerate(MONTHS):
            values = tell(self.counts(place)).values
            told |= {f"{name} {month}" for name, value in values.items() if value is not None}
        true = {name: self.number(name) for name in self.about}
        return list(Knowledge(about=self.about, true=true, told=frozenset(told), lives=LIVES).leaks())


def _names(trees):
    return {node.name for tree in trees for node in tree.nodes()}
