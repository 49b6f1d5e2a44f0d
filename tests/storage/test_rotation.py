"""A new key takes the place of the former: everything opens at every moment, and in the end without the former one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from bot.domain.people import Workspace
from storage import rotation
from storage.engine import open_engine
from storage.sealing import Sealer, name_of, new_key
from storage.store import Store
from tests.storage import sealed_rows
from tests.storage.stage import CUSTOMS, NOON, Cast

ON_POSTGRESQL = pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def new() -> str:
    return new_key()


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "AT_ONCE", 2)


def look(store: Store, *keys: str) -> rotation.Seals:
    with store.engine.connect() as connection:
        return rotation.look(connection, Sealer(keys))


@pytest.mark.long
def test_whatever_is_sealed_opens_with_the_new_key_alone(store: Store, key: str, new: str) -> None:
    texts = sealed_rows.write(store.engine, Sealer([key]), 5)
    assert look(store, key) == rotation.Seals(
        by_key={name_of(key): texts}, closed=0, keys=frozenset({name_of(key)})
    )

    ring = Sealer([new, key])
    assert sum(rotation.seal_anew(store.engine, ring)) == texts
    assert look(store, new) == rotation.Seals(
        by_key={name_of(new): texts}, closed=0, keys=frozenset({name_of(new)})
    )
    assert look(store, key).closed == texts, "the former key opens nothing any more"
    assert sum(rotation.seal_anew(store.engine, ring)) == 0, "again is harmless"


@pytest.mark.long
def test_what_was_cut_off_is_open_and_goes_on_where_it_was(store: Store, key: str, new: str) -> None:
    texts = sealed_rows.write(store.engine, Sealer([key]), 3)
    ring = Sealer([new, key])
    done = 0
    for number, batch in enumerate(rotation.seal_anew(store.engine, ring)):
        done += batch
        if number == 4:
            break
    between = look(store, new, key)
    assert between.closed == 0
    assert between.by_key == {name_of(new): done, name_of(key): texts - done}

    sealed_rows.write(store.engine, Sealer([key]), 1, after=3)
    assert sum(rotation.seal_anew(store.engine, ring)) == texts + len(rotation.COLUMNS) - done
    assert look(store, new).closed == 0


@pytest.mark.long
def test_a_text_that_does_not_open_is_left_as_it_is_and_counted(store: Store, key: str, new: str) -> None:
    texts = sealed_rows.write(store.engine, Sealer([key]), 3)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE enrolment SET expectation = expectation || 'x' WHERE id = 101"))
    assert sum(rotation.seal_anew(store.engine, Sealer([new, key]))) == texts - 1
    after = look(store, new, key)
    assert after.closed == 1
    assert after.keys == {name_of(new), name_of(key)}, "so the former key is still asked for"


@pytest.mark.long
def test_a_sealed_text_in_a_column_that_nobody_named_keeps_its_key(store: Store, key: str, new: str) -> None:
    store.workspace("T0BINOME", Sealer([key]).seal("name", owner="nobody"))
    assert sum(rotation.seal_anew(store.engine, Sealer([new, key]))) == 0
    assert look(store, new, key).keys == {name_of(key)}


@pytest.mark.long
def test_what_somebody_writes_in_the_same_moment_is_theirs(
    store: Store, workspace: Workspace, cast: Cast, key: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row was read to be sealed anew when Tom wrote something else."""
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.enrolments.change(place.id, expectation="before")
    (column,) = (one for one in rotation.COLUMNS if one.table.name == "enrolment")
    with store.engine.begin() as connection:
        rows = connection.execute(column.table.select()).all()
    with store.work(workspace) as work:
        work.enrolments.change(place.id, expectation="after")
    with store.engine.begin() as connection:
        rotation._seal_these(connection, column, rows, Sealer([new, key]))
    with store.look(workspace) as work:
        found = work.enrolments.of(cast.tom.id, cast.programme.id)
    assert found is not None
    assert found.expectation == "after"


@ON_POSTGRESQL
@pytest.mark.slow
def test_a_bot_goes_on_writing_while_everything_is_sealed_anew(
    store: Store, workspace: Workspace, cast: Cast, key: str, new: str
) -> None:
    """Four people write and read again and again; what each reads is what they wrote last."""
    sealed_rows.write(store.engine, Sealer([key]), 60, after=1000)
    bot = Store(store.engine, sealer=Sealer([new, key]), clock=store.clock, customs=CUSTOMS)
    over = Event()

    def write(person_id: int) -> int:
        number = 0
        with bot.work(workspace) as work:
            place = work.enrolments.open_for(person_id, cast.programme.id)
        while not over.is_set() or number < 5:
            number += 1
            with bot.work(workspace) as work:
                work.enrolments.change(place.id, expectation=f"{number}")
                work.profiles.change(person_id, experience=f"{number}", goals=(f"{number}",))
            with bot.look(workspace) as work:
                found = work.enrolments.of(person_id, cast.programme.id)
                profile = work.profiles.of(person_id)
            assert found is not None
            assert (found.expectation, profile.experience) == (f"{number}", f"{number}")
        return number

    with ThreadPoolExecutor(3) as hands:
        writing = [hands.submit(write, one.id) for one in (cast.lea, cast.tom, cast.ines)]
        sum(rotation.seal_anew(store.engine, Sealer([new, key])))
        over.set()
        assert all(one.result() >= 5 for one in writing)
    assert look(store, new).closed == 0


@ON_POSTGRESQL
def test_a_bot_that_does_not_have_the_new_key_is_noticed_and_other_programs_are_not(
    store: Store, database_url: str, key: str, new: str
) -> None:
    ours = Sealer([new, key])
    for name, unaware in (("", False), ("psql", False), (rotation.seals_with(Sealer([key])), True)):
        other = open_engine(database_url, pool_size=1, known_as=name)
        with other.connect():
            assert rotation.others_seal_otherwise(store.engine, ours) is unaware, name
        other.dispose()
    aware = open_engine(database_url, pool_size=2, known_as=rotation.seals_with(ours))
    with aware.connect(), rotation.alone(aware) as alone, rotation.alone(store.engine) as also:
        assert not rotation.others_seal_otherwise(store.engine, ours)
        assert (alone, also) == (True, False), "one at a time"
    with rotation.alone(store.engine) as alone:
        assert alone
    aware.dispose()


@pytest.mark.long
def test_the_former_key_is_asked_for_as_long_as_a_restoration_is_remembered(
    store: Store, workspace: Workspace
) -> None:
    with store.engine.begin() as connection:
        assert rotation.restored_at(connection) is None
        row = {"workspace_id": workspace.id, "since": NOON, "restored_at": NOON, "highest": {}}
        connection.execute(rotation.RESTORATIONS.insert().values(row))
        assert rotation.restored_at(connection) == NOON
