"""The roster as an operator has it: a CSV file, often out of Excel, in French or in English.

Reading is kind about form (separator, encoding, letter case, the order of columns) and strict about facts: every
cell that cannot be understood is a mistake with its line, and a file with one mistake is not imported at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.spreadsheet import (
    EMAIL,
    SLACK_ID,
    UTF8,
    Line,
    Mistake,
    Unreadable,
    cells_of,
    day_in,
    table_in,
)

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

_LIST = re.compile(r"[;,|\n]")

Told = str | tuple[str, ...] | date | None


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
    try:
        table = table_in(raw, COLUMNS)
    except Unreadable as no:
        return RosterFile(rows=(), mistakes=no.mistakes)
    mistakes: list[Mistake] = []
    if not {"email", "slack_id"} & set(table.names):
        mistakes.append(Mistake(key="operator.roster_no_key", values={"columns": ", ".join(COLUMNS)}))
        return RosterFile(rows=(), mistakes=mistakes)
    rows = [row for line in table.lines if (row := _row(line, table.names, mistakes)) is not None]
    if not rows and not mistakes:
        mistakes.append(Mistake(key="operator.roster_empty"))
    return RosterFile(rows=rows, mistakes=mistakes, unused=table.unused, encoding=table.encoding)


def _row(line: Line, names: Sequence[str], mistakes: list[Mistake]) -> Row | None:
    """The row, or None when it says nothing that can be used; what is wrong goes to `mistakes`."""
    cells = cells_of(line, names, COLUMNS, mistakes)
    if cells is None:
        return None
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
    if slack_id and not SLACK_ID.fullmatch(slack_id):
        mistakes.append(Mistake(key="operator.roster_bad_slack_id", line=line, values={"found": slack_id}))
    if email and not EMAIL.fullmatch(email):
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
        return day_in(cell, line, mistakes)
    if column == "seniority" and len(cell) > LONGEST_SENIORITY:
        values = {"found": len(cell), "most": LONGEST_SENIORITY}
        mistakes.append(Mistake(key="operator.roster_long_seniority", line=line, values=values))
    if column == "country" and not re.fullmatch(r"[A-Za-z]{2}", cell):
        mistakes.append(Mistake(key="operator.roster_bad_country", line=line, values={"found": cell}))
    return cell.upper() if column == "country" else cell


def _manager(cell: str, line: int, mistakes: list[Mistake]) -> str:
    if EMAIL.fullmatch(cell):
        return cell.lower()
    if not SLACK_ID.fullmatch(cell.upper()):
        mistakes.append(Mistake(key="operator.roster_bad_manager", line=line, values={"found": cell}))
    return cell.upper()
