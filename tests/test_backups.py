"""An operator copies the database, puts a copy back, sees what waits: each slip is told, and nothing is half-done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from backups import use_the_servers_own_tools
from databases import migrate
from living import arrive
from operators import ROOT, Operator, Said
from sqlalchemy import Engine, select

from bot.commands.backup import STAMP
from bot.commands.reasons import in_words
from bot.domain.cadence import PromptDue, PromptKind
from bot.domain.prompts import PromptState
from bot.playground import Playground
from bot.sample import COMPANY
from bot.texts import Speech
from storage import copies
from storage.engine import open_engine
from storage.lock import hold
from storage.problems import DatabaseFull, NotADatabase
from storage.sealing import Sealer, new_key
from storage.store import WORKSPACES, Store
from tests.storage.stage import CUSTOMS, StoppedClock


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground) -> Operator:
    migrate(f"sqlite:///{tmp_path / 'binome.db'}")
    return Operator(tmp_path, slack)


def told(said: Said, words: str) -> None:
    assert said.code == 1, said
    assert words in said.err, said
    assert len(said.err.strip().splitlines()) == 1, said.err


def put(database: Path, word: str, key: str = "") -> None:
    """Something is written in it: a word, sealed if there is a key."""
    with closing(sqlite3.connect(database)) as connection, connection:
        words = Sealer([key]).seal(word, owner="topics") if key else word
        connection.execute(
            "INSERT INTO workspace (team_id, name, bot_user_id) VALUES (?, ?, '')", (word, words)
        )


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT team_id FROM workspace ORDER BY id")]


# -- copying -----------------------------------------------------------------------------------------------------


def test_a_copy_is_whole_for_nobody_elses_eyes_and_old_ones_go(operator: Operator) -> None:
    folder = operator.folder / "backups"
    folder.mkdir()
    now = datetime.now(UTC)
    old, young = (f"binome-{now - timedelta(days=days):{STAMP}}.db" for days in (36, 34))
    for kept in (old, young, "binome-of-last-year.db", "binome.before-restore.20200101T000000Z.db"):
        (folder / kept).write_text("kept")
    put(operator.folder / "binome.db", "T0ONE")

    said = operator.types("backup")
    made = [one for one in folder.iterdir() if one.stat().st_size > 4]
    assert said.code == 0
    assert str(made[0].relative_to(operator.folder)) in said.out
    assert "BINOME_SECRET_KEYS are not in it" in said.out
    assert names(made[0]) == ["T0ONE"]
    assert made[0].stat().st_mode & 0o777 == 0o600
    assert {one.name for one in folder.iterdir()} == {
        made[0].name,
        young,
        "binome-of-last-year.db",
        "binome.before-restore.20200101T000000Z.db",
    }

    told(operator.types("backup", str(made[0])), "is there already")


def test_a_disk_that_is_full_leaves_no_half_of_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, to = tmp_path / "binome.db", tmp_path / "copy.db"
    migrate(f"sqlite:///{original}")
    put(original, "T0ONE")
    before = sorted(tmp_path.iterdir())

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_settle", full)
    with pytest.raises(DatabaseFull):
        copies.copy(original, to)
    assert sorted(tmp_path.iterdir()) == before


# -- putting back ------------------------------------------------------------------------------------------------


def test_a_copy_comes_back_and_what_was_there_is_kept(operator: Operator) -> None:
    database, copy = operator.folder / "binome.db", operator.folder / "copy.db"
    put(database, "T0ONE", operator.settings["BINOME_SECRET_KEYS"])
    copies.copy(database, copy)
    put(database, "T0TWO")

    said = operator.types("restore", "copy.db")
    assert said.code == 0, said
    assert names(database) == ["T0ONE"]
    (kept,) = operator.folder.glob("binome.before-restore.*.db")
    assert names(kept) == ["T0ONE", "T0TWO"]
    assert kept.name in said.out
    assert "Nobody is told anything twice" in said.out


def test_a_copy_that_was_sealed_with_other_keys_changes_nothing(operator: Operator) -> None:
    database, copy = operator.folder / "binome.db", operator.folder / "copy.db"
    put(database, "T0ONE", new_key())
    copies.copy(database, copy)
    before = names(database)
    told(operator.types("restore", "copy.db"), "a key that BINOME_SECRET_KEYS does not hold")
    assert names(database) == before
    assert not list(operator.folder.glob("*restor*"))


@pytest.mark.slow
def test_every_other_slip_is_told_and_changes_nothing(operator: Operator) -> None:
    database, copy = operator.folder / "binome.db", operator.folder / "copy.db"
    put(database, "T0ONE")
    copies.copy(database, copy)
    (operator.folder / "notes.txt").write_text("not a database at all, whatever its name")
    (operator.folder / "other.dump").write_bytes(b"PGDMP and so on")
    damaged = bytearray(copy.read_bytes())
    damaged[8192:40000] = b"\xff" * (40000 - 8192)
    (operator.folder / "damaged.db").write_bytes(damaged)
    copies.copy(copy, operator.folder / "newer.db")
    with closing(sqlite3.connect(operator.folder / "newer.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(operator.folder / "foreign.db")) as foreign, foreign:
        foreign.execute("CREATE TABLE recipe (name TEXT)")
    before = names(database)

    told(operator.types("restore", "nowhere.db"), "is not a file")
    told(operator.types("restore", "binome.db"), "the database itself")
    told(operator.types("restore", "notes.txt"), "is no copy")
    told(operator.types("restore", "foreign.db"), "is no copy")
    told(operator.types("restore", "damaged.db"), "is damaged")
    told(operator.types("restore", "other.dump"), "the other kind of database")
    told(operator.types("restore", "newer.db"), "written by a newer Binôme (schema 9999")
    with hold(operator.folder / "binome.db.lock"):
        told(operator.types("restore", "copy.db"), "has been using this database")
    assert names(database) == before
    assert not list(operator.folder.glob("*restor*"))

    assert operator.types("restore", "copy.db", BINOME_DATABASE_URL="sqlite:///new.db").code == 0
    assert names(operator.folder / "new.db") == before, "a new machine has nothing to keep"


def test_a_damaged_database_is_kept_as_it_is_and_replaced(tmp_path: Path) -> None:
    database, copy, keep = (tmp_path / name for name in ("binome.db", "copy.db", "kept.db"))
    migrate(f"sqlite:///{database}")
    copies.copy(database, copy)
    database.write_bytes(b"what the disk has left of it")
    Path(f"{database}-wal").write_bytes(b"and of this")

    assert copies.swap(copy, database, keep=keep)
    assert keep.read_bytes() == b"what the disk has left of it"
    assert Path(f"{keep}-wal").read_bytes() == b"and of this"
    copies.check(database)
    with pytest.raises(NotADatabase):
        copies.check(keep)
    assert not Path(f"{database}-wal").exists()


# -- what waits --------------------------------------------------------------------------------------------------


def test_the_list_says_in_words_what_is_amiss_and_hides_who_asked_for_a_hand(operator: Operator) -> None:
    """Also while Slack is away: the ledger is our own."""
    away = {"SLACK_API_URL": "http://127.0.0.1:9/api/"}
    assert "the bot has not run" in operator.types("prompts", **away).err
    _amiss(operator)

    said = operator.types("prompts", **away)
    assert said.code == 0, said
    assert "Tom Becker" in said.out
    assert "what it tells could not be gathered: see the log" in said.out
    assert "private" in said.out
    assert "help_card" not in said.out
    assert "Léa" not in said.out, "she waits like everybody, and wants nobody"
    narrow = operator.types("prompts", "--all", **away, COLUMNS="80")
    assert "Léa Martin" in narrow.out

    data = json.loads(operator.types("prompts", "--person", "tom", "--json", **away).out)
    assert [(one["id"], one["state"]) for one in data["messages"]] == [(2, "dead")]
    assert "private" not in json.dumps(data)


def test_a_word_of_slacks_stands_beside_what_it_means() -> None:
    english = Speech("en")
    assert in_words("user_disabled", english) == "Slack finds no open account (user_disabled)"
    assert in_words("channel_not_found", english).startswith("Slack does not let the app write to them (")
    assert in_words("http_502", english) == "Slack answered with an error (http_502)"
    assert in_words("missing_scope", english).startswith("the app lacks a permission")
    assert in_words("TimeoutError", english) == "TimeoutError", "to be searched for"


@pytest.mark.slow
def test_what_was_given_up_is_taken_up_again_or_called_off_in_the_operators_language(
    operator: Operator,
) -> None:
    _amiss(operator)
    french = {"BINOME_LANGUAGE": "fr"}
    again = operator.types("prompts", "retry", "2", "99", **french)
    assert (again.code, "à nouveau prévu" in again.out, "n’est pas dans la liste" in again.out) == (
        1,
        True,
        True,
    )
    assert "annulé" in operator.types("prompts", "cancel", "2", **french).out
    assert "1 message is taken up again" in operator.types("prompts", "retry", "--dead").out, "the card"
    with closing(sqlite3.connect(operator.folder / "binome.db")) as ours, ours:
        ours.execute("UPDATE prompt SET state = 'dead', expires_at = '2001-01-01 00:00:00' WHERE id = 2")
    assert "1 message is left as it is (its time" in operator.types("prompts", "retry", "--dead").out
    told(operator.types("prompts", "retry"), "numbers from `binome prompts`, or --dead")
    told(operator.types("prompts", "--state", "lost"), "is not a state")
    told(operator.types("prompts", "--person", "nobody"), "Nobody is called nobody")


def _amiss(operator: Operator) -> None:
    """Léa's message waits; Tom's was given up, and so was the card that he would have got."""
    now = datetime.now(UTC)
    engine = open_engine(f"sqlite:///{operator.folder / 'binome.db'}", pool_size=1)
    store = Store(engine, sealer=Sealer([new_key()]), clock=StoppedClock(), customs=CUSTOMS)
    with store.work(store.workspace("T0BINOME")) as work:
        lea, tom = arrive(work, "U0LEA", "Léa Martin"), arrive(work, "U0TOM", "Tom Becker", "en")
        kinds = ((PromptKind.CHARTER, lea), (PromptKind.CHARTER, tom), (PromptKind.HELP_CARD, tom))
        work.prompts.plan(
            [
                PromptDue(
                    kind=kind,
                    mentorship_id=None,
                    recipient_id=reader.id,
                    period="x",
                    rung="y",
                    not_before=now - timedelta(days=1),
                    expires_at=now + timedelta(days=7),
                )
                for kind, reader in kinds
            ],
            now=now,
        )
        work.prompts.settle([2, 3], state=PromptState.DEAD, reason="facts")
    engine.dispose()


# -- PostgreSQL --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_server_is_copied_and_put_back_by_postgresqls_own_tools(
    operator: Operator, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_the_servers_own_tools(monkeypatch)
    operator.settings["BINOME_DATABASE_URL"] = database_url
    engine = open_engine(database_url, pool_size=1)
    _named(engine, "T0ONE")
    told(operator.types("backup", PATH="/nowhere", cold=True), "`pg_dump` is not installed here")
    assert not list(operator.folder.glob("backups/*"))
    assert operator.types("backup", "one.dump").code == 0
    assert (operator.folder / "one.dump").stat().st_mode & 0o777 == 0o600
    _named(engine, "T0TWO")

    told(operator.types("restore", "one.dump"), "then add --yes")
    told(operator.types("restore", "binome.db", "--yes"), "the other kind of database")
    told(operator.types("restore", "one.dump", "--yes"), "1 other program is connected")
    engine.dispose()
    damaged = (operator.folder / "one.dump").read_bytes()[:3000]
    (operator.folder / "cut.dump").write_bytes(damaged)
    told(operator.types("restore", "cut.dump", "--yes"), "is damaged")
    assert _teams(engine) == ["T0ONE", "T0TWO"]
    engine.dispose()

    assert operator.types("restore", "one.dump", "--yes").code == 0
    assert _teams(engine) == ["T0ONE"]
    engine.dispose()
    kept = max(operator.folder.glob("backups/binome.before-restore.*.dump"))
    assert operator.types("restore", str(kept), "--yes").code == 0
    assert _teams(engine) == ["T0ONE", "T0TWO"]
    _named(engine, "T0THREE")
    engine.dispose()


def _named(engine: Engine, team: str) -> None:
    with engine.begin() as connection:
        connection.execute(WORKSPACES.insert().values(team_id=team, name=team, bot_user_id=""))


def _teams(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.execute(select(WORKSPACES.c.team_id).order_by(WORKSPACES.c.id)).scalars())
