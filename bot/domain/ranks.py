"""Three names in an order of preference, changed one at a time (`field.md` W18)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.rounds import MOST_CHOICES


def placed(choices: Sequence[int], mentor_id: int, rank: int) -> tuple[int, ...]:
    """The choices with this mentor at this rank, 1 to 3.

    Whoever stood there moves down, a gap closes, and the fourth, who was wanted least, is no longer among them. A
    rank beyond the end is the end: two names are a first and a second.
    """
    others = [one for one in choices if one != mentor_id]
    others.insert(rank - 1, mentor_id)
    return tuple(others[:MOST_CHOICES])


def taken_off(choices: Sequence[int], mentor_id: int) -> tuple[int, ...]:
    """The choices without this mentor; those below move up."""
    return tuple(one for one in choices if one != mentor_id)
