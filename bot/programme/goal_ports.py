"""What is asked of the database about goals and about how people rate themselves.

A goal's words are sealed, and opened for whoever `bot/domain/goals.py` says may read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.goals import Goal, GoalState, Progress
from bot.domain.skills import Moment, Rating


class Goals(Protocol):
    def of(self, mentorship_id: int, mentee_ids: Iterable[int]) -> Sequence[Goal]:
        """Every goal that these people set there, reached and changed ones too, as they came. No other is opened."""

    def progress(self, goal_ids: Iterable[int]) -> Sequence[Progress]:
        """What was said of them from sheet to sheet, the oldest first."""

    def set(
        self,
        mentorship_id: int,
        mentee_id: int,
        *,
        words: str,
        target_on: date | None,
        progress: int,
        at: datetime,
        replaces: int | None = None,
    ) -> Goal:
        """A goal, or new words for that which it replaces, which is closed."""

    def reword(self, goal_id: int, words: str) -> None:
        """The old words leave no trace."""

    def aim(self, goal_id: int, target_on: date | None) -> None:
        """By when it is to be reached."""

    def say(self, goal_id: int, cycle: int, progress: int, *, by: int, at: datetime) -> None:
        """How far it is, in percent; at 100 it is reached, below it is open (again). One word per cycle, the last."""

    def forget(self, goal_ids: Iterable[int]) -> None:
        """Their words and all that was said of them are gone."""

    def count(self, mentorship_id: int) -> Mapping[int, int]:
        """How many goals each person has set there and not given up. Nothing is opened."""

    def in_programme(self, programme_id: int) -> tuple[Sequence[int], Sequence[tuple[int, GoalState]]]:
        """Everybody who learns or learnt in its mentorships, stand-ins aside; and the goals they set, by person.
        Nothing is opened.
        """

    def erase(self, person_id: int) -> None:
        """Everything that this person set."""


class Skills(Protocol):
    def of(self, mentorship_id: int, person_id: int) -> Sequence[Rating]:
        """How this person rated themselves: for their own eyes."""

    def keep(self, mentorship_id: int, person_id: int, moment: Moment, rated: Mapping[str, int]) -> None:
        """In the place of what they said at that moment."""

    def in_programme(self, programme_id: int) -> Sequence[tuple[int, Rating]]:
        """All that was said in a programme, each with its mentorship: for counting."""

    def erase(self, person_id: int) -> None: ...
