"""`binome backup`: a whole copy while the bot runs, beside the database or wherever it is wanted."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from bot.clock import SystemClock
from bot.commands.trouble import NotNow, explained
from bot.operators import speech
from bot.settings import Settings, read_settings
from bot.texts import Speech
from storage import copies, dumps
from storage.problems import DatabaseFull, DatabaseReadOnly, NoSuchPlace

#: Where copies go unless another place is named, and how they are called there: only these are ever removed.
FOLDER = "backups"
STAMP = "%Y%m%dT%H%M%SZ"
OURS = re.compile(r"binome-(\d{8}T\d{6}Z)\.(?:db|dump)")
MEGABYTE = 1_000_000


def backup(file: Path | None) -> None:
    """Make the copy and say where it is; in our own folder, old copies go.

    Whatever stands in the way is told in a sentence, with exit code 1, and nothing half-written stays.
    """
    with explained():
        settings = read_settings()
        t = speech()
        now = SystemClock().machine_now()
        to = file or beside(settings) / f"binome-{now:{STAMP}}{suffix(settings)}"
        size = make(settings, to, t)
        print(t.plain("backups.made", path=str(to), size=t.number(round(size / MEGABYTE, 1))))
        if file is None:
            for gone in _rotate(to.parent, now - timedelta(days=settings.binome_retention_backups), but=to):
                print(t.plain("backups.removed", path=str(gone)))
        print(t.plain("backups.keys_elsewhere"))


def make(settings: Settings, to: Path, t: Speech) -> int:
    """A whole copy under this name; returns its size in bytes. Raises `NotNow` with what stands in the way of it."""
    try:
        if database := sqlite_file(settings):
            if not database.exists():
                raise NoSuchPlace(str(database))
            return copies.copy(database, to)
        return dumps.dump(settings.binome_database_url, to)
    except FileExistsError:
        raise NotNow(t.plain("backups.taken", path=str(to))) from None
    except dumps.NoTool as missing:
        raise NotNow(t.plain("backups.no_tool", tool=missing.tool)) from missing
    except DatabaseFull as full:
        raise NotNow(t.plain("backups.no_room", folder=str(to.parent))) from full
    except (DatabaseReadOnly, NoSuchPlace) as refused:
        if refused.where != str(to):
            raise
        raise NotNow(t.plain("backups.no_place", path=str(to), detail=refused.detail)) from refused


def sqlite_file(settings: Settings) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    address = make_url(settings.binome_database_url.replace("postgres://", "postgresql://", 1))
    if address.get_backend_name() != "sqlite":
        return None
    return Path(address.database or "")


def beside(settings: Settings) -> Path:
    """Our own folder: beside a SQLite file; with PostgreSQL, here."""
    database = sqlite_file(settings)
    return database.parent / FOLDER if database else Path(FOLDER)


def suffix(settings: Settings) -> str:
    return ".db" if sqlite_file(settings) else ".dump"


def _rotate(folder: Path, before: datetime, *, but: Path) -> list[Path]:
    """Remove our copies from before then, by the instant in their names."""
    old = [one for one in sorted(folder.iterdir()) if one != but and _made_at(one, or_at=before) < before]
    for one in old:
        one.unlink()
    return old


def _made_at(file: Path, *, or_at: datetime) -> datetime:
    """A file that is none of ours is never old."""
    named = OURS.fullmatch(file.name)
    try:
        return datetime.strptime(named[1], STAMP).replace(tzinfo=UTC) if named else or_at
    except ValueError:
        return or_at
