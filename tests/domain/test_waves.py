"""What everybody may read of a round, and of whom the programme brings together: nothing about one to four people."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from bot.domain import links, waves
from bot.domain.anonymity import may_be_told, shown
from bot.domain.figures import RANKS, Figure
from bot.domain.periods import Month
from bot.domain.splits import By
from bot.domain.waves import Found, Line, Wave

MAY = Month(2026, 5)
NUMBERS = (
    "asked",
    "answered",
    "chose",
    "first_choice",
    "one_of_three",
    "found",
    "without",
    "again",
    "met_early",
)
RANKED = [Found(leaf.name) for leaf in RANKS.leaves()]


def told(lines: dict[Found, Line], *, is_final: bool = True) -> Wave:
    return waves.for_everybody(MAY, lines, is_final=is_final, so_far=40)


def test_a_wave_in_which_every_part_is_enough_people_is_told_whole() -> None:
    lines = dict.fromkeys(Found, Line(number=10, again=5, met_early=10))
    whole = waves.for_the_team(MAY, lines, is_final=True, so_far=40)
    assert told(lines) == replace(whole, so_far=None), "who took part is told by the month's own report"
    assert told(lines, is_final=False).met_early is None


def test_a_wave_is_not_told_where_a_few_answered_otherwise() -> None:
    """The month's report tells how many named mentors: beside "all who were asked" the others would stand there."""
    lines = {Found.FIRST: Line(number=20), Found.NO_WISH: Line(number=3), Found.SILENT: Line(number=10)}
    assert {name: getattr(told(lines), name) for name in NUMBERS} == dict.fromkeys(NUMBERS)


def test_a_rank_that_few_obtained_withholds_what_cuts_across_it() -> None:
    lines = {Found.FIRST: Line(number=20), Found.NOBODY: Line(number=3), Found.SILENT: Line(number=10)}
    wave = told(lines)
    assert (wave.asked, wave.answered, wave.chose) == (33, 23, 23)
    assert (wave.first_choice, wave.one_of_three, wave.found, wave.without) == (None, None, None, None)


@pytest.mark.parametrize("seed", range(3))
def test_no_figure_of_a_wave_and_no_difference_is_about_a_few(seed: int) -> None:
    """Each figure is a set of parts; whatever lies in one and not in another that contains it is nobody, or five."""
    dice = Random(seed)
    parts = {
        "asked": set(Found),
        "answered": set(Found) - {Found.SILENT},
        "chose": set(RANKED),
        "first_choice": {Found.FIRST},
        "one_of_three": {one for one in Found if one.is_one_of_three},
        "found": set(waves.SOMEBODY),
        "without": {Found.NOBODY, Found.NOBODY_FOR_THEM},
    }
    some_told = 0
    for _ in range(400):
        sizes = {one: dice.choice([0, 0, 2, 4, 5, 6, 9, 30]) for one in Found}
        wave = told({one: Line(number=number) for one, number in sizes.items()})
        read = {name: of for name, of in parts.items() if getattr(wave, name) is not None}
        leaves = {one.value: sizes[one] for one in RANKED}
        month = _added_up(leaves)
        read |= {f"month {name}": _under(name) for name in shown(RANKS, month)}
        some_told += len(read)
        assert all(may_be_told(sum(sizes[one] for one in of)) for of in read.values())
        for small, large in combinations(sorted(read.values(), key=len), 2):
            if small <= large:
                assert may_be_told(sum(sizes[one] for one in large - small)), (sizes, read)
    assert some_told > 400


def _added_up(leaves: dict[str, int]) -> dict[str, int]:
    return {node.name: sum(leaves[leaf.name] for leaf in node.leaves()) for node in RANKS.nodes()}


def _under(name: str) -> set[Found]:
    (node,) = (one for one in RANKS.nodes() if one.name == name)
    return {Found(leaf.name) for leaf in node.leaves()}


def test_the_picture_of_links_is_for_everybody_only_where_each_of_its_cells_is_enough() -> None:
    pairs: dict[links.Sides, int] = dict.fromkeys(product(("A", "B", None), repeat=2), 5)

    def read(alone: int = 0, paused: int = 0, split_by: str | None = "network") -> links.Links:
        """So many of A have no mentor, and so many are on a break."""
        groups: dict[str | None, dict[str, int]] = {
            name: {Figure.NOT_FLAGGED: sum(number for (_, mentee), number in pairs.items() if mentee == name)}
            for name in ("A", "B", None)
        }
        groups["A"][Figure.NOT_FLAGGED] += alone
        groups["A"][Figure.PAUSED] = paused
        return links.for_everybody(By.NETWORK, pairs, groups=groups, split_by=split_by)

    assert read() == links.for_the_team(By.NETWORK, pairs)
    assert read(split_by="site").pairs is None, "two splits that cross tell about a few"
    assert (read(split_by=None).across, read(split_by=None).within, read(split_by=None).known) == (10, 10, 20)
    assert read(alone=3) == links.Links(by=By.NETWORK), "three pairs have no mentor"
    assert (read(paused=2).pairs, read(paused=2).known) == (None, 20), "a column, taken from its group"
    assert read(paused=5, alone=5).pairs == pairs
    pairs["A", "B"] = 4
    assert (read().pairs, read().known) == (None, 19)
    pairs["B", "A"] = 0
    assert read() == links.Links(by=By.NETWORK), "four pairs are across"
