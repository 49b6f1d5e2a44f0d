"""Everything that is about a person, found by the columns that point to them: given to them, or taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, or_, select

from bot.domain.people import NAMELESS, Person
from bot.domain.rounds import RoundState
from storage import rotation
from storage.base import AnyRow, SealingRepository, chunks
from storage.convention import SQLModel
from storage.fates import BLANKS, CANCELLED, FATES, NOBODY, Fate
from storage.given import GIVEN, Given, Once
from storage.people import PEOPLE
from storage.reaching_out import UNFINISHED
from storage.sealing import SealBroken, new_ref


class Personal(SealingRepository):
    def of(self, person: Person) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Every row that is about them, by table and in their own words: what is sealed is opened."""
        me = [{name: getattr(person, name) for name in _told_of(person)}]
        found = {name: [*self._given(name, one, person.id)] for name, one in GIVEN.items()}
        return {"person": me, **{name: rows for name, rows in found.items() if rows}}

    def read_by_others(self, person_id: int) -> Sequence[tuple[str, str]]:
        """All that was said of their mentorships, or to those in them; and of the rest what is about them, a round or a
        session in which they are, an application or a change of theirs.
        """
        prompts, seats = _table("prompt"), _table("seat")
        theirs = select(seats.c.mentorship_id).where(seats.c.person_id == person_id, self.mine(seats))
        others = select(seats.c.person_id).where(seats.c.mentorship_id.in_(theirs), self.mine(seats))
        said = (prompts.c.ts.is_not(None), prompts.c.recipient_id != person_id, self.mine(prompts))
        near = or_(prompts.c.mentorship_id.in_(theirs), prompts.c.recipient_id.in_(others))
        places = {(row.channel, row.ts) for row in self.rows(select(prompts).where(*said, near))}
        about = self._what_they_are_in(person_id)
        rest = select(prompts.c.channel, prompts.c.ts, prompts.c.about).where(*said, ~near)
        places |= {
            (row.channel, row.ts)
            for row in self.rows(rest)
            if any(row.about.get(name) in numbers for name, numbers in about.items())
        }
        return sorted(places)

    def _what_they_are_in(self, person_id: int) -> Mapping[str, frozenset[int]]:
        """By the name that messages give it, the numbers of what has to do with them."""
        places = _table("enrolment")
        place = select(places.c.id).where(places.c.person_id == person_id, self.mine(places))
        in_a_session = [
            ("circle_seat", "session_id", "person_id"),
            ("circle_point", "session_id", "person_id"),
        ]
        in_a_round = [("invitation", "round_id", "person_id"), ("proposal", "round_id", "mentor_id")]
        applied = _table("application")
        applications = select(applied.c.id).where(applied.c.enrolment_id.in_(place), self.mine(applied))
        return {
            "person": frozenset({person_id}),
            "joined": frozenset({person_id}),
            "session": self._numbers(in_a_session, person_id),
            "round": self._numbers(in_a_round, person_id),
            "change": self._numbers([("change", "id", "asked_by")], person_id),
            "application": frozenset(row.id for row in self.rows(applications)),
        }

    def _numbers(self, where: Iterable[tuple[str, str, str]], person_id: int) -> frozenset[int]:
        found: set[int] = set()
        for name, wanted, by in where:
            table = _table(name)
            query = select(table.c[wanted].label("number")).where(table.c[by] == person_id, self.mine(table))
            found |= {row.number for row in self.rows(query)}
        return frozenset(found)

    def sweep(self, *person_ids: int) -> None:
        """What is decided in `FATES` and `BLANKS`, of whatever the keepers of words have left: of all of these at once,
        since whoever writes waits meanwhile.
        """
        for some in chunks(person_ids):
            self._sweep(some)

    def _sweep(self, people: Sequence[int]) -> None:
        for table in reversed(SQLModel.metadata.sorted_tables):
            for column in table.columns:
                self._decide(table, column.name, people)
        prompts = _table("prompt")
        unsaid = (prompts.c.recipient_id.in_(people), prompts.c.state.in_(UNFINISHED), self.mine(prompts))
        self.run(prompts.update().where(*unsaid).values(state=CANCELLED, reason="forgotten"))
        for name, (by, values) in BLANKS.items():
            table = _table(name)
            self.run(table.update().where(table.c[by].in_(people), self.mine(table)).values(values))

    def unname(self, person: Person, *, language: str, timezone: str, country: str) -> None:
        """The row keeps neither their name nor their Slack id, and nothing else that is theirs. Those whom they managed
        have their manager from now on, so that nobody is matched within a line of management.
        """
        reports = (PEOPLE.c.manager_id == person.id, self.mine(PEOPLE))
        self.run(PEOPLE.update().where(*reports).values(manager_id=person.manager_id))
        usual = {"language": language, "timezone": timezone, "country": country}
        self.alter(PEOPLE, person.id, {**NOBODY, **usual, "slack_id": f"{NAMELESS}{new_ref()}"})
        self._drop_keys(person)

    def _decide(self, table: Table, column: str, people: Sequence[int]) -> None:
        theirs = (table.c[column].in_(people),)
        match FATES.get(f"{table.name}.{column}"):
            case Fate.GOES:
                self.run(table.delete().where(*theirs, self.mine(table)))
            case Fate.EMPTIED if table is not PEOPLE:
                self.run(table.update().where(*theirs, self.mine(table)).values({column: None}))

    def _drop_keys(self, person: Person) -> None:
        """The groups of Slack they were in, and keys that hold their Slack id or that of their conversation."""
        inbox, groups = _table("inbox"), _table("bound_group")
        theirs = [one for one in (person.slack_id, person.dm) if one]
        named = or_(*(inbox.c.key.contains(one, autoescape=True) for one in theirs))
        self.run(inbox.delete().where(named, self.mine(inbox)))
        for group in self.rows(select(groups).where(self.mine(groups))):
            if person.slack_id in group.members:
                members = [one for one in group.members if one != person.slack_id]
                self.alter(groups, group.id, {"members": members})

    def _given(self, name: str, one: Given, person_id: int) -> Iterator[Mapping[str, object]]:
        table = _table(name)
        for row in self.rows(self._theirs(table, one, person_id)):
            yield {column: self._opened(table, column, row) for column in one.columns}

    def _theirs(self, table: Table, one: Given, person_id: int) -> Select[*tuple[Any, ...]]:
        query = select(table).where(self.mine(table))
        match one.once:
            case Once.PUBLISHED:
                rounds = _table("round")
                announced = select(rounds.c.id).where(rounds.c.state == RoundState.PUBLISHED.value)
                query = query.where(table.c.round_id.in_(announced))
            case Once.SAID:
                query = query.where(table.c.state.not_in(UNFINISHED))
        if one.through is None:
            return query.where(table.c[one.by] == person_id).order_by(table.c.id)
        column, through = one.through
        middle = _table(through)
        leads = middle.c.id if through == "enrolment" else middle.c.mentorship_id
        theirs = select(leads).where(middle.c.person_id == person_id, self.mine(middle))
        return query.where(table.c[column].in_(theirs)).order_by(table.c.id)

    def _opened(self, table: Table, column: str, row: AnyRow) -> object:
        value = getattr(row, column)
        sealed = SEALED.get((table.name, column))
        if sealed is None or not value:
            return value
        try:
            return _read(self.sealer.open(value, owner=sealed.owner(row)))
        except SealBroken:
            return None  # the key it was sealed with is gone: nobody reads it any more


SEALED = {(one.table.name, one.column): one for one in rotation.COLUMNS}


def points_to_people() -> Iterator[str]:
    """Every column of a declared table that points to a person."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is PEOPLE.c.id for key in column.foreign_keys):
                yield f"{table.name}.{column.name}"


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _told_of(person: Person) -> Sequence[str]:
    hidden = {"id"}
    return [name for name in type(person).__dataclass_fields__ if name not in hidden]


def _read(words: str) -> object:
    """Lists and pages are kept as JSON under their seal."""
    try:
        found = json.loads(words)
    except ValueError:
        return words
    return found if isinstance(found, list | dict) else words
