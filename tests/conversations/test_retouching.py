"""What was answered is drawn again, whatever the database does meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.programme.ports import TryLater
from storage.delivery import RETOUCHES
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company


@contextmanager
def ledger_locked(company: Company) -> Iterator[None]:
    """As SQLite says it, whenever the ledger is read."""
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode, busy.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"

    def refuse(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, _many: bool) -> None:
        if "FROM prompt" in statement:
            raise OperationalError(statement, given, busy)

    event.listen(company.binome.engine, "before_cursor_execute", refuse)
    yield
    event.remove(company.binome.engine, "before_cursor_execute", refuse)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_message_keeps_its_place_among_those_to_be_drawn_while_the_ledger_cannot_be_read(
    company: Company,
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    with company.work() as work:
        work.delivery.retouch("D0SOMEWHERE", "1.000001")
    with ledger_locked(company), pytest.raises(TryLater):
        company.binome.sender.draw_again()

    with company.binome.engine.connect() as connection:
        assert connection.execute(select(RETOUCHES.c.ts)).scalars().all() == ["1.000001"]
