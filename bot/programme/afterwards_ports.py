"""What is asked of the database about the end of mentorships, and about those who keep in touch.

A wish is its author's: it is kept sealed, and gone as soon as it has served.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.afterwards import After


class AfterWishes(Protocol):
    def to_ask(self, programme_id: int, *, first: date, last: date, temporary: bool) -> Sequence[int]:
        """The mentorships that end on one of these days, and whose people were not asked for that end; those for a
        while only where `temporary`.
        """

    def of(self, mentorship_id: int) -> Mapping[int, After]:
        """What each of its people said, by person; nothing for who said nothing."""

    def say(self, mentorship_id: int, person_id: int, wish: After) -> None:
        """In the place of what they said before."""

    def forget(self, mentorship_id: int) -> None:
        """Nothing that was said of it is kept."""

    def keep(self, mentorship_id: int, next_at: datetime) -> None:
        """They keep in touch: each hears of the other then."""

    def kept(self, mentorship_id: int) -> bool:
        """Whether its people keep in touch."""

    def due(self, now: datetime, *, limit: int) -> Sequence[int]:
        """The mentorships whose people are to hear of each other by now."""
