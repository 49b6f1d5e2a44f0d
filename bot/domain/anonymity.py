"""Which figures may be shown to people who must not learn anything about anybody in particular (design §6, §8).

A figure from 1 to 4 is withheld. That is not enough when totals are shown too: in "24 people, 21 with a mentor" the
three others stand between the lines. So the parts of a total are shown together or not at all (complementary
suppression), and which of them was small is not told.

Withholding only what is needed would show more, and tell more than it shows: whoever knows the rule can ask why
just these figures are missing. A test that tries every possibility found such cases in every finer rule we tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: The smallest group of people that a figure may count.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Total:
    """A figure, and the figures that it is the sum of."""

    name: str
    parts: tuple[Total, ...] = ()

    def nodes(self) -> Iterator[Total]:
        yield self
        for part in self.parts:
            yield from part.nodes()

    def leaves(self) -> Iterator[Total]:
        return (node for node in self.nodes() if not node.parts)

    def added_up(self, leaves: Mapping[str, int]) -> dict[str, int]:
        """Every figure's value: a total's is its parts' sum; of what is not given there is none."""
        if not self.parts:
            return {self.name: leaves.get(self.name, 0)}
        values = {name: number for part in self.parts for name, number in part.added_up(leaves).items()}
        return {**values, self.name: sum(values[part.name] for part in self.parts)}


def may_be_told(figure: int) -> bool:
    """Nobody, or enough people: zero is about no one."""
    return figure == 0 or figure >= SMALLEST


def shown(total: Total, *tables: Mapping[str, int]) -> frozenset[str]:
    """The names of the figures that may be shown. A table gives every one's value: a total is its parts' sum.

    Tables beside one another, of groups that make up one whole, show the same figures: all groups' or no group's.
    """
    return frozenset(_shown((total,), tables))


def _shown(together: tuple[Total, ...], tables: Sequence[Mapping[str, int]]) -> Iterator[str]:
    if all(may_be_told(table[one.name]) for table in tables for one in together):
        for one in together:
            yield one.name
            yield from _shown(one.parts, tables)
