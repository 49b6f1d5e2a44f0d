"""Whom a programme brings together: pairs by the group of their mentors and that of their mentees (`field.md` F11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.anonymity import may_be_told
from bot.domain.figures import Figure
from bot.domain.splits import By

#: The mentors' group and the mentees'; None is not known, or several.
Sides = tuple[str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Running pairs by group: `names` in order, the largest first, None last; `pairs` is None when it is withheld, and
    so are the figures. Read `across` and `within` over `known`.
    """

    by: By
    names: tuple[str | None, ...] = ()
    pairs: Mapping[Sides, int] | None = None
    known: int | None = None
    across: int | None = None
    within: int | None = None


def for_the_team(by: By, pairs: Mapping[Sides, int]) -> Links:
    """Every pair, as it is."""
    known = {sides: number for sides, number in pairs.items() if None not in sides}
    within = sum(number for (mentors, mentees), number in known.items() if mentors == mentees)
    everything = sum(known.values())
    return Links(
        by=by,
        names=_names(pairs),
        pairs=pairs,
        known=everything,
        across=everything - within,
        within=within,
    )


def for_everybody(
    by: By,
    pairs: Mapping[Sides, int],
    *,
    groups: Mapping[str | None, Mapping[str, int]],
    split_by: str | None,
) -> Links:
    """The picture where each of its cells may be told and figures are split by this anyway; else how many are across
    and within, where these, the pairs that are in neither and those without a mentor may be told beside all that run.

    `groups` are the pairs of each group of mentees by how that evening found them. A column of the picture taken from
    them leaves those on a break and those without a mentor: these are told in every group, or there is no picture.
    """
    whole = for_the_team(by, pairs)
    neither = sum(number for sides, number in pairs.items() if None in sides)
    left = [(_paused(states), _running(states) - _column(pairs, name)) for name, states in groups.items()]
    others = sum(without_a_mentor for _, without_a_mentor in left)
    if not all(map(may_be_told, (whole.across or 0, whole.within or 0, neither, others))):
        return Links(by=by)
    told = [*pairs.values(), *(number for one in left for number in one)]
    if split_by == by.value and all(map(may_be_told, told)):
        return whole
    return Links(by=by, known=whole.known, across=whole.across, within=whole.within)


def _paused(states: Mapping[str, int]) -> int:
    return states.get(Figure.PAUSED, 0)


def _running(states: Mapping[str, int]) -> int:
    return sum(states.values()) - _paused(states)


def _column(pairs: Mapping[Sides, int], group: str | None) -> int:
    return sum(number for (_, mentees), number in pairs.items() if mentees == group)


def _names(pairs: Mapping[Sides, int]) -> tuple[str | None, ...]:
    sizes: Counter[str | None] = Counter()
    for sides, number in pairs.items():
        for name in set(sides):
            sizes[name] += number
    return tuple(sorted(sizes, key=lambda name: (name is None, -sizes[name], name or "")))
