"""The solver is not believed, nothing overflows, nothing is loaded early, and a large round is quick."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.aims import AIMS, Pairing
from bot.domain.assignment import Assignment, Network, NotOptimal, Solve
from bot.domain.levels import Level, fits, fold
from bot.domain.matching import Outcome, Request, _solve, match, suggest_for_the_rest
from tests.domain.companies import company_of, mentors_of

# ---- exactness: the solver is not believed, and nothing overflows


def test_a_solver_that_does_not_prove_its_answer_stops_the_round() -> None:
    impossible = Network()
    impossible.arc(0, 1, 1, 5)
    impossible.supplies.extend([2, -2])
    with pytest.raises(NotOptimal, match="INFEASIBLE"):
        _solve(impossible)


def _shared_out(solve: Solve) -> Assignment:
    """Two people, two mentors with one place each: everybody's favourite is the first."""
    nobody = (2, 2)
    answer = Assignment([[(0, 0), (1, 1), nobody], [(0, 0), (1, 0), nobody]], places=[1, 1], carried=[0, 0])
    answer.narrow(Level(regrets=[0, 1, 9]), solve)
    return answer


def test_an_answer_that_could_be_better_is_not_believed() -> None:
    assert [mentor for mentor, _ in _shared_out(_solve).chosen] == [0, 1]
    for told, what in (
        ([0, 1, 0, 1, 0, 0], "improved"),
        ([0, 0, 1, 1, 0, 0], "improved"),
        ([1, 0, 0, 1, 0, 0], "more or fewer"),
        ([1, 0, 0, 0, 0, 0], "without an answer"),
    ):
        with pytest.raises(NotOptimal, match=what):
            _shared_out(lambda network, told=told: told)


def test_an_aim_after_the_even_load_still_chooses_among_all_even_answers() -> None:
    """Three people, two mentors: two and one or one and two are as even; the next aim decides."""
    options = [[(0, 0), (1, 1), (2, 2)] for _ in range(3)]
    for regrets, loads in (([1, 0, 9], {0: 1, 1: 2}), ([0, 1, 9], {0: 2, 1: 1})):
        answer = Assignment([list(choices) for choices in options], places=[3, 3], carried=[0, 0])
        answer.narrow(Level(regrets=[0, 0, 1]), _solve)
        answer.narrow(Level(regrets=[0, 0, 0], crowding=True), _solve)
        answer.narrow(Level(regrets=regrets), _solve)
        assert Counter(mentor for mentor, _ in answer.chosen) == loads


def test_a_cost_that_could_overflow_is_refused_before_the_solver_sees_it() -> None:
    assert fits(nodes=12_001, cost=16 * 10**9)
    assert not fits(nodes=12_001, cost=10**15)
    answer = Assignment([[(0, 0), (1, 1)]], places=[1], carried=[0])
    with pytest.raises(NotOptimal, match="too large"):
        answer.narrow(Level(regrets=[0, 2**60]), _solve)


@pytest.mark.parametrize("size", [3, 40, 400])
def test_the_largest_cost_that_fits_is_solved_and_proven(size: int) -> None:
    """Long chains of moves with extreme costs, where the solver's own prices drift furthest."""
    nodes = 2 * size + 1
    largest = (2**63 - 1) // (4 * (nodes + 1) ** 2)
    assert fits(nodes=nodes, cost=largest)
    assert not fits(nodes=nodes, cost=largest + 1)
    rng = random.Random(size)
    regrets = [0, largest, *(rng.randrange(largest) for _ in range(30))]
    options = [
        [
            *((rng.randrange(size), kind) for kind in rng.sample(range(32), 2)),
            (person, 1),
            ((person + 1) % size, 0),
        ]
        for person in range(size)
    ]
    answer = Assignment(
        [[*dict(choices).items(), (size, 1)] for choices in options], places=[1] * size, carried=[0] * size
    )
    answer.narrow(Level(regrets=regrets), _solve)
    assert sum(regrets[kind] for _, kind in answer.chosen) == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(-3, 9), st.integers(0, 40_000)), min_size=2, max_size=9
    ),
    st.data(),
)
def test_sharing_a_cost_never_changes_the_order_of_answers(
    kinds: list[tuple[int, ...]], data: st.DataObject
) -> None:
    people = data.draw(st.integers(1, 12_000))
    levels = [Level(regrets=list(figures)) for figures in zip(*kinds, strict=True)]
    folded = fold(levels, people=people, mentors=2_000)
    one, other = (
        data.draw(st.lists(st.integers(0, len(kinds) - 1), min_size=min(people, 6), max_size=min(people, 6)))
        for _ in range(2)
    )

    def sums(in_levels: list[Level], answer: list[int]) -> tuple[int, ...]:
        return tuple(sum(level.regrets[kind] for kind in answer) for level in in_levels)

    assert (sums(levels, one) < sums(levels, other)) == (sums(folded, one) < sums(folded, other))
    for level in folded:
        assert len(folded) == len(levels) or fits(nodes=people + 2_001, cost=max(map(abs, level.regrets)))


@pytest.mark.parametrize("people", [100, 1_000, 10_000, 100_000])
def test_every_aim_alone_fits_a_round_of_any_company(people: int) -> None:
    """The dearest single aim: everybody left out a different number of times, at the fourth rank."""
    waited = people - 1
    kinds = [
        Pairing(nobody=nobody, rank=rank, points=0, waited=waited)
        for nobody in (False, True)
        for rank in (1, 2, 3, None)
    ]
    dearest = max(aim.regret(pairing) for aim in AIMS for pairing in kinds)
    assert dearest == 4 * waited
    assert fits(nodes=people + people // 5 + 1, cost=dearest)


# ---- light, quiet, fast


def test_a_bot_that_only_listens_never_loads_the_solver_and_loading_it_warns_of_nothing() -> None:
    script = (
        "import sys; from bot.domain.matching import *\n"
        "assert not {'ortools', 'numpy'} & set(sys.modules)\n"
        "request = Request(mentors=(Mentor(id=1, free_places=1, languages=frozenset({'fr'})),), seed=1,\n"
        "    mentees=tuple(Mentee(id=i, choices=(1,), languages=frozenset({'fr'})) for i in (2, 3)))\n"
        "assert len(match(request).proposals) == 1 and 'ortools' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def check_round(request: Request) -> tuple[Outcome, float]:
    started = perf_counter()
    first = match(request)
    outcome = suggest_for_the_rest(request, first)
    took = perf_counter() - started
    load = Counter(mentors_of(outcome).values())
    assert all(load[mentor.id] <= mentor.free_places for mentor in request.mentors)
    assert len(outcome.proposals) + len(outcome.left_out) == len(request.mentees)
    return outcome, took


def test_five_hundred_people_and_eighty_mentors_take_less_than_two_seconds() -> None:
    outcome, took = check_round(company_of(500, 80, choose_for_me=0.3))
    assert outcome.ranks.first > outcome.ranks.second > 0
    assert took < 2


@pytest.mark.slow
@pytest.mark.parametrize("choose_for_me", [0, 0.3, 1])
def test_a_whole_group_of_companies_is_matched_while_you_wait(choose_for_me: float) -> None:
    """10,000 × 2,000, every level proven. Seconds here are a wide ceiling; `make bench` measures."""
    request = company_of(10_000, 2_000, choose_for_me=choose_for_me)
    outcome, took = check_round(request)
    assert len(outcome.left_out) < 3_000
    assert took < 30
    shuffled = Request(mentees=request.mentees[::-1], mentors=request.mentors[::-1], seed=request.seed)
    assert check_round(shuffled)[0] == outcome
