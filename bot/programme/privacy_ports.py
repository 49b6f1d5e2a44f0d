"""What a person is told and given of what is kept of them, and what is taken away: `storage/` knows how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.people import Person


class Personal(Protocol):
    def of(self, person: Person) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Every row that is about them, by the name of its table: their own words opened, nobody else's in it."""

    def sweep(self, *person_ids: int) -> None:
        """Delete or empty whatever points to them; what is counted, or somebody else's too, stays."""

    def unname(self, person: Person, *, language: str, timezone: str, country: str) -> None:
        """Their row keeps neither name nor Slack id: it reads as the company does, and is nobody's."""

    def read_by_others(self, person_id: int) -> Sequence[tuple[str, str]]:
        """Channel and `ts` of every message in somebody else's conversation that may show their name or their words."""


class Forgotten(Protocol):
    """Whoever asked to be forgotten, by an imprint of their Slack id."""

    def add(self, slack_id: str) -> None: ...
    def knows(self, slack_id: str) -> bool: ...
    def among(self, slack_ids: Iterable[str]) -> frozenset[str]:
        """Those of these who asked for it."""

    def drop(self, slack_id: str) -> None:
        """They came back by themselves."""


class Retention(Protocol):
    """What has been kept for long enough goes, at most `limit` rows of a table at a time. Each says how many went."""

    def words(self, before: datetime, *, limit: int) -> int: ...
    def profiles(self, before: datetime, *, limit: int) -> int: ...
    def unfinished(self, before: datetime, *, limit: int) -> int: ...
    def meetings(self, before: datetime) -> int: ...
    def rounds(self, before: datetime) -> int: ...
    def answers(self, before: date, *, limit: int) -> int: ...
    def forgotten(self) -> Sequence[int]:
        """Whoever has no name here any more."""

    def gone(self, before: datetime, *, limit: int) -> Sequence[int]:
        """Who left the company and of whom nothing has happened since then."""

    def prompts(self, before: datetime, *, limit: int) -> int: ...
    def audit(self, before: datetime, *, limit: int) -> int: ...
    def files(self, before: datetime, *, limit: int) -> Sequence[tuple[int, str]]:
        """What was given before then, by number and by Slack's id of the file."""

    def gave(self, file_id: str, at: datetime) -> None:
        """A file was put into somebody's conversation at this instant of machine time."""

    def taken_away(self, number: int) -> None: ...
