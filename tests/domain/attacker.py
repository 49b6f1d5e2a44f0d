"""Somebody who reads everything that everybody may read, knows every definition, and can add and subtract.

A figure is about the people in certain *kinds* (who is alike in everything that is counted); what is told of it is how
many they are. One that is told as nought says that nobody is of its kinds; of those that are left, whatever the told
figures, added up and taken from one another, say about another figure is found by solving the equations that they are,
whatever the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from bot.domain.anonymity import may_be_told

Values = Mapping[str, int]


@dataclass(frozen=True)
class Knowledge:
    """`about` says which kinds each figure is about; `true` how many people it counts; `told`, which may be read.

    `lives` says when those of each kind came and left: that somebody did is what any series of figures says (decision
    0014), and no leak. Without it, nobody comes or leaves.
    """

    about: Mapping[str, np.ndarray]
    true: Values
    told: frozenset[str]
    lives: np.ndarray | None = None

    def leaks(self) -> Iterator[str]:
        """Every group of one to four people of which something can be worked out."""
        yield from self._told_outright()
        if self.told:
            left = self._of_somebody()
            yield from left._differences()
            yield from left._worked_out()

    def _of_somebody(self) -> Self:
        """Without the kinds of which it is told that nobody is."""
        nobody = [self.about[name] for name in self.told if self.true[name] == 0]
        if not nobody:
            return self
        kept = ~np.any(nobody, axis=0)
        lives = None if self.lives is None else self.lives[kept]
        return replace(self, about={name: row[kept] for name, row in self.about.items()}, lives=lives)

    def _is_of_coming_and_going(self, group: np.ndarray) -> bool:
        """Whether all who came and left alike are in it, or none of them: nothing else is said of anybody."""
        if self.lives is None:
            return False
        _, life = np.unique(self.lives, return_inverse=True)
        inside = np.bincount(life, weights=group)
        return bool(np.all((inside == 0) | (inside == np.bincount(life))))

    def _told_outright(self) -> Iterator[str]:
        for name in self.told:
            if not may_be_told(self.true[name]):
                yield f"{name} = {self.true[name]}"

    def _differences(self) -> Iterator[str]:
        """Of a figure, and of one that contains it."""
        names = sorted(self.told)
        rows = np.array([self.about[name] for name in names], dtype=np.float32)
        shared, sizes = rows @ rows.T, rows.sum(axis=1)
        for inner, outer in zip(*np.nonzero(shared == sizes[:, None]), strict=True):
            left = self.true[names[outer]] - self.true[names[inner]]
            if sizes[inner] == sizes[outer] or may_be_told(left):
                continue
            if not self._is_of_coming_and_going(rows[outer] - rows[inner]):
                yield f"{names[outer]} - {names[inner]} = {left}"

    def _worked_out(self) -> Iterator[str]:
        """Of figures that are withheld: those that are sums and differences of what is told."""
        hidden = [name for name in self.about if name not in self.told and not may_be_told(self.true[name])]
        if not hidden:
            return
        rows = np.array([self.about[name] for name in sorted(self.told)], dtype=float)
        _, sizes, basis = np.linalg.svd(rows, full_matrices=False)
        basis = basis[sizes > 1e-8]
        asked = np.array([self.about[name] for name in hidden], dtype=float)
        rest = np.linalg.norm(asked - asked @ basis.T @ basis, axis=1)
        for place in np.nonzero(rest < 1e-6)[0]:
            if not self._is_of_coming_and_going(asked[place]):
                yield f"{hidden[place]} = {self.true[hidden[place]]}, worked out"
