"""What Slack signed once is acted upon once, however many come in the same moment and however the database does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from bot.domain.people import Workspace
from handlers.replays import Replays
from storage.inbox import Inbox
from storage.problems import DatabaseBusy
from storage.store import Store
from tests.faults.process import until
from tests.storage.stage import at_once


def test_of_copies_that_come_at_once_to_several_processes_one_is_the_first(
    open_store: Callable[[], Store], workspace: Workspace
) -> None:
    doors = [Replays(open_store(), workspace), Replays(open_store(), workspace)]

    def comes(number: int) -> tuple[int, bool]:
        return number // 4, doors[number % 2].first_time(f"v0={number // 4}")

    heard = at_once(32, comes)

    assert sorted(which for which, first in heard if first) == list(range(8))


def test_those_who_come_while_somebody_writes_are_written_down_in_one_commit(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits, work, replays = count(1), store.work, Replays(store, workspace)

    def slow(where: Workspace) -> Any:
        if next(commits) == 1:
            until(lambda: len(replays._asked) == 5, "the others wait")
        return work(where)

    monkeypatch.setattr(store, "work", slow)

    assert all(at_once(6, lambda number: replays.first_time(f"v0={number}")))
    assert next(commits) == 1 + 2


def test_whoever_cannot_be_told_fails_alone(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = Replays(store, workspace)
    with monkeypatch.context() as broken:
        broken.setattr(Inbox, "first_time", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            replays.first_time("v0=1")

    assert replays.first_time("v0=2")
    assert replays.first_time("v0=1"), "it had no effect"


def test_while_the_database_is_busy_a_copy_is_still_a_copy(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = Replays(store, workspace)
    with monkeypatch.context() as busy:
        busy.setattr(Inbox, "first_time", _is_busy)
        assert replays.first_time("v0=1")
        assert not replays.first_time("v0=1")
    assert not replays.first_time("v0=1")
    replays.forget("v0=1")
    assert replays.first_time("v0=1")


def _is_busy(*_: Any) -> bool:
    raise DatabaseBusy("here", "another program is writing")
