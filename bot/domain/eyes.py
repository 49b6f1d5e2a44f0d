"""The same counts for two pairs of eyes: those who run the programme, and everybody else.

A month of which something is withheld is withheld from every longer period too, or it could be worked out from the
others; so a longer period tells nothing that its months do not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.domain.anonymity import SMALLEST, Total, may_be_told, shown
from bot.domain.figures import (
    AMONG,
    ANONYMOUS,
    ENDED,
    FIRST,
    FLOWS,
    STOCKS,
    WAVES,
    Amount,
    Counts,
    Figure,
    Figures,
)

#: Which figure contains a figure of another tree, by their definitions (docs/figures.md): who is in the one and not in
#: the other is a group too. A place is a pair where all are of two; where groups take more of them, nothing follows.
CONTAINED: tuple[tuple[Figure | Amount, Figure], ...] = (
    (Figure.SET_GOALS, Figure.FINISHED),
    (Figure.RATED_TWICE, Figure.FINISHED),
    (Figure.WITH_STEPS, Figure.PAIRS),
    *(
        (known, Figure.RUNNING)
        for known in (Figure.NETWORKS_KNOWN, Figure.ENTITIES_KNOWN, Figure.TENURES_KNOWN)
    ),
    *(
        (known, Figure.PAIRS)
        for known in (Figure.NETWORKS_KNOWN, Figure.ENTITIES_KNOWN, Figure.TENURES_KNOWN)
    ),
    (Figure.FIRST_MET, Figure.MET_PAIRS),
    (Amount.PLACES_TAKEN, Figure.PAIRS),
)

#: Of which that there were none is not told either. Whoever knows that nobody came or left in a month can take those
#: who met in it from the pairs of an evening, and what is left are those who did not.
COMING_AND_GOING = (FIRST, ENDED)

#: The figures of a group by name; None is withheld.
Values = dict[str, int | None]


def for_the_team(counts: Counts) -> Figures:
    """For those who run the programme: all but what people were promised to say to nobody."""
    return _figures([counts], withheld=ANONYMOUS)[0]


def for_everybody(counts: Counts) -> Figures:
    """Nothing about fewer than five people, and nothing from which it could be worked out."""
    return _figures([counts], withheld=(*STOCKS, *FLOWS))[0]


def groups_for_everybody(groups: Sequence[Counts]) -> tuple[Figures, ...]:
    """The same of groups that make up one whole, over one span: a figure is shown of all of them or of none."""
    return _figures(groups, withheld=(*STOCKS, *FLOWS))


def _figures(counts: Sequence[Counts], *, withheld: Collection[Total]) -> tuple[Figures, ...]:
    stocks = _told(STOCKS, [one.stocks for one in counts], withheld)
    months = [_told(FLOWS, month, withheld) for month in zip(*(one.flows for one in counts), strict=True)]
    return tuple(
        Figures(
            span=one.span, until=one.until, values=stocks[place] | _added_up([each[place] for each in months])
        )
        for place, one in enumerate(counts)
    )


def _added_up(months: Sequence[Values]) -> Values:
    """One that is withheld withholds the sum; what was not asked in one of the months is nobody's there."""
    return {
        name: _sum(month.get(name, 0) for month in months)
        for name in dict.fromkeys(name for month in months for name in month)
    }


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _told(
    trees: Iterable[Total], groups: Sequence[Mapping[str, int]], withheld: Collection[Total]
) -> list[Values]:
    """Of each group, every figure of these trees that was counted, with the amounts among them."""
    found: list[Values] = [{} for _ in groups]
    for tree in trees:
        names = [node.name for node in tree.nodes()]
        if not any(name in leaves for leaves in groups for name in names):
            continue
        amounts = {
            amount: among
            for amount, among in AMONG.items()
            if among in names and any(amount in leaves for leaves in groups)
        }
        tables = [
            tree.added_up(leaves) | {amount: leaves.get(amount, 0) for amount in amounts} for leaves in groups
        ]
        told = frozenset((*names, *amounts))
        if tree in withheld:
            told = _of_a_wave(tree, tables) if tree in WAVES else shown(tree, *tables)
            told |= {amount for amount, among in amounts.items() if among in told}
            safe = (_is_safe_beside(values, table, told) for values, table in zip(found, tables, strict=True))
            if not all(safe) or (tree in COMING_AND_GOING and not any(table[tree.name] for table in tables)):
                told = frozenset()
        for values, table in zip(found, tables, strict=True):
            values.update((name, table[name] if name in told else None) for name in (*names, *amounts))
    return found


def _of_a_wave(tree: Total, tables: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """As any other; but where the silent are one to four, those who answered are told, and not of how many."""
    told = shown(tree, *tables)
    answered = tree.parts[0].name
    if answered not in told and all(may_be_told(table[answered]) for table in tables):
        return frozenset({answered})
    return told


def _is_safe_beside(before: Values, table: Mapping[str, int], told: Collection[str]) -> bool:
    """Whether those in a figure and not in one that it contains are nobody, or enough people, now that these are told
    beside what is told already.
    """
    numbers = {name: number for name, number in before.items() if number is not None}
    new = {name: table[name] for name in told}
    return all(
        not 0 < (numbers | new)[outer] - (numbers | new)[inner] < SMALLEST
        for inner, outer in CONTAINED
        if (inner in new or outer in new) and inner in numbers | new and outer in numbers | new
    )
