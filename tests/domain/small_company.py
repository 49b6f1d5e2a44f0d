"""A small company at random: who is alike in everything that a report counts, and how many they are.

Each block is a set of figures that speak of the same people or pairs: those of one evening, or of some months. A kind
says in which month, which network and site, and under which leaves somebody is counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from random import Random

import numpy as np

from bot.domain.eyes import CONTAINED
from bot.domain.figures import (
    APART,
    CYCLES,
    ENTITIES,
    FINISHED,
    FIRST,
    HELD,
    MENTORS,
    NETWORKS,
    PAIRS,
    PEOPLE,
    SKILLS,
    WITH_STEPS,
    Counts,
    Figure,
)
from bot.domain.periods import Month, Span
from bot.domain.splits import Crowd
from bot.domain.waves import ASKED, SOMEBODY, Found, Line

BEGINS = Month(2026, 1)
NETWORK_NAMES = ("Finance", "Legal", "Sales", "Tech", None)
SITES = ("Lyon", "Paris")
#: Of a network, in people.
SIZES = (2, 5, 8, 10, 11, 14, 30)
EARLY, AGAIN = "met_early", "again"
#: Whoever has been in a mentorship, ever: told to the team alone, as *so far* of a wave.
TOOK_PART = "took_part"
HAVING_TAKEN_PART = (Figure.WITH_A_MENTOR, Figure.MENTORS_FULL, Figure.FINISHED)


@dataclass(frozen=True)
class Kind:
    month: Month
    network: str | None
    site: str
    marks: frozenset[str]


@dataclass
class Block:
    """`trees` are told by group too where `split`; `wholes` are told of everybody only."""

    kinds: list[Kind]
    numbers: np.ndarray
    split: tuple = ()
    wholes: tuple = ()

    @property
    def trees(self):
        return (*self.split, *self.wholes)

    def about(self, leaves, *, months=None, networks=None, site=None):
        """Which kinds these are."""
        found = np.any([self.marked[leaf] for leaf in leaves], axis=0)
        if months is not None:
            found = found & np.isin(self.places["month"], [str(one) for one in months])
        if networks is not None:
            found = found & np.isin(self.places["network"], [str(one) for one in networks])
        return found if site is None else found & (self.places["site"] == site)

    @cached_property
    def marked(self):
        marks = {mark for kind in self.kinds for mark in kind.marks}
        found = {mark: np.array([mark in kind.marks for kind in self.kinds]) for mark in marks}
        return defaultdict(lambda: np.zeros(len(self.kinds), dtype=bool), found)

    @cached_property
    def places(self):
        return {
            name: np.array([str(getattr(kind, name)) for kind in self.kinds])
            for name in ("month", "network", "site")
        }

    def number(self, about) -> int:
        return int(self.numbers[about].sum())

    @cached_property
    def by_place(self):
        """Leaf by leaf, for each month, network and site."""
        found: dict = {}
        for kind, number in zip(self.kinds, self.numbers, strict=True):
            here = found.setdefault((kind.month, kind.network, kind.site), {})
            for mark in kind.marks:
                here[mark] = here.get(mark, 0) + int(number)
        return found

    def leaves(self, month, *, networks=NETWORK_NAMES, sites=SITES):
        """What is counted in these places, nought included."""
        names = [leaf.name for tree in self.trees for leaf in tree.leaves()]
        places = [self.by_place.get((month, *place), {}) for place in product(networks, sites)]
        return {name: sum(place.get(name, 0) for place in places) for name in names}


@dataclass
class Company:
    dice: Random
    long_term: bool = True
    months: tuple[Month, ...] = ()
    headcounts: dict = field(default_factory=dict)
    evenings: dict = field(default_factory=dict)

    @classmethod
    def drawn(cls, seed, *, months=3, long_term=True, sizes=SIZES):
        """`sizes` are those that a network may have, or what they are in each month. Some networks are at one site."""
        dice = Random(seed)
        company = cls(
            dice=dice, long_term=long_term, months=tuple(BEGINS.earlier(-one) for one in range(months))
        )
        first = {name: dice.choice(sizes) for name in NETWORK_NAMES} if isinstance(sizes[0], int) else {}
        at_lyon = {name: dice.choice((0, 0.5, 1)) for name in NETWORK_NAMES}
        for number, month in enumerate(company.months):
            now = first or dict(zip(NETWORK_NAMES, sizes[number], strict=True))
            first = {name: max(0, size + dice.choice((0, 0, 0, 1, -1))) for name, size in first.items()}
            for name, size in now.items():
                company.headcounts[month, name, "Lyon"] = round(size * at_lyon[name])
                company.headcounts[month, name, "Paris"] = size - round(size * at_lyon[name])
        company.evenings = {month: company._evening(month) for month in company.months}
        company.periods = company._block(PERIODS, split=(CYCLES, APART))
        company.meetings = company._block(MEETINGS, split=(HELD,), wholes=(FIRST,))
        company.rounds = company._block(ROUNDS, wholes=(ASKED,))
        return company

    @property
    def spans(self):
        """Every period of which all months are there: months, quarters, the year."""
        quarters = {Span.quarter(month.year, (month.month + 2) // 3) for month in self.months}
        longer = [one for one in (*quarters, Span.year(2026)) if set(one.each) <= set(self.months)]
        return [*(Span(month) for month in self.months), *longer]

    def counts(self, span, **where):
        stocks = {}
        for block in self.evenings[span.ends]:
            stocks |= block.leaves(span.ends, **where)
        flows = []
        for month in span.each:
            flows.append(self.periods.leaves(month, **where) | self.meetings.leaves(month, **where))
            if self.long_term:
                flows[-1] |= self.rounds.leaves(month, **where)
        return Counts(span=span, until=span.last, stocks=stocks, flows=tuple(flows))

    def crowds(self, span, by):
        """What is counted by group alone: the trees of which groups are told."""
        names = NETWORK_NAMES if by == "network" else SITES
        return [
            self._crowd(span, name, {"networks": (name,)} if by == "network" else {"sites": (name,)})
            for name in names
        ]

    def _crowd(self, span, name, where):
        whole = self.counts(span, **where)
        told = {leaf.name for tree in (PEOPLE, PAIRS, CYCLES, APART, HELD) for leaf in tree.leaves()}
        counts = Counts(
            span=span,
            until=span.last,
            stocks={leaf: number for leaf, number in whole.stocks.items() if leaf in told},
            flows=tuple(
                {leaf: number for leaf, number in one.items() if leaf in told} for one in whole.flows
            ),
        )
        return Crowd(
            name=name, headcounts=tuple(self._heads(month, **where) for month in span.each), counts=counts
        )

    def _heads(self, month, *, networks=NETWORK_NAMES, sites=SITES):
        return sum(self.headcounts[month, *place] for place in product(networks, sites))

    def lines(self, month):
        """The wave of this month."""
        found = {}
        for one in Found:
            theirs = [
                place
                for place, kind in enumerate(self.rounds.kinds)
                if kind.month == month and one in kind.marks
            ]
            kinds = [(self.rounds.kinds[place].marks, int(self.rounds.numbers[place])) for place in theirs]
            found[one] = Line(
                number=sum(number for _, number in kinds),
                again=sum(number for marks, number in kinds if AGAIN in marks),
                met_early=sum(number for marks, number in kinds if EARLY in marks),
            )
        return found

    def _evening(self, month):
        pairs = self._block(COUPLES, split=(PAIRS,), wholes=(WITH_STEPS, NETWORKS, ENTITIES), months=(month,))
        if not self.long_term:
            return [pairs]
        people = self._block(STAFF, split=(PEOPLE,), wholes=(MENTORS, FINISHED, SKILLS), months=(month,))
        return [people, pairs]

    def _block(self, marks, *, split=(), wholes=(), months=None):
        """Everybody of a place is of a few kinds, some of which are rare."""
        kinds, numbers = [], []
        for month, name, site in product(months or self.months, NETWORK_NAMES, SITES):
            if not any(self.headcounts[one, name, site] for one in self.months):
                continue
            few = self.dice.sample(range(len(marks)), min(len(marks), self.dice.randint(1, 4)))
            here = dict.fromkeys(range(len(marks)), 0)
            for _ in range(self.headcounts[month, name, site]):
                here[self.dice.choice([*few, few[0], few[0], few[0]])] += 1
            kinds += [Kind(month, name, site, frozenset(one)) for one in marks]
            numbers += here.values()
        return Block(kinds=kinds, numbers=np.array(numbers), split=split, wholes=wholes)


def _some(*choices):
    """Every way to be one of each, or none where None is a choice, that the definitions allow."""
    return [
        marks
        for one in product(*choices)
        if _is_possible(marks := {mark for mark in one if mark is not None})
    ]


def _names(tree):
    return [leaf.name for leaf in tree.leaves()]


def _is_possible(marks):
    """Nobody is in a figure without being in the one that contains it."""
    covered = {
        node.name
        for tree in (PEOPLE, MENTORS, FINISHED, SKILLS, PAIRS, WITH_STEPS, NETWORKS, ENTITIES, HELD, FIRST)
        for node in tree.nodes()
        if not marks.isdisjoint(leaf.name for leaf in node.leaves())
    }
    ever = TOOK_PART in marks or covered.isdisjoint(HAVING_TAKEN_PART)
    return ever and all(outer in covered for inner, outer in CONTAINED if inner in covered)


STAFF = _some(
    [*_names(PEOPLE)[:3], _names(PEOPLE)[-1], None],
    [*_names(FINISHED), None],
    [*_names(MENTORS), None],
    [*_names(SKILLS), None],
    [TOOK_PART, None],
)
COUPLES = _some(
    _names(PAIRS), [*_names(NETWORKS), None], [*_names(ENTITIES), None], [*_names(WITH_STEPS), None]
)
PERIODS = _some([*_names(CYCLES), *_names(APART)])
MEETINGS = _some([*_names(HELD), None], [*_names(FIRST), None])
ROUNDS = [
    {one.value, *more}
    for one in Found
    for more in ([(), (AGAIN,), (EARLY,), (AGAIN, EARLY)] if one in SOMEBODY else [()])
]
