"""How many messages a sender can take and mark in a second, beside a bare `SKIP LOCKED` queue.

The bare loop takes whatever comes next. Ours reads what each person was told this month, what became of every facts'
source since it was planned, takes a place in the pace, and only then claims: the price of saying nothing that is untrue
or too much. No promise: Slack lets one message through a second, and the figure tells how far from that we are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Lock

from bot.domain.pacing import of_a_workspace
from bot.programme import delivering, heartbeat
from bot.programme.ports import TryLater
from storage.store import Store
from tests.bench.figure import told
from tests.bench.floors import BareQueue
from tests.bench.houses import (
    NOW,
    TEAM,
    OnPostgreSQL,
    OnSQLite,
    as_the_driver_takes_it,
    on_postgresql,
    on_sqlite,
    show,
    store_of,
)

PAIRS, MESSAGES = 2_000, 300
#: Any that no sender waits for.
UNHURRIED = of_a_workspace(6_000_000)
#: The first working morning is spread over forty minutes: by now everybody may be written to.
LATER = NOW + timedelta(hours=2)


def claims() -> Iterator[str]:
    with on_sqlite() as ground:
        yield from _told(ground, 1)


def claims_on_postgresql() -> Iterator[str]:
    with on_postgresql() as ground:
        yield from _told(ground, 1, 4)


def _told(ground: OnSQLite | OnPostgreSQL, *hands: int) -> Iterator[str]:
    store = store_of(ground.house(PAIRS, PAIRS), show(ground.folder / "clock", LATER))
    _planned(store)
    for threads in hands:
        ours = _rate(threads, lambda: _claim_and_mark(store))
        bare = BareQueue(as_the_driver_takes_it(ground.house(1, 0)), rows=20 * MESSAGES)
        floor = _rate(threads, bare.claim_and_mark)
        bare.close()
        name = f"claims{ground.suffix}_{threads}"
        yield told(name, ours, unit="/s")
        yield told(f"{name}_bare", floor, unit="/s")
        yield told(f"{name}_ratio", floor / ours, unit="x")
    store.engine.dispose()


def _planned(store: Store) -> None:
    with store.work(store.workspace(TEAM)) as work:
        while heartbeat.tick(work).more:
            pass


def _claim_and_mark(store: Store) -> int:
    """One round of the sender, with a Slack that answers at once; returns how many messages it took."""
    workspace = store.workspace(TEAM)
    try:
        with store.work(workspace) as work:
            claimed = delivering.claim(work, UNHURRIED)
        for number, one in enumerate(claimed.departures):
            with store.work(workspace) as work:
                assert delivering.sent(work, one.parcel, f"D{one.parcel.marker}", f"{number}")
    except TryLater:
        return 0
    return len(claimed.departures)


def _rate(threads: int, claim_and_mark: Callable[[], int]) -> float:
    """Messages a second, by so many senders at once."""
    lock, done = Lock(), [0]

    def work() -> None:
        while done[0] < MESSAGES:
            taken = claim_and_mark()
            with lock:
                done[0] += taken

    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as hands:
        for one in [hands.submit(work) for _ in range(threads)]:
            one.result()
    return done[0] / (time.perf_counter() - begun)
