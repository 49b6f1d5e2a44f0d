"""What a mentorship makes of its own sheets, as the programme asks for it: topics, actions, and lines of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.points import Point, PointKind
from bot.domain.sheets import OwnLine


class Points(Protocol):
    """Every question says who reads: what somebody keeps to themselves is found by nobody else. Of what was taken off
    meanwhile nothing is changed.
    """

    def seen(self, mentorship_id: int, *, reader_id: int, cycle: int) -> Sequence[Point]:
        """Those on the sheet of this cycle: open ones, and those that were done in it or later."""

    def get(self, point_id: int, *, reader_id: int) -> Point | None: ...
    def add(
        self,
        mentorship_id: int,
        *,
        kind: PointKind,
        by: int,
        shared: bool,
        words: str,
        owner_id: int | None,
        due_on: date | None,
        cycle: int,
        at: datetime,
    ) -> Point: ...
    def share(self, point_id: int, *, at: datetime) -> None: ...
    def settle(self, point_id: int, *, by: int, cycle: int, at: datetime | None) -> None:
        """Done, in this cycle; with `at=None`, open again."""

    def drop(self, point_id: int) -> None:
        """Its row is deleted: nobody will read it any more."""

    def leave(self, mentorship_id: int, person_id: int) -> None:
        """They are not there any more: what they kept to themselves is deleted, what they shared stays there."""

    def erase(self, person_id: int) -> None:
        """What they wrote is deleted, and their name leaves what others wrote."""


class OwnLines(Protocol):
    def of(self, mentorship_id: int) -> Sequence[OwnLine]: ...
    def add(self, mentorship_id: int, words: str, *, by: int, at: datetime) -> str:
        """A line of theirs, under a key of its own, which is returned; others who add one wait."""

    def do_without(self, mentorship_id: int, key: str, *, by: int, at: datetime) -> None: ...
    def forget(self, mentorship_id: int, key: str) -> None:
        """The line of theirs is gone, from every sheet; one they did without is there again."""

    def erase(self, person_id: int) -> None: ...
