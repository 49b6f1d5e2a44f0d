"""`binome export`: tables for analysis, in which nobody has a name, with a page that says what each column is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from bot.commands.opening import opened_without_slack
from bot.commands.trouble import NotNow, explained
from bot.domain.spreadsheet import write_to
from bot.texts import Speech
from storage.analysis import FILES, Analysis
from storage.engine import reading

#: For the eyes of whoever runs the command.
FOLDER_MODE, FILE_MODE = 0o700, 0o600
README = "README.txt"


def export(folder: Path) -> None:
    """One CSV file for each table, all of one moment. A folder in which something lies is left as it is."""
    with explained(), opened_without_slack() as (store, workspace, t):
        _prepare(folder, t)
        with reading(store.engine).begin() as connection:
            analysis = Analysis(connection, workspace.id)
            for name, (_, columns) in FILES.items():
                with _new(folder / f"{name}.csv", t) as file:
                    count = write_to(file, list(columns), analysis.rows_of(name))
                print(f"  {name}.csv  {t.number(count)}")
        with _new(folder / README, t) as file:
            file.write(readme(t))
        print(t.plain("analysis.done", folder=str(folder)))
        print(t.plain("analysis.careful"))


def readme(t: Speech) -> str:
    """What is in the files, and what is not."""
    lines = [t.plain("analysis.title"), "", t.plain("analysis.careful"), "", t.plain("analysis.left_out"), ""]
    for name, (_, columns) in FILES.items():
        lines += [f"{name}.csv", f"  {t.plain(f'analysis.file.{name}')}"]
        lines += [f"  - {column}: {t.plain(f'analysis.column.{column}')}" for column in columns]
        lines.append("")
    return "\n".join(lines)


def _prepare(folder: Path, t: Speech) -> None:
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotNow(t.plain("analysis.taken", folder=str(folder)))
    except OSError as refused:
        raise NotNow(_no_place(folder, refused, t)) from refused


def _new(path: Path, t: Speech) -> TextIO:
    try:
        return os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE),
            "w",
            encoding="utf-8-sig",
            errors="replace",
            newline="",
        )
    except OSError as refused:
        raise NotNow(_no_place(path, refused, t)) from refused


def _no_place(path: Path, refused: OSError, t: Speech) -> str:
    detail = refused.strerror or type(refused).__name__
    return t.plain("analysis.no_place", path=str(path), detail=detail)
