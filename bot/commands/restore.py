"""`binome restore`: a copy back in the place of the database, with what is there kept beside it."""

from __future__ import annotations

from pathlib import Path

from bot.clock import SystemClock
from bot.commands import backup
from bot.commands.alone import alone_on_database
from bot.commands.trouble import NotNow, explained
from bot.operators import language
from bot.settings import Settings, read_settings
from bot.texts import Speech
from storage import copies, dumps
from storage.engine import open_engine
from storage.problems import DatabaseBusy, DatabaseFull, NewerSchema, NotADatabase, said_plainly
from storage.restoring import NotOurs, OtherKeys, Restored, restore_file, restore_server
from storage.sealing import Sealer

#: What was there before bears the moment to its smallest part: two restorations in one second keep both.
KEPT = "%Y%m%dT%H%M%S.%fZ"


def restore(file: Path, *, yes: bool) -> None:
    """Put the copy back and say what that means; exit code 1 when it cannot be, and then nothing has changed.

    Refused while a bot runs. With PostgreSQL only `yes` tells that nobody is about to start one elsewhere.
    """
    with explained():
        settings = read_settings()
        t = Speech(language(), zone=settings.binome_timezone)
        database = backup.sqlite_file(settings)
        _look_at(file, database, t)
        if database is None and not yes:
            raise NotNow(t.plain("backups.say_yes"))
        with alone_on_database(settings.binome_database_url):
            try:
                done = _on_a_file(file, database, settings) if database else _on_a_server(file, settings, t)
            except (NotADatabase, NotOurs) as wrong:
                raise NotNow(t.plain("backups.damaged", path=str(file))) from wrong
            except OtherKeys as other:
                names = ", ".join(other.names)
                raise NotNow(t.plain("backups.other_keys", names=names)) from other
            except NewerSchema as newer:
                told = {"path": str(file), "found": newer.found, "known": newer.known}
                raise NotNow(t.plain("backups.newer", **told)) from newer
            except DatabaseFull as full:
                raise NotNow(t.plain("backups.no_room_back")) from full
            except DatabaseBusy as busy:
                raise NotNow(t.plain("backups.busy")) from busy
        _tell(done, t)


def _look_at(file: Path, database: Path | None, t: Speech) -> None:
    """That it is there, and a copy of the kind of database that we have."""
    if not file.is_file():
        raise NotNow(t.plain("backups.no_file", path=str(file)))
    if database and database.exists() and file.samefile(database):
        raise NotNow(t.plain("backups.itself", path=str(file)))
    ours, other = (copies.is_one, dumps.is_one) if database else (dumps.is_one, copies.is_one)
    if other(file):
        raise NotNow(t.plain("backups.other_kind", path=str(file)))
    if not ours(file):
        raise NotNow(t.plain("backups.damaged", path=str(file)))


def _on_a_file(file: Path, database: Path, settings: Settings) -> Restored:
    now = SystemClock().machine_now()
    keep = database.with_name(f"{database.stem}.before-restore.{now:{KEPT}}{database.suffix}")
    return restore_file(file, database, keep=keep, sealer=Sealer(settings.secret_keys), at=now)


def _on_a_server(file: Path, settings: Settings, t: Speech) -> Restored:
    now = SystemClock().machine_now()
    engine = open_engine(settings.binome_database_url, pool_size=1)
    try:
        with said_plainly(engine):
            others = dumps.others_at_work(engine)
        if others:
            raise NotNow(t.plain("backups.others", count=others))
        script = dumps.script_of(file)
        keep = backup.beside(settings) / f"binome.before-restore.{now:{KEPT}}.dump"
        backup.make(settings, keep, t)
        lived = restore_server(file, script, engine, sealer=Sealer(settings.secret_keys), at=now)
    except dumps.NoTool as missing:
        raise NotNow(t.plain("backups.no_tool", tool=missing.tool)) from missing
    finally:
        engine.dispose()
    return Restored(lived=lived, kept=keep)


def _tell(done: Restored, t: Speech) -> None:
    print(t.plain("backups.restored"))
    if done.kept:
        print(t.plain("backups.kept", path=str(done.kept)))
    print(t.plain("backups.nothing_twice"))
    if done.lived:
        today = t.local(SystemClock().machine_now()).date()
        print(t.plain("backups.lost", since=t.day_time(done.lived, today=today)))
