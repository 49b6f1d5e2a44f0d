"""What is asked of the database about rounds, outcomes, links and pulses, for the report: numbers, and nobody's name.

`zone` is the programme's, `before` the instant at which the day `on` is over there. `stand_ins`: whether temporary
mentorships count too, as they do in a programme all of whose mentorships are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.periods import Month
from bot.domain.pulses import PulseKind, Theme
from bot.domain.splits import By
from bot.domain.waves import Found, Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Lived:
    """So many mentorships that had the same first and last day."""

    month: Month
    first: date
    last: date
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A change that somebody asked for, and when it was decided."""

    month: Month
    asked_at: datetime
    decided_at: datetime
    decide_by: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """Of the waves that closed in a month: how many answered, how many did not, the sum of each mark."""

    answered: int
    silent: int
    marks: Mapping[Theme, int]


class RoundFigures(Protocol):
    def found(
        self, programme_id: int, months: Iterable[Month], *, zone: str
    ) -> Mapping[Month, Mapping[Found, int]]:
        """What the rounds that were published in a month found for people; each person once a month."""

    def lines(
        self, programme_id: int, months: Iterable[Month], *, zone: str
    ) -> Mapping[Month, Mapping[Found, Line]]:
        """The same, with how many had taken part before and how many met early."""

    def campaigns(self, programme_id: int) -> Sequence[datetime]:
        """When campaigns were published, the earliest first."""

    def final_on(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Mapping[Month, date]:
        """From which local date on nothing changes any more in who met early, where somebody was found."""

    def took_part(
        self, programme_id: int, months: Iterable[Month], *, zone: str, stand_ins: bool
    ) -> Mapping[Month, int]:
        """How many people had taken part by the end of each month."""

    def wanted_topics(self, programme_id: int, *, today: date) -> Mapping[str, int]:
        """How many people who look for a mentor today want each topic."""


class OutcomeFigures(Protocol):
    """Figures and amounts by their names in `bot/domain/figures.py`."""

    def certified(
        self, programme_id: int, *, since: date, on: date, before: datetime, stand_ins: bool
    ) -> Mapping[str, int]: ...
    def steps(
        self, programme_id: int, *, on: date, before: datetime, stand_ins: bool
    ) -> Mapping[str, int]: ...
    def goals(
        self, programme_id: int, *, since: date, on: date, before: datetime, stand_ins: bool
    ) -> Mapping[str, int]:
        """In mentorships that ended after the day `since`, and on the day `on` at the latest."""

    def skills(self, programme_id: int, *, since: date, on: date, stand_ins: bool) -> Mapping[str, int]:
        """In mentorships that ended after the day `since`, and on the day `on` at the latest."""

    def ended(
        self, programme_id: int, months: Iterable[Month], *, zone: str, today: date, stand_ins: bool
    ) -> Sequence[Lived]:
        """What ended in these months and before today, if it lived a day."""

    def changes_asked(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Mapping[Month, int]:
        """In how many mentorships somebody asked for a change."""

    def decided(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Sequence[Settled]:
        """The latest decision of each month on each mentorship in which somebody had asked for a change."""


class LinkFigures(Protocol):
    """Mentorships that run on a day and have a mentor and a mentee."""

    def across(
        self, programme_id: int, evenings: Mapping[date, datetime]
    ) -> Mapping[date, Mapping[str, int]]:
        """How many are across and within networks, entities and tenures, by the names of the figures, on each of these
        days; beside each, the instant at which it ends.
        """

    def between(
        self, programme_id: int, by: By, *, on: date, before: datetime
    ) -> Mapping[tuple[str | None, str | None], int]:
        """How many there are by the mentors' and the mentees' group; None is not known, or several."""


class PulseFigures(Protocol):
    def answers(
        self, programme_id: int, kind: PulseKind, months: Iterable[Month], *, zone: str, today: date
    ) -> Mapping[Month, Answers]:
        """The waves that closed in a month and before today, once their answers are counted."""
