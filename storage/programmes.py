"""The programmes at work in the company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from bot.domain.enrolments import Programme
from storage.base import AnyRow, NotThere, Repository, filled, table_of
from storage.tables import ProgrammeRow

PROGRAMMES = table_of(ProgrammeRow)


class Programmes(Repository):
    """A piece of work asks for the same one or two a dozen times: each is read once, and anew after a change."""

    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._running: Sequence[Programme] | None = None
        self._seen: dict[int, Programme] = {}

    def running(self) -> Sequence[Programme]:
        """Programmes that have not ended, the oldest first."""
        if self._running is None:
            self._running = [_programme(row) for row in self.rows(_at_work(), {"mine": self.workspace_id})]
            self._seen.update((one.id, one) for one in self._running)
        return self._running

    def get(self, programme_id: int) -> Programme:
        if programme_id not in self._seen:
            row = self.find(PROGRAMMES, programme_id)
            if row is None:
                raise NotThere(f"programme {programme_id}")
            self._seen[programme_id] = _programme(row)
        return self._seen[programme_id]

    def held(self, programme_id: int) -> Programme:
        """The same, while others who want to hold it wait for our commit."""
        if self.shares_writing:
            self.hold(PROGRAMMES, programme_id, lightly=True)
            self._forget()
        return self.get(programme_id)

    def start(self, *, type_key: str, name: str, language: str, timezone: str, started_on: date) -> Programme:
        """Start a programme; the same type started on the same day by two replicas is one programme."""
        new = filled(
            ProgrammeRow,
            workspace_id=self.workspace_id,
            type_key=type_key,
            name=name,
            language=language,
            timezone=timezone,
            started_on=started_on,
        )
        self._forget()
        self.run(self.inserting(PROGRAMMES).values(new).on_conflict_do_nothing())
        query = select(PROGRAMMES).where(
            PROGRAMMES.c.type_key == type_key, PROGRAMMES.c.started_on == started_on, self.mine(PROGRAMMES)
        )
        return _programme(self.run(query).one())

    def change(self, programme_id: int, **values: object) -> Programme:
        self._forget()
        return _programme(self.alter(PROGRAMMES, programme_id, values))

    def _forget(self) -> None:
        self._running = None
        self._seen.clear()


@cache
def _at_work() -> Select[*tuple[Any, ...]]:
    """Every turn of talk asks it."""
    here = (PROGRAMMES.c.ended_on.is_(None), PROGRAMMES.c.workspace_id == bindparam("mine"))
    return select(PROGRAMMES).where(*here).order_by(PROGRAMMES.c.id)


def _programme(row: AnyRow) -> Programme:
    return Programme(
        id=row.id,
        type_key=row.type_key,
        name=row.name,
        language=row.language,
        timezone=row.timezone,
        started_on=row.started_on,
        ended_on=row.ended_on,
        charter_version=row.charter_version,
        channel=row.channel,
        split_by=row.split_by,
    )
