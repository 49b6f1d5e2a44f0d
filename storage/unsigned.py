"""Writing down what has no author, so that neither the place of a row nor the transaction that wrote it names one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, func, select

from storage.base import Repository

#: Among so many others one is not to be found.
WRITTEN_TOGETHER = 20


def write_among_others(here: Repository, table: Table, new: Mapping[str, object], *which: Any) -> None:
    """A table keeps the order in which its rows came, and PostgreSQL the transaction that wrote each: both would lead
    from whoever wrote to what was written. So others of `which`, drawn at random, are taken out and written again with
    it, in an order that is drawn too, and nobody can tell which one was new.
    """
    drawn = select(table).where(*which, here.mine(table)).order_by(func.random()).limit(WRITTEN_TOGETHER)
    if here.shares_writing:
        drawn = drawn.with_for_update(skip_locked=True)
    others = [row._asdict() for row in here.rows(drawn)]
    here.run(table.delete().where(table.c.id.in_([one["id"] for one in others]), here.mine(table)))
    write_shuffled(here, table, [dict.fromkeys(table.c.keys()) | dict(new), *others])


def write_shuffled(here: Repository, table: Table, rows: list[Mapping[str, object]]) -> None:
    """All of them, in an order that is drawn."""
    secrets.SystemRandom().shuffle(rows)
    if rows:
        here.run(table.insert(), rows)
