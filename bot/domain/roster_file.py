"""The roster as an operator has it: a CSV file, often out of Excel, in French or in English.

Reading is kind about form (separator, encoding, letter case, the order of columns) and strict about facts: every
cell that cannot be understood is a mistake with its line, and a file with one mistake is not imported at all.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

COLUMNS = (
    "email",
    "slack_id",
    "manager",
    "network",
    "other_networks",
    "entity",
    "site",
    "country",
    "joined_on",
    "seniority",
    "roles",
)
#: An empty cell leaves what is known; this one empties it.
NOTHING = "-"
#: Characters: a step of a career in the company's own words, not a biography.
LONGEST_SENIORITY = 60
SEPARATORS = (",", ";", "\t")
WORKBOOK = b"PK\x03\x04"
UTF8, WINDOWS, UTF16 = "utf-8", "cp1252", "utf-16"

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_LIST = re.compile(r"[;,|\n]")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
#: Nobody joined before, or is known to join after: a year out of these is a slip of the keyboard.
_YEARS = range(1950, 2101)

Told = str | tuple[str, ...] | date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """What has to be mended before anything is imported: the key of a sentence and its values. Line 0 is the file."""

    key: str
    line: int = 0
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line. `told` holds the columns that are filled in; a column that is not there leaves what is known.

    `who` and `told["manager"]` are Slack ids or e-mail addresses, as written.
    """

    line: int
    slack_id: str
    email: str
    told: Mapping[str, Told]

    @property
    def who(self) -> str:
        return self.slack_id or self.email


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterFile:
    """What a file says. `unused` are columns that mean nothing here; `encoding` is how its letters were read."""

    rows: Sequence[Row]
    mistakes: Sequence[Mistake]
    unused: Sequence[str] = ()
    encoding: str = UTF8


def read(raw: bytes) -> RosterFile:
    """Read the bytes of a roster; never raises, whatever the bytes."""
    if raw.startswith(WORKBOOK):
        return _refused(Mistake(key="operator.roster_workbook"))
    text, encoding = _decoded(raw)
    if "\0" in text:
        return _refused(Mistake(key="operator.roster_not_text"))
    lines = _lines(text)
    header = next(lines, None)
    if header is None:
        return _refused(Mistake(key="operator.roster_empty"))
    names, unused, mistakes = _columns(header.cells)
    if mistakes:
        return _refused(*mistakes)
    rows: list[Row] = []
    for line in lines:
        row = _row(line, names, mistakes)
        if row is not None:
            rows.append(row)
    if not rows and not mistakes:
        mistakes.append(Mistake(key="operator.roster_empty"))
    return RosterFile(rows=rows, mistakes=mistakes, unused=unused, encoding=encoding)


def _refused(*mistakes: Mistake) -> RosterFile:
    return RosterFile(rows=(), mistakes=mistakes)


def _decoded(raw: bytes) -> tuple[str, str]:
    """UTF-8, as everybody writes today; UTF-16 and Windows-1252, as Excel still does."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), UTF16
    try:
        return raw.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), WINDOWS


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    number: int
    cells: Sequence[str]
    broken: bool = False


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold something. One that cannot be cut into cells is the last: what follows is a guess."""
    first, _, rest = text.partition("\n")
    skipped = 0
    separator = _separator(first)
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=;"):
        separator, text, skipped = first[4], rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield _Line(number=number, cells=(), broken=True)
            return
        if cells is None:
            return
        tidy = [_tidy(cell) for cell in cells]
        if any(tidy):
            yield _Line(number=number, cells=tidy)


def _separator(header: str) -> str:
    """The one that makes the most known columns of the first line."""
    return max(SEPARATORS, key=lambda one: sum(_name(cell) in COLUMNS for cell in header.split(one)))


def _tidy(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _name(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", _tidy(cell).strip('"').lower()).replace("e_mail", "email")


def _columns(header: Sequence[str]) -> tuple[list[str], list[str], list[Mistake]]:
    """The columns' names in order, those that mean nothing here, and what is wrong with them."""
    names = [_name(cell) for cell in header]
    unknown = [name for name in names if name and name not in COLUMNS]
    mistakes = [
        Mistake(key="operator.roster_column_misspelt", values={"column": name, "meant": close[0]})
        for name in unknown
        if (close := get_close_matches(name, COLUMNS, n=1, cutoff=0.75))
    ]
    mistakes += [
        Mistake(key="operator.roster_column_twice", values={"column": name})
        for name in COLUMNS
        if names.count(name) > 1
    ]
    if not mistakes and not {"email", "slack_id"} & set(names):
        mistakes.append(Mistake(key="operator.roster_no_key", values={"columns": ", ".join(COLUMNS)}))
    return names, unknown, mistakes


def _row(line: _Line, names: Sequence[str], mistakes: list[Mistake]) -> Row | None:
    """The row, or None when it says nothing that can be used; what is wrong goes to `mistakes`."""
    if line.broken:
        mistakes.append(Mistake(key="operator.roster_quotes", line=line.number))
        return None
    if any(line.cells[len(names) :]):
        values = {"found": len(line.cells), "expected": len(names)}
        mistakes.append(Mistake(key="operator.roster_cells", line=line.number, values=values))
        return None
    cells = {name: cell for name, cell in zip(names, line.cells, strict=False) if name in COLUMNS}
    wrong = len(mistakes)
    slack_id, email = cells.pop("slack_id", "").upper(), cells.pop("email", "").lower()
    _check_who(line.number, slack_id, email, mistakes)
    told = {name: _told(name, cell, line.number, mistakes) for name, cell in cells.items() if cell}
    if len(mistakes) > wrong:
        return None
    return Row(line=line.number, slack_id=slack_id, email=email, told=told)


def _check_who(line: int, slack_id: str, email: str, mistakes: list[Mistake]) -> None:
    if not slack_id and not email:
        mistakes.append(Mistake(key="operator.roster_nobody", line=line))
    if slack_id and not _SLACK_ID.fullmatch(slack_id):
        mistakes.append(Mistake(key="operator.roster_bad_slack_id", line=line, values={"found": slack_id}))
    if email and not _EMAIL.fullmatch(email):
        mistakes.append(Mistake(key="operator.roster_bad_email", line=line, values={"found": email}))


def _told(column: str, cell: str, line: int, mistakes: list[Mistake]) -> Told:
    """What a filled cell says: None when it empties what is known."""
    if column in ("other_networks", "roles"):
        listed = (part.strip() for part in _LIST.split(cell))
        return tuple(dict.fromkeys(part for part in listed if part not in ("", NOTHING)))
    if cell == NOTHING and column != "country":
        return None
    if column == "manager":
        return _manager(cell, line, mistakes)
    if column == "joined_on":
        return _day(cell, line, mistakes)
    if column == "seniority" and len(cell) > LONGEST_SENIORITY:
        values = {"found": len(cell), "most": LONGEST_SENIORITY}
        mistakes.append(Mistake(key="operator.roster_long_seniority", line=line, values=values))
    if column == "country" and not re.fullmatch(r"[A-Za-z]{2}", cell):
        mistakes.append(Mistake(key="operator.roster_bad_country", line=line, values={"found": cell}))
    return cell.upper() if column == "country" else cell


def _manager(cell: str, line: int, mistakes: list[Mistake]) -> str:
    if _EMAIL.fullmatch(cell):
        return cell.lower()
    if not _SLACK_ID.fullmatch(cell.upper()):
        mistakes.append(Mistake(key="operator.roster_bad_manager", line=line, values={"found": cell}))
    return cell.upper()


def _day(cell: str, line: int, mistakes: list[Mistake]) -> date | None:
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
