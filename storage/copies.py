"""Whole and consistent copies of a SQLite file, made while others write in it (reliability.md §4).

A copy has its name once it is complete, checked and on the disk: a backup that was cut short is never taken for one.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.problems import (
    SQLITE,
    DatabaseBusy,
    DatabaseFull,
    DatabaseProblem,
    DatabaseReadOnly,
    NoSuchPlace,
    NotADatabase,
    first_match,
)

#: What every SQLite file begins with.
BEGINNING = b"SQLite format 3\x00"
#: For the user who runs Binôme and nobody else: it names people.
OURS_ALONE = 0o600
#: Beside a file while others write in it; a file of its own has none.
COMPANIONS = ("-wal", "-shm")
#: What the system says of a disk, and what it means for who runs the bot.
SYSTEM: dict[int, type[DatabaseProblem]] = {
    errno.ENOSPC: DatabaseFull,
    errno.EDQUOT: DatabaseFull,
    errno.EFBIG: DatabaseFull,
    errno.EACCES: DatabaseReadOnly,
    errno.EPERM: DatabaseReadOnly,
    errno.EROFS: DatabaseReadOnly,
}


def copy(original: Path, to: Path) -> int:
    """Copy the database file under a name that is not taken yet; returns its size in bytes.

    Raises `FileExistsError` when the name is taken, and the `DatabaseProblem`s; then nothing is left behind.
    """
    unfinished = to.with_name(f"{to.name}.unfinished")
    with told_plainly(to):
        if to.exists():
            raise FileExistsError(str(to))
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(original, unfinished)
            os.link(unfinished, to)  # unlike a renaming, it never takes the place of another file
            to_disk(to.parent)
            return to.stat().st_size
        finally:
            _take_away(unfinished)


def check(file: Path) -> None:
    """Raise `NotADatabase` unless SQLite finds every page of the file in order."""
    with (
        told_plainly(file),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found,
    ):
        said = found.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise NotADatabase(str(file), str(said))


def is_one(file: Path) -> bool:
    """Whether it begins as SQLite's files do."""
    with told_plainly(file), file.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING


def to_one_file(file: Path) -> None:
    """What was written last goes from beside the file into it, so that the file alone is the whole."""
    with told_plainly(file), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with told_plainly(file):
        _settle(file)


def swap(new: Path, old: Path, *, keep: Path) -> bool:
    """Put `new` in the place of `old`, which stays as `keep`; False when there was nothing to keep.

    At every moment there is a whole database under the name of `old`. Nobody may have it open.
    """
    with told_plainly(old):
        there_was = old.exists()
        if there_was:
            _fold(old)
            os.link(old, keep)
            for companion in COMPANIONS:  # of a file so damaged that it cannot be folded
                if (beside := old.with_name(old.name + companion)).exists():
                    os.replace(beside, keep.with_name(keep.name + companion))
        os.replace(new, old)
        to_disk(old.parent)
    return there_was


@contextmanager
def told_plainly(where: Path) -> Iterator[None]:
    """What SQLite and the system refuse, as the house's problems. A name that is taken passes through."""
    try:
        yield
    except sqlite3.Error as error:
        kind = first_match(SQLITE, getattr(error, "sqlite_errorname", None) or "") or DatabaseProblem
        raise kind(str(where), str(error)) from error
    except FileExistsError:
        raise
    except OSError as error:
        kind = SYSTEM.get(error.errno or 0, NoSuchPlace)
        raise kind(str(where), error.strerror or str(error)) from error


def _copy(original: Path, unfinished: Path) -> None:
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    os.close(handle)  # SQLite fills an empty file, and leaves its permissions alone
    # `mode=rw`: a file that is not there is not made.
    found = f"{original.absolute().as_uri()}?mode=rw"
    with told_plainly(original), closing(sqlite3.connect(found, uri=True, timeout=15)) as source:
        source.execute("VACUUM INTO ?", (str(unfinished),))
    _settle(unfinished)
    check(unfinished)


def _fold(file: Path) -> None:
    """A damaged file stays as it is: it is kept, and nobody reads it any more. One that somebody reads is busy."""
    try:
        if is_one(file):
            to_one_file(file)
    except DatabaseBusy:
        raise
    except DatabaseProblem:
        return


def _settle(file: Path) -> None:
    """Onto the disk itself: a power cut leaves it whole."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def to_disk(folder: Path) -> None:
    """What it holds, by name: a file that was put there is there after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _take_away(unfinished: Path) -> None:
    for leftover in ("", "-journal", *COMPANIONS):
        unfinished.with_name(unfinished.name + leftover).unlink(missing_ok=True)
