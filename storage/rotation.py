"""Everything that is sealed, by the names of its columns: what a new key seals anew, and no column is left behind.

Whoever seals something names its columns in `SEALED` beside the repository, and adds that here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, func, select, text
from sqlmodel import AutoString

from storage import (
    after_wishes,
    applications,
    avoided,
    certificates,
    change_tables,
    changes,
    circles,
    delivery_tables,
    enrolments,
    evidence_tables,
    forgotten,
    goals,
    help_tables,
    joining_tables,
    own_lines,
    points,
    profiles,
    pulses,
    round_tables,
    stories,
    tables,
    together_tables,
    topics,
)
from storage.convention import SQLModel
from storage.migrate import ADVISORY_LOCK
from storage.problems import said_plainly
from storage.recollections import RESTORATIONS
from storage.sealing import KEY_NAME, SEALED, SealBroken, SealedColumn, Sealer

COLUMNS: tuple[SealedColumn, ...] = (
    *after_wishes.SEALED,
    *applications.SEALED,
    *avoided.SEALED,
    *certificates.SEALED,
    *changes.SEALED,
    *circles.SEALED,
    *enrolments.SEALED,
    *forgotten.SEALED,
    *goals.SEALED,
    *own_lines.SEALED,
    *points.SEALED,
    *profiles.SEALED,
    *pulses.SEALED,
    *stories.SEALED,
    *topics.SEALED,
)
#: Where all tables are declared: SQLModel knows those of the modules that are loaded.
DECLARED = (
    tables,
    round_tables,
    joining_tables,
    change_tables,
    help_tables,
    delivery_tables,
    together_tables,
    evidence_tables,
)
#: Rows that are sealed anew in one transaction. A bot that wants one of them waits for as long as this takes.
AT_ONCE = 200
#: How a program that seals says to a PostgreSQL server with which key it does.
SEALS_WITH = "binome-seals-with-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seals:
    """How many texts each key opens, by its name, and how many none of the ring does; `keys` are the names of all that
    anything is sealed with, in whichever column.
    """

    by_key: Mapping[str, int]
    closed: int
    keys: frozenset[str]


def seals_with(sealer: Sealer) -> str:
    """What a program is known as."""
    return f"{SEALS_WITH}{sealer.newest}"


@contextmanager
def alone(engine: Engine) -> Iterator[bool]:
    """Whether nobody else is at it; on SQLite the lock beside the file says so."""
    if engine.dialect.name != "postgresql":
        yield True
        return
    with said_plainly(engine), engine.connect() as connection:
        taken = connection.execute(select(func.pg_try_advisory_lock(ADVISORY_LOCK + 1))).scalar_one()
        connection.commit()
        try:
            yield bool(taken)
        finally:
            if taken:
                connection.execute(select(func.pg_advisory_unlock(ADVISORY_LOCK + 1)))


def others_seal_otherwise(engine: Engine, sealer: Sealer) -> bool:
    """Whether a Binôme is connected that seals with another key than ours: it could not read what we seal."""
    if engine.dialect.name != "postgresql":
        return False
    connected = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND starts_with(application_name, :binome) AND application_name <> :ours"
    )
    with said_plainly(engine), engine.connect() as connection:
        asked = {"binome": SEALS_WITH, "ours": seals_with(sealer)}
        return bool(connection.execute(connected, asked).scalar_one())


def seal_anew(engine: Engine, sealer: Sealer) -> Iterator[int]:
    """Seal everything with the newest key, some rows at a time; says after each commit how many they were.

    It can be left at any moment and begun again: what is done is no longer looked for. A row that does not open is
    passed over, and one that somebody writes at the same time is theirs.
    """
    for column in COLUMNS:
        last: Any = None
        while True:
            with said_plainly(engine), engine.begin() as connection:
                rows = connection.execute(_sealed(column, after=last, but=sealer.newest)).all()
                done = _seal_these(connection, column, rows, sealer)
            if not rows:
                break
            last = rows[-1].id
            yield done
    with said_plainly(engine), engine.begin() as connection:
        forgotten.imprint_anew(connection, sealer)


def look(connection: Connection, sealer: Sealer) -> Seals:
    """Open everything that is sealed, and count."""
    by_key: Counter[str] = Counter()
    closed = 0
    for column in COLUMNS:
        last: Any = None
        while rows := connection.execute(_sealed(column, after=last)).all():
            for row in rows:
                record = getattr(row, column.column)
                if _opened(record, row, column, sealer) is None:
                    closed += 1
                else:
                    by_key[_key_of(record)] += 1
            last = rows[-1].id
    return Seals(by_key=by_key, closed=closed, keys=keys_in(connection))


def keys_in(connection: Connection) -> frozenset[str]:
    """The names of the keys with which something is sealed, in whichever column, named here or not."""
    found: set[str] = set()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, AutoString):
                name = func.substr(column, len(SEALED) + 1, KEY_NAME)
                sealed = select(name).where(column.like(f"{SEALED}{'_' * KEY_NAME}.%.%")).distinct()
                found |= set(connection.execute(sealed).scalars())
    return frozenset(found)


def restored_at(connection: Connection) -> datetime | None:
    """When a copy was last put back, for as long as what was said since that copy is told by its imprints: they are
    made with the key of their day, and nobody can make them anew.
    """
    return connection.execute(select(func.max(RESTORATIONS.c.restored_at))).scalar()


def _sealed(column: SealedColumn, *, after: Any, but: str = "") -> Select[*tuple[Any, ...]]:
    """The next rows that hold something sealed, with another key than this one."""
    table, words = column.table, column.table.c[column.column]
    query = select(table).where(words.like(f"{SEALED}%")).order_by(table.c.id).limit(AT_ONCE)
    if but:
        query = query.where(words.not_like(f"{SEALED}{but}.%"))
    return query if after is None else query.where(table.c.id > after)


def _seal_these(connection: Connection, column: SealedColumn, rows: Any, sealer: Sealer) -> int:
    """The rows that open, each unless somebody has changed its words since."""
    words = column.table.c[column.column]
    opened = [
        {"this": row.id, "was": record, "now": sealer.seal(plain, owner=column.owner(row))}
        for row in rows
        if (plain := _opened(record := getattr(row, column.column), row, column, sealer)) is not None
    ]
    if opened:
        this = (column.table.c.id == bindparam("this"), words == bindparam("was"))
        connection.execute(column.table.update().where(*this).values({words: bindparam("now")}), opened)
    return len(opened)


def _opened(record: str, row: Row[*tuple[Any, ...]], column: SealedColumn, sealer: Sealer) -> str | None:
    try:
        return sealer.open(record, owner=column.owner(row))
    except SealBroken:
        return None


def _key_of(record: str) -> str:
    return record[len(SEALED) : len(SEALED) + KEY_NAME]
