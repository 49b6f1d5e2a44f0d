"""`binome keys`: the keys that seal what people write, and how a new one takes the place of the former.

The new one is put in front first, on the disk, before anything is sealed with it; the former one goes last, when
nothing asks for it any more. Cut off anywhere in between, the ring opens everything, and the next call goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine

from bot.clock import SystemClock
from bot.commands import env_file
from bot.commands.alone import alone_on_database
from bot.commands.trouble import NotNow, explained
from bot.operators import ENV_FILE, language
from bot.programme.remembering import ASKED_FOR
from bot.settings import Settings, read_settings
from bot.texts import Speech
from storage import rotation
from storage.engine import PATIENT, open_engine
from storage.migrate import bring_up_to_date
from storage.problems import said_plainly
from storage.sealing import Sealer, name_of, new_key


def show() -> None:
    """Each key by its name, and how many texts it opens; exit code 1 when something opens with none."""
    with explained():
        settings = read_settings()
        t = Speech(language(), zone=settings.binome_timezone)
        sealer = Sealer(settings.secret_keys)
        with _database(settings) as engine:
            seals = _look(engine, sealer)
        for name in dict.fromkeys(map(name_of, settings.secret_keys)):
            key = "keys.newest" if name == sealer.newest else "keys.former"
            print(t.plain(key, name=name, count=seals.by_key.get(name, 0)))
        refuse_what_is_closed(seals, sealer, t)


def rotate() -> None:
    """A new key in front, everything sealed anew, the former key off the ring; refused while a bot holds a SQLite file.

    On PostgreSQL bots go on meanwhile, once all of them have the new key. Exit code 1 when it waits for somebody.
    """
    with explained():
        settings = read_settings()
        t = Speech(language(), zone=settings.binome_timezone)
        with (
            alone_on_database(settings.binome_database_url),
            _database(settings) as engine,
            rotation.alone(engine) as alone,
        ):
            if not alone:
                raise NotNow(t.plain("keys.twice"))
            ring = _with_a_newer_one(settings.secret_keys, t)
            _seal_anew(engine, Sealer(ring), t)
            _take_off_the_former(engine, ring, t)


def _with_a_newer_one(ring: Sequence[str], t: Speech) -> Sequence[str]:
    """The ring with a new key in front. One that holds several is that of a call which was cut off, or waits."""
    if len(set(ring)) > 1:
        print(t.plain("keys.going_on", name=name_of(ring[0])))
        return ring
    new = new_key()
    if env_file.is_overruled():
        raise NotNow(t.plain("keys.in_the_environment", new=new))
    with _writing(t):
        env_file.put_keys((new, *ring))
    print(t.plain("keys.made", name=name_of(new), path=str(ENV_FILE)))
    return (new, *ring)


def _seal_anew(engine: Engine, sealer: Sealer, t: Speech) -> None:
    """Whoever runs has to open what is sealed from now on."""
    if rotation.others_seal_otherwise(engine, sealer):
        raise NotNow(t.plain("keys.restart"))
    print(t.plain("keys.sealed", count=sum(rotation.seal_anew(engine, sealer))))


def _take_off_the_former(engine: Engine, ring: Sequence[str], t: Speech) -> None:
    """Once nothing asks for them: no text, no bot that came meanwhile, and no message that is known by its imprint."""
    sealer = Sealer(ring)
    seals = _look(engine, sealer)
    refuse_what_is_closed(seals, sealer, t)
    if rotation.others_seal_otherwise(engine, sealer) or seals.keys - {sealer.newest}:
        raise NotNow(t.plain("keys.meanwhile"))
    with said_plainly(engine), engine.connect() as connection:
        restored_at = rotation.restored_at(connection)
    if restored_at:
        until = t.local(restored_at + ASKED_FOR).date()
        print(t.plain("keys.restored", day=str(until)))
        return
    former = [key for key in dict.fromkeys(ring) if key != ring[0]]
    names = ", ".join(map(name_of, former))
    if env_file.is_overruled():
        print(t.plain("keys.take_off", names=names))
        return
    day = t.local(SystemClock().machine_now()).date()
    with _writing(t):
        said = t.plain("keys.comment", names=names, day=str(day), keys=", ".join(former))
        env_file.put_keys(ring[:1], comment=said)
    print(t.plain("keys.taken_off", names=names, path=str(ENV_FILE)))


def _look(engine: Engine, sealer: Sealer) -> rotation.Seals:
    with said_plainly(engine), engine.connect() as connection:
        return rotation.look(connection, sealer)


def refuse_what_is_closed(seals: rotation.Seals, sealer: Sealer, t: Speech) -> None:
    """Raise `NotNow` with how to mend it when a text does not open."""
    if missing := seals.keys - sealer.key_ids:
        raise NotNow(t.plain("keys.missing", names=", ".join(sorted(missing))))
    if seals.closed:
        raise NotNow(t.plain("keys.closed", count=seals.closed))


@contextmanager
def _database(settings: Settings) -> Iterator[Engine]:
    """The database, brought up to date, for as long as it takes."""
    engine = open_engine(settings.binome_database_url, pool_size=2, busy_timeout=PATIENT)
    try:
        bring_up_to_date(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _writing(t: Speech) -> Iterator[None]:
    try:
        yield
    except OSError as refused:
        detail = refused.strerror or str(refused)
        raise NotNow(t.plain("keys.nowhere", path=str(ENV_FILE), detail=detail)) from refused
