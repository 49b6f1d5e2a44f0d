"""On PostgreSQL nobody waits long for a bot that has stopped in the middle of something."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest
from sqlalchemy import text

from bot.domain.pacing import A_CONVERSATION
from bot.domain.people import Workspace
from bot.programme.ports import TryLater
from storage import engine as engines
from storage.engine import hurry
from storage.store import Store
from tests.faults.process import until

ON_POSTGRESQL = pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@ON_POSTGRESQL
def test_a_bot_that_stops_within_a_transaction_lets_the_others_go_on_and_changes_nothing_when_it_wakes(
    open_store: Callable[[], Store], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "LOCK_TIMEOUT", 30)
    monkeypatch.setattr(engines, "SILENCE", 200)
    frozen, other = open_store(), open_store()
    hurry(frozen.engine)
    hurry(other.engine)
    holds, wakes, told = Event(), Event(), list[BaseException]()

    def freeze() -> None:
        try:
            with frozen.work(workspace) as work:
                work.delivery.take("", A_CONVERSATION)
                work.inbox.first_time("event-1", work.machine_now)
                holds.set()
                wakes.wait(10)
                work.inbox.first_time("event-2", work.machine_now)
        except TryLater as later:
            told.append(later)

    sleeper = Thread(target=freeze)
    sleeper.start()
    holds.wait(10)
    with pytest.raises(TryLater):
        takes_its_place(other, workspace)
    until(lambda: takes_its_place_at_last(other, workspace), "the server has ended what held it up")
    wakes.set()
    sleeper.join()

    assert len(told) == 1
    with other.work(workspace) as work:
        assert work.inbox.first_time("event-1", work.machine_now), "nothing of it was written"
    with frozen.work(workspace) as work:
        assert work.inbox.first_time("event-2", work.machine_now), "it goes on"


@ON_POSTGRESQL
def test_only_the_bot_is_hurried(open_store: Callable[[], Store]) -> None:
    bots, somebody = open_store(), open_store()
    hurry(bots.engine)
    assert [limits(one) for one in (bots, somebody)] == [["2s", "20s", "1min"], ["0", "0", "0"]]


def takes_its_place(store: Store, workspace: Workspace) -> None:
    with store.work(workspace) as work:
        work.delivery.take("", A_CONVERSATION)


def takes_its_place_at_last(store: Store, workspace: Workspace) -> bool:
    try:
        takes_its_place(store, workspace)
    except TryLater:
        return False
    return True


def limits(store: Store) -> list[str]:
    names = ("lock_timeout", "idle_in_transaction_session_timeout", "statement_timeout")
    with store.engine.connect() as connection:
        return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]
