"""What a mentee may choose, and until when a round listens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rounds import (
    LONGEST_WINDOW,
    Barred,
    ChoiceRefused,
    ClosesTooLate,
    ClosesTooSoon,
    RoundState,
    check_closing,
    ranked,
)
from tests.somebody import a_round

TOM, LEA, OMAR, ANNE, BOSS, BUSY = range(1, 7)
OPEN_TO = frozenset({LEA, OMAR, ANNE})
BARRED = {BOSS: Barred.LINE, BUSY: Barred.FULL}
TODAY = date(2026, 3, 10)


def wrong(*named: int | None) -> dict[int, Barred]:
    with pytest.raises(ChoiceRefused) as refused:
        ranked(named, chooser=TOM, open_to=OPEN_TO, barred=BARRED)
    return dict(refused.value.places)


def test_three_names_keep_their_order() -> None:
    assert ranked([ANNE, LEA, OMAR], chooser=TOM, open_to=OPEN_TO, barred=BARRED) == (ANNE, LEA, OMAR)


def test_an_empty_place_in_between_is_closed_up() -> None:
    assert ranked([ANNE, None, LEA], chooser=TOM, open_to=OPEN_TO, barred=BARRED) == (ANNE, LEA)


@pytest.mark.parametrize("named", [(), (None, LEA, None)])
def test_somebody_has_to_come_first(named: tuple[int | None, ...]) -> None:
    assert wrong(*named) == {0: Barred.MISSING}


def test_every_mistake_is_told_at_once_and_at_its_own_place() -> None:
    assert wrong(LEA, LEA, TOM) == {1: Barred.TWICE, 2: Barred.ONESELF}
    assert wrong(BOSS, BUSY, 99) == {0: Barred.LINE, 1: Barred.FULL, 2: Barred.UNAVAILABLE}


@given(st.lists(st.one_of(st.none(), st.integers(0, 8)), max_size=5))
def test_what_is_accepted_names_up_to_three_different_people_who_may_be_chosen(
    named: list[int | None],
) -> None:
    try:
        choices = ranked(named, chooser=TOM, open_to=OPEN_TO, barred=BARRED)
    except ChoiceRefused:
        return
    assert 1 <= len(choices) <= 3
    assert len(set(choices)) == len(choices)
    assert set(choices) <= OPEN_TO


@pytest.mark.parametrize(
    ("state", "today", "listens"),
    [
        (RoundState.COLLECTING, TODAY, True),
        (RoundState.COLLECTING, TODAY + timedelta(days=14), True),
        (RoundState.COLLECTING, TODAY + timedelta(days=15), False),
        (RoundState.PROPOSED, TODAY, False),
        (RoundState.PUBLISHED, TODAY, False),
    ],
)
def test_a_round_listens_until_the_end_of_its_last_day(state: RoundState, today: date, listens: bool) -> None:
    one = a_round(state=state, closes_on=TODAY + timedelta(days=14))
    assert one.takes_answers(today) is listens


def test_a_round_closes_tomorrow_at_the_earliest_and_within_three_months() -> None:
    check_closing(TODAY + timedelta(days=1), today=TODAY)
    check_closing(TODAY + LONGEST_WINDOW, today=TODAY)
    with pytest.raises(ClosesTooSoon):
        check_closing(TODAY, today=TODAY)
    with pytest.raises(ClosesTooLate):
        check_closing(TODAY + LONGEST_WINDOW + timedelta(days=1), today=TODAY)
