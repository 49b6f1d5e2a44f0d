"""People's places in a programme. What somebody expects of it is sealed when written, opened when read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.domain.enrolments import Application, Enrolment, EnrolmentState, Part
from bot.domain.people import Standing
from storage.base import AnyRow, SealingRepository, chunks, filled, inserting_on, table_of
from storage.people import PEOPLE
from storage.sealing import SealedColumn
from storage.tables import EnrolmentRow

ENROLMENTS = table_of(EnrolmentRow)
MENTORS = [part.value for part in Part if part.mentors]
LEARNERS = [part.value for part in Part if part.learns]


class Enrolments(SealingRepository):
    def of(self, person_id: int, programme_id: int) -> Enrolment | None:
        asked = {"person": person_id, "programme": programme_id, "mine": self.workspace_id}
        row = self.first(_place(), asked)
        return None if row is None else self._enrolment(row)

    def many(self, person_ids: Iterable[int], programme_id: int) -> Mapping[int, Enrolment]:
        found = (
            self._all(self._in(programme_id).where(ENROLMENTS.c.person_id.in_(some)))
            for some in chunks(set(person_ids))
        )
        return {one.person_id: one for some in found for one in some}

    def open_for(self, person_id: int, programme_id: int) -> Enrolment:
        if (known := self.of(person_id, programme_id)) is not None:
            return known
        mine = {"workspace_id": self.workspace_id, "programme_id": programme_id, "person_id": person_id}
        new = self.first(_unless_there(self.connection.dialect.name), filled(EnrolmentRow, **mine))
        if new is not None:
            return self._enrolment(new)
        twin = self.of(person_id, programme_id)  # committed meanwhile
        assert twin is not None
        return twin

    def change(self, enrolment_id: int, **values: object) -> Enrolment:
        expectation = values.get("expectation")
        if isinstance(expectation, str):
            values["expectation"] = self.sealer.seal(expectation, owner=_owner(enrolment_id))
        return self._enrolment(self.alter(ENROLMENTS, enrolment_id, values))

    def erase(self, person_id: int) -> None:
        theirs = (ENROLMENTS.c.person_id == person_id, self.mine(ENROLMENTS))
        self.run(ENROLMENTS.update().where(*theirs).values(expectation=None))

    def mentors(self, programme_id: int) -> Sequence[Enrolment]:
        volunteers = self._active(programme_id).where(
            ENROLMENTS.c.part.in_(MENTORS), ENROLMENTS.c.capacity.is_not(None)
        )
        return self._all(volunteers)

    def mentees(self, programme_id: int) -> Sequence[Enrolment]:
        return self._all(self._active(programme_id).where(ENROLMENTS.c.part.in_(LEARNERS)))

    def came_since(self, programme_id: int, at: datetime) -> Sequence[Enrolment]:
        lately = (ENROLMENTS.c.part.in_(LEARNERS), ENROLMENTS.c.completed_at >= at)
        return self._all(self._active(programme_id).where(*lately))

    def all_in(self, programme_id: int) -> Sequence[Enrolment]:
        return self._all(self._in(programme_id))

    def parts(self, programme_id: int) -> Mapping[int, Part]:
        said = (
            ENROLMENTS.c.programme_id == programme_id,
            ENROLMENTS.c.part.is_not(None),
            self.mine(ENROLMENTS),
        )
        rows = self.rows(select(ENROLMENTS.c.person_id, ENROLMENTS.c.part, ENROLMENTS.c.state).where(*said))
        left = EnrolmentState.LEFT.value
        return {row.person_id: Part.NOT_FOR_ME if row.state == left else Part(row.part) for row in rows}

    def _in(self, programme_id: int) -> Select[*tuple[object, ...]]:
        return select(ENROLMENTS).where(ENROLMENTS.c.programme_id == programme_id, self.mine(ENROLMENTS))

    def _active(self, programme_id: int) -> Select[*tuple[object, ...]]:
        """Somebody who has left the company takes no part, whatever their enrolment still says."""
        still_here = PEOPLE.c.standing != Standing.GONE.value
        return (
            self._in(programme_id)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .where(ENROLMENTS.c.state == EnrolmentState.ACTIVE.value, still_here)
        )

    def _all(self, query: Select[*tuple[object, ...]]) -> Sequence[Enrolment]:
        return [self._enrolment(row) for row in self.rows(query.order_by(ENROLMENTS.c.id))]

    def _enrolment(self, row: AnyRow) -> Enrolment:
        sealed = row.expectation
        opened = None if sealed is None else self.sealer.open(sealed, owner=_owner(row.id))
        return enrolment_of(row, expectation=opened)


@cache
def _place() -> Select[*tuple[Any, ...]]:
    """Every turn of talk asks it."""
    theirs = (
        ENROLMENTS.c.person_id == bindparam("person"),
        ENROLMENTS.c.programme_id == bindparam("programme"),
    )
    return select(ENROLMENTS).where(*theirs, ENROLMENTS.c.workspace_id == bindparam("mine"))


@cache
def _unless_there(database: str) -> Any:
    return inserting_on(database, ENROLMENTS).on_conflict_do_nothing().returning(ENROLMENTS)


def enrolment_of(row: AnyRow, *, expectation: str | None) -> Enrolment:
    return Enrolment(
        id=row.id,
        programme_id=row.programme_id,
        person_id=row.person_id,
        part=None if row.part is None else Part(row.part),
        state=EnrolmentState(row.state),
        capacity=row.capacity,
        paused_until=row.paused_until,
        left_out=row.left_out,
        expectation=expectation,
        expectation_skipped=row.expectation_skipped,
        topics_answered=row.topics_answered,
        completed_at=row.completed_at,
        application=None if row.application is None else Application(row.application),
        preparation_step=row.preparation_step,
        prepared_at=row.prepared_at,
    )


def _owner(enrolment_id: int) -> str:
    return f"enrolment:{enrolment_id}:expectation"


SEALED = (SealedColumn(table=ENROLMENTS, column="expectation", owner=lambda row: _owner(row.id)),)
