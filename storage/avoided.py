"""Whom people would rather not be paired with: sealed at rest, opened for their author and the matcher alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from storage.base import AnyRow, SealingRepository, filled, table_of
from storage.joining_tables import AvoidedRow
from storage.sealing import SealedColumn

AVOIDED = table_of(AvoidedRow)


class Avoided(SealingRepository):
    def by(self, person_id: int) -> frozenset[int]:
        row = self.first(select(AVOIDED).where(AVOIDED.c.person_id == person_id, self.mine(AVOIDED)))
        return frozenset() if row is None else self._open(row)

    def around(self, person_id: int) -> frozenset[int]:
        return self.pairs().get(person_id, frozenset())

    def pairs(self) -> Mapping[int, frozenset[int]]:
        apart: defaultdict[int, set[int]] = defaultdict(set)
        for row in self.rows(select(AVOIDED).where(self.mine(AVOIDED))):
            for other in self._open(row):
                apart[row.person_id].add(other)
                apart[other].add(row.person_id)
        return {person: frozenset(others) for person, others in apart.items()}

    def keep(self, person_id: int, others: Iterable[int]) -> None:
        self.run(AVOIDED.delete().where(AVOIDED.c.person_id == person_id, self.mine(AVOIDED)))
        if people := sorted(set(others)):
            sealed = self.sealer.seal(json.dumps(people), owner=_owner(person_id))
            new = filled(AvoidedRow, workspace_id=self.workspace_id, person_id=person_id, people=sealed)
            self.run(AVOIDED.insert().values(new))

    def erase(self, person_id: int) -> None:
        self.keep(person_id, [])

    def _open(self, row: AnyRow) -> frozenset[int]:
        return frozenset(json.loads(self.sealer.open(row.people, owner=_owner(row.person_id))))


def _owner(person_id: int) -> str:
    return f"avoided:{person_id}"


SEALED = (SealedColumn(table=AVOIDED, column="people", owner=lambda row: _owner(row.person_id)),)
