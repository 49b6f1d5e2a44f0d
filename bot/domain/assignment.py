"""Sharing out places exactly, aim after aim, without one enormous number.

Aims in lexicographic order are usually folded into one cost with huge weights, which a solver in 64-bit
integers cannot hold. Here they are folded only as far as is safe (`levels.fold`), each fold has its own
min-cost flow, and the optimum of the earlier ones is kept by closing doors. Once a level is solved, every
mentor has a *price* (the dual of the flow), and by complementary slackness any one set of optimal prices
describes all optimal answers:

* an answer is optimal if and only if each mentee takes an option whose regret plus price is their smallest,
* and a mentor's place that costs less than their price is taken, and one that costs more is empty.

So the other options are closed, each mentor keeps a least and a greatest number of mentees, and the next
level is solved among the answers that are left, all equally good for everything before it. The solver does
not tell its prices: they are the shortest distances in what its flow leaves over. Those exist only if the
flow is optimal, so each answer is proven here, independently of the solver; without the proof `NotOptimal`
is raised.
"""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import chain, compress, repeat
from operator import add, eq, itemgetter, sub

from bot.domain.levels import Level, add_digits, fits


class NotOptimal(Exception):
    """The solver did not prove an optimum: nobody is proposed anything, rather than something second best."""


@dataclass(kw_only=True, slots=True)
class Network:
    """What the solver is asked: arcs as parallel arrays (32 and 64 bits, as it stores them), and supplies."""

    tails: array[int] = field(default_factory=lambda: array("i"))
    heads: array[int] = field(default_factory=lambda: array("i"))
    capacities: array[int] = field(default_factory=lambda: array("q"))
    costs: array[int] = field(default_factory=lambda: array("q"))
    supplies: array[int] = field(default_factory=lambda: array("q"))

    def arc(self, tail: int, head: int, capacity: int, cost: int) -> None:
        self.tails.append(tail)
        self.heads.append(head)
        self.capacities.append(capacity)
        self.costs.append(cost)


Solve = Callable[[Network], list[int]]


Option = tuple[int, int]
"""One thing that may happen to a mentee: a mentor's position, and the kind of pair they would be."""
MENTOR = itemgetter(0)


class _Board:
    """The undecided people's options laid end to end, so that a level handles all of them in a few sweeps."""

    def __init__(self, mentees: list[int], open_to: list[list[Option]], level: Level) -> None:
        self.mentees = mentees
        self.options = list(chain.from_iterable(open_to[mentee] for mentee in mentees))
        self.mentors = list(map(MENTOR, self.options))
        self.regrets = [level.regrets[kind] for _, kind in self.options]
        self._lengths = [len(open_to[mentee]) for mentee in mentees]

    def spread(self, values: Iterable[int]) -> Iterator[int]:
        """One value per mentee, repeated for each of their options."""
        return chain.from_iterable(map(repeat, values, self._lengths))


