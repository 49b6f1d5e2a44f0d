"""Mentorships that ran before Binôme came, as a coordinator has them: a CSV file with a line for each person mentored.

Lines with the same mentor and the same `name` are one group. Reading is as kind and as strict as that of a roster.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.groups import LONGEST_NAME, MOST
from bot.domain.spreadsheet import (
    EMAIL,
    FORMULA,
    SLACK_ID,
    UTF8,
    Line,
    Mistake,
    Unreadable,
    cells_of,
    day_in,
    table_in,
)

COLUMNS = ("mentor", "mentee", "started_on", "name", "ends_on", "temporary")
NEEDED = ("mentor", "mentee", "started_on")
WORDS: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "y", "oui", "o", "true", "vrai", "1", "x"), True),
    **dict.fromkeys(("no", "n", "non", "false", "faux", "0", "-"), False),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line. `mentor` and `mentee` are Slack ids or e-mail addresses, as written; dates are local dates."""

    line: int
    mentor: str
    mentee: str
    started_on: date
    name: str | None = None
    ends_on: date | None = None
    temporary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One mentorship as the file tells it: a pair, or a group with a line for each of its `mentees`."""

    lines: tuple[int, ...]
    mentor: str
    mentees: tuple[str, ...]
    started_on: date
    name: str | None
    ends_on: date | None
    temporary: bool

    @property
    def line(self) -> int:
        return self.lines[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class MentorshipsFile:
    """What a file says. `unused` are columns that mean nothing here; `encoding` is how its letters were read."""

    rows: Sequence[Row]
    mistakes: Sequence[Mistake]
    unused: Sequence[str] = ()
    encoding: str = UTF8


def read(raw: bytes) -> MentorshipsFile:
    """Read the bytes of such a file; never raises, whatever the bytes."""
    try:
        table = table_in(raw, COLUMNS)
    except Unreadable as no:
        return MentorshipsFile(rows=(), mistakes=no.mistakes)
    missing = [name for name in NEEDED if name not in table.names]
    if missing:
        values = {"missing": ", ".join(missing), "columns": ", ".join(COLUMNS)}
        return MentorshipsFile(
            rows=(), mistakes=(Mistake(key="mentorships_file.missing_columns", values=values),)
        )
    mistakes: list[Mistake] = []
    rows = [row for line in table.lines if (row := _row(line, table.names, mistakes)) is not None]
    if not rows and not mistakes:
        mistakes.append(Mistake(key="mentorships_file.empty"))
    return MentorshipsFile(rows=rows, mistakes=mistakes, unused=table.unused, encoding=table.encoding)


def put_together(rows: Sequence[Row], mistakes: list[Mistake]) -> list[Written]:
    """Pairs as they are; the lines of a group made one. What contradicts itself goes to `mistakes`."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        together = row.name.casefold() if row.name else f"\0{row.line}"
        found.setdefault((row.mentor, together), []).append(row)
    return [_written(some) for some in found.values() if _agree(some, mistakes)]


def _row(line: Line, names: Sequence[str], mistakes: list[Mistake]) -> Row | None:
    cells = cells_of(line, names, COLUMNS, mistakes)
    if cells is None:
        return None
    wrong = len(mistakes)
    mentor = _person("mentor", cells, line.number, mistakes)
    mentee = _person("mentee", cells, line.number, mistakes)
    began = _day("started_on", cells, line.number, mistakes, needed=True)
    ends = _day("ends_on", cells, line.number, mistakes)
    temporary = _yes(cells.get("temporary", ""), line.number, mistakes)
    name = _group(cells.get("name", ""), line.number, mistakes)
    if len(mistakes) > wrong or began is None:
        return None
    return Row(
        line=line.number,
        mentor=mentor,
        mentee=mentee,
        started_on=began,
        name=name,
        ends_on=ends,
        temporary=temporary,
    )


def _person(column: str, cells: Mapping[str, str], line: int, mistakes: list[Mistake]) -> str:
    cell = cells.get(column, "")
    if EMAIL.fullmatch(cell):
        return cell.lower()
    if not cell:
        mistakes.append(Mistake(key="mentorships_file.nobody", line=line, values={"column": column}))
    elif not SLACK_ID.fullmatch(cell.upper()):
        values = {"column": column, "found": cell}
        mistakes.append(Mistake(key="mentorships_file.not_a_person", line=line, values=values))
    return cell.upper()


def _day(
    column: str, cells: Mapping[str, str], line: int, mistakes: list[Mistake], *, needed: bool = False
) -> date | None:
    cell = cells.get(column, "")
    if cell:
        return day_in(cell, line, mistakes)
    if needed:
        mistakes.append(Mistake(key="mentorships_file.no_start", line=line))
    return None


def _yes(cell: str, line: int, mistakes: list[Mistake]) -> bool:
    if not cell:
        return False
    if cell.casefold() not in WORDS:
        mistakes.append(Mistake(key="mentorships_file.neither", line=line, values={"found": cell}))
    return WORDS.get(cell.casefold(), False)


def _group(cell: str, line: int, mistakes: list[Mistake]) -> str | None:
    name = cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
    if len(name) > LONGEST_NAME:
        values = {"found": len(name), "most": LONGEST_NAME}
        mistakes.append(Mistake(key="mentorships_file.long_name", line=line, values=values))
    return name or None


def _agree(some: Sequence[Row], mistakes: list[Mistake]) -> bool:
    """Whether the lines of one group say the same of it, and hold no more people than a group may."""
    found = list(_contradictions(some))
    mistakes += found
    return not found


def _contradictions(some: Sequence[Row]) -> Iterator[Mistake]:
    first = some[0]
    said = (first.started_on, first.ends_on, first.temporary)
    for row in some[1:]:
        if (row.started_on, row.ends_on, row.temporary) != said:
            values: Mapping[str, str | int] = {"name": first.name or "", "first": first.line}
            yield Mistake(key="mentorships_file.group_differs", line=row.line, values=values)
    if len(some) > MOST:
        values = {"name": first.name or "", "most": MOST}
        yield Mistake(key="mentorships_file.group_too_large", line=some[MOST].line, values=values)


def _written(some: Sequence[Row]) -> Written:
    first = some[0]
    return Written(
        lines=tuple(row.line for row in some),
        mentor=first.mentor,
        mentees=tuple(row.mentee for row in some),
        started_on=first.started_on,
        name=first.name,
        ends_on=first.ends_on,
        temporary=first.temporary,
    )
