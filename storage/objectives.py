"""What each programme wants to reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.domain.measures import Measure
from bot.domain.objectives import Objective, Wanted
from storage.base import AnyRow, Repository, table_of
from storage.evidence_tables import ObjectiveRow
from storage.programmes import PROGRAMMES

OBJECTIVES = table_of(ObjectiveRow)
#: What stands in the place of a measure where the value is entered by hand.
BY_HAND = "by_hand"


class Objectives(Repository):
    def of(self, programme_id: int) -> Sequence[Objective]:
        here = (OBJECTIVES.c.programme_id == programme_id, self.mine(OBJECTIVES))
        return [
            _objective(row) for row in self.rows(select(OBJECTIVES).where(*here).order_by(OBJECTIVES.c.id))
        ]

    def held(self, programme_id: int) -> Sequence[Objective]:
        self.hold(PROGRAMMES, programme_id, lightly=True)
        return self.of(programme_id)

    def get(self, objective_id: int) -> Objective | None:
        row = self.find(OBJECTIVES, objective_id)
        return _objective(row) if row else None

    def set(self, programme_id: int, wanted: Wanted, *, by: int, at: datetime) -> Objective:
        row = self.put(
            ObjectiveRow,
            programme_id=programme_id,
            measure=wanted.measure or BY_HAND,
            name=wanted.name,
            baseline=wanted.baseline,
            target=wanted.target,
            due_on=wanted.due_on,
            set_by=by,
            set_at=at,
        )
        return _objective(row)

    def change(self, objective_id: int, wanted: Wanted, *, set_at: datetime) -> None:
        said = {"name": wanted.name, "baseline": wanted.baseline, "target": wanted.target}
        self.alter(OBJECTIVES, objective_id, {**said, "due_on": wanted.due_on, "set_at": set_at})

    def enter(self, objective_id: int, value: float, on: date) -> None:
        self.alter(OBJECTIVES, objective_id, {"value": value, "value_on": on})

    def remove(self, objective_id: int) -> None:
        self.run(delete(OBJECTIVES).where(OBJECTIVES.c.id == objective_id, self.mine(OBJECTIVES)))


def _objective(row: AnyRow) -> Objective:
    return Objective(
        id=row.id,
        programme_id=row.programme_id,
        measure=None if row.measure == BY_HAND else Measure(row.measure),
        name=row.name,
        baseline=row.baseline,
        target=row.target,
        due_on=row.due_on,
        set_at=row.set_at,
        value=row.value,
        value_on=row.value_on,
    )
