"""How long a contact has to answer: two of their own working days, whatever the calendar makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.calendar import Hours
from bot.domain.reaching_out import answer_by

FRENCH = Hours(zone="Europe/Paris", holidays=frozenset({date(2026, 5, 1)}))
#: Sunday to Thursday.
IN_DUBAI = Hours(zone="Asia/Dubai", days=frozenset({6, 0, 1, 2, 3}))


@pytest.mark.parametrize(
    ("hours", "asked", "until"),
    [
        (FRENCH, datetime(2026, 3, 10, 9, 30, tzinfo=UTC), datetime(2026, 3, 12, 9, 30, tzinfo=UTC)),
        # Asked on Friday at five: Tuesday at five.
        (FRENCH, datetime(2026, 3, 13, 16, tzinfo=UTC), datetime(2026, 3, 17, 16, tzinfo=UTC)),
        # Asked on a Saturday night, read on Monday at nine.
        (FRENCH, datetime(2026, 3, 14, 22, tzinfo=UTC), datetime(2026, 3, 18, 8, tzinfo=UTC)),
        # The First of May is no working day.
        (FRENCH, datetime(2026, 4, 29, 8, tzinfo=UTC), datetime(2026, 5, 4, 8, tzinfo=UTC)),
        # Somebody who works on Sundays has two days from Thursday to Monday.
        (IN_DUBAI, datetime(2026, 3, 12, 6, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)),
        # The clocks change in between: the same hour on the wall.
        (FRENCH, datetime(2026, 3, 27, 9, tzinfo=UTC), datetime(2026, 3, 31, 8, tzinfo=UTC)),
    ],
)
def test_a_contact_has_two_of_their_own_working_days(hours: Hours, asked: datetime, until: datetime) -> None:
    assert answer_by(hours, asked) == until
