"""The sheets that coordinators made of a programme file's, version by version: none is ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from bot.domain.programmes import SheetItem, Stage
from bot.domain.templates import Edition
from storage.base import AnyRow, Repository, filled, table_of
from storage.together_tables import SheetTemplateRow

TEMPLATES = table_of(SheetTemplateRow)


class Templates(Repository):
    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._latest: dict[int, Mapping[Stage, Edition]] = {}

    def latest(self, programme_id: int) -> Mapping[Stage, Edition]:
        """A morning makes hundreds of sheets: read once in a transaction."""
        if programme_id not in self._latest:
            self._latest[programme_id] = self._read(programme_id)
        return self._latest[programme_id]

    def keys(self, programme_id: int) -> frozenset[str]:
        query = select(TEMPLATES.c["items"]).where(*self._of(programme_id))
        return frozenset(line["key"] for row in self.rows(query) for line in row.items)

    def add(self, programme_id: int, edition: Edition) -> bool:
        new = filled(
            SheetTemplateRow,
            workspace_id=self.workspace_id,
            programme_id=programme_id,
            stage=edition.stage,
            version=edition.version,
            title=dict(edition.title),
            items=[{"key": item.key, **item.texts} for item in edition.items],
            by_id=edition.by_id,
            at=edition.at,
        )
        self._latest.pop(programme_id, None)
        inserting = self.inserting(TEMPLATES).values(new).on_conflict_do_nothing()
        return self.run(inserting.returning(TEMPLATES.c.id)).first() is not None

    def _read(self, programme_id: int) -> Mapping[Stage, Edition]:
        newest = (
            select(TEMPLATES.c.stage, func.max(TEMPLATES.c.version).label("version"))
            .where(*self._of(programme_id))
            .group_by(TEMPLATES.c.stage)
            .subquery()
        )
        this = (TEMPLATES.c.stage == newest.c.stage) & (TEMPLATES.c.version == newest.c.version)
        rows = self.rows(select(TEMPLATES).join(newest, this).where(*self._of(programme_id)))
        return {Stage(row.stage): _edition(row) for row in rows}

    def _of(self, programme_id: int) -> tuple[Any, ...]:
        return (TEMPLATES.c.programme_id == programme_id, self.mine(TEMPLATES))


def _edition(row: AnyRow) -> Edition:
    return Edition(
        stage=Stage(row.stage),
        version=row.version,
        title=row.title,
        items=tuple(_item(line) for line in row.items),
        by_id=row.by_id,
        at=row.at,
    )


def _item(line: Mapping[str, str]) -> SheetItem:
    texts = {language: words for language, words in line.items() if language != "key"}
    return SheetItem(key=line["key"], texts=texts)
