"""A roster goes in whole or not at all, after the operator has seen what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from operators import ROOT, Operator
from sqlalchemy import Connection, text

from bot.playground import Playground
from bot.sample import COMPANY, ROSTER
from storage.engine import open_engine

pytestmark = pytest.mark.long

HEADER = "email,manager,network,site,joined_on,roles"


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground, database_url: str) -> Operator:
    """Somebody with a database, in turn SQLite and PostgreSQL."""
    return Operator(tmp_path, slack, BINOME_DATABASE_URL=database_url)


@pytest.fixture
def sqlite_operator(tmp_path: Path, slack: Playground) -> Operator:
    return Operator(tmp_path, slack)


def write(operator: Operator, *lines: str, encoding: str = "utf-8") -> str:
    (operator.folder / "people.csv").write_bytes("\r\n".join(lines).encode(encoding))
    return "people.csv"


@contextmanager
def database(operator: Operator) -> Iterator[Connection]:
    url = operator.settings.get("BINOME_DATABASE_URL", f"sqlite:///{operator.folder}/binome.db")
    engine = open_engine(url, pool_size=1)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def people(operator: Operator) -> dict[str, tuple[str | None, ...]]:
    """What is kept of everybody: manager, network, site."""
    query = """SELECT person.name, boss.name, person.network, person.site
               FROM person LEFT JOIN person AS boss ON boss.id = person.manager_id"""
    with database(operator) as connection:
        return {row[0]: tuple(row[1:]) for row in connection.execute(text(query))}


def test_the_sample_company_goes_in_once_and_only_once(operator: Operator) -> None:
    looked = operator.types("import", str(ROSTER))
    assert looked.code == 1
    assert "add --yes" in looked.err.lower()
    assert "30 to add, 0 to change, 0 unchanged." in looked.out
    assert people(operator) == {}, "a look changes nothing"

    done = operator.types("import", str(ROSTER), "--yes")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Done.")
    assert "+ Tom Becker (line 13)\n    manager: – → Priya Raman\n" in done.out
    assert people(operator)["Tom Becker"] == ("Priya Raman", "Données & IA", "London")

    again = operator.types("import", str(ROSTER))
    assert again.code == 0
    assert "0 to add, 0 to change, 30 unchanged." in again.out
    assert again.out.splitlines()[-1] == "There is nothing to change."


def test_only_what_differs_is_shown_and_changed(operator: Operator) -> None:
    first = write(operator, HEADER, "tom.becker@helianthe.test,U0LEA,Conseil,Lyon,2025-03-03,")
    assert operator.types("import", first, "--yes").code == 0
    excel = write(
        operator,
        "Email;Manager;Network;Site;Roles;Salaire;Seniority",
        "Tom.Becker@helianthe.test;-;Stratégie;;viewer, mentor;1;Confirmé",
        "lea.martin@helianthe.test;;CONSEIL;;;1;",
        encoding="cp1252",
    )
    done = operator.types("import", excel, "--yes")
    assert done.code == 0
    assert (
        "~ Tom Becker (line 2)\n    manager: Léa Martin → –\n    network: Conseil → Stratégie\n" in done.out
    )
    assert "\n    seniority: – → Confirmé\n" in done.out
    assert "becomes viewer" in done.out
    assert "1 person marked “mentor”: nothing changes for them." in done.out
    assert "read as cp1252" in done.out
    assert "Columns that were not read: salaire." in done.out
    assert people(operator) == {
        "Tom Becker": (None, "Stratégie", "Lyon"),
        "Léa Martin": (None, "Conseil", None),
    }
    with database(operator) as connection:
        assert connection.execute(text('SELECT "right" FROM right_granted')).scalars().all() == ["viewer"]


def test_every_bad_line_is_told_and_nothing_is_half_imported(sqlite_operator: Operator) -> None:
    path = write(
        sqlite_operator,
        HEADER,
        "tom.becker@helianthe.test,U0LEA,Conseil,Lyon,2025-03-03,",
        "nobody@helianthe.test,,,,,",
        "lea.martin@helianthe.test,U0NOBODY,,,,cordinator",
        "paul.garnier@helianthe.test,,,,,",
        "victor.salmon@helianthe.test,,,,,owner",
        "tom.becker@helianthe.test,,,,,",
    )
    said = sqlite_operator.types("import", path, "--yes")
    assert said.code == 1
    assert said.out == ""
    assert [line.partition(":")[0] for line in said.err.splitlines()] == [
        "line 3",
        "line 4",
        "line 4",
        "line 5",
        "line 6",
        "line 6",
        "line 7",
        "Nothing was imported",
    ]
    assert people(sqlite_operator) == {}


def test_a_circle_of_managers_is_named(sqlite_operator: Operator) -> None:
    first = write(sqlite_operator, "slack_id,manager", "U0LEA,U0MARC", "U0MARC,U0HELENE")
    assert sqlite_operator.types("import", first, "--yes").code == 0
    said = sqlite_operator.types(
        "import", write(sqlite_operator, "slack_id,manager", "U0HELENE,U0LEA"), "--yes"
    )
    assert said.code == 1
    circle = said.err.splitlines()[0]
    assert circle.startswith("line 2: These people would manage each other in a circle: ")
    assert all(name in circle for name in ("Léa Martin", "Marc Delmas", "Hélène Vasseur"))
    assert people(sqlite_operator)["Hélène Vasseur"][0] is None


@pytest.mark.slow
def test_it_is_asked_and_only_yes_is_yes(sqlite_operator: Operator) -> None:
    path = write(sqlite_operator, "slack_id,site", "U0LEA,Paris")
    refused = sqlite_operator.answers("", "import", path)
    assert (refused.code, refused.out.splitlines()[-1]) == (0, "Apply? [y/N] Nothing was changed.")
    assert people(sqlite_operator) == {}
    agreed = sqlite_operator.answers("oui", "import", path)
    assert (agreed.code, agreed.out.splitlines()[-1]) == (0, "Apply? [y/N] Done.")
    assert people(sqlite_operator) == {"Léa Martin": (None, None, "Paris")}


def test_a_file_that_is_not_there_or_is_a_workbook_is_told(sqlite_operator: Operator) -> None:
    missing = sqlite_operator.types("import", "nowhere.csv")
    assert missing.err == "nowhere.csv cannot be read: No such file or directory. Check the path.\n"
    (sqlite_operator.folder / "people.csv").write_bytes(b"PK\x03\x04....")
    assert "Excel workbook" in sqlite_operator.types("import", "people.csv").err


def test_without_the_optional_permission_addresses_are_asked_for_kindly(tmp_path: Path) -> None:
    declined = Playground(
        manifest=ROOT / "manifest.yml", company=COMPANY, without_scopes=["users:read.email"]
    )
    with declined:
        operator = Operator(tmp_path, declined)
        said = operator.types("import", write(operator, "email", "lea.martin@helianthe.test"))
        assert said.code == 1
        assert "users:read.email" in said.err
        assert "without users:read.email" in operator.types("doctor").out


def test_no_address_is_ever_written_down(sqlite_operator: Operator) -> None:
    path = write(sqlite_operator, "email,manager", "tom.becker@helianthe.test,lea.martin@helianthe.test")
    assert sqlite_operator.types("import", path, "--yes").code == 0
    kept = b"".join(file.read_bytes() for file in sqlite_operator.folder.glob("binome.db*"))
    assert b"Tom Becker" in kept
    assert b"@helianthe" not in kept
