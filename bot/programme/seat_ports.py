"""Who has a seat with whom: what the use cases need of storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Seats(Protocol):
    def mentees_carried(self, programme_id: int) -> Mapping[int, int]:
        """How many mentees each mentor carries now, temporary mentorships aside."""

    def for_a_while(self, programme_id: int) -> Mapping[int, int]:
        """How many mentees each mentor has there in temporary mentorships."""

    def people_with_a_mentor(self, programme_id: int) -> frozenset[int]: ...
    def members(self, programme_id: int) -> frozenset[int]:
        """Everybody who has a place in a mentorship that has not ended."""

    def past_mentors(self, programme_id: int) -> Mapping[int, frozenset[int]]: ...
    def members_gone(self) -> Sequence[int]:
        """Whoever still has a place in a mentorship that has not ended, and is not an employee any more."""
