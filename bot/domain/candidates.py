"""One pass of matching: which mentors each mentee may get, searched until nobody left aside could improve it.

Comparing ten thousand people who said "choose for me" with two thousand mentors is twenty million pairs,
nearly all useless. Each starts with a short list. Once a level is solved, the prices of `assignment` tell
whether a pair that was left aside could improve it without costing the levels before; if so it is let in and
that level is solved again. When there is none, the next level begins: in the end the answer is the best among
all twenty million (column generation, the usual name for this).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from operator import or_

from bot.domain.aims import AIMS, Pairing
from bot.domain.assignment import Assignment, Option, Solve
from bot.domain.levels import Level, add_digits, fold
from bot.domain.shortlist import Shortlist, positions
from bot.domain.suitability import MOST_POINTS, Mentee, Mentor, PairRules, points_between

# Each time a level is solved again, twice as many pairs per mentee may be let in, and so many times that per mentor:
# a place that nobody had on their list is taken after a few have been offered it.
ADDED_AT_FIRST = 4
MENTEES_PER_MENTOR = 8
POINTS = range(MOST_POINTS + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """What the short lists spared: how many people's began without all their mentors, and how many pairs were let in
    afterwards. The search ends when there is nobody to let in: then the cut has cost nobody anything.
    """

    lists: int = 0
    let_in: int = 0

    def __add__(self, other: Cut) -> Cut:
        return Cut(lists=self.lists + other.lists, let_in=self.let_in + other.let_in)


class Search:
    """People in the order of the draw; `run` gives the pairs, and `cut` tells what it took."""

    def __init__(
        self,
        mentees: Sequence[Mentee],
        mentors: Sequence[Mentor],
        *,
        rules: PairRules,
        seed: int,
        shortlist: int,
    ) -> None:
        self._mentees = sorted(mentees, key=lambda mentee: (_lot(seed, mentee.id), mentee.id))
        self._mentors = sorted(mentors, key=lambda mentor: (_lot(seed, mentor.id), mentor.id))
        self._lists = Shortlist(self._mentors, rules)
        self._position = {mentor.id: position for position, mentor in enumerate(self._mentors)}
        self._room = sum(1 << self._position[mentor.id] for mentor in mentors if mentor.free_places > 0)
        steps = {count: step for step, count in enumerate(sorted({m.left_out_before for m in mentees}))}
        self._waited = [steps[mentee.left_out_before] for mentee in self._mentees]
        self._start = [_lot(seed, mentee.id, "start") % max(1, len(mentors)) for mentee in self._mentees]
        self._kinds = {pairing: kind for kind, pairing in enumerate(_pairings(max(1, len(steps))))}
        aims = [
            Level(regrets=[aim.regret(pairing) for pairing in self._kinds], crowding=aim.crowding)
            for aim in AIMS
        ]
        self._levels = fold(aims, people=len(mentees), mentors=len(mentors))
        self._regrets = [0] * len(self._kinds)
        self._trusted = [
            [self._kinds[Pairing(nobody=False, rank=None, points=points, waited=step)] for points in POINTS]
            for step in range(max(1, len(steps)))
        ]
        self._aside = [0] * len(mentees)
        self._best = [0] * len(mentees)
        self._options = [self._first_options(index, shortlist) for index in range(len(mentees))]
        self.cut = Cut(lists=sum(map(bool, self._aside)))

    def run(self, solve: Solve) -> list[tuple[Mentee, Mentor]]:
        answer = Assignment(
            self._options,
            [mentor.free_places for mentor in self._mentors],
            [mentor.mentees_now for mentor in self._mentors],
        )
        for level in self._levels:
            self._regrets = add_digits(self._regrets, level.regrets)
            answer = self._narrowed(answer, level, solve)
        return [
            (mentee, self._mentors[mentor])
            for mentee, (mentor, _) in zip(self._mentees, answer.chosen, strict=True)
            if mentor != answer.nobody
        ]

    def _first_options(self, index: int, shortlist: int) -> list[Option]:
        """The mentors they named, then their best suited if they said "choose for me"; nobody comes last."""
        mentee = self._mentees[index]
        allowed = self._lists.allowed(mentee) & self._room
        options: list[Option] = []
        for named in dict.fromkeys(mentee.choices):
            position = self._position.get(named)
            if position is not None and allowed >> position & 1:
                points = points_between(mentee, self._mentors[position])
                options.append((position, self._kind(index, mentee.rank_of(named), points)))
                allowed ^= 1 << position
        if mentee.choose_for_me:
            self._aside[index] = allowed
            options.extend(self._take(index, self._by_points(index), shortlist))
        options.append((len(self._mentors), self._kind(index, None, 0, nobody=True)))
        return options

    def _kind(self, index: int, rank: int | None, points: int, *, nobody: bool = False) -> int:
        return self._kinds[Pairing(nobody=nobody, rank=rank, points=points, waited=self._waited[index])]

    def _by_points(self, index: int) -> Iterator[tuple[int, int]]:
        """(points, mask) of the mentors still left aside for this mentee, best suited first."""
        aside = self._aside[index]
        self._best[index] = 0
        for points, mask in self._lists.by_points(self._mentees[index]):
            if these := mask & aside:
                self._best[index] = max(self._best[index], points)
                yield points, these

    def _take(self, index: int, tiers: Iterator[tuple[int, int]], at_most: int) -> list[Option]:
        taken: list[Option] = []
        kinds = self._trusted[self._waited[index]]
        for points, mask in tiers:
            for position in positions(mask, start=self._start[index], at_most=at_most - len(taken)):
                taken.append((position, kinds[points]))
                self._aside[index] ^= 1 << position
            if len(taken) == at_most:
                break
        return taken

    def _narrowed(self, before: Assignment, level: Level, solve: Solve) -> Assignment:
        """The answers that are best for this level among everybody's pairs, those left aside included."""
        at_most = ADDED_AT_FIRST
        while True:
            answer = before.copy()
            answer.narrow(level, solve)
            let_in = self._let_in(answer, at_most)
            if not let_in:
                return answer
            for index, options in let_in.items():
                before.add(index, options)
            self.cut += Cut(let_in=sum(map(len, let_in.values())))
            at_most *= 2

    def _let_in(self, answer: Assignment, at_most: int) -> dict[int, list[Option]]:
        """Pairs left aside that could improve the answer, so many per person at most; none when none could."""
        prices = _Prices(answer.prices[:-1])
        floors = [
            list(accumulate((self._regrets[kind] + prices.lowest for kind in kinds), min))
            for kinds in self._trusted
        ]
        wanted_by: Counter[int] = Counter()
        let_in = {}
        for index, aside in enumerate(self._aside):
            step, stake = self._waited[index], answer.stakes[index]
            if aside and floors[step][self._best[index]] < stake:
                improving = self._improving(index, prices, stake, floors[step])
                if taken := self._take(index, improving, at_most):
                    let_in[index] = taken
                    wanted_by.update(position for position, _ in taken)
                    prices.forget(one for one, _ in taken if wanted_by[one] >= at_most * MENTEES_PER_MENTOR)
        return let_in

    def _improving(
        self, index: int, prices: _Prices, stake: int, floors: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Regret and price together below what is at stake; `floors` tell when no lesser points can be."""
        kinds = self._trusted[self._waited[index]]
        for points, mask in self._by_points(index):
            if floors[points] >= stake:
                break
            yield points, mask & prices.below(stake - self._regrets[kinds[points]])


class _Prices:
    """The mentors as masks, by what a place of theirs costs."""

    def __init__(self, prices: Sequence[int]) -> None:
        masks: defaultdict[int, int] = defaultdict(int)
        for position, price in enumerate(prices):
            masks[price] |= 1 << position
        self._ladder = sorted(masks)
        self._cheaper: list[int] = [0, *accumulate((masks[price] for price in self._ladder), or_)]
        self._left = self._cheaper[-1]
        self.lowest = min(self._ladder, default=0)

    def below(self, price: int) -> int:
        return self._cheaper[bisect_left(self._ladder, price)] & self._left

    def forget(self, mentors: Iterable[int]) -> None:
        """Until the next prices: enough people have been let in to these."""
        for position in mentors:
            self._left &= ~(1 << position)


def _pairings(steps: int) -> Iterator[Pairing]:
    """Every kind of pairing that can occur when people have been left out in that many different measures."""
    for waited in range(steps):
        yield Pairing(nobody=True, rank=None, points=0, waited=waited)
        for rank in (1, 2, 3, None):
            for points in POINTS:
                yield Pairing(nobody=False, rank=rank, points=points, waited=waited)


def _lot(seed: int, person_id: int, what: str = "turn") -> int:
    """A draw that depends on nothing but the seed and the person, the same on every machine."""
    return int.from_bytes(blake2b(f"{seed}:{what}:{person_id}".encode(), digest_size=8).digest(), "big")
