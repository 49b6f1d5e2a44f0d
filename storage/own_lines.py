"""What a mentorship changed in its own sheets: lines of theirs, sealed, and lines of the programme they do without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.sheets import OwnLine, own_key, own_number
from storage.base import SealingRepository, filled, table_of
from storage.sealing import SealedColumn
from storage.tables import MentorshipRow, SheetItemRow, SheetRow
from storage.together_tables import OwnLineRow

OWN_LINES = table_of(OwnLineRow)
MENTORSHIPS = table_of(MentorshipRow)
SHEETS = table_of(SheetRow)
ITEMS = table_of(SheetItemRow)


class OwnLines(SealingRepository):
    def of(self, mentorship_id: int) -> Sequence[OwnLine]:
        here = (OWN_LINES.c.mentorship_id == mentorship_id, self.mine(OWN_LINES))
        found = self.rows(select(OWN_LINES).where(*here).order_by(OWN_LINES.c.id))
        return [
            OwnLine(
                key=row.key, words=row.words and self.sealer.open(row.words, owner=owner_of(row)), at=row.at
            )
            for row in found
        ]

    def add(self, mentorship_id: int, words: str, *, by: int, at: datetime) -> str:
        self.hold(MENTORSHIPS, mentorship_id, lightly=True)
        key = own_key(1 + max((own_number(line.key) for line in self.of(mentorship_id)), default=0))
        sealed = self.sealer.seal(words, owner=_owner(mentorship_id, key))
        self.put(OwnLineRow, mentorship_id=mentorship_id, key=key, words=sealed, by_id=by, at=at)
        return key

    def do_without(self, mentorship_id: int, key: str, *, by: int, at: datetime) -> None:
        line = filled(
            OwnLineRow,
            workspace_id=self.workspace_id,
            mentorship_id=mentorship_id,
            key=key,
            by_id=by,
            at=at,
        )
        self.run(self.inserting(OWN_LINES).values(line).on_conflict_do_nothing())

    def forget(self, mentorship_id: int, key: str) -> None:
        here = (OWN_LINES.c.mentorship_id == mentorship_id, OWN_LINES.c.key == key, self.mine(OWN_LINES))
        if own_number(key):
            sheets = select(SHEETS.c.id).where(SHEETS.c.mentorship_id == mentorship_id, self.mine(SHEETS))
            self.run(ITEMS.delete().where(ITEMS.c.sheet_id.in_(sheets), ITEMS.c.key == key, self.mine(ITEMS)))
        self.run(OWN_LINES.delete().where(*here))

    def erase(self, person_id: int) -> None:
        theirs = select(OWN_LINES.c.mentorship_id, OWN_LINES.c.key).where(
            OWN_LINES.c.by_id == person_id, self.mine(OWN_LINES)
        )
        for line in self.rows(theirs):
            self.forget(line.mentorship_id, line.key)


def _owner(mentorship_id: int, key: str) -> str:
    return f"own_line:{mentorship_id}:{key}"


def owner_of(row: Any) -> str:
    return _owner(row.mentorship_id, row.key)


SEALED = (SealedColumn(table=OWN_LINES, column="words", owner=owner_of),)
