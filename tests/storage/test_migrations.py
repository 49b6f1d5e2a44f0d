"""A database is brought up to date when the bot starts, and nothing in it is lost on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import SQLite, locked
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlmodel import SQLModel

from bot.domain.people import Workspace
from storage import migrate
from storage.engine import open_engine
from storage.migrate import HEAD, bring_up_to_date, revision_of
from storage.problems import DatabaseReadOnly, NewerSchema, NoSuchPlace, NotADatabase
from storage.store import Store
from tests.storage.stage import at_once


@pytest.fixture
def empty(new_database: Callable[..., str]) -> Iterator[Engine]:
    engine = open_engine(new_database(empty=True), pool_size=4)
    yield engine
    engine.dispose()


def test_an_empty_database_gets_every_table(empty: Engine) -> None:
    done = bring_up_to_date(empty)
    assert (done.before, done.after, done.backup, done.changed) == (None, HEAD, None, True)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_constraint_has_the_name_that_the_tables_give_it(empty: Engine) -> None:
    bring_up_to_date(empty)
    found = inspect(empty)
    for table in SQLModel.metadata.sorted_tables:
        named = {index["name"] for index in found.get_indexes(table.name)}
        named |= {unique["name"] for unique in found.get_unique_constraints(table.name)}
        named |= {key["name"] for key in found.get_foreign_keys(table.name)}
        named.add(found.get_pk_constraint(table.name)["name"])
        wanted = {str(one.name) for one in (*table.indexes, *table.constraints)}
        assert wanted <= named, table.name


def test_a_second_start_changes_nothing_and_does_not_load_alembic(empty: Engine, database_url: str) -> None:
    code = (
        "import sys; from storage.engine import open_engine; from storage.migrate import bring_up_to_date;"
        f"done = bring_up_to_date(open_engine({database_url!r}, pool_size=1));"
        "assert not done.changed and done.backup is None; assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(migrate.__file__).parents[1])


def test_replicas_that_start_at_once_migrate_once(empty: Engine) -> None:
    done = at_once(4, lambda _: bring_up_to_date(empty))
    assert {one.after for one in done} == {HEAD}
    assert revision_of(empty) == HEAD


def test_who_starts_while_another_process_writes_waits_for_it_as_long_as_that_takes(
    sqlite_server: SQLite,
) -> None:
    """Longer than a bot that runs would: it gives up before Slack does."""
    url = sqlite_server.fresh(empty=True)
    hasty = open_engine(url, pool_size=1, busy_timeout=1)
    assert revision_of(hasty) is None
    with ThreadPoolExecutor(1) as other:
        with locked(url):
            start = other.submit(bring_up_to_date, hasty)
            wait([start], timeout=0.2)
            assert not start.done()
        assert start.result().after == HEAD
    with hasty.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 1, "it is hasty again"
    hasty.dispose()
    sqlite_server.forget(url)


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == HEAD


def test_a_database_of_a_newer_binome_is_refused_and_left_alone(empty: Engine) -> None:
    bring_up_to_date(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema) as refused:
        bring_up_to_date(empty)
    assert (refused.value.found, refused.value.known) == ("9999", HEAD)
    assert revision_of(empty) == "9999"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_file_that_holds_something_is_copied_before_it_changes(
    store: Store,
    workspace: Workspace,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    elsewhere: bool,
) -> None:
    changed: list[Path] = []
    original = Path(make_url(database_url).database or "")
    original.chmod(0o600)
    monkeypatch.setattr(migrate, "HEAD", "next")
    monkeypatch.setattr(migrate, "_upgrade", lambda connection: changed.extend(tmp_path.rglob("*.db")))

    done = bring_up_to_date(store.engine, backups=tmp_path / "kept" if elsewhere else None)

    assert done.backup is not None
    assert done.backup.parent == (tmp_path / "kept" if elsewhere else original.parent)
    assert done.backup.stat().st_mode & 0o777 == 0o600, "a copy is no easier to read than the original"
    assert not elsewhere or changed == [done.backup], "it was there before anything changed"
    copy = create_engine(f"sqlite:///{done.backup}")
    with copy.connect() as connection:
        assert connection.execute(text("SELECT team_id FROM workspace")).scalar() == workspace.team_id
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    copy.dispose()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_change_that_breaks_a_reference_is_taken_back(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "HEAD", "next")
    orphan = "INSERT INTO inbox (workspace_id, key, received_at) VALUES (77, 'a', '2026-11-23')"
    monkeypatch.setattr(migrate, "_upgrade", lambda connection: connection.execute(text(orphan)))
    with pytest.raises(migrate.BrokenReferences):
        bring_up_to_date(store.engine)
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM inbox")).scalar() == 0
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1, "and references are kept again"


def test_a_change_that_fails_half_way_is_taken_back_whole(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(connection: object) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))  # type: ignore[attr-defined]
        raise KeyError

    monkeypatch.setattr(migrate, "HEAD", "next")
    monkeypatch.setattr(migrate, "_upgrade", half)
    with pytest.raises(KeyError):
        bring_up_to_date(store.engine)
    assert not inspect(store.engine).has_table("half")


def test_a_file_that_is_something_else_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Ce n'est pas une base de données, " * 50)
    engine = open_engine(f"sqlite:///{path}", pool_size=1)
    with pytest.raises(NotADatabase) as refused:
        bring_up_to_date(engine)
    assert str(path) in refused.value.where
    assert "pas une base" in path.read_text(), "and left as it was"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPlace):
        bring_up_to_date(open_engine(f"sqlite:///{tmp_path}/nowhere/binome.db", pool_size=1))


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_server_that_takes_no_writing_says_so(empty: Engine) -> None:
    locked = empty.execution_options(postgresql_readonly=True)
    with pytest.raises(DatabaseReadOnly):
        bring_up_to_date(locked)
