"""What is asked of the database about pulses: who is asked, and what was answered, which nothing links.

An answer is folded and sealed as it is given, and stays so until its wave is closed: then all of them are opened at
once, and written down in an order and under names that are drawn. So neither the database nor what was copied of it on
any day, nor the log of its changes, leads from a person to an answer without the company's key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.mentorships import SeatRole
from bot.domain.pulses import Answer, Ballot, Guest, PulseKind, Suggestion, Wave


class Pulses(Protocol):
    def wave(self, programme_id: int, kind: PulseKind, opens_on: date) -> Wave | None: ...
    def get(self, pulse_id: int) -> Wave | None: ...
    def latest(self, programme_id: int, kind: PulseKind, *, most: int) -> Sequence[Wave]:
        """Those that asked somebody, the newest first."""

    def open(self, programme_id: int, kind: PulseKind, *, opens_on: date, closes_on: date) -> Wave | None:
        """The new wave, for the one caller who opened it; None when it is open already."""

    def invite(self, pulse_id: int, guests: Iterable[Guest]) -> None: ...
    def introductions(self, programme_id: int, *, before: datetime) -> Sequence[datetime]:
        """The instants before this one at which lasting mentorships that run were introduced, each once: few beside
        so many mentorships, since a round introduces everybody at once.
        """

    def seats(
        self, programme_id: int, introduced_at: Iterable[datetime]
    ) -> Sequence[tuple[int, SeatRole, datetime]]:
        """Who has a seat in one of those that were introduced at these instants; and at which."""

    def asked_since(self, at: datetime) -> Sequence[tuple[int, datetime]]:
        """Who was or will be asked how it goes since this instant, in any programme, and when."""

    def heard_of_an_end(
        self, programme_id: int, *, since: datetime, ended: date
    ) -> Sequence[tuple[int, SeatRole, datetime]]:
        """Who has read since this instant that a lasting mentorship of theirs ended, on this local date or later, and
        when they read it; whoever was asked about an end in a wave that closed on that date or later is left out.
        """

    def side_of(self, pulse_id: int, person_id: int) -> SeatRole | None:
        """From which side this person is asked; None for whoever is not."""

    def has_answered(self, pulse_id: int, person_id: int) -> bool: ...
    def cast(self, pulse_id: int, person_id: int, ballot: Ballot) -> bool:
        """Put it into the urn; False for whoever was not asked, or has answered."""

    def to_count(self, programme_id: int, today: date) -> Sequence[Wave]:
        """Waves that are closed, with answers that are still folded."""

    def spare(self, pulse_id: int, period: str) -> None:
        """Whoever was never told that they are asked was not asked: `period` is what it was planned under."""

    def take_out(self, pulse_id: int) -> Sequence[Ballot]:
        """Everything in the urn, which is empty from then on. What no key opens is gone."""

    def count(self, pulse_id: int, answers: Iterable[Answer], words: Iterable[str]) -> None:
        """Write these answers in the place of those that were counted before, and these lines among the others, each in
        an order that is drawn: nothing tells which line came with which marks.
        """

    def answers(self, pulse_id: int) -> Sequence[Answer]:
        """In the order of their ids, which were drawn; none while the wave is open."""

    def suggestions(self, programme_id: int, *, done: bool, most: int) -> Sequence[Suggestion]:
        """Lines of closed waves, in the order of their ids, which were drawn."""

    def suggestion(self, suggestion_id: str) -> tuple[int, Suggestion] | None:
        """With its programme."""

    def see_to(self, suggestion_id: str, at: datetime | None) -> None: ...
