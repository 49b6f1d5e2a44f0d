"""Every figure of the report, counted once more: from the raw rows of the tables and from docs/figures.md alone.

Nothing of it is taken from the code that counts: tables are read as they lie in the database. Here are the words of
the page; each function of `stocks.py` and `flows.py` is one of its paragraphs. It is slow, and that does not matter.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, text

Row = Mapping[str, Any]
Month = tuple[int, int]

DAY = timedelta(days=1)
LONG_TERM = "long_term"
TABLES = (
    *("programme", "person", "enrolment", "mentorship", "mentorship_cadence", "mentorship_pause", "seat"),
    *("meeting", "skip", "round", "invitation", "proposal", "change", "certificate", "mentorship_step"),
    *("goal", "skill_rating", "pulse", "pulse_guest", "pulse_answer"),
)
INSTANTS = ("introduced_at", "flagged_at", "ended_at", "published_at", "issued_at", "done_at", "set_at")
INSTANTS = (*INSTANTS, "closed_at", "asked_at", "decided_at")
DATES = (
    "joined_on",
    "paused_until",
    "ends_on",
    "anchor",
    "until",
    "since",
    "held_on",
    "decide_by",
    "closes_on",
)
FLAGS = ("temporary", "solo", "answered")


@dataclass(frozen=True)
class Rows:
    """One programme, as its rows say on `today`. `approves`: its mentors wait for a coordinator's yes."""

    tables: Mapping[str, list[Row]]
    programme_id: int
    now: datetime
    approves: bool

    def of_group(self, column: str, name: str | None) -> tuple[Self, Self]:
        """The same for one network, entity or site: of its people, and of its mentorships. The group of these is that
        of everybody who is mentored in them, if it is the same.
        """
        values = {one["id"]: one[column] or None for one in self.tables["person"]}
        people = [one for one in self.tables["person"] if values[one["id"]] == name]
        mentorships = [
            one
            for one in self.tables["mentorship"]
            if _only(values[mentee] for mentee in self.with_role(one, "mentee")) == name
        ]
        return (
            replace(self, tables={**self.tables, "person": people}),
            replace(self, tables={**self.tables, "mentorship": mentorships}),
        )

    # -- words of the page -------------------------------------------------------------------------------------------

    @cached_property
    def programme(self) -> Row:
        return next(one for one in self.tables["programme"] if one["id"] == self.programme_id)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme["timezone"])

    @property
    def is_long_term(self) -> bool:
        return self.programme["type_key"] == LONG_TERM

    @property
    def today(self) -> date:
        return self.local(self.now)

    def local(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day + DAY, time(), self.zone).astimezone(UTC)

    def of_programme(self, table: str) -> list[Row]:
        return [one for one in self.tables[table] if one["programme_id"] == self.programme_id]

    def in_mentorships(self, table: str, mentorships: list[Row]) -> list[Row]:
        ids = {one["id"] for one in mentorships}
        return [one for one in self.tables[table] if one["mentorship_id"] in ids]

    @cached_property
    def mentorships(self) -> list[Row]:
        return self.of_programme("mentorship")

    @cached_property
    def no_stand_ins(self) -> list[Row]:
        return [one for one in self.mentorships if not (one["temporary"] and self.is_long_term)]

    @cached_property
    def seats(self) -> Mapping[int, list[Row]]:
        return self.by_mentorship("seat")

    def by_mentorship(self, table: str) -> Mapping[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for one in self.tables[table]:
            found[one["mentorship_id"]].append(one)
        return found

    def with_role(self, mentorship: Row, role: str) -> set[int]:
        return {one["person_id"] for one in self.seats[mentorship["id"]] if one["role"] == role}

    def stands(self, one: Row, day: date) -> bool:
        if one["introduced_at"] >= self.end_of(day):
            return False
        return one["state"] != "ended" if one["ends_on"] is None else one["ends_on"] >= day

    @cached_property
    def pauses(self) -> Mapping[int, list[Row]]:
        return self.by_mentorship("mentorship_pause")

    def is_paused(self, one: Row, day: date) -> bool:
        return any(pause["since"] <= day < pause["until"] for pause in self.pauses[one["id"]])

    def first_anchor(self, one: Row) -> date:
        earlier = sorted(self.cadences[one["id"]], key=lambda cadence: cadence["first_cycle"])
        anchor: date = (earlier[0] if earlier else one)["anchor"]
        return anchor

    @cached_property
    def cadences(self) -> Mapping[int, list[Row]]:
        return self.by_mentorship("mentorship_cadence")

    def proposal(self, round_id: int, person_id: int) -> Row | None:
        return self.proposals.get((round_id, person_id))

    @cached_property
    def proposals(self) -> Mapping[tuple[int, int], Row]:
        return {(one["round_id"], one["mentee_id"]): one for one in self.tables["proposal"]}

    def has_joined(self, person: Row, day: date) -> bool:
        employee = person["standing"] == "employee"
        return employee and (person["joined_on"] is None or person["joined_on"] <= day)


def tables_in(engine: Engine) -> Mapping[str, list[Row]]:
    """The tables of the database, each in the order in which it was written: PostgreSQL puts new rows where old ones
    were.
    """
    with engine.connect() as connection:
        return {name: [_as_values(row) for row in _in_order(connection, name)] for name in TABLES}


def _in_order(connection: Connection, name: str) -> Iterable[Mapping[Any, Any]]:
    return connection.execute(text(f'SELECT * FROM "{name}" ORDER BY id')).mappings()


def _only(some: Iterable[str | None]) -> str | None:
    """The one that they all have."""
    values = set(some)
    return values.pop() if len(values) == 1 else None


def month_of(day: date) -> Month:
    return day.year, day.month


def _as_values(row: Mapping[Any, Any]) -> Row:
    """SQLite keeps dates and instants as text and yes or no as numbers; PostgreSQL as they are."""
    return {str(name): _as_value(str(name), value) for name, value in row.items()}


def _as_value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in INSTANTS:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
    if name in DATES and isinstance(value, str):
        return date.fromisoformat(value)
    if name in FLAGS:
        return bool(value)
    return json.loads(value) if name == "scores" and isinstance(value, str) else value
