"""A tick over 100,000 mentorships of which 5,000 are due, beside driver-level SQL for the same rows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.programme import heartbeat
from tests.bench.figure import line, timed
from tests.bench.floors import BareTick
from tests.bench.houses import (
    TEAM,
    OnPostgreSQL,
    OnSQLite,
    as_the_driver_takes_it,
    on_postgresql,
    on_sqlite,
    show,
    store_of,
)

EXIST, DUE = 100_000, 5_000
PROMISE = 5.0
#: With ten times fewer mentorships in the house and as many due, a tick should take about as long.
GROWTH = 1.5
#: Each attempt has a copy of its own, and the best of them counts.
ATTEMPTS = 3


def a_tick() -> Iterator[str]:
    with on_sqlite() as ground:
        yield from _told(ground)


def a_tick_on_postgresql() -> Iterator[str]:
    with on_postgresql() as ground:
        yield from _told(ground)


def _told(ground: OnSQLite | OnPostgreSQL) -> Iterator[str]:
    large, small = (ground.house(exist, DUE) for exist in (EXIST, EXIST // 10))
    taken, floor, taken_small = [], [], []
    for attempt in range(ATTEMPTS):
        lived = ground.copy(large, f"large_{attempt}")
        taken.append(_tick(ground, lived))
        floor.append(_floor(lived, ground.copy(large, f"floor_{attempt}")))
        taken_small.append(_tick(ground, ground.copy(small, f"small_{attempt}")))
    yield line(f"tick{ground.suffix}", min(taken) / min(floor), PROMISE, unit="x")
    yield line(f"tick_growth{ground.suffix}", min(taken) / min(taken_small), GROWTH, unit="x")


def _tick(ground: OnSQLite | OnPostgreSQL, url: str) -> float:
    store = store_of(url, show(ground.folder / "clock"))
    workspace = store.workspace(TEAM)

    def beat() -> None:
        more = True
        while more:
            with store.work(workspace) as work:
                more = heartbeat.tick(work).more

    took = timed(beat)
    store.engine.dispose()
    return took


def _floor(lived: str, untouched: str) -> float:
    """The same prompts written by hand, on a database that our tick has not touched."""
    before, bare = (BareTick(as_the_driver_takes_it(url)) for url in (lived, untouched))
    prompts, looks = before.prompts(), before.looks(DUE)
    [(now, _)] = bare.looks(1)
    took = timed(lambda: bare.tick(now, prompts, looks))
    assert bare.prompts() == prompts
    before.close()
    bare.close()
    return took
