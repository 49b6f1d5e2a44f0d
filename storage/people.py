"""Who is in the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, select

from bot.domain.people import Person, SlackProfile, Standing
from storage.base import AnyRow, NotThere, Repository, chunks, filled, inserting_on, table_of
from storage.tables import PersonRow

PEOPLE = table_of(PersonRow)


class People(Repository):
    """A turn of talk asks for the same few people again and again: within one transaction each is read once."""

    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._seen: dict[int, Person] = {}
        self._networks: Sequence[str] | None = None

    def get(self, person_id: int) -> Person:
        if person_id not in self._seen:
            row = self.find(PEOPLE, person_id)
            if row is None:
                raise NotThere(f"person {person_id}")
            self._see(row)
        return self._seen[person_id]

    def many(self, person_ids: Iterable[int]) -> dict[int, Person]:
        wanted = set(person_ids)
        for row in self._rows_of(wanted - self._seen.keys()):
            self._see(row)
        return {person_id: self._seen[person_id] for person_id in sorted(wanted & self._seen.keys())}

    def held(self, person_id: int) -> Person:
        """The person, while others who want to hold them wait for our commit; what is planned for them does not."""
        if self.shares_writing:
            self.hold(PEOPLE, person_id, lightly=True)
            self._seen.pop(person_id, None)
        return self.get(person_id)

    def hold_all(self, person_ids: Iterable[int]) -> None:
        """The same for all of these at once, always in the same order, so that nobody waits for each other."""
        ids = sorted(set(person_ids))
        for person_id in ids:
            self._seen.pop(person_id, None)
        if self.shares_writing:
            for some in chunks(ids):
                rows = select(PEOPLE.c.id).where(PEOPLE.c.id.in_(some), self.mine(PEOPLE))
                self.run(rows.order_by(PEOPLE.c.id).with_for_update(key_share=True))

    def hold_free(self, person_ids: Iterable[int], *, limit: int) -> Sequence[int]:
        """So many of these whom nobody else holds; others who want to hold them wait for our commit."""
        ids = list(person_ids)
        if not self.shares_writing:
            return ids[:limit]
        rows = select(PEOPLE.c.id).where(PEOPLE.c.id.in_(ids), self.mine(PEOPLE)).order_by(PEOPLE.c.id)
        return [
            row.id for row in self.rows(rows.limit(limit).with_for_update(key_share=True, skip_locked=True))
        ]

    def networks(self) -> Sequence[str]:
        if self._networks is None:
            self._networks = [row.network for row in self.rows(_networks(), {"mine": self.workspace_id})]
        return self._networks

    def look_again(self) -> None:
        """Somebody else has written about them: what was read before may not be so any more."""
        self._seen.clear()
        self._networks = None

    def by_slack_id(self, slack_id: str) -> Person | None:
        for person in self._seen.values():
            if person.slack_id == slack_id:
                return person
        row = self.first(_by_slack_id(), {"slack_id": slack_id, "mine": self.workspace_id})
        return None if row is None else self._see(row)

    def by_slack_ids(self, slack_ids: Iterable[str]) -> Sequence[Person]:
        asked = (
            select(PEOPLE).where(PEOPLE.c.slack_id.in_(some), self.mine(PEOPLE)) for some in chunks(slack_ids)
        )
        known = (_person(row) for query in asked for row in self.rows(query))
        return sorted(known, key=lambda one: (one.name, one.id))

    def employees(self) -> Sequence[Person]:
        query = select(PEOPLE).where(PEOPLE.c.standing == Standing.EMPLOYEE.value, self.mine(PEOPLE))
        return [_person(row) for row in self.rows(query.order_by(PEOPLE.c.name, PEOPLE.c.id))]

    def joined_since(self, day: date) -> Sequence[Person]:
        """Employees whose date of joining is this day or later, the earliest first."""
        lately = (PEOPLE.c.joined_on >= day, PEOPLE.c.standing == Standing.EMPLOYEE.value, self.mine(PEOPLE))
        return [
            _person(row)
            for row in self.rows(select(PEOPLE).where(*lately).order_by(PEOPLE.c.joined_on, PEOPLE.c.id))
        ]

    def save(self, profile: SlackProfile, *, language: str, timezone: str, country: str) -> Person:
        """Write what Slack says of somebody; what it leaves out stays as it was; a newcomer takes these.

        One statement, so that the same person arriving twice at once is one row. A language that the person
        chose is theirs: Slack's setting no longer decides.
        """
        newcomer = filled(
            PersonRow,
            workspace_id=self.workspace_id,
            slack_id=profile.slack_id,
            name=profile.name,
            handle=profile.handle,
            standing=profile.standing,
            language=profile.language or language,
            timezone=profile.timezone or timezone,
            country=country,
            title=profile.title,
            joined_on=profile.joined_on,
        )
        told = tuple(name for name in ("language", "timezone", "joined_on") if getattr(profile, name))
        saving = _saving(self.connection.dialect.name, told)
        return self._see(self.run(saving, newcomer).one())

    def change(self, person_id: int, **values: object) -> Person:
        if "network" in values:
            self._networks = None
        return self._see(self.alter(PEOPLE, person_id, values))

    def managers(self) -> Mapping[int, int | None]:
        query = select(PEOPLE.c.id, PEOPLE.c.manager_id).where(self.mine(PEOPLE))
        return {row.id: row.manager_id for row in self.rows(query)}

    def _rows_of(self, ids: set[int]) -> Sequence[AnyRow]:
        """Mostly it is the one other half: what asks for one is put together once, what asks for a list each time."""
        if len(ids) == 1:
            row = self.find(PEOPLE, *ids)
            return [] if row is None else [row]
        asked = (select(PEOPLE).where(PEOPLE.c.id.in_(some), self.mine(PEOPLE)) for some in chunks(ids))
        return [row for query in asked for row in self.rows(query)]

    def _see(self, row: AnyRow) -> Person:
        self._seen[row.id] = _person(row)
        return self._seen[row.id]


@cache
def _networks() -> Select[*tuple[Any, ...]]:
    named = (PEOPLE.c.network.is_not(None), PEOPLE.c.workspace_id == bindparam("mine"))
    return select(PEOPLE.c.network).where(*named).distinct().order_by(PEOPLE.c.network)


@cache
def _by_slack_id() -> Select[*tuple[Any, ...]]:
    """Every turn of talk begins with it."""
    here = PEOPLE.c.workspace_id == bindparam("mine")
    return select(PEOPLE).where(PEOPLE.c.slack_id == bindparam("slack_id"), here)


@cache
def _saving(database: str, told: tuple[str, ...]) -> Any:
    """`told` is what Slack said besides what it always says. It is put together once: the column names of what an
    insert excludes cost more than the rest of meeting somebody.
    """
    inserting = inserting_on(database, PEOPLE)
    said = {name: inserting.excluded[name] for name in ("name", "handle", "standing", "title", *told)}
    if "language" in told:
        said["language"] = case((PEOPLE.c.language_chosen, PEOPLE.c.language), else_=said["language"])
    known = inserting.on_conflict_do_update(index_elements=["workspace_id", "slack_id"], set_=said)
    return known.returning(PEOPLE)


def _person(row: AnyRow) -> Person:
    return Person(
        id=row.id,
        slack_id=row.slack_id,
        name=row.name,
        handle=row.handle,
        standing=Standing(row.standing),
        language=row.language,
        language_chosen=row.language_chosen,
        timezone=row.timezone,
        country=row.country,
        title=row.title,
        network=row.network,
        network_confirmed=row.network_confirmed,
        other_networks=tuple(row.other_networks),
        topics=tuple(row.topics),
        manager_id=row.manager_id,
        entity=row.entity,
        site=row.site,
        joined_on=row.joined_on,
        dm=row.dm,
        welcomed_at=row.welcomed_at,
        country_chosen=row.country_chosen,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        works_on=row.works_on,
    )
