"""A tick over 100,000 mentorships of which 5,000 are due, beside driver-level SQL for the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copyfile

from bot.clock import FileClock
from bot.programme import heartbeat
from bot.programme.feasts import PublicHolidays
from bot.programme.types import load_types
from bot.programme.work import Customs
from storage.engine import open_engine
from storage.migrate import bring_up_to_date
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.bench.figure import line, timed
from tests.bench.floors import BareTick

EXIST, DUE = 100_000, 5_000
PROMISE = 5.0
#: With ten times fewer mentorships in the house and as many due, a tick should take about as long.
GROWTH = 1.5
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
INTRODUCED = datetime(2026, 1, 2, 9, tzinfo=UTC)


def a_tick() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        large = _tick(Path(folder), EXIST)
        small = _tick(Path(folder), EXIST // 10)
        floor = _floor(Path(folder))
    yield line("tick", large / floor, PROMISE, unit="x")
    yield line("tick_growth", large / small, GROWTH, unit="x")


def _tick(folder: Path, exist: int) -> float:
    """The best of three, each on a copy of its own."""
    origin = folder / f"{exist}.db"
    if not origin.exists():
        _populate(origin, exist)
    return min(_tick_on(copyfile(origin, folder / f"{exist}-{attempt}.db")) for attempt in range(3))


def _tick_on(database: Path) -> float:
    store = _store(database)
    workspace = store.workspace("T0BENCH")

    def beat() -> None:
        more = True
        while more:
            with store.work(workspace) as work:
                more = heartbeat.tick(work).more

    took = timed(beat)
    store.engine.dispose()
    return took


def _floor(folder: Path) -> float:
    """The same prompts written by hand, on a database that our tick has not touched."""
    lived = sqlite3.connect(folder / f"{EXIST}-0.db")
    prompts = lived.execute("SELECT * FROM prompt ORDER BY id").fetchall()
    looks = lived.execute("SELECT look_at, id FROM mentorship WHERE id <= ?", (DUE,)).fetchall()
    lived.close()
    times = []
    for attempt in range(3):
        bare = BareTick(copyfile(folder / f"{EXIST}.db", folder / f"floor-{attempt}.db"))
        times.append(timed(lambda bare=bare: bare.tick(NOW.replace(tzinfo=None), prompts, looks)))
        assert bare.prompts() == prompts
        bare.close()
    return min(times)


def _store(database: Path) -> Store:
    clock_file = database.with_suffix(".clock")
    clock_file.write_text(NOW.isoformat())
    customs = Customs(
        language="fr",
        address="vous",
        timezone="Europe/Paris",
        country="FR",
        types=load_types(),
        holidays=PublicHolidays(),
    )
    engine = open_engine(f"sqlite:///{database}")
    bring_up_to_date(engine)
    return Store(engine, sealer=Sealer([new_key()]), clock=FileClock(clock_file), customs=customs)


def _populate(database: Path, exist: int) -> None:
    """Pairs that met once, in January; those that are due are half-way through a cycle without news."""
    store = _store(database)
    workspace = store.workspace("T0BENCH")
    with store.work(workspace) as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="Mentorat",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 1),
        )
    store.engine.dispose()
    later = NOW + timedelta(days=5)
    connection = sqlite3.connect(database)
    people = range(1, 2 * exist + 1)
    connection.executemany(
        "INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen,"
        " timezone, country, title, network_confirmed, other_networks, topics)"
        " VALUES (?, 1, ?, ?, '', 'employee', 'fr', 1, 'Europe/Paris', 'FR', '', 0, '[]', '[]')",
        ((n, f"U{n:09}", f"Person {n}") for n in people),
    )
    connection.executemany(
        "INSERT INTO mentorship (id, workspace_id, programme_id, state, temporary, anchor, period_months,"
        " period_weeks, introduced_at, look_at) VALUES (?, 1, ?, 'active', 0, '2026-01-02', 1, 0, ?, ?)",
        ((n, programme.id, _sql(INTRODUCED), _sql(NOW if n <= DUE else later)) for n in range(1, exist + 1)),
    )
    connection.executemany(
        "INSERT INTO seat (workspace_id, mentorship_id, person_id, role) VALUES (1, ?, ?, ?)",
        (
            (n, 2 * n - half, role)
            for n in range(1, exist + 1)
            for half, role in enumerate(("mentor", "mentee"))
        ),
    )
    connection.executemany(
        "INSERT INTO meeting (workspace_id, mentorship_id, state, cycle, held_on, minutes, logged_by, logged_at,"
        " agreed) VALUES (1, ?, 'held', 0, '2026-01-12', 45, ?, ?, 1)",
        ((n, 2 * n, _sql(INTRODUCED)) for n in range(1, exist + 1)),
    )
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _sql(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
