"""One `binome run` for one SQLite file: a lock of the operating system, beside it.

The lock is the system's, not the file's presence: `kill -9` and a power cut free it, and a file that either
of them leaves behind means nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url


class AlreadyRunning(Exception):
    """Another process holds the lock: `pid`, 0 if it did not say, since the UTC instant `since`."""

    def __init__(self, pid: int, since: datetime) -> None:
        super().__init__(f"pid {pid} since {since.isoformat()}")
        self.pid = pid
        self.since = since


def beside(database: Path) -> Path:
    """The lock file of a database file."""
    return database.with_name(database.name + ".lock")


def alone_on(url: str) -> AbstractContextManager[None]:
    """Be the only `binome run` on this database; PostgreSQL serves several by itself."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return nullcontext()
    return hold(beside(Path(address.database)))


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs, or raise `AlreadyRunning` at once.

    The file stays when the lock is free: removing it would let two processes hold two files of one name.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        # The file was last written when the lock was taken.
        since = datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC)
        written = os.pread(handle, 32, 0).decode().strip()
        raise AlreadyRunning(int(written) if written.isdigit() else 0, since) from held
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
