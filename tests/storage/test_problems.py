"""What is wrong with a database is said as what it means, with its address and without its password."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url, text

from bot.domain.people import Workspace
from bot.programme.ports import TryLater
from storage.engine import open_engine
from storage.problems import (
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    NoSuchPlace,
    problem_of,
    said_plainly,
)
from storage.sealing import Sealer
from storage.store import Store
from tests.storage.stage import CUSTOMS, NOON, StoppedClock


def test_a_server_that_is_not_there_is_for_later_and_keeps_its_password() -> None:
    engine = open_engine("postgres://binome:s3cret@127.0.0.1:1/binome", pool_size=1)
    with pytest.raises(DatabaseUnreachable) as refused, said_plainly(engine), engine.connect():
        pass
    assert isinstance(refused.value, TryLater)
    assert "127.0.0.1" in str(refused.value)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_database_that_the_server_does_not_have_is_named(database_url: str) -> None:
    engine = open_engine(make_url(database_url).set(database="nowhere").render_as_string(False), pool_size=1)
    with pytest.raises(NoSuchPlace), said_plainly(engine), engine.connect():
        pass


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_work_cut_off_by_a_restart_is_for_later_and_leaves_nothing(
    store: Store, workspace: Workspace
) -> None:
    leave = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database()"
    )
    with pytest.raises(TryLater), store.work(workspace) as work:  # noqa: PT012
        work.inbox.first_time("event-1", NOON)
        with store.engine.connect() as other:
            other.execute(leave)
        work.inbox.first_time("event-2", NOON)
    with store.work(workspace) as work:
        assert work.inbox.first_time("event-1", NOON)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_full_disk_says_so_and_nothing_is_half_written(
    database_url: str, key: str, clock: StoppedClock
) -> None:
    engine = open_engine(database_url, pool_size=1)
    store = Store(engine, sealer=Sealer([key]), clock=clock, customs=CUSTOMS)
    workspace = store.workspace("T0BINOME")
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(DatabaseFull), store.work(workspace) as work:  # noqa: PT012
        for number in range(5_000):
            work.inbox.first_time(f"event-{number}", NOON)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 100000"))
    with store.work(workspace) as work:
        assert work.inbox.first_time("event-0", NOON)
    engine.dispose()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_file_that_takes_no_writing_says_so(
    store: Store, workspace: Workspace, database_url: str, key: str, clock: StoppedClock
) -> None:
    path = make_url(database_url).database
    engine = open_engine(f"sqlite:///file:{path}?mode=ro&uri=true", pool_size=1)
    read_only = Store(engine, sealer=Sealer([key]), clock=clock, customs=CUSTOMS)
    with pytest.raises(DatabaseReadOnly):
        read_only.workspace("T0OTHER")
    with read_only.look(workspace) as work:
        assert work.people.employees() == [], "what is there can still be read"
    engine.dispose()


def test_a_mistake_of_ours_is_not_blamed_on_the_database(store: Store) -> None:
    with store.engine.connect() as connection, pytest.raises(Exception, match="nowhere") as raised:
        connection.execute(text("SELECT * FROM nowhere"))
    assert problem_of(raised.value, store.engine) is None
