"""Who volunteered to mentor, what became of it, and which parts people took up and put down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from bot.domain import enrolments
from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.people import Standing
from bot.programme.joining_ports import Application
from storage.base import AnyRow, SealingRepository, table_of
from storage.enrolments import ENROLMENTS, MENTORS
from storage.joining_tables import ApplicationRow, PartTakenRow
from storage.people import PEOPLE
from storage.sealing import SealedColumn

APPLICATIONS = table_of(ApplicationRow)
PARTS = table_of(PartTakenRow)
#: Nobody has answered, and the person is still here and still volunteers.
WAITS = (
    APPLICATIONS.c.decided_at.is_(None),
    PEOPLE.c.standing == Standing.EMPLOYEE.value,
    ENROLMENTS.c.application == enrolments.Application.APPLIED.value,
    ENROLMENTS.c.part.in_(MENTORS),
    ENROLMENTS.c.state != EnrolmentState.LEFT.value,
)


class Applications(SealingRepository):
    def open(self, enrolment_id: int, at: datetime) -> Application:
        known = self.latest(enrolment_id)
        if known is not None and known.decided_at is None:
            return known
        return self._application(self.put(ApplicationRow, enrolment_id=enrolment_id, applied_at=at))

    def latest(self, enrolment_id: int) -> Application | None:
        query = select(APPLICATIONS).where(
            APPLICATIONS.c.enrolment_id == enrolment_id, self.mine(APPLICATIONS)
        )
        row = self.first(query.order_by(APPLICATIONS.c.id.desc()).limit(1))
        return None if row is None else self._application(row)

    def get(self, application_id: int) -> tuple[int, Application] | None:
        return next(iter(self._found(_with_people(APPLICATIONS.c.id == application_id))), None)

    def waiting(self, programme_id: int) -> Sequence[tuple[int, Application]]:
        return self._found(_waiting(), programme=programme_id)

    def untold(self, programme_id: int) -> Sequence[tuple[int, Application]]:
        return self._found(_untold(), programme=programme_id)

    def tell(self, application_id: int) -> None:
        self.alter(APPLICATIONS, application_id, {"told": True})

    def since(self, programme_id: int, at: datetime) -> Sequence[tuple[int, Application]]:
        open_then = or_(APPLICATIONS.c.decided_at >= at, and_(*WAITS))
        return self._found(_with_people(ENROLMENTS.c.programme_id == programme_id, open_then))

    def decide(
        self,
        application_id: int,
        *,
        approved: bool,
        by: int,
        at: datetime,
        reason: str | None = None,
        words: str | None = None,
    ) -> bool:
        decision = {
            "approved": approved,
            "decided_by": by,
            "decided_at": at,
            "reason": reason,
            "words": self.sealer.seal(words, owner=_owner(application_id)) if words else None,
        }
        still_open = (
            APPLICATIONS.c.id == application_id,
            APPLICATIONS.c.decided_at.is_(None),
            self.mine(APPLICATIONS),
        )
        return self.run(APPLICATIONS.update().where(*still_open).values(decision)).rowcount == 1

    def erase(self, person_id: int) -> None:
        """What they were answered as well as what they answered others."""
        places = select(ENROLMENTS.c.id).where(ENROLMENTS.c.person_id == person_id, self.mine(ENROLMENTS))
        theirs = or_(APPLICATIONS.c.decided_by == person_id, APPLICATIONS.c.enrolment_id.in_(places))
        self.run(APPLICATIONS.update().where(theirs, self.mine(APPLICATIONS)).values(words=None))

    def took(self, enrolment_id: int, part: Part, at: datetime) -> None:
        self.put(PartTakenRow, enrolment_id=enrolment_id, part=part, at=at)

    def history(self, enrolment_id: int) -> Sequence[tuple[Part, datetime]]:
        query = select(PARTS).where(PARTS.c.enrolment_id == enrolment_id, self.mine(PARTS))
        return [(Part(row.part), row.at) for row in self.rows(query.order_by(PARTS.c.id))]

    def _found(self, query: Select[*tuple[Any, ...]], **asked: object) -> Sequence[tuple[int, Application]]:
        rows = self.rows(query, {**asked, "mine": self.workspace_id})
        return [(row.person_id, self._application(row)) for row in rows]

    def _application(self, row: AnyRow) -> Application:
        sealed = row.words
        return Application(
            id=row.id,
            enrolment_id=row.enrolment_id,
            applied_at=row.applied_at,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            approved=row.approved,
            reason=row.reason,
            words=None if sealed is None else self.sealer.open(sealed, owner=_owner(row.id)),
        )


def _with_people(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    query = (
        select(APPLICATIONS, ENROLMENTS.c.person_id)
        .join(ENROLMENTS, ENROLMENTS.c.id == APPLICATIONS.c.enrolment_id)
        .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
        .where(APPLICATIONS.c.workspace_id == bindparam("mine"), *where)
    )
    return query.order_by(APPLICATIONS.c.applied_at, APPLICATIONS.c.id)


@cache
def _waiting() -> Select[*tuple[Any, ...]]:
    """Every beat asks it, and for those of whom the team has not heard."""
    return _with_people(ENROLMENTS.c.programme_id == bindparam("programme"), *WAITS)


@cache
def _untold() -> Select[*tuple[Any, ...]]:
    return _waiting().where(APPLICATIONS.c.told.is_(False), ENROLMENTS.c.completed_at.is_not(None))


def _owner(application_id: int) -> str:
    return f"application:{application_id}:words"


SEALED = (SealedColumn(table=APPLICATIONS, column="words", owner=lambda row: _owner(row.id)),)
