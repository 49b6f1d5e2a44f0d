"""Sheets, with the words they were made of. What a mentorship changed in its own is read with them: the words of its
lines are elsewhere, sealed, and the lines that it does without are not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, tuple_

from bot.domain.kinds import PromptKind
from bot.domain.sheets import OWN, Item, Line, Sheet, own_number
from bot.texts import LANGUAGES
from storage.base import AnyRow, NotThere, SealingRepository, filled, table_of
from storage.own_lines import OWN_LINES, owner_of
from storage.tables import PromptRow, SeatRow, SheetItemRow, SheetRow

SHEETS = table_of(SheetRow)
ITEMS = table_of(SheetItemRow)
PROMPTS = table_of(PromptRow)
SEATS = table_of(SeatRow)


class Sheets(SealingRepository):
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
            for line in self.rows(self._lines_of([row.id for row in found])):
                lines[line.sheet_id].append(line)
        return {row.mentorship_id: self._sheet(row, lines[row.id]) for row in found}

    def before(self, mentorship_id: int, cycle: int) -> Sheet | None:
        here = (SHEETS.c.mentorship_id == mentorship_id, SHEETS.c.cycle < cycle, self.mine(SHEETS))
        return self._whole(self.first(select(SHEETS).where(*here).order_by(SHEETS.c.cycle.desc()).limit(1)))

    def make(
        self,
        mentorship_id: int,
        *,
        cycle: int,
        stage: str,
        lines: Iterable[Line],
        at: datetime,
        title: Mapping[str, str] | None = None,
        version: int | None = None,
    ) -> Sheet:
        """Make the cycle's sheet; if somebody made it meanwhile, theirs is the sheet."""
        new = filled(
            SheetRow,
            workspace_id=self.workspace_id,
            mentorship_id=mentorship_id,
            cycle=cycle,
            stage=stage,
            made_at=at,
            title=None if title is None else dict(title),
            template_version=version,
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
        # A line of their own may have been taken off in the same second: then there is nothing to tick.
        ticked = {"ticked_at": at, "ticked_by": None if at is None else by}
        self.run(ITEMS.update().where(ITEMS.c.id == item_id, self.mine(ITEMS)).values(ticked))

    def without(self, sheet_id: int) -> Sequence[Item]:
        return [self._item(row) for row in self.rows(self._lines_of([sheet_id], without=True))]

    def add_line(self, sheet_id: int, key: str) -> None:
        last = self.first(
            select(func.max(ITEMS.c.position).label("position")).where(
                ITEMS.c.sheet_id == sheet_id, self.mine(ITEMS)
            )
        )
        line = filled(
            SheetItemRow,
            workspace_id=self.workspace_id,
            sheet_id=sheet_id,
            position=0 if last is None or last.position is None else last.position + 1,
            key=key,
        )
        self.run(self.inserting(ITEMS).values(line).on_conflict_do_nothing())

    def shown_with(self, person_id: int, kinds: Iterable[PromptKind]) -> Sequence[tuple[str, str]]:
        """Whoever has left a group has no seat there any more, but was told of it."""
        told_of = select(PROMPTS.c.mentorship_id).where(PROMPTS.c.recipient_id == person_id)
        theirs = told_of.union(select(SEATS.c.mentorship_id).where(SEATS.c.person_id == person_id))
        shown = (PROMPTS.c.kind.in_([kind.value for kind in kinds]), PROMPTS.c.mentorship_id.in_(theirs))
        there = (PROMPTS.c.channel.is_not(None), PROMPTS.c.ts.is_not(None), self.mine(PROMPTS))
        found = self.rows(select(PROMPTS.c.channel, PROMPTS.c.ts).where(*shown, *there).distinct())
        return [(row.channel, row.ts) for row in found]

    def erase(self, person_id: int) -> None:
        theirs = ITEMS.update().where(ITEMS.c.ticked_by == person_id, self.mine(ITEMS))
        self.run(theirs.values(ticked_by=None))

    def _write(self, sheet_id: int, lines: Iterable[Line]) -> None:
        rows = [
            filled(
                SheetItemRow,
                workspace_id=self.workspace_id,
                sheet_id=sheet_id,
                position=position,
                key=line.key,
                texts={} if own_number(line.key) else line.texts,
                carried_since=line.carried_since,
            )
            for position, line in enumerate(lines)
        ]
        if rows:
            self.run(ITEMS.insert(), rows)

    def _whole(self, row: AnyRow | None) -> Sheet | None:
        if row is None:
            return None
        return self._sheet(row, self.rows(self._lines_of([row.id])))

    def _lines_of(self, sheet_ids: list[int], *, without: bool = False) -> Select[*tuple[Any, ...]]:
        """With the words of what is theirs, and what they do without left out, or nothing else."""
        theirs = and_(
            OWN_LINES.c.mentorship_id == SHEETS.c.mentorship_id,
            OWN_LINES.c.key == ITEMS.c.key,
            self.mine(OWN_LINES),
        )
        is_theirs = ITEMS.c.key.startswith(OWN, autoescape=True)
        left = and_(OWN_LINES.c.id.is_not(None), OWN_LINES.c.words.is_(None))
        there = or_(OWN_LINES.c.words.is_not(None), and_(OWN_LINES.c.id.is_(None), ~is_theirs))
        return (
            select(ITEMS, SHEETS.c.mentorship_id, OWN_LINES.c.words)
            .join(SHEETS, SHEETS.c.id == ITEMS.c.sheet_id)
            .outerjoin(OWN_LINES, theirs)
            .where(ITEMS.c.sheet_id.in_(sheet_ids), self.mine(ITEMS), left if without else there)
            .order_by(ITEMS.c.position)
        )

    def _sheet(self, row: AnyRow, lines: Iterable[AnyRow]) -> Sheet:
        return Sheet(
            id=row.id,
            mentorship_id=row.mentorship_id,
            cycle=row.cycle,
            stage=row.stage,
            items=tuple(map(self._item, lines)),
            title=row.title,
            version=row.template_version,
        )

    def _item(self, row: AnyRow) -> Item:
        words = row.words and self.sealer.open(row.words, owner=owner_of(row))
        return Item(
            id=row.id,
            key=row.key,
            texts=row.texts if words is None else dict.fromkeys(LANGUAGES, words),
            carried_since=row.carried_since,
            ticked_at=row.ticked_at,
            ticked_by=row.ticked_by,
        )
