"""A store on a fresh database, with the cast in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from living import arrive
from sqlalchemy import Engine

from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from storage.engine import open_engine
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.storage.stage import CUSTOMS, NOON, Cast, StoppedClock, link


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
def open_store(database_url: str, clock: StoppedClock, key: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database again, as another replica would."""
    engines: list[Engine] = []

    def another() -> Store:
        engines.append(open_engine(database_url, pool_size=8))
        return Store(engines[-1], sealer=Sealer([key]), clock=clock, customs=CUSTOMS)

    yield another
    for engine in engines:
        engine.dispose()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return store.workspace("T0BINOME", "Wega Exemple", "U0BINOME")


@pytest.fixture
def cast(store: Store, workspace: Workspace) -> Cast:
    """Léa mentors, Tom learns, Inès coordinates."""
    with store.work(workspace) as work:
        return Cast(
            lea=arrive(work, "U0LEA", "Léa Martin"),
            tom=arrive(work, "U0TOM", "Tom Baker", "en"),
            ines=arrive(work, "U0INES", "Inès Roy"),
            programme=work.programmes.start(
                type_key="long_term",
                name="Mentorat",
                language="fr",
                timezone="Europe/Paris",
                started_on=date(2026, 9, 1),
            ),
        )


@pytest.fixture
def mentorship(store: Store, workspace: Workspace, cast: Cast) -> Mentorship:
    """Léa and Tom, introduced seven weeks ago."""
    with store.work(workspace) as work:
        return link(work, cast, introduced=NOON - timedelta(weeks=7))
