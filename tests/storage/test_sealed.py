"""What people write about themselves cannot be read in a copy of the database, nor once they took it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.domain.enrolments import Enrolment
from bot.domain.people import Workspace
from storage.sealing import SealBroken, Sealer, new_key
from storage.store import Store
from tests.storage.stage import CUSTOMS, Cast

WORDS = "Apprendre à dire non sans m'excuser, été comme hiver"


@pytest.fixture
def tom_says(store: Store, workspace: Workspace, cast: Cast) -> Enrolment:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        return work.enrolments.change(place.id, expectation=WORDS)


def sealed(store: Store) -> str:
    with store.engine.connect() as connection:
        query = "SELECT expectation FROM enrolment WHERE expectation IS NOT NULL ORDER BY id"
        return str(connection.execute(text(query)).scalar())


def test_people_read_their_own_words_again(
    store: Store, workspace: Workspace, cast: Cast, tom_says: Enrolment
) -> None:
    with store.look(workspace) as work:
        assert work.enrolments.of(cast.tom.id, cast.programme.id) == tom_says
    assert tom_says.expectation == WORDS


def test_the_database_never_holds_the_words(store: Store, tom_says: Enrolment) -> None:
    assert "excuser" not in sealed(store)
    assert sealed(store).startswith("v1.")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_words_taken_back_leave_no_trace_in_the_file(
    store: Store, workspace: Workspace, database_url: str, tom_says: Enrolment
) -> None:
    record = sealed(store).encode()
    with store.work(workspace) as work:
        work.enrolments.change(tom_says.id, expectation=None)
    store.engine.dispose()
    path = Path(make_url(database_url).database or "")
    kept = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert b"excuser" not in kept
    assert record not in kept
    assert b"Tom Baker" in kept, "the file was read at all"


def test_words_moved_to_somebody_else_do_not_open(
    store: Store, workspace: Workspace, cast: Cast, tom_says: Enrolment
) -> None:
    with store.work(workspace) as work:
        work.enrolments.open_for(cast.lea.id, cast.programme.id)
    record = sealed(store)
    with store.engine.begin() as connection:
        connection.execute(
            text("UPDATE enrolment SET expectation = :sealed WHERE person_id = :lea"),
            {"sealed": record, "lea": cast.lea.id},
        )
    with store.look(workspace) as work, pytest.raises(SealBroken):
        work.enrolments.of(cast.lea.id, cast.programme.id)


def test_a_new_key_opens_what_the_old_one_sealed_as_long_as_both_are_on_the_ring(
    store: Store, workspace: Workspace, cast: Cast, key: str, tom_says: Enrolment
) -> None:
    def read_with(*keys: str) -> Enrolment | None:
        other = Store(store.engine, sealer=Sealer(keys), clock=store.clock, customs=CUSTOMS)
        with other.look(workspace) as work:
            return work.enrolments.of(cast.tom.id, cast.programme.id)

    assert read_with(new_key(), key) == tom_says
    with pytest.raises(SealBroken):
        read_with(new_key())
