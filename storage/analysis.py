"""What may be taken away for analysis: counts and dates, by people who are numbers (`binome export`).

What is not listed here does not leave: no name, no Slack id, no sealed word, no reason, nothing of who refused or
avoids whom, and nothing that people were promised to say to nobody (goals, ratings, pulses, help). Numbers are imprints
made with a key that nobody keeps: they tie one file to another, and nothing to anybody.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from storage.base import Repository, table_of
from storage.change_tables import ChangeRow
from storage.round_tables import InvitationRow, ProposalRow, RoundRow
from storage.tables import (
    EnrolmentRow,
    MeetingRow,
    MentorshipCadenceRow,
    MentorshipPauseRow,
    MentorshipRow,
    PersonRow,
    ProgrammeRow,
    SeatRow,
    SkipRow,
)
from storage.together_tables import CertificateRow, MentorshipStepRow

#: Characters of an imprint: enough for any two to differ.
LONG = 12
#: Rows that are read at once.
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Day:
    """Of an instant, its day in UTC; the hour would tell who was there."""

    column: str


@dataclass(frozen=True, slots=True)
class FirstOfMonth:
    """Of a day, its month: whoever joined on one day is easily found."""

    column: str


@dataclass(frozen=True, slots=True)
class IsThere:
    """Whether there is one, and not who."""

    column: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which row of `of` it is, by an imprint."""

    column: str
    of: str


Told = str | Day | FirstOfMonth | IsThere | Imprint
PERSON, PROGRAMME = Imprint("person_id", "person"), Imprint("programme_id", "programme")
MENTORSHIP, ROUND = Imprint("mentorship_id", "mentorship"), Imprint("round_id", "round")
RHYTHM = {one: one for one in ("first_cycle", "anchor", "period_months", "period_weeks")}


def _as_they_are(*columns: str) -> dict[str, Told]:
    return {one: one for one in columns}


#: Each file, the table it comes from, and its columns.
FILES: Mapping[str, tuple[Table, Mapping[str, Told]]] = {
    "people": (
        table_of(PersonRow),
        {
            "person": Imprint("id", "person"),
            **_as_they_are("standing", "language", "country", "network", "entity", "site"),
            "joined_month": FirstOfMonth("joined_on"),
        },
    ),
    "programmes": (
        table_of(ProgrammeRow),
        {
            "programme": Imprint("id", "programme"),
            **_as_they_are("type_key", "timezone", "started_on", "ended_on"),
        },
    ),
    "enrolments": (
        table_of(EnrolmentRow),
        {
            "programme": PROGRAMME,
            "person": PERSON,
            **_as_they_are("part", "state", "capacity", "paused_until", "application"),
            "completed_on": Day("completed_at"),
        },
    ),
    "rounds": (
        table_of(RoundRow),
        {
            "round": Imprint("id", "round"),
            "programme": PROGRAMME,
            **_as_they_are("state", "solo", "closes_on"),
            "opened_on": Day("opened_at"),
            "published_on": Day("published_at"),
        },
    ),
    "invitations": (table_of(InvitationRow), {"round": ROUND, "person": PERSON, "answer": "answer"}),
    "proposals": (
        table_of(ProposalRow),
        {
            "round": ROUND,
            "person": Imprint("mentee_id", "person"),
            "found": IsThere("mentor_id"),
            **_as_they_are("rank", "offer"),
        },
    ),
    "mentorships": (
        table_of(MentorshipRow),
        {
            "mentorship": Imprint("id", "mentorship"),
            "programme": PROGRAMME,
            "round": ROUND,
            **_as_they_are("state", "temporary"),
            "introduced_on": Day("introduced_at"),
            **RHYTHM,
            "ends_on": "ends_on",
            "flagged_on": Day("flagged_at"),
        },
    ),
    "cadences": (table_of(MentorshipCadenceRow), {"mentorship": MENTORSHIP, **RHYTHM, "until": "until"}),
    "pauses": (table_of(MentorshipPauseRow), {"mentorship": MENTORSHIP, **_as_they_are("since", "until")}),
    "seats": (table_of(SeatRow), {"mentorship": MENTORSHIP, "person": PERSON, "role": "role"}),
    "meetings": (
        table_of(MeetingRow),
        {"mentorship": MENTORSHIP, **_as_they_are("cycle", "state", "held_on", "minutes", "form")},
    ),
    "skips": (table_of(SkipRow), {"mentorship": MENTORSHIP, "cycle": "cycle"}),
    "changes": (
        table_of(ChangeRow),
        {
            "mentorship": MENTORSHIP,
            "asked_for": IsThere("asked_by"),
            "asked_on": Day("asked_at"),
            **_as_they_are("decide_by", "state", "decision"),
            "decided_on": Day("decided_at"),
        },
    ),
    "steps": (
        table_of(MentorshipStepRow),
        {
            "mentorship": MENTORSHIP,
            "step": "key",
            "done_on": Day("done_at"),
            "left_out": IsThere("skip_agreed_by"),
        },
    ),
    "certificates": (
        table_of(CertificateRow),
        {
            "programme": PROGRAMME,
            "mentorship": MENTORSHIP,
            "person": PERSON,
            "kind": "kind",
            "issued_on": Day("issued_at"),
        },
    ),
}


class Analysis(Repository):
    """One export: its imprints are its own."""

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        super().__init__(connection, workspace_id, writing=False)
        self._key = token_bytes(32)

    def rows_of(self, file: str) -> Iterator[Sequence[object]]:
        """The file's lines below its header, read a few thousand at a time."""
        table, told = FILES[file]
        tellers = [self._teller(one) for one in told.values()]
        columns = [_column(table, one) for one in told.values()]
        query = select(*(column.label(f"c{place}") for place, column in enumerate(columns)))
        reading = self.connection.execution_options(yield_per=AT_ONCE)
        for row in reading.execute(query.where(self.mine(table)).order_by(table.c.id)):
            yield [tell(value) for tell, value in zip(tellers, row, strict=True)]

    def _teller(self, told: Told) -> Callable[[Any], object]:
        match told:
            case Day():
                return _day
            case FirstOfMonth():
                return _month
            case IsThere():
                return _is_there
            case Imprint(of=table):
                return lambda number: None if number is None else self._imprint(table, number)
            case _:
                return lambda value: int(value) if isinstance(value, bool) else value

    def _imprint(self, table: str, number: int) -> str:
        return hmac.new(self._key, f"{table}:{number}".encode(), sha256).hexdigest()[:LONG]


def _column(table: Table, told: Told) -> Column[Any]:
    return table.c[told if isinstance(told, str) else told.column]


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant is not None else None


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day is not None else None


def _is_there(value: object) -> int:
    return int(value is not None)
