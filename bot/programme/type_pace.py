"""What a programme file may say of its pace: how often people may choose to meet, and when it asks about a meeting."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.domain.calendar import Period
from bot.domain.cycles import CADENCES, Often
from bot.domain.ladder import MOST_NUDGES, USUAL, Ladder
from bot.programme.yaml_fields import Field

LAST_DAY: Final = 180
MOST_QUIET: Final = 6


def cadences(field: Field) -> tuple[Period, ...]:
    """`cadences`: how often its mentorships may choose to meet, beside its own `period` (`field.md` W9, G3)."""
    named: list[Often] = []
    for entry in field.each(least=0, most=len(Often)):
        name = entry.one_of(Often)
        if name == entry.value and name in named:
            entry.wrong(f"must be a cadence that no other entry names; '{name}' stands already.")
        named.append(name)
    return tuple(CADENCES[name] for name in dict.fromkeys(named))


def ladder(field: Field) -> Ladder:
    """`ladder`: when it asks, and how often at most; what it does not say goes without saying (W11)."""
    fields = field.fields(
        required=(), optional=("first_meeting", "percents", "quiet_cycles", "nudges_a_month")
    )
    said: dict[str, int] = {}
    if "quiet_cycles" in fields:
        said["quiet_cycles"] = fields["quiet_cycles"].whole(least=1, most=MOST_QUIET)
    if "nudges_a_month" in fields:
        said["nudges_a_month"] = fields["nudges_a_month"].whole(least=1, most=MOST_NUDGES)
    first, percents = USUAL.first_meeting, USUAL.percents
    if "first_meeting" in fields:
        mentee, both, team = _upwards(fields["first_meeting"], 3, most=LAST_DAY)
        first = mentee, both, team
    if "percents" in fields:
        half, three_quarters = _upwards(fields["percents"], 2, most=99)
        percents = half, three_quarters
    return Ladder(first_meeting=first, percents=percents, **said)


def _upwards(field: Field, count: int, *, most: int) -> list[int]:
    """So many whole numbers, each greater than the one before."""
    numbers = [entry.whole(least=1, most=most) for entry in field.each(least=count, most=count)]
    if len(numbers) != count:
        return list(range(1, count + 1))
    if numbers == field.value and any(later <= before for before, later in pairwise(numbers)):
        field.wrong("must be numbers that go upwards, each greater than the one before.")
    return numbers
