"""What can be wrong with a database, in exceptions that an operator can be told about in one sentence.

    DatabaseProblem
    ├── DatabaseBusy           somebody else has been writing for too long (also `TryLater`)
    ├── DatabaseUnreachable    the server does not answer, or refuses us (also `TryLater`)
    ├── DatabaseReadOnly       the file, its folder or the server takes no writing
    ├── DatabaseFull           no room left on the disk
    ├── NotADatabase           the file is something else, or damaged
    ├── NoSuchPlace            the folder of the file, or the database of the server, is not there
    └── NewerSchema            written by a newer Binôme

Each carries `where`, the address without its password, and `detail`, the driver's own words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from bot.programme.ports import TryLater


class DatabaseProblem(Exception):
    """The database cannot do what was asked; nothing was written."""

    def __init__(self, where: str, detail: str = "") -> None:
        super().__init__(f"{where}: {detail}" if detail else where)
        self.where = where
        self.detail = detail

    @property
    def code(self) -> str:
        """The kind in a word, such as `busy` or `unreachable`."""
        return type(self).__name__.removeprefix("Database").lower()


class DatabaseBusy(DatabaseProblem, TryLater):
    """Another process or thread has held the database for longer than we wait."""


class DatabaseUnreachable(DatabaseProblem, TryLater):
    """The server does not answer, is restarting, or refuses us."""


class DatabaseReadOnly(DatabaseProblem):
    """The file, its folder or the server takes no writing."""


class DatabaseFull(DatabaseProblem):
    """There is no room left on the disk."""


class NotADatabase(DatabaseProblem):
    """The file is something else, or it is damaged."""


class NoSuchPlace(DatabaseProblem):
    """The folder of the file cannot be opened, or the server has no such database."""


class NewerSchema(DatabaseProblem):
    """The database was written by a newer Binôme: `found` is its revision, `known` is ours."""

    def __init__(self, where: str, *, found: str, known: str) -> None:
        super().__init__(where, f"revision {found}, we know {known}")
        self.found = found
        self.known = known


#: SQLite's own names for what went wrong; the longer ones (SQLITE_BUSY_SNAPSHOT…) begin with these.
SQLITE: dict[str, type[DatabaseProblem]] = {
    "SQLITE_BUSY": DatabaseBusy,
    "SQLITE_LOCKED": DatabaseBusy,
    "SQLITE_READONLY": DatabaseReadOnly,
    "SQLITE_PERM": DatabaseReadOnly,
    "SQLITE_FULL": DatabaseFull,
    "SQLITE_NOTADB": NotADatabase,
    "SQLITE_CORRUPT": NotADatabase,
    "SQLITE_CANTOPEN": NoSuchPlace,
}
#: PostgreSQL's SQLSTATE, by its beginning: https://www.postgresql.org/docs/18/errcodes-appendix.html.
POSTGRESQL: dict[str, type[DatabaseProblem]] = {
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "25P03": DatabaseUnreachable,
    "40": DatabaseBusy,
    "57014": DatabaseBusy,
    "55P03": DatabaseBusy,
    "53100": DatabaseFull,
    "53": DatabaseUnreachable,
    "57P": DatabaseUnreachable,
    "08": DatabaseUnreachable,
    "28": DatabaseUnreachable,
    "3D000": NoSuchPlace,
}


def problem_of(error: BaseException, engine: Engine) -> DatabaseProblem | None:
    """What this error means for the people who run the bot; None when it is a mistake of ours."""
    where = engine.url.render_as_string(hide_password=True)
    if isinstance(error, PoolExhausted):
        return DatabaseBusy(where, "every connection is in use")
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    kind = _kind(error)
    return None if kind is None else kind(where, str(error.orig).strip())


def _kind(error: DBAPIError) -> type[DatabaseProblem] | None:
    if isinstance(error.orig, sqlite3.Error):
        name = error.orig.sqlite_errorname if hasattr(error.orig, "sqlite_errorname") else ""
        return first_match(SQLITE, name)
    state = getattr(error.orig, "sqlstate", None)
    if state is None and isinstance(error, OperationalError):
        return _refused(str(error.orig))
    return first_match(POSTGRESQL, state or "")


def first_match(table: Mapping[str, type[DatabaseProblem]], name: str) -> type[DatabaseProblem] | None:
    return next((kind for start, kind in table.items() if name.startswith(start)), None)


def _refused(said: str) -> type[DatabaseProblem]:
    """A refusal to connect carries no SQLSTATE, only the server's sentence."""
    return NoSuchPlace if "database" in said and "does not exist" in said else DatabaseUnreachable


@contextmanager
def said_plainly(engine: Engine) -> Iterator[None]:
    """Turn the driver's errors into ours; mistakes in our own SQL pass through as they are."""
    try:
        yield
    except SQLAlchemyError as error:
        problem = problem_of(error, engine)
        if problem is None:
            raise
        raise problem from error
