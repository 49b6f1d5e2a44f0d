"""Bringing a database up to date when the bot starts (design §5).

A database that is up to date costs two small queries: Alembic is not even imported. Whatever changes does so
in one transaction, once a copy of a SQLite file has been put beside it. Who starts at the same time waits: on
PostgreSQL behind an advisory lock, on SQLite for whoever writes to the file. The later ones find nothing left to do.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage.copies import told_plainly
from storage.engine import reading
from storage.problems import DatabaseProblem, NewerSchema, said_plainly

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest revision in `migrations/versions/`; a test keeps it so.
HEAD = "0007"
SCRIPTS = Path(__file__).parent / "migrations"
#: Any number will do, as long as nobody else in this database takes the same one.
ADVISORY_LOCK = 0x62696E6F6D65
#: How long whoever starts waits for another process that writes to the same SQLite file, in milliseconds: it may be
#: doing the same, and a large file takes its time. Nobody waits for an acknowledgement yet.
A_START_WAITS = 60_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Migrated:
    """`before` is None for a database that was empty; `backup` is the copy made first, if one was."""

    before: str | None
    after: str
    backup: Path | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


class BrokenReferences(DatabaseProblem):
    """Rows point at rows that are not there: the database was left as it was."""


def bring_up_to_date(engine: Engine, *, backups: Path | None = None) -> Migrated:
    """Make the database what this version expects, keeping a copy of a SQLite file that held anything.

    The copy goes to the folder `backups`, or beside the file, with its UTC instant in its name. Raises
    `NewerSchema` for a database written by a newer version, and the other `DatabaseProblem`s; then nothing
    has changed.
    """
    with said_plainly(engine):
        before = revision_of(engine)
        if before == HEAD:
            return Migrated(before=before, after=HEAD, backup=None)
        _refuse_newer(engine.url.render_as_string(hide_password=True), before)
        backup = _copy(engine, backups) if before is not None else None
        with _changing(engine) as connection:
            # Whoever held the lock before us may have done it all already.
            if _revision(connection) != HEAD:
                _upgrade(connection)
        return Migrated(before=before, after=HEAD, backup=backup)


def bring_up_within(connection: Connection, where: str) -> str | None:
    """The same inside a transaction that is under way; returns the revision from before, None for an empty database."""
    before = _revision(connection)
    if before not in (None, HEAD):
        _refuse_newer(where, before)
        _upgrade(connection)
    return before


def revision_of(engine: Engine) -> str | None:
    """The revision that the database is at; None when it is empty. Nobody who writes is waited for."""
    with reading(engine).connect() as connection:
        return _revision(connection)


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.attributes["connection"] = connection
    return made


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(where: str, found: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found is not None and found not in known:
        raise NewerSchema(where, found=found, known=HEAD)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(config(connection), "head")


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """One transaction for all. SQLite copies a table to alter it: references are looked at afterwards."""
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
                yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        [(usually_waits,)] = driver.execute("PRAGMA busy_timeout")
        driver.execute(f"PRAGMA busy_timeout={A_START_WAITS}")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise BrokenReferences(str(engine.url), f"{len(broken)} rows, first {broken[0][0]}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
            driver.execute(f"PRAGMA busy_timeout={usually_waits}")


def _copy(engine: Engine, backups: Path | None) -> Path | None:
    """A whole and consistent copy, under its final name only once it is complete."""
    if engine.dialect.name != "sqlite" or not engine.url.database or engine.url.database == ":memory:":
        return None
    original = Path(engine.url.database)
    folder = backups or original.parent
    unfinished = folder / f"{original.name}.unfinished"
    with told_plainly(unfinished):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.unlink(missing_ok=True)
            with engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("VACUUM INTO ?", (str(unfinished),))
            shutil.copymode(original, unfinished)
            made_at = datetime.fromtimestamp(unfinished.stat().st_mtime, UTC)
            copy = folder / f"{original.stem}.before-{HEAD}.{made_at:%Y%m%dT%H%M%SZ}{original.suffix}"
            os.replace(unfinished, copy)
        finally:
            unfinished.unlink(missing_ok=True)
    return copy
