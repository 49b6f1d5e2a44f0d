"""Steps: a share that is reached or not, by whole steps, and what two people leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.steps import Asks, Count, Lived, StepState, TakenStep, count, is_done, newly_done

THEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


def taken(number: int, asks: Asks | None = None, **more: object) -> TakenStep:
    return TakenStep(key=f"step{number}", texts={}, asks=asks or Asks(meetings=number + 1), **more)  # type: ignore[arg-type]


def some(done: int, of: int) -> list[TakenStep]:
    return [taken(number, done_at=THEN if number < done else None) for number in range(of)]


@pytest.mark.parametrize(
    ("done", "of", "reached"), [(7, 9, False), (8, 9, True), (7, 10, False), (8, 10, True), (0, 0, False)]
)
def test_seven_of_nine_are_no_certificate_and_eight_of_ten_are(done: int, of: int, reached: bool) -> None:
    assert count(some(done, of)).reaches(80) is reached


@given(st.integers(1, 40), st.data(), st.integers(50, 100))
def test_a_share_is_never_reached_by_rounding(of: int, data: st.DataObject, share: int) -> None:
    done = data.draw(st.integers(0, of))
    assert Count(done=done, of=of).reaches(share) is (done / of >= share / 100 - 1e-12)


def test_what_two_leave_out_counts_neither_for_them_nor_against_them() -> None:
    steps = some(7, 9)
    steps[8] = replace(steps[8], skip_by=1)
    assert (steps[8].state, count(steps).of) == (StepState.SUGGESTED, 9), "one alone decides nothing"
    steps[8] = replace(steps[8], skip_agreed_by=2)
    assert count(steps) == Count(done=7, of=8, left_out=1)
    assert count(steps).reaches(80)
    steps[8] = replace(steps[8], done_at=THEN)
    assert count(steps) == Count(done=8, of=9), "what was taken after all counts"


@pytest.mark.parametrize(
    ("asks", "not_yet", "lived"),
    [
        (Asks(meetings=3), Lived(meetings=2), Lived(meetings=3)),
        (Asks(items=("a", "b")), Lived(ticked=frozenset("a")), Lived(ticked=frozenset("abc"))),
        (Asks(charter=True), Lived(), Lived(charter=True)),
        (Asks(goals=1), Lived(), Lived(goals=2)),
    ],
)
def test_each_step_asks_for_one_thing(asks: Asks, not_yet: Lived, lived: Lived) -> None:
    assert not is_done(asks, not_yet)
    assert is_done(asks, lived)


def test_a_step_once_taken_stays_taken() -> None:
    steps = [taken(0, done_at=THEN), taken(1)]
    assert newly_done(steps, Lived(meetings=0)) == []
    assert newly_done(steps, Lived(meetings=2)) == ["step1"]
