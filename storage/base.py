"""What every repository shares: one connection inside one transaction, and one workspace.

Statements are SQLAlchemy Core on the tables that SQLModel declares: rows become frozen values at once, so
none outlives its transaction, and large sets travel in bulk (design §3, "Rows stay in `storage/`").
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Executable, Row, Select, Table, bindparam, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.problems import DatabaseReadOnly
from storage.sealing import Sealer

#: Values in one IN list: far below what SQLite (32,766) and PostgreSQL (65,535) accept in a statement.
MOST_AT_ONCE = 5_000

AnyRow = Row[*tuple[Any, ...]]
T = TypeVar("T")


class NotThere(LookupError):
    """A row that the caller holds the id of does not exist in this workspace."""


def table_of(row_type: type[SQLModel]) -> Table:
    table = inspect(row_type).local_table
    assert isinstance(table, Table)
    return table


def filled(row_type: type[SQLModel], **values: object) -> dict[str, object]:
    """A whole row to insert: these values, and the table's own defaults for the rest."""
    unknown = values.keys() - _columns(row_type)
    if unknown:
        raise AttributeError(f"{row_type.__name__} has no {', '.join(sorted(unknown))}")
    return {**_defaults(row_type), **stored(values)}


@cache
def _columns(row_type: type[SQLModel]) -> frozenset[str]:
    return frozenset(row_type.model_fields)


@cache
def _defaults(row_type: type[SQLModel]) -> Mapping[str, object]:
    """What a column holds unless it is given; the database itself leaves the others empty."""
    optional = {name: field for name, field in row_type.model_fields.items() if not field.is_required()}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in optional.items()}
    return {name: value for name, value in defaults.items() if value is not None}


def stored(values: Mapping[str, object]) -> dict[str, object]:
    """Values of the domain in the form that columns take: enums by value, tuples as JSON lists."""
    return {name: value if type(value) in _AS_THEY_ARE else _stored(value) for name, value in values.items()}


#: Looked up by type: a beat writes tens of thousands of rows, and most values are one of these.
_AS_THEY_ARE = frozenset({str, int, datetime, type(None), dict, bool, date})


def _stored(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, frozenset)):
        return [_stored(part) for part in value]
    return value


def chunks(values: Iterable[T], size: int = MOST_AT_ONCE) -> Iterator[list[T]]:
    """The values, a bounded number at a time."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def insert_into(table: Table, connection: Connection) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`, on either database."""
    return inserting_on(connection.dialect.name, table)


def inserting_on(database: str, table: Table) -> Any:
    """The same, by the name of the database."""
    return (postgresql if database == "postgresql" else sqlite).insert(table)


@cache
def _by_id(table: Table) -> Select[*tuple[Any, ...]]:
    """Asked so often that putting the statement together would cost as much as the answer."""
    return select(table).where(table.c.id == bindparam("row_id"), table.c.workspace_id == bindparam("mine"))


@cache
def _changing(table: Table) -> Any:
    """The same for a change: the values that are given say which columns, and the row is read back."""
    this = (table.c.id == bindparam("row_id"), table.c.workspace_id == bindparam("mine"))
    return table.update().where(*this).returning(table)


@cache
def _adding(table: Table) -> Any:
    return table.insert().returning(table)


@cache
def _named(columns: tuple[str, ...]) -> Any:
    """One row of many: a named tuple tells a column several times quicker than SQLAlchemy's row, and a round of ten
    thousand people asks half a million times.
    """
    return namedtuple("_Row", columns, rename=True)


class Repository:
    """One noun's questions, asked inside one transaction on behalf of one workspace.

    `writing` is False under `look()`: nothing is written there, and to lock a row would be refused by the database.
    """

    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        self.connection = connection
        self.workspace_id = workspace_id
        self.writing = writing

    def rows(self, statement: Executable, values: object = None) -> Sequence[AnyRow]:
        result = self.run(statement, values)
        return cast(Sequence[AnyRow], list(map(_named(tuple(result.keys()))._make, result.all())))

    def first(self, statement: Executable, values: object = None) -> AnyRow | None:
        return self.run(statement, values).first()

    def run(self, statement: Executable, values: object = None) -> CursorResult[*tuple[Any, ...]]:
        if not self.writing and statement.is_dml:
            raise DatabaseReadOnly(
                self.connection.engine.url.render_as_string(hide_password=True), "only a look"
            )
        result = self.connection.execute(statement, values)  # type: ignore[call-overload]
        assert isinstance(result, CursorResult)
        return result

    def inserting(self, table: Table) -> Any:
        return insert_into(table, self.connection)

    def put(self, row_type: type[SQLModel], **values: object) -> AnyRow:
        """Insert one row of this workspace and read it back."""
        row = filled(row_type, workspace_id=self.workspace_id, **values)
        return self.run(_adding(table_of(row_type)), row).one()

    def find(self, table: Table, row_id: int) -> AnyRow | None:
        return self.first(_by_id(table), {"row_id": row_id, "mine": self.workspace_id})

    def alter(self, table: Table, row_id: int, values: Mapping[str, object]) -> AnyRow:
        """Change one row of this workspace and read it back, or raise `NotThere`."""
        this = {"row_id": row_id, "mine": self.workspace_id}
        row = self.first(_changing(table), stored(values) | this) if values else self.find(table, row_id)
        if row is None:
            raise NotThere(f"{table.name} {row_id}")
        return row

    def mine(self, table: Table) -> Any:
        return table.c.workspace_id == self.workspace_id

    @property
    def shares_writing(self) -> bool:
        """Whether others may write at the same time, so that rows have to be held."""
        return self.writing and self.connection.dialect.name == "postgresql"

    def hold(self, table: Table, row_id: int, *, lightly: bool = False) -> None:
        """Others who write about this row wait for our commit; SQLite has one writer at a time anyway.

        Held `lightly`, it stops whoever wants to hold or change it, and nobody who writes rows that belong to it.
        """
        if self.shares_writing:
            row = select(table.c.id).where(table.c.id == row_id, self.mine(table))
            self.run(row.with_for_update(key_share=lightly))


class SealingRepository(Repository):
    """One with the keys at hand: it seals words and opens them, or tells what was said by its imprint."""

    def __init__(
        self, connection: Connection, workspace_id: int, *, writing: bool = True, sealer: Sealer
    ) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self.sealer = sealer
