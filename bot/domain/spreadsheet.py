"""A table as somebody has it: a CSV file, often out of Excel. Read kindly, and written so that it is safe to open.

Reading is kind about form (separator, encoding, letter case, the order of columns) and strict about facts: every cell
that cannot be understood is a mistake with its line. `roster_file.py` and `mentorships_file.py` say what is in one.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TextIO

from bot.domain.unseen import visible

SEPARATORS = (",", ";", "\t")
WORKBOOK = b"PK\x03\x04"
UTF8, WINDOWS, UTF16 = "utf-8", "cp1252", "utf-16"
#: What a spreadsheet takes for a formula, or for the beginning of one, also written wide (OWASP ASVS 5.0, 1.2.10).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: One that reads the file with another separator than ours begins a cell here too.
_HIDDEN = re.compile(r"([;\t\r\n]\s*)([=+\-@＝＋－＠])")

SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
#: A year out of these is a slip of the keyboard.
_YEARS = range(1950, 2101)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """What has to be mended before anything is imported: the key of a sentence and its values. Line 0 is the file."""

    key: str
    line: int = 0
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line that holds something. One that cannot be cut into cells is `broken`, and the last."""

    number: int
    cells: Sequence[str]
    broken: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What a file holds: `names` of its columns in order; `unused` are those that mean nothing here."""

    names: Sequence[str]
    lines: Iterator[Line]
    unused: Sequence[str] = ()
    encoding: str = UTF8


class Unreadable(Exception):
    """It is no such table at all; `mistakes` say why."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(", ".join(mistake.key for mistake in mistakes))
        self.mistakes = mistakes


def table_in(raw: bytes, known: Sequence[str]) -> Table:
    """The table in these bytes, whose columns may be `known`. Raises `Unreadable`, whatever the bytes."""
    if raw.startswith(WORKBOOK):
        raise Unreadable(Mistake(key="operator.roster_workbook"))
    text, encoding = _decoded(raw)
    if "\0" in text:
        raise Unreadable(Mistake(key="operator.roster_not_text"))
    lines = _lines(text, known)
    header = next(lines, None)
    if header is None:
        raise Unreadable(Mistake(key="operator.roster_empty"))
    names = [_name(cell) for cell in header.cells]
    unused = [name for name in names if name and name not in known]
    if mistakes := [*_misspelt(unused, known), *_twice(names, known)]:
        raise Unreadable(*mistakes)
    return Table(names=names, lines=lines, unused=unused, encoding=encoding)


def cells_of(
    line: Line, names: Sequence[str], known: Collection[str], mistakes: list[Mistake]
) -> dict[str, str] | None:
    """The line's cells by column; None when it cannot be cut into them, and why goes to `mistakes`."""
    if line.broken:
        mistakes.append(Mistake(key="operator.roster_quotes", line=line.number))
        return None
    if any(line.cells[len(names) :]):
        values = {"found": len(line.cells), "expected": len(names)}
        mistakes.append(Mistake(key="operator.roster_cells", line=line.number, values=values))
        return None
    return {name: cell for name, cell in zip(names, line.cells, strict=False) if name in known}


def day_in(cell: str, line: int, mistakes: list[Mistake]) -> date | None:
    """2025-03-14, or 14/03/2025 and 14.03.2025, the day first (decision 0004); nothing is guessed."""
    try:
        if short := _DAY_FIRST.fullmatch(cell):
            day, month, year = map(int, short.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(cell)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        mistakes.append(Mistake(key="operator.roster_bad_date", line=line, values={"found": cell}))
        return None
    return found


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a file that Excel opens: UTF-8 with its mark, and no cell that a spreadsheet would carry out."""
    file = io.StringIO(newline="")
    write_to(file, header, rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def write_to(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """The same, row by row, into a file that was opened for it; returns how many rows there were below the header."""
    writer = csv.writer(file)
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
        count += 1
    return count


def _safe(cell: object) -> str:
    """A number stays one, with its sign; a text is never carried out."""
    if cell is None or isinstance(cell, (int, float)):
        return "" if cell is None else str(cell)
    text = _HIDDEN.sub(r"\1'\2", str(cell).replace("\0", ""))
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def _decoded(raw: bytes) -> tuple[str, str]:
    """UTF-8, as everybody writes today; UTF-16 and Windows-1252, as Excel still does."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), UTF16
    try:
        return raw.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), WINDOWS


def _lines(text: str, known: Collection[str]) -> Iterator[Line]:
    """The lines that hold something. One that cannot be cut into cells is the last: what follows is a guess."""
    first, _, rest = text.partition("\n")
    skipped = 0
    separator = _separator(first, known)
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=;"):
        separator, text, skipped = first[4], rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Line(number=number, cells=(), broken=True)
            return
        if cells is None:
            return
        tidy = [_tidy(cell) for cell in cells]
        if any(tidy):
            yield Line(number=number, cells=tidy)


def _separator(header: str, known: Collection[str]) -> str:
    """The one that makes the most known columns of the first line."""
    return max(SEPARATORS, key=lambda one: sum(_name(cell) in known for cell in header.split(one)))


def _tidy(cell: str) -> str:
    """One line, in one spelling, without what nobody sees: it would turn lines round wherever a name is told."""
    return " ".join(unicodedata.normalize("NFC", visible(cell)).split())


def _name(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", _tidy(cell).strip('"').lower()).replace("e_mail", "email")


def _misspelt(unused: Iterable[str], known: Sequence[str]) -> Iterator[Mistake]:
    for name in unused:
        if close := get_close_matches(name, known, n=1, cutoff=0.75):
            values = {"column": name, "meant": close[0]}
            yield Mistake(key="operator.roster_column_misspelt", values=values)


def _twice(names: Sequence[str], known: Iterable[str]) -> Iterator[Mistake]:
    for name in known:
        if names.count(name) > 1:
            yield Mistake(key="operator.roster_column_twice", values={"column": name})
