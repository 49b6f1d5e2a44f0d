"""SQLite through APSW, as a driver that SQLAlchemy takes for pysqlite: the bot's own engine, on a disk of our own.

`sqlite+apsw:///FILE?vfs=NAME` opens FILE with the settings of `storage/engine.py`; every byte goes through that disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import apsw
from sqlalchemy import URL
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

SCHEME = "sqlite+apsw"


class Cursor:
    """What DB-API 2 wants of one. Rows are read at once: every statement is done when `execute` returns."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: Iterator[Any] = iter(())
        self.description: Sequence[Any] | None = None
        self.rowcount, self.lastrowid = -1, 0

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        cursor = self._connection.cursor()
        cursor.exec_trace = self._about_to_run
        self.description = None
        self._rows = iter(list(cursor.execute(statement, tuple(values))))
        self.rowcount = self._connection.changes()
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def executemany(self, statement: str, many: Iterable[Sequence[Any]]) -> Cursor:
        done = 0
        for values in many:
            done += self.execute(statement, values).rowcount
        self.rowcount = done
        return self

    def _about_to_run(self, cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
        with suppress(apsw.ExecutionCompleteError):
            columns = cursor.get_description()
            self.description = [(name, None, None, None, None, None, None) for name, _ in columns] or None
        return True

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for row, _ in zip(self._rows, range(size), strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def close(self) -> None:
        self._rows = iter(())


class Connection:
    isolation_level: str | None = ""

    def __init__(self, path: str, vfs: str, timeout: float) -> None:
        self._connection = apsw.Connection(path, vfs=vfs)
        self._connection.set_busy_timeout(int(timeout * 1000))

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, statement: str) -> Cursor:
        return self.cursor().execute(statement)

    def create_function(
        self, name: str, arguments: int, function: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        self._connection.create_scalar_function(name, function, arguments, deterministic=deterministic)

    def commit(self) -> None:
        if self._connection.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()


class Driver:
    """The module that DB-API 2 wants."""

    apilevel, threadsafety, paramstyle = "2.0", 1, "qmark"
    sqlite_version_info = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    Error = DatabaseError = OperationalError = ProgrammingError = apsw.Error
    IntegrityError, InterfaceError, DataError = apsw.ConstraintError, apsw.MisuseError, apsw.MismatchError
    InternalError, NotSupportedError = apsw.InternalError, apsw.Error
    Binary = bytes

    @staticmethod
    def connect(path: str, *, vfs: str, timeout: float, check_same_thread: bool = False) -> Connection:
        return Connection(path, vfs, timeout)


class Dialect(SQLiteDialect_pysqlite):
    driver = "apsw"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        return Driver

    def create_connect_args(self, url: URL) -> Any:
        return [url.database], {"vfs": url.query["vfs"]}


registry.register("sqlite.apsw", __name__, "Dialect")
