"""What every import from a terminal does: read the file, tell what is wrong with it, ask before it makes anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.commands.trouble import NotNow
from bot.domain.spreadsheet import Mistake
from bot.texts import Speech

YES = frozenset({"y", "yes", "o", "oui"})


def bytes_of(path: Path, t: Speech) -> bytes:
    """Raises `NotNow` for a file that cannot be read."""
    try:
        return path.read_bytes()
    except OSError as missing:
        detail = missing.strerror or str(missing)
        raise NotNow(t.plain("operator.import_no_file", path=str(path), detail=detail)) from missing


def refuse(mistakes: Sequence[Mistake], t: Speech) -> None:
    """Every mistake with its line, so that one pass through the file mends them all. Raises `NotNow` for any."""
    if mistakes:
        in_order = sorted(mistakes, key=lambda mistake: mistake.line)
        raise NotNow(
            *(_line(mistake, t) for mistake in in_order),
            t.plain("operator.import_refused", count=len(in_order)),
        )


def agreed(question: str, t: Speech) -> bool:
    """Ask; silence is no. Raises `NotNow` where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise NotNow(t.plain("operator.import_no_terminal"))
    answer = input(f"{question} ")
    if answer.strip().lower() in YES:
        return True
    print(t.plain("operator.import_left"))
    return False


def _line(mistake: Mistake, t: Speech) -> str:
    # Line numbers are for a spreadsheet, which writes 1200 and not 1,200.
    words = t.plain(mistake.key, **{name: str(value) for name, value in mistake.values.items()})
    return t.plain("operator.roster_line", line=str(mistake.line), words=words) if mistake.line else words
