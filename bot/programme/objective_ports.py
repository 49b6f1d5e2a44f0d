"""What is asked of the database about what a programme wants to reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.objectives import Objective, Wanted


class Objectives(Protocol):
    def of(self, programme_id: int) -> Sequence[Objective]:
        """In the order in which they were set."""

    def held(self, programme_id: int) -> Sequence[Objective]:
        """The same; whoever else sets one waits for our commit."""

    def get(self, objective_id: int) -> Objective | None: ...

    def set(self, programme_id: int, wanted: Wanted, *, by: int, at: datetime) -> Objective:
        """A new one, from this moment on."""

    def change(self, objective_id: int, wanted: Wanted, *, set_at: datetime) -> None:
        """Other words and numbers for the same one; its measure stays. The line begins at `set_at`."""

    def enter(self, objective_id: int, value: float, on: date) -> None:
        """How far one is that is entered by hand."""

    def remove(self, objective_id: int) -> None:
        """Gone; removed twice is removed once."""
