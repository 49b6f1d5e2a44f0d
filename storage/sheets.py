"""Sheets, with the words they were made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select, tuple_

from bot.domain.sheets import Item, Line, Sheet
from storage.base import AnyRow, NotThere, Repository, filled, table_of
from storage.tables import SheetItemRow, SheetRow

SHEETS = table_of(SheetRow)
ITEMS = table_of(SheetItemRow)


class Sheets(Repository):
    def of(self, mentorship_id: int, cycle: int) -> Sheet | None:
        here = (SHEETS.c.mentorship_id == mentorship_id, SHEETS.c.cycle == cycle, self.mine(SHEETS))
        return self._whole(self.first(select(SHEETS).where(*here)))

    def many(self, cycles: Mapping[int, int]) -> Mapping[int, Sheet]:
        if not cycles:
            return {}
        # Named by themselves too: SQLite finds no pair of columns by an index.
        theirs = (SHEETS.c.mentorship_id.in_(list(cycles)), self.mine(SHEETS))
        asked = tuple_(SHEETS.c.mentorship_id, SHEETS.c.cycle).in_(list(cycles.items()))
        found = self.rows(select(SHEETS).where(*theirs, asked))
        lines: defaultdict[int, list[AnyRow]] = defaultdict(list)
        if found:
            on_them = (ITEMS.c.sheet_id.in_([row.id for row in found]), self.mine(ITEMS))
            for line in self.rows(select(ITEMS).where(*on_them).order_by(ITEMS.c.position)):
                lines[line.sheet_id].append(line)
        return {row.mentorship_id: _sheet(row, lines[row.id]) for row in found}

    def before(self, mentorship_id: int, cycle: int) -> Sheet | None:
        here = (SHEETS.c.mentorship_id == mentorship_id, SHEETS.c.cycle < cycle, self.mine(SHEETS))
        return self._whole(self.first(select(SHEETS).where(*here).order_by(SHEETS.c.cycle.desc()).limit(1)))

    def make(
        self, mentorship_id: int, *, cycle: int, stage: str, lines: Iterable[Line], at: datetime
    ) -> Sheet:
        """Make the cycle's sheet; if somebody made it meanwhile, theirs is the sheet."""
        new = filled(
            SheetRow,
            workspace_id=self.workspace_id,
            mentorship_id=mentorship_id,
            cycle=cycle,
            stage=stage,
            made_at=at,
        )
        inserting = self.inserting(SHEETS).values(new).on_conflict_do_nothing()
        row = self.run(inserting.returning(SHEETS)).first()
        if row is not None:
            self._write(row.id, lines)
        made = self.of(mentorship_id, cycle)
        if made is None:
            raise NotThere(f"sheet of mentorship {mentorship_id}, cycle {cycle}")
        return made

    def with_item(self, item_id: int) -> Sheet | None:
        query = (
            select(SHEETS)
            .join(ITEMS, ITEMS.c.sheet_id == SHEETS.c.id)
            .where(ITEMS.c.id == item_id, self.mine(SHEETS))
        )
        return self._whole(self.first(query))

    def tick(self, item_id: int, *, by: int, at: datetime | None) -> None:
        self.alter(ITEMS, item_id, {"ticked_at": at, "ticked_by": None if at is None else by})

    def _write(self, sheet_id: int, lines: Iterable[Line]) -> None:
        rows = [
            filled(
                SheetItemRow,
                workspace_id=self.workspace_id,
                sheet_id=sheet_id,
                position=position,
                key=line.key,
                texts=line.texts,
                carried_since=line.carried_since,
            )
            for position, line in enumerate(lines)
        ]
        if rows:
            self.run(ITEMS.insert(), rows)

    def _whole(self, row: AnyRow | None) -> Sheet | None:
        if row is None:
            return None
        query = select(ITEMS).where(ITEMS.c.sheet_id == row.id, self.mine(ITEMS)).order_by(ITEMS.c.position)
        return _sheet(row, self.rows(query))


def _sheet(row: AnyRow, lines: Iterable[AnyRow]) -> Sheet:
    return Sheet(
        id=row.id,
        mentorship_id=row.mentorship_id,
        cycle=row.cycle,
        stage=row.stage,
        items=tuple(map(_item, lines)),
    )


def _item(row: AnyRow) -> Item:
    return Item(
        id=row.id,
        key=row.key,
        texts=row.texts,
        carried_since=row.carried_since,
        ticked_at=row.ticked_at,
        ticked_by=row.ticked_by,
    )
