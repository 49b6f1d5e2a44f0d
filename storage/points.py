"""Topics and promised actions, their words sealed. Every question says who reads: what somebody keeps to themselves is
found by nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from bot.domain.points import Point, PointKind
from storage.base import AnyRow, SealingRepository, table_of
from storage.sealing import SealedColumn, new_ref
from storage.tables import SeatRow
from storage.together_tables import PointRow

POINTS = table_of(PointRow)
SEATS = table_of(SeatRow)


class Points(SealingRepository):
    def seen(self, mentorship_id: int, *, reader_id: int, cycle: int) -> Sequence[Point]:
        on_it = (POINTS.c.mentorship_id == mentorship_id, POINTS.c.first_cycle <= cycle, self.mine(POINTS))
        still = or_(POINTS.c.done_cycle.is_(None), POINTS.c.done_cycle >= cycle)
        query = select(POINTS).where(*on_it, still, _seen_by(reader_id)).order_by(POINTS.c.id)
        return [self._point(row) for row in self.rows(query)]

    def get(self, point_id: int, *, reader_id: int) -> Point | None:
        row = self.first(
            select(POINTS).where(POINTS.c.id == point_id, self.mine(POINTS), _seen_by(reader_id))
        )
        return None if row is None else self._point(row)

    def add(
        self,
        mentorship_id: int,
        *,
        kind: PointKind,
        by: int,
        shared: bool,
        words: str,
        owner_id: int | None,
        due_on: date | None,
        cycle: int,
        at: datetime,
    ) -> Point:
        ref = new_ref()
        row = self.put(
            PointRow,
            mentorship_id=mentorship_id,
            ref=ref,
            kind=kind,
            by_id=by,
            shared=shared,
            words=self.sealer.seal(words, owner=_owner(mentorship_id, by, ref)),
            owner_id=owner_id,
            due_on=due_on,
            first_cycle=cycle,
            at=at,
        )
        return self._point(row)

    def share(self, point_id: int, *, at: datetime) -> None:
        self._change(point_id, {"shared": True, "at": at})

    def settle(self, point_id: int, *, by: int, cycle: int, at: datetime | None) -> None:
        done = {"done_at": at, "done_by": by, "done_cycle": cycle}
        self._change(point_id, done if at is not None else dict.fromkeys(done))

    def drop(self, point_id: int) -> None:
        self.run(POINTS.delete().where(POINTS.c.id == point_id, self.mine(POINTS)))

    def leave(self, mentorship_id: int, person_id: int) -> None:
        theirs = (POINTS.c.mentorship_id == mentorship_id, POINTS.c.by_id == person_id, self.mine(POINTS))
        self.run(POINTS.delete().where(*theirs, ~POINTS.c.shared))

    def erase(self, person_id: int) -> None:
        self.run(POINTS.delete().where(POINTS.c.by_id == person_id, self.mine(POINTS)))
        for named in (POINTS.c.owner_id, POINTS.c.done_by):
            theirs = POINTS.update().where(named == person_id, self.mine(POINTS))
            self.run(theirs.values({named.name: None}))

    def _change(self, point_id: int, values: Mapping[str, object]) -> None:
        """Whoever wrote it may have taken it off in the same second: then there is nothing to change."""
        self.run(POINTS.update().where(POINTS.c.id == point_id, self.mine(POINTS)).values(values))

    def _point(self, row: AnyRow) -> Point:
        return Point(
            id=row.id,
            mentorship_id=row.mentorship_id,
            kind=PointKind(row.kind),
            by_id=row.by_id,
            shared=row.shared,
            words=self.sealer.open(row.words, owner=_owner_of(row)),
            owner_id=row.owner_id,
            due_on=row.due_on,
            first_cycle=row.first_cycle,
            at=row.at,
            done_at=row.done_at,
            done_by=row.done_by,
        )


def _seen_by(reader_id: int) -> ColumnElement[bool]:
    """One's own, and what was shared with whoever was there then: nobody knew that another one would come."""
    came_later = select(SEATS.c.id).where(
        SEATS.c.mentorship_id == POINTS.c.mentorship_id,
        SEATS.c.person_id == reader_id,
        SEATS.c.since > POINTS.c.at,
    )
    return or_(POINTS.c.by_id == reader_id, and_(POINTS.c.shared, ~came_later.exists()))


def _owner(mentorship_id: int, by_id: int, ref: str) -> str:
    return f"point:{mentorship_id}:{by_id}:{ref}"


def _owner_of(row: Any) -> str:
    return _owner(row.mentorship_id, row.by_id, row.ref)


SEALED = (SealedColumn(table=POINTS, column="words", owner=_owner_of),)
