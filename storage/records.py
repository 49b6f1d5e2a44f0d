"""Reading the record of what was asked that only some may do; it is written by `storage/rights.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.domain.permissions import Act
from bot.programme.rights_ports import OnRecord
from storage.base import AnyRow, Repository, table_of
from storage.tables import AuditRow

AUDIT = table_of(AuditRow)
#: Rows of one look: a menu that is searched asks once for each letter.
AT_ONCE = 200
#: Refused again within it, one line says so for all.
FOLDED = timedelta(minutes=1)


class Records(Repository):
    def page(
        self, *, size: int, before: int | None = None, actor_id: int | None = None, act: Act | None = None
    ) -> Sequence[OnRecord]:
        lines: list[OnRecord] = []
        for one in self._latest_first(before, actor_id, act):
            if lines and _goes_with(one, lines[-1]):
                lines[-1] = replace(lines[-1], id=one.id, times=lines[-1].times + 1)
            elif len(lines) > size:
                break
            else:
                lines.append(one)
        return lines

    def _latest_first(self, before: int | None, actor_id: int | None, act: Act | None) -> Iterator[OnRecord]:
        query = select(AUDIT).where(self.mine(AUDIT)).order_by(AUDIT.c.id.desc()).limit(AT_ONCE)
        if actor_id is not None:
            query = query.where(AUDIT.c.actor_id == actor_id)
        if act is not None:
            query = query.where(AUDIT.c.act == act.value)
        while rows := self.rows(query if before is None else query.where(AUDIT.c.id < before)):
            yield from map(_on_record, rows)
            before = rows[-1].id


def _goes_with(earlier: OnRecord, line: OnRecord) -> bool:
    """One of a row of refusals, each of the same person and act."""
    same = (earlier.actor_id, earlier.act, earlier.allowed, earlier.programme_id, earlier.subject_id)
    return (
        not line.allowed
        and same == (line.actor_id, line.act, line.allowed, line.programme_id, line.subject_id)
        and line.at - earlier.at <= FOLDED
    )


def _on_record(row: AnyRow) -> OnRecord:
    return OnRecord(
        id=row.id,
        at=row.at,
        actor_id=row.actor_id,
        act=Act(row.act),
        allowed=row.allowed,
        programme_id=row.programme_id,
        subject_id=row.subject_id,
        number=row.number,
    )
