"""The questions that use cases ask about how a meeting was told; `ports.py` has the rules they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.meetings import Deed, Meeting, Told


class MeetingHistory(Protocol):
    """Every way in which a meeting was told, and who of a group was there; never what was said."""

    def keep(self, meeting: Meeting, deed: Deed, *, by: int, at: datetime) -> None:
        """The meeting as it is now, and what this person did about it."""

    def of(self, mentorship_id: int) -> Sequence[Told]:
        """All that was ever told of this mentorship's meetings, the earliest first."""

    def timeline(self, mentorship_id: int, *, most: int) -> Sequence[Meeting]:
        """The newest meetings held, disputed and planned, the newest first."""

    def usual_minutes(self, mentorship_id: int) -> int | None:
        """How long their last meeting took whose length is known."""

    def were_there(self, meeting_id: int, person_ids: Collection[int]) -> None:
        """These people of a group, in the place of whoever was said to have been there before."""

    def there(self, meeting_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
        """By meeting, who was there; nothing where nobody said so, which is everybody."""

    def erase(self, person_id: int) -> None:
        """Forget what this person told, and where they were."""
