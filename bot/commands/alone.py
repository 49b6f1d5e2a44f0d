"""Being the only one at work on a database or a clock, and saying plainly why one is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import make_url

from bot.commands.trouble import NotNow
from bot.operators import speech
from storage.lock import AlreadyRunning, alone_on, beside, hold
from storage.problems import DatabaseReadOnly, NoSuchPlace


@contextmanager
def alone_on_database(url: str) -> Iterator[None]:
    """Hold the lock beside a SQLite file; a folder that cannot be used is told like the database itself."""
    where = make_url(url).render_as_string(hide_password=True)
    held = alone_on(url)
    try:
        held.__enter__()
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NoSuchPlace(where, str(missing)) from missing
    except OSError as refused:
        raise DatabaseReadOnly(where, str(refused)) from refused
    with _until_the_end(held):
        yield


@contextmanager
def alone_on_clock(clock: Path | None) -> Iterator[None]:
    """Two bots that follow one clock would both say that the hour is lived, one of them too early."""
    held: AbstractContextManager[object] = hold(beside(clock)) if clock else nullcontext()
    try:
        held.__enter__()
    except AlreadyRunning as taken:
        words = speech().plain("operator.clock_taken", pid=str(taken.pid), path=str(clock))
        raise NotNow(words) from taken
    except OSError as nowhere:
        raise NotNow(speech().plain("operator.clock_nowhere", path=str(clock))) from nowhere
    with _until_the_end(held):
        yield


@contextmanager
def _until_the_end(held: AbstractContextManager[object]) -> Iterator[None]:
    try:
        yield
    finally:
        held.__exit__(None, None, None)
