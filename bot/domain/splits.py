"""Figures beside one another: by network, by entity or by site, one at a time.

Those who run the programme read the groups as they are. Everybody else reads groups of ten people or more; smaller ones
are taken together, by how many people they are and by nothing else that is counted, and a figure is shown of all groups
or of none. A programme's published figures are split by one of the three for ever: two of them, crossed by whoever
knows where people work, would tell about a few (decision 0014).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.eyes import for_the_team, groups_for_everybody
from bot.domain.figures import OF_MONTHS, Counts, Figures
from bot.domain.refusals import Refusal

#: The smallest group that is shown by its own name to everybody, in people concerned.
SMALLEST_GROUP = 10


class By(StrEnum):
    """What a group has in common. The group of a mentorship is its mentees'; nobody's, when they have several."""

    NETWORK = "network"
    ENTITY = "entity"
    SITE = "site"


class OtherSplit(Refusal):
    """What everybody reads is split by something else already."""

    key = "reports.other_split"


class NotSplit(Refusal):
    """Nothing has been published by group yet, so that there is nothing for everybody to read by group."""

    key = "reports.not_split"


class OneGroup(Refusal):
    """Taken together, the small groups are all there is: nothing would be told apart."""

    key = "reports.one_group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The figures of some. `name` is None for those of whom it is not known, and for small groups taken together
    (`others`). `headcount` is how many people concerned they are on the last day.
    """

    name: str | None
    headcount: int
    figures: Figures
    others: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Groups that make up the whole, the largest first, those without a name last."""

    by: By
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """What was counted of one group, and how many people it was at the end of each month of the span."""

    name: str | None
    headcounts: tuple[int, ...]
    counts: Counts


def split_for_the_team(by: By, crowds: Iterable[Crowd]) -> Split:
    """Every group as it is; of what people were promised to say to nobody, nothing about fewer than five."""
    groups = [_group(crowd, for_the_team(crowd.counts)) for crowd in crowds if _is_anything(crowd)]
    return Split(by=by, groups=_in_order(groups))


def split_for_everybody(by: By, crowds: Iterable[Crowd]) -> Split:
    """Small groups together, a figure of all groups or of none.

    Over several months the groups are those of the last one. What happened in the months is told only where each of
    them had the same groups, so that a longer period says nothing that its months do not.
    """
    here = [crowd for crowd in crowds if _is_anything(crowd)]
    if not here:
        return Split(by=by, groups=())
    alike = [_together(headcounts) for headcounts in zip(*(crowd.headcounts for crowd in here), strict=True)]
    merged = [_merged([here[place] for place in places]) for places in alike[-1]]
    told = groups_for_everybody([crowd.counts for crowd in merged])
    if any(one != alike[-1] for one in alike):
        told = tuple(map(_without_months, told))
    each = zip(alike[-1], merged, told, strict=True)
    groups = [_group(crowd, figures, others=len(places) > 1) for places, crowd, figures in each]
    return Split(by=by, groups=_in_order(groups))


def several_stand(headcounts: Iterable[int]) -> bool:
    """Whether everybody would read more than one group."""
    return len(_together(tuple(headcounts))) > 1


def _together(headcounts: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Which groups are taken together, by their places, those that are together first.

    Small ones, and as many more as it takes for them to be ten people. Where a group has nobody left, what was counted
    of it goes to the smallest.
    """
    smallest_first = sorted(range(len(headcounts)), key=lambda place: (headcounts[place], place))
    empty = [place for place in smallest_first if not headcounts[place]]
    rest = smallest_first[len(empty) :]
    together: list[int] = []
    while rest and (
        headcounts[rest[0]] < SMALLEST_GROUP or 0 < _people(together, headcounts) < SMALLEST_GROUP
    ):
        together.append(rest.pop(0))
    if empty and rest and not together:
        together.append(rest.pop(0))
    alone = tuple((place,) for place in sorted(rest))
    both = tuple(sorted(empty + together))
    return (both, *alone) if both else alone


def _people(places: Sequence[int], headcounts: Sequence[int]) -> int:
    return sum(headcounts[place] for place in places)


def _merged(crowds: Sequence[Crowd]) -> Crowd:
    first = crowds[0]
    if len(crowds) == 1:
        return first
    return Crowd(
        name=None,
        headcounts=tuple(map(sum, zip(*(one.headcounts for one in crowds), strict=True))),
        counts=replace(
            first.counts,
            stocks=_added([one.counts.stocks for one in crowds]),
            flows=tuple(map(_added, zip(*(one.counts.flows for one in crowds), strict=True))),
        ),
    )


def _added(tables: Sequence[Mapping[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: sum(table.get(name, 0) for table in tables) for name in names}


def _without_months(figures: Figures) -> Figures:
    told = {name: None if name in OF_MONTHS else value for name, value in figures.values.items()}
    return replace(figures, values=told)


def _group(crowd: Crowd, figures: Figures, *, others: bool = False) -> Group:
    return Group(name=crowd.name, headcount=crowd.headcounts[-1], figures=figures, others=others)


def _is_anything(crowd: Crowd) -> bool:
    tables = (crowd.counts.stocks, *crowd.counts.flows)
    return any(crowd.headcounts) or any(any(table.values()) for table in tables)


def _in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(
        sorted(groups, key=lambda one: (one.name is None, one.others, -one.headcount, one.name or ""))
    )
