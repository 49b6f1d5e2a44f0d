"""Putting a copy back (`docs/operating.md`): looked at from every side first, then in the place of what is there.

SQLite: a copy of the copy is made ready beside the database, then takes its name. PostgreSQL: everything happens in one
transaction. Either way the database is the old one until the last moment, and then wholly the new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage import copies, dumps, recollections, rotation
from storage.convention import SQLModel
from storage.engine import open_engine
from storage.migrate import ADVISORY_LOCK, bring_up_to_date, bring_up_within, revision_of
from storage.problems import DatabaseProblem, said_plainly
from storage.sealing import Sealer

#: Who holds a table for longer than this is at work on it.
PATIENCE = "10s"


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """`lived` is the last instant at which the backup is known to have lived; `kept`, where what was there is now."""

    lived: datetime | None
    kept: Path | None


class NotOurs(DatabaseProblem):
    """A whole database, and not one of Binôme's."""


class OtherKeys(DatabaseProblem):
    """Something in it is sealed with a key that the ring does not have: `names` says with which."""

    def __init__(self, where: str, names: Iterable[str]) -> None:
        super().__init__(where)
        self.names = tuple(sorted(names))


def restore_file(backup: Path, database: Path, *, keep: Path, sealer: Sealer, at: datetime) -> Restored:
    """Put the copy in the place of a SQLite file that nobody has open; what was there stays as `keep`.

    Raises the `DatabaseProblem`s; then what was there is there still.
    """
    ready = database.with_name(f"{database.name}.restoring")
    _clear(ready)
    try:
        copies.copy(backup, ready)
        lived = _make_ready(ready, backup, sealer, at)
        copies.to_one_file(ready)
        if database.exists():
            ready.chmod(database.stat().st_mode & 0o777)
        kept = copies.swap(ready, database, keep=keep)
    finally:
        _clear(ready)
    return Restored(lived=lived, kept=keep if kept else None)


def restore_server(
    backup: Path, script: str, engine: Engine, *, sealer: Sealer, at: datetime
) -> datetime | None:
    """Put what the archive's script makes in the place of our tables on a server; returns when it last lived."""
    with said_plainly(engine), engine.connect() as connection, connection.begin():
        connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
        ours = {"alembic_version", *SQLModel.metadata.tables} & set(inspect(connection).get_table_names())
        if ours:
            connection.execute(text(f"DROP TABLE {', '.join(sorted(ours))} CASCADE"))
        dumps.carry_out(script, connection)
        if bring_up_within(connection, str(backup)) is None:
            raise NotOurs(str(backup))
        return _received(connection, backup, sealer, at)


def _make_ready(ready: Path, backup: Path, sealer: Sealer, at: datetime) -> datetime | None:
    engine = open_engine(f"sqlite:///{ready}", pool_size=1)
    try:
        if revision_of(engine) is None:
            raise NotOurs(str(backup))
        with TemporaryDirectory(dir=ready.parent) as aside:  # the backup itself is the copy from before
            bring_up_to_date(engine, backups=Path(aside))
        with said_plainly(engine), engine.begin() as connection:
            return _received(connection, backup, sealer, at)
    finally:
        engine.dispose()


def _received(connection: Connection, backup: Path, sealer: Sealer, at: datetime) -> datetime | None:
    if missing := rotation.keys_in(connection) - sealer.key_ids:
        raise OtherKeys(str(backup), missing)
    return recollections.note(connection, at=at)


def _clear(ready: Path) -> None:
    """What a former attempt may have left behind."""
    for leftover in ("", "-journal", *copies.COMPANIONS):
        ready.with_name(ready.name + leftover).unlink(missing_ok=True)
