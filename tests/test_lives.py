"""Whatever happens to a few mentorships, in whatever order, on either database: the promises of `lives.py` hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.lives import Lives


@pytest.mark.long
def test_no_life_of_a_mentorship_breaks_a_promise(new_database: Callable[[], str]) -> None:
    # Making the story of a failure shorter takes minutes, in which nobody hears of it.
    lives = settings(
        max_examples=settings.default.max_examples // 5,
        stateful_step_count=30,
        phases=[Phase.reuse, Phase.generate],
    )
    run_state_machine_as_test(lambda: Lives(new_database), settings=lives)
