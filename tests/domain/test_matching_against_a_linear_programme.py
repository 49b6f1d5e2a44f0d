"""A second solver that knows nothing of the first, and sees every pair that the rules allow, finds nothing better."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from bot.domain.matching import Mentee, Mentor, Request, match
from bot.domain.suitability import PairRules
from tests.domain.companies import company_of, mentors_of
from tests.domain.told_again import easier, may_pair

SOLVER = Path(__file__).with_name("second_solver.py")
CROSSING = PairRules(other_team=True, other_network=True)
#: Aims beside one for each number of times that somebody was left out.
OTHER_AIMS = 7
Column = tuple[list[int], list[int]]


def lot(mentee: Mentee, mentor: Mentor | None, steps: list[int]) -> list[int]:
    """What one mentee's lot costs each aim, the even load aside, which is the mentors' to pay."""
    rank = mentee.choices.index(mentor.id) + 1 if mentor and mentor.id in mentee.choices else 4
    suits = 7 * min(3, len(mentee.topics & mentor.topics)) + easier(mentee, mentor) if mentor else 0
    alone = mentor is None
    by_patience = [int(alone and mentee.left_out_before == times) for times in reversed(steps)]
    ranks = [-int(rank == wished) for wished in (1, 2, 3)]
    return [int(alone), *by_patience, *ranks, steps.index(mentee.left_out_before) * rank, -suits, 0]


def columns(request: Request, steps: list[int]) -> Iterator[Column]:
    """(rows, costs): nobody or a pair for each mentee, then each place of each mentor, the next dearer than the last.

    A pair is one answer of its mentee's row and gives its mentor's row what a place takes away.
    """
    by_id = {mentor.id: mentor for mentor in request.mentors}
    row_of = {mentor.id: len(request.mentees) + number for number, mentor in enumerate(request.mentors)}
    for row, mentee in enumerate(request.mentees):
        yield [row], lot(mentee, None, steps)
        for one in by_id if mentee.choose_for_me else set(mentee.choices):
            if may_pair(request, mentee, by_id[one]):
                yield [row, row_of[one]], lot(mentee, by_id[one], steps)
    for mentor in request.mentors:
        for taken in range(mentor.free_places):
            aside = [0] * (len(steps) + OTHER_AIMS - 1)
            yield [-row_of[mentor.id]], [*aside, 2 * (mentor.mentees_now + taken) + 1]


def second_opinion(request: Request, folder: Path) -> list[int]:
    rows, costs = zip(*columns(request, patience(request)), strict=True)
    flat = numpy.concatenate(rows)
    numpy.savez(
        folder / "round.npz",
        costs=numpy.array(costs, dtype=float),
        starts=numpy.cumsum([0, *map(len, rows)]),
        rows=abs(flat),
        signs=numpy.where(flat < 0, -1.0, 1.0),
        sides=numpy.array([1.0] * len(request.mentees) + [0.0] * len(request.mentors)),
    )
    asked = [sys.executable, str(SOLVER), str(folder / "round.npz")]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return list(json.loads(said))


def patience(request: Request) -> list[int]:
    return sorted({mentee.left_out_before for mentee in request.mentees})


def figures(request: Request, pairs: dict[int, int]) -> list[int]:
    """What an answer of ours comes to, aim by aim."""
    by_id = {mentor.id: mentor for mentor in request.mentors}
    lots = [
        lot(mentee, by_id[pairs[mentee.id]] if mentee.id in pairs else None, patience(request))
        for mentee in request.mentees
    ]
    load = Counter(pairs.values())
    now = {mentor.id: mentor.mentees_now for mentor in request.mentors}
    squares = sum((now[one] + count) ** 2 - now[one] ** 2 for one, count in load.items())
    *sums, _ = map(sum, zip(*lots, strict=True))
    return [*sums, squares]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mentees", "mentors", "choose_for_me"),
    [(1_000, 200, 0.1), (10_000, 2_000, 0.01)],
)
def test_an_independent_solver_finds_nothing_better_on_any_aim(
    mentees: int, mentors: int, choose_for_me: float, tmp_path: Path
) -> None:
    request = company_of(mentees, mentors, choose_for_me=choose_for_me, rules=CROSSING)
    assert figures(request, mentors_of(match(request))) == second_opinion(request, tmp_path)
