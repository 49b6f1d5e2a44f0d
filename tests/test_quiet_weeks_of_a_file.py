"""A programme file names the weeks in which it leaves people alone, and hears of what it cannot mean."""

from __future__ import annotations

import pytest

from bot.domain.quiet_weeks import QuietWeeks
from bot.programme.types import parse_type
from tests.test_programme_files import SMALLEST, complaints


def test_quiet_weeks_are_read_as_they_are_written() -> None:
    weeks = "quiet_weeks: [{from: 12-24, to: 01-02}, {from: '02-20', to: '02-29'}]\n"
    programme, _ = parse_type(SMALLEST + weeks, "ours.yaml")
    assert programme.quiet_weeks == (
        QuietWeeks(begins=(12, 24), ends=(1, 2)),
        QuietWeeks(begins=(2, 20), ends=(2, 29)),
    )
    usual, _ = parse_type(SMALLEST, "ours.yaml")
    assert usual.quiet_weeks == ()


@pytest.mark.parametrize(
    ("weeks", "sentence"),
    [
        (
            "[{from: 13-01, to: 12-24}]",
            "quiet_weeks[1].from must be a month and a day, such as '12-24', and is",
        ),
        ("[{from: Christmas, to: 01-02}]", "quiet_weeks[1].from must be a month and a day"),
        ("[{from: 12-24}]", "quiet_weeks[1].to is missing"),
        (
            "[{from: 01-02, to: 12-24}]",
            "quiet_weeks[1].to must make 42 days with 'from' at most, and makes 358",
        ),
        ("12-24", "quiet_weeks must be a list of 1 to 6 entries"),
    ],
)
def test_weeks_that_cannot_be_meant_are_told_with_what_is_expected(weeks: str, sentence: str) -> None:
    (complaint,) = complaints(f"{SMALLEST}quiet_weeks: {weeks}\n")
    assert sentence in complaint