class Assignment:
    """All answers that are still possible, narrowed level by level; after the last, `chosen` is the answer.

    Mentor number `len(places)` is nobody: room for all, price nought. Each mentee's options end with nobody.
    `prices` and `stakes` add up every level, so that a pair that was not among the options can be judged:
    it could improve the answer only if its regret plus the mentor's price is below the mentee's stake.
    """

    def __init__(self, options: list[list[Option]], places: Sequence[int], carried: Sequence[int]) -> None:
        self.open = options
        self.nobody = len(places)
        self.chosen = [choices[-1] for choices in options]
        self.prices = [0] * (self.nobody + 1)
        self.stakes = [0] * len(options)
        self._carried = carried
        self._least = [0] * self.nobody
        self._most = [max(0, count) for count in places]
        self._load = [0] * (self.nobody + 1)

    def copy(self) -> Assignment:
        """As it stands, to be narrowed apart; a mentee's options are replaced and never changed in place."""
        other = copy(self)
        other.open, other.chosen = self.open[:], self.chosen[:]
        other._least, other._most = self._least[:], self._most[:]
        return other

    def add(self, mentee: int, options: list[Option]) -> None:
        """Let in options that were left aside: none of them would have improved a level that is done."""
        self.open[mentee] = [*options, *self.open[mentee]]

    def narrow(self, level: Level, solve: Solve) -> None:
        """Keep only the answers that are best for this level among those that were best for all before."""
        undecided = [mentee for mentee, choices in enumerate(self.open) if len(choices) > 1]
        if level.crowding or not all(self._is_indifferent(mentee, level) for mentee in undecided):
            board = _Board(undecided, self.open, level)
            self._choose(board, level, solve)
            prices = self._find_prices(board, level)
            self._close(board, prices, level)
        else:
            prices = [0] * (self.nobody + 1)
        self._add_up(prices, level)

    def _is_indifferent(self, mentee: int, level: Level) -> bool:
        regrets = level.regrets
        return len({regrets[kind] for _, kind in self.open[mentee]}) == 1

    def _choose(self, board: _Board, level: Level, solve: Solve) -> None:
        """Ask the solver. People with one option left stay out of the network; they count as places taken."""
        network = self._network(board, level)
        if not fits(nodes=len(network.supplies), cost=max(map(abs, network.costs), default=0)):
            raise NotOptimal("this round is too large for the solver's integers")
        taken = list(compress(board.options, solve(network)))
        if len(taken) != len(board.mentees):
            raise NotOptimal("the solver left somebody without an answer")
        for mentee, option in zip(board.mentees, taken, strict=True):
            self.chosen[mentee] = option
        self._load = self._count(map(MENTOR, self.chosen))
        bounds = zip(self._least, self._load[:-1], self._most, strict=True)
        if not all(least <= load <= most for least, load, most in bounds):
            raise NotOptimal("the solver gave a mentor more or fewer mentees than they may have")

    def _network(self, board: _Board, level: Level) -> Network:
        """Nodes: the mentors, the sink (which is also nobody), then the undecided mentees, one unit each."""
        sink = self.nobody
        network = Network(
            tails=array("i", board.spread(range(sink + 1, sink + 1 + len(board.mentees)))),
            heads=array("i", board.mentors),
            capacities=array("q", [1]) * len(board.mentors),
            costs=array("q", board.regrets),
        )
        asked = self._count(board.mentors)
        settled = self._count(choices[0][0] for choices in self.open if len(choices) == 1)
        for mentor in range(sink):
            least = max(0, self._least[mentor] - settled[mentor])
            most = min(self._most[mentor] - settled[mentor], asked[mentor])
            network.supplies.append(-least)
            if level.crowding:
                for taken in range(settled[mentor] + least, settled[mentor] + most):
                    network.arc(mentor, sink, 1, self._next_place(mentor, taken))
            else:
                network.arc(mentor, sink, most - least, 0)
        network.supplies.append(-len(board.mentees) - sum(network.supplies))
        network.supplies.extend([1] * len(board.mentees))
        return network

    def _next_place(self, mentor: int, taken: int) -> int:
        """What one more mentee adds to the square of a mentor's load."""
        return 2 * (self._carried[mentor] + taken) + 1

    def _find_prices(self, board: _Board, level: Level) -> list[int]:
        """Shortest distances from the sink in what the flow leaves over: if they exist, it is optimal."""
        nobody = self.nobody
        mine = [self.chosen[mentee] for mentee in board.mentees]
        moves = zip(
            board.mentors,
            board.spread(mentor for mentor, _ in mine),
            map(sub, board.regrets, board.spread(level.regrets[kind] for _, kind in mine)),
            strict=True,
        )
        wanted_by: list[list[tuple[int, int]]] = [[] for _ in range(nobody + 1)]
        for mentor, left, step in moves:
            wanted_by[mentor].append((left, step))
        prices, beyond = self._first_prices(level)
        waiting = deque(sorted(range(nobody + 1), key=prices.__getitem__))
        is_waiting = [True] * (nobody + 1)
        while waiting:
            mentor = waiting.popleft()
            is_waiting[mentor] = False
            price = prices[mentor]
            for left, step in wanted_by[mentor]:
                if price + step < prices[left]:
                    self._check_price(left, price + step, level, lowest=-beyond)
                    prices[left] = price + step
                    if not is_waiting[left]:
                        is_waiting[left] = True
                        waiting.append(left)
        return prices

    def _first_prices(self, level: Level) -> tuple[list[int], int]:
        """A mentor with room costs what their next place costs; a full one, more than any chain of moves."""
        dearest = max(map(abs, level.regrets), default=0)
        if level.crowding:
            dearest = max([dearest, *(self._next_place(m, self._load[m]) for m in range(self.nobody))])
        beyond = (self.nobody + 2) * (2 * dearest + 1)
        prices = [
            (self._next_place(mentor, load) if level.crowding else 0) if load < self._most[mentor] else beyond
            for mentor, load in enumerate(self._load[:-1])
        ]
        return [*prices, 0], beyond

    def _check_price(self, mentor: int, price: int, level: Level, *, lowest: int) -> None:
        """A price below a place that could be given back, or falling for ever, tells of a better answer."""
        if mentor == self.nobody:
            lowest = 0
        elif self._load[mentor] > self._least[mentor]:
            lowest = self._next_place(mentor, self._load[mentor] - 1) if level.crowding else 0
        if price < lowest:
            raise NotOptimal("the solver's answer can be improved")

    def _close(self, board: _Board, prices: list[int], level: Level) -> None:
        """Close every option and every place that no optimal answer uses."""
        mine = [self.chosen[mentee] for mentee in board.mentees]
        stakes = board.spread(level.regrets[kind] + prices[mentor] for mentor, kind in mine)
        costs = map(add, board.regrets, map(prices.__getitem__, board.mentors))
        stays = map(eq, costs, stakes)
        for mentee in board.mentees:
            self.open[mentee] = [option for option, stay in zip(self.open[mentee], stays) if stay]  # noqa: B905
        for mentor, price in enumerate(prices[:-1]):
            least, load, most = self._least[mentor], self._load[mentor], self._most[mentor]
            if not level.crowding:
                self._least[mentor] = most if price > 0 else least
                self._most[mentor] = least if price < 0 else most
                continue
            may_lose = load > least and price == self._next_place(mentor, load - 1)
            may_gain = load < most and price == self._next_place(mentor, load)
            self._least[mentor], self._most[mentor] = load - may_lose, load + may_gain

    def _add_up(self, prices: list[int], level: Level) -> None:
        self.prices = add_digits(self.prices, prices)
        stakes = [level.regrets[kind] + prices[mentor] for mentor, kind in self.chosen]
        self.stakes = add_digits(self.stakes, stakes)

    def _count(self, mentors: Iterable[int]) -> list[int]:
        counts = Counter(mentors)
        return [counts[mentor] for mentor in range(self.nobody + 1)]
