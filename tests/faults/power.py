"""A disk that remembers how it was written to, and what would be left of it had the power gone at any moment.

What it models: a write that no later `fsync` of its file had ended when the power went may be there or not, sector by
sector, whatever came before or after it, or hold anything; a write that was synced is there. What it does not: a
directory that forgets a file, and a disk that says it has synced and has not.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

import apsw

#: Bytes that a disk writes as one.
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Happened:
    """A write of `data` at `offset`, a file cut to `offset` (no data), or a sync of the file (no offset)."""

    file: str
    offset: int | None = None
    data: bytes | None = None


class Disk(apsw.VFS):
    """SQLite's own way to the files, written down."""

    def __init__(self, name: str) -> None:
        self.name, self.story = name, list[Happened]()
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> File:  # noqa: N802
        return File(self, name, flags)


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk, self._name = disk, os.path.basename(path or "")
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.story.append(Happened(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.story.append(Happened(self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._disk.story.append(Happened(self._name))


def power_goes(story: list[Happened], at: int, folder: Path, dice: random.Random) -> None:
    """Write into this folder what is left of each file when the power goes after so many things have happened."""
    for name in {one.file for one in story[:at]}:
        told = [one for one in story[:at] if one.file == name]
        synced = max((number + 1 for number, one in enumerate(told) if one.offset is None), default=0)
        left = bytearray()
        for one in told[:synced]:
            _write(left, one)
        unsure = [piece for one in told[synced:] for piece in _sectors(one)]
        luck = dice.random()
        for piece in unsure:
            fate = dice.random()
            if fate < luck:
                _write(left, piece)
            elif fate > 0.98 and piece.data:
                _write(left, Happened(name, piece.offset, dice.randbytes(len(piece.data))))
        (folder / name).write_bytes(left)


def _write(left: bytearray, one: Happened) -> None:
    if one.offset is None:
        return
    if one.data is None:
        del left[one.offset :]
        return
    left.extend(bytes(max(0, one.offset - len(left))))
    left[one.offset : one.offset + len(one.data)] = one.data


def _sectors(one: Happened) -> list[Happened]:
    """A write, cut where sectors begin."""
    if one.offset is None or one.data is None:
        return [one]
    pieces, at = [], one.offset
    while at < one.offset + len(one.data):
        end = min((at // SECTOR + 1) * SECTOR, one.offset + len(one.data))
        pieces.append(Happened(one.file, at, one.data[at - one.offset : end - one.offset]))
        at = end
    return pieces
