"""`binome export`: whoever analyses reads counts and dates; nobody's name, word or refusal is in a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import migrate
from sqlalchemy import Connection, Engine

from bot.commands.exporting import export, readme
from bot.texts import LANGUAGES, Speech
from storage.analysis import FILES, Analysis, Day, FirstOfMonth, Imprint, IsThere
from storage.engine import open_engine
from storage.sealing import new_key
from tests.evidence.invented import Invention

#: Columns that are about somebody in particular, or hold words; none of them may leave, under whatever name.
NOBODYS = re.compile(
    r"(^|_)(name|handle|slack|dm|title|words|reason|expectation|why|by|manager|texts|facts|code|ref|network_confirmed)"
    r"(_|$)"
)
#: `decide_by` is a day.
DAYS = {"decide_by"}


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine: Engine = open_engine(database_url, pool_size=1)
    with engine.begin() as connection:
        Invention(connection, 5).write(people=12, mentorships=6)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_no_column_holds_a_name_a_word_or_who_did_something() -> None:
    for name, (_, columns) in FILES.items():
        for shown, told in columns.items():
            column = told if isinstance(told, str) else told.column
            if not isinstance(told, (Imprint, IsThere)):
                assert column in DAYS or not NOBODYS.search(column), f"{name}.csv: {shown}"
                assert column != "id", f"{name}.csv: {shown}"
                assert not column.endswith("_at") or isinstance(told, Day), (
                    f"{name}.csv tells the hour: {shown}"
                )
                assert column != "joined_on" or isinstance(told, FirstOfMonth)


def test_people_are_the_same_number_in_all_files_of_an_export_and_another_in_the_next(
    connection: Connection,
) -> None:
    analysis, again = Analysis(connection, 1), Analysis(connection, 1)
    people, seats = (list(analysis.rows_of(name)) for name in ("people", "seats"))
    known = {row[0] for row in people}
    assert len(known) == len(people) == 12
    assert {row[1] for row in seats} <= known
    assert known.isdisjoint(row[0] for row in again.rows_of("people"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained(language: str) -> None:
    page = readme(Speech(language))  # type: ignore[arg-type]
    for name, (_, columns) in FILES.items():
        assert f"{name}.csv" in page
        assert all(f"- {column}: " in page for column in columns)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database, in which the operator is."""
    database = f"sqlite:///{tmp_path / 'binome.db'}"
    migrate(database)
    engine = open_engine(database, pool_size=1)
    with engine.begin() as connection:
        Invention(connection, 5).write(people=12, mentorships=6)
    engine.dispose()
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "BINOME_SECRET_KEYS": new_key(), "BINOME_DATABASE_URL": database}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_operator_exports_into_a_new_folder_and_nothing_is_ever_overwritten(here: Path) -> None:
    folder = here / "analysis"
    export(folder)
    with pytest.raises(SystemExit):
        export(folder)

    assert {file.stem for file in folder.iterdir()} == {*FILES, "README"}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    texts = [file.read_text(encoding="utf-8-sig") for file in folder.iterdir()]
    assert not any(re.search(r"\bP\d+\b|U0INES|\bU\d+\b", text) for text in texts)
    with (folder / "meetings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert rows[0].keys() == {"mentorship", "cycle", "state", "held_on", "minutes", "form"}
