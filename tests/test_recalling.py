"""What still waits for the team comes back on the same days for all of it: one message, and not one a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar import Hours
from bot.programme.recalling import next_recall

#: Easter Monday and Ascension Day.
PARIS = Hours(zone="Europe/Paris", holidays=frozenset({date(2026, 4, 6), date(2026, 5, 14)}))


@pytest.mark.parametrize(
    ("told", "again"),
    [
        (date(2026, 3, 9), date(2026, 3, 12)),
        (date(2026, 3, 10), date(2026, 3, 12)),
        (date(2026, 3, 11), date(2026, 3, 16)),
        (date(2026, 3, 12), date(2026, 3, 16)),
        (date(2026, 3, 13), date(2026, 3, 19)),
        (date(2026, 3, 14), date(2026, 3, 19)),
    ],
)
def test_whatever_was_told_comes_back_on_a_monday_or_a_thursday_and_not_on_the_next_day(
    told: date, again: date
) -> None:
    assert next_recall(PARIS, told) == again


def test_after_a_day_off_it_comes_back_on_the_next_working_day() -> None:
    assert next_recall(PARIS, date(2026, 4, 2)) == date(2026, 4, 7), "a Tuesday after Easter"
    assert next_recall(PARIS, date(2026, 5, 11)) == date(2026, 5, 15), "a Friday after Ascension Day"
