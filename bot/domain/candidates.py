"""One pass of matching: which mentors each mentee may get, searched until nobody left aside could improve it.

Comparing ten thousand people who said "choose for me" with two thousand mentors is twenty million pairs,
nearly all useless. Each starts with a short list. Once it is solved, the prices of `assignment` tell
whether a pair that was left aside could improve any aim; if so it is let in and all is solved again. When
there is none, the answer is the best among all twenty million (column generation, the usual name for this).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from operator import or_

from bot.domain.aims import AIMS, Pairing
from bot.domain.assignment import Assignment, Option, Solve
from bot.domain.levels import Level, add_up, fold
from bot.domain.shortlist import Shortlist, positions
from bot.domain.suitability import MOST_POINTS, Mentee, Mentor, PairRules, points_between

# Fewer at a time means more solves: when 10,000 people suit the same 50 of 2,000 mentors best, 10 at a time
# take 17 s and 20 take 2.5 s.
ADDED_AT_A_TIME = 20


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
        by_kind = zip(*(level.regrets for level in self._levels), strict=True)
        self._regrets = [add_up(figures) for figures in by_kind]
        self._aside = [0] * len(mentees)
        self._options = [self._first_options(index, shortlist) for index in range(len(mentees))]
        self.cut = Cut(lists=sum(map(bool, self._aside)))

    def run(self, solve: Solve) -> list[tuple[Mentee, Mentor]]:
        answer = self._solved(solve)
        while pairs := self._let_in(answer):
            self.cut += Cut(let_in=pairs)
            answer = self._solved(solve)
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
        """(kind, mask) of the mentors still left aside for this mentee, best suited first."""
        aside = self._aside[index]
        for points, mask in self._lists.by_points(self._mentees[index]):
            if mask & aside:
                yield self._kind(index, None, points), mask & aside

    def _take(self, index: int, tiers: Iterator[tuple[int, int]], at_most: int) -> list[Option]:
        taken: list[Option] = []
        for kind, mask in tiers:
            for position in positions(mask, start=self._start[index], at_most=at_most - len(taken)):
                taken.append((position, kind))
                self._aside[index] ^= 1 << position
            if len(taken) == at_most:
                break
        return taken

    def _solved(self, solve: Solve) -> Assignment:
        answer = Assignment(
            [list(options) for options in self._options],
            [mentor.free_places for mentor in self._mentors],
            [mentor.mentees_now for mentor in self._mentors],
        )
        for level in self._levels:
            answer.narrow(level, solve)
        return answer

    def _let_in(self, answer: Assignment) -> int:
        """Let in pairs left aside that could improve the answer, and say how many; 0 when there are none."""
        ladder = sorted(set(answer.prices[:-1]))
        masks = dict.fromkeys(ladder, 0)
        for position, price in enumerate(answer.prices[:-1]):
            masks[price] |= 1 << position
        cheaper = [0, *accumulate((masks[price] for price in ladder), or_)]
        pairs = 0
        for index, aside in enumerate(self._aside):
            if not aside:
                continue
            stake = answer.stakes[index]
            improving = (
                (kind, mask & cheaper[bisect_left(ladder, stake - self._regrets[kind])])
                for kind, mask in self._by_points(index)
            )
            if taken := self._take(index, improving, ADDED_AT_A_TIME):
                self._options[index][-1:-1] = taken
                pairs += len(taken)
        return pairs


def _pairings(steps: int) -> Iterator[Pairing]:
    """Every kind of pairing that can occur when people have been left out in that many different measures."""
    for waited in range(steps):
        yield Pairing(nobody=True, rank=None, points=0, waited=waited)
        for rank in (1, 2, 3, None):
            for points in range(MOST_POINTS + 1):
                yield Pairing(nobody=False, rank=rank, points=points, waited=waited)


def _lot(seed: int, person_id: int, what: str = "turn") -> int:
    """A draw that depends on nothing but the seed and the person, the same on every machine."""
    return int.from_bytes(blake2b(f"{seed}:{what}:{person_id}".encode(), digest_size=8).digest(), "big")
