"""A row in every table that holds sealed texts, made from the tables themselves: a new column is in it by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Engine, Integer, Table

from storage import rotation
from storage.sealing import SealedColumn, Sealer
from tests.storage.stage import NOON


def write(engine: Engine, sealer: Sealer, rows: int, *, after: int = 0) -> int:
    """So many rows in each such table, no value of one in another; returns how many texts are sealed in them."""
    columns: defaultdict[Table, list[SealedColumn]] = defaultdict(list)
    for column in rotation.COLUMNS:
        columns[column.table].append(column)
    with engine.connect() as connection:
        _believe_us(connection)
        with connection.begin():
            for table, sealed in columns.items():
                values = [_row(table, sealed, sealer, after + number) for number in range(rows)]
                connection.execute(table.insert(), values)
        connection.invalidate()
    return rows * len(rotation.COLUMNS)


def _believe_us(connection: Connection) -> None:
    """Nobody asks whether the people and mentorships that the rows belong to are there."""
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.dialect.name == "sqlite":
        driver.execute("PRAGMA foreign_keys=OFF")
    else:
        driver.execute("SET session_replication_role = replica")
        driver.commit()


def _row(table: Table, sealed: list[SealedColumn], sealer: Sealer, number: int) -> dict[str, object]:
    numbers = count(1 + number * 100)
    row = {column.name: _value(column, next(numbers)) for column in table.columns}
    for column in sealed:
        owner = column.owner(SimpleNamespace(**row))
        row[column.column] = sealer.seal(f"what {owner} says", owner=owner)
    return row


def _value(column: Column[object], number: int) -> object:
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, Date):
        return (NOON + timedelta(days=number)).date()
    if isinstance(kind, JSON):
        return []
    if "DATETIME" in type(kind).__name__.upper() or kind.python_type is type(NOON):
        return NOON + timedelta(minutes=number)
    return f"{column.name} {number}"


def records(engine: Engine, column: SealedColumn) -> Iterator[tuple[object, str]]:
    """Each row's id and what is sealed in it."""
    words = column.table.c[column.column]
    with engine.connect() as connection:
        query = column.table.select().with_only_columns(column.table.c.id, words).order_by(column.table.c.id)
        yield from ((row[0], row[1]) for row in connection.execute(query).all())
