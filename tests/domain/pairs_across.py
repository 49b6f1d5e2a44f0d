"""The pairs of one evening: whose mentor and mentee are where, and what else is told of the same pairs.

Each is two people, so that a mentor's place is a pair: a kind says where both sides are, whether they are on a break,
and whether the mentor's place is counted. Those of whom no network is known are few, and with others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np

from bot.domain import links
from bot.domain.eyes import for_everybody
from bot.domain.figures import NETWORKS, PAIRS, Amount, Counts, Figure
from bot.domain.periods import Month, Span
from bot.domain.splits import By, Crowd, split_for_everybody
from tests.domain.attacker import Knowledge

SPAN = Span(Month(2026, 1))
NAMES = ("Finance", "Legal", "Tech", None)
NOBODY = "nobody"


@dataclass(frozen=True)
class Kind:
    """`mentor` is a network, not known, or nobody at all."""

    mentor: str | None
    mentee: str | None
    evening: Figure
    is_a_place: bool

    @property
    def runs_between_two(self):
        return self.mentor != NOBODY and self.evening is not Figure.PAUSED

    @property
    def leaves(self):
        """What is counted of it."""
        found = {self.evening}
        if self.runs_between_two and None not in (self.mentor, self.mentee):
            found.add(Figure.WITHIN_NETWORK if self.mentor == self.mentee else Figure.ACROSS_NETWORKS)
        return found


KINDS = tuple(
    Kind(*one)
    for one in product(
        (*NAMES, NOBODY), NAMES, (Figure.NOT_FLAGGED, Figure.FLAGGED, Figure.PAUSED), (True, False)
    )
    if one[0] != NOBODY or not one[3]
)


class Evening:
    """Cells of pairs that may mostly be told, and a few pairs for whom something is not as it is for the others."""

    def __init__(self, seed):
        dice = Random(seed)
        self.numbers = np.zeros(len(KINDS), dtype=int)
        for mentor, mentee in product(NAMES, NAMES):
            usual = Kind(mentor, mentee, Figure.NOT_FLAGGED, is_a_place=True)
            self.numbers[KINDS.index(usual)] += dice.choice((0, 0, 6, 8, 15))
        for _ in range(dice.choice((0, 0, 1, 2, 6))):
            self.numbers[dice.randrange(len(KINDS))] += dice.choice((1, 2, 5, 6))
        for _ in range(dice.choice((0, 0, 6))):
            on_a_break = Kind(dice.choice(NAMES), dice.choice(NAMES), Figure.PAUSED, is_a_place=True)
            self.numbers[KINDS.index(on_a_break)] += 1
        self.headcounts = {name: dice.choice((3, 6, 12, 30)) if name else 2 for name in NAMES}
        self.about, self.told = {}, set()
        self.ask()

    def which(self, is_so):
        return np.array([bool(is_so(kind)) for kind in KINDS])

    def number(self, name):
        return int(self.numbers[self.about[name]].sum())

    def ask(self):
        """Everything that somebody could wish to know."""
        for node in (node for tree in (PAIRS, NETWORKS) for node in tree.nodes()):
            leaves = {leaf.name for leaf in node.leaves()}
            self.about[node.name] = self.which(lambda kind, leaves=leaves: kind.leaves & leaves)
        self.about[Amount.PLACES_TAKEN.value] = self.which(lambda kind: kind.is_a_place)
        self.about["no place"] = self.which(lambda kind: not kind.is_a_place)
        for mentor, mentee in product((*NAMES, NOBODY), NAMES):
            self.about[f"{mentor} with {mentee}"] = self.which(
                lambda kind, sides=(mentor, mentee): (
                    (kind.mentor, kind.mentee) == sides and kind.evening is not Figure.PAUSED
                )
            )
        for name, node in product(NAMES, PAIRS.nodes()):
            self.about[f"{node.name} of {name}"] = self.of_groups(node.name, {name})

    def of_groups(self, figure, names):
        return self.about[figure] & self.which(lambda kind: kind.mentee in names)

    # -- what is published -------------------------------------------------------------------------------------------

    def counts(self, trees, **more):
        return Counts(
            span=SPAN,
            until=SPAN.last,
            stocks={leaf.name: self.number(leaf.name) for tree in trees for leaf in tree.leaves()} | more,
            flows=({},),
        )

    def leaks(self, tell=for_everybody, tell_links=links.for_everybody):
        self.told = set()
        load = {Figure.MENTORS_WITH_ROOM.value: 40, Amount.PLACES_TAKEN.value: self.number("places_taken")}
        found = tell(self.counts((PAIRS, NETWORKS), **load))
        for name in self.about:
            if found[name] is not None:
                self.say(name, found[name])
        self.tell_groups()
        if found[Figure.RUNNING] is not None:
            self.tell_links(tell_links)
        true = {name: self.number(name) for name in self.about}
        return list(Knowledge(about=self.about, true=true, told=frozenset(self.told)).leaks())

    def tell_groups(self):
        crowds = [
            Crowd(name=name, headcounts=(self.headcounts[name],), counts=self.of(name)) for name in NAMES
        ]
        groups = split_for_everybody(By.NETWORK, crowds).groups
        named = {group.name for group in groups if not group.others}
        for group, node in product(groups, PAIRS.nodes()):
            if group.figures[node.name] is not None:
                names = {*NAMES} - named if group.others else {group.name}
                about = f"{node.name} of {sorted(map(str, names))}"
                self.about[about] = self.of_groups(node.name, names)
                self.say(about, group.figures[node.name])

    def of(self, name):
        leaves = {leaf.name: self.number(f"{leaf.name} of {name}") for leaf in PAIRS.leaves()}
        return Counts(span=SPAN, until=SPAN.last, stocks=leaves, flows=({},))

    def tell_links(self, tell):
        cells = {sides: self.number(f"{sides[0]} with {sides[1]}") for sides in product(NAMES, NAMES)}
        found = tell(
            By.NETWORK,
            {sides: number for sides, number in cells.items() if number},
            groups={name: self.of(name).stocks for name in NAMES},
            split_by="network",
        )
        sums = (
            ("networks_known", found.known),
            ("across_networks", found.across),
            ("within_network", found.within),
        )
        for name, value in sums:
            if value is not None:
                self.say(name, value)
        if found.pairs is not None:
            for mentor, mentee in cells:
                self.say(f"{mentor} with {mentee}", found.pairs.get((mentor, mentee), 0))

    def say(self, name, value):
        assert self.number(name) == value, f"{name}: the model has {self.number(name)}, the report {value}"
        self.told.add(name)
