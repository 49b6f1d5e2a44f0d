"""Whatever happens to what the bot says on its own initiative, in whatever order: `ledger_lives.py` holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger_lives import WAITS, LedgerLives

#: A failure is told as it was found: making its story shorter takes minutes.
PHASES = [Phase.reuse, Phase.generate]


@pytest.mark.long
def test_no_message_is_lost_or_said_twice_in_any_life_of_the_ledger(new_database: Callable[[], str]) -> None:
    lives = settings(max_examples=settings.default.max_examples // 3, stateful_step_count=30, phases=PHASES)
    run_state_machine_as_test(lambda: LedgerLives(new_database), settings=lives)


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_history_that_is_later_than_the_bot_waits_is_found_out_in_some_life(
    new_database: Callable[[], str],
) -> None:
    """What the promise leaves out is what the lives would show, were it promised."""

    class Late(LedgerLives):
        lag = timedelta(seconds=4 * WAITS)

    lives = settings(max_examples=100, stateful_step_count=30, phases=[Phase.generate], database=None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(lambda: Late(new_database), settings=lives)
