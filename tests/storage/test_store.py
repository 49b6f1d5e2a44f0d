"""What a piece of work promises: all or nothing, one instant, nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from living import arrive
from sqlalchemy.exc import StatementError

from bot.domain.people import Workspace
from storage.engine import open_engine
from storage.problems import DatabaseBusy, DatabaseReadOnly
from storage.store import Store
from tests.storage.stage import NOON, Cast, StoppedClock, at_once, due_to


def test_what_was_written_is_there_for_the_next_one(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.look(workspace) as work:
        assert work.people.by_slack_id("U0TOM") == cast.tom


def test_a_piece_of_work_that_fails_leaves_nothing(store: Store, workspace: Workspace, cast: Cast) -> None:
    with suppress(KeyError), store.work(workspace) as work:
        work.people.change(cast.tom.id, title="Pilote")
        arrive(work, "U0NEW", "Nora Petit")
        work.prompts.plan([due_to(cast.tom)], now=NOON)
        work.inbox.first_time("event-1", NOON)
        raise KeyError
    with store.look(workspace) as work:
        assert work.people.get(cast.tom.id).title == ""
        assert work.people.by_slack_id("U0NEW") is None
        assert not work.prompts.pending()
    with store.work(workspace) as work:
        assert work.inbox.first_time("event-1", NOON), "the event is not lost: it will be delivered again"


def test_a_redelivery_has_no_second_effect(store: Store, workspace: Workspace) -> None:
    told = []
    for _ in range(3):
        with store.work(workspace) as work:
            told.append(work.inbox.first_time("event-1", NOON))
    assert told == [True, False, False]


def test_an_event_delivered_to_four_threads_at_once_counts_once(store: Store, workspace: Workspace) -> None:
    def deliver(_: int) -> bool:
        with store.work(workspace) as work:
            return work.inbox.first_time("event-1", NOON)

    assert sorted(at_once(4, deliver)) == [False, False, False, True]


def test_now_is_one_instant_for_the_whole_work(
    store: Store, workspace: Workspace, clock: StoppedClock
) -> None:
    clock.readings = 0
    with store.work(workspace) as work:
        clock.time += timedelta(hours=1)
        assert work.now == NOON
    assert clock.readings == 1


def test_a_look_cannot_write(store: Store, workspace: Workspace, cast: Cast) -> None:
    with pytest.raises(DatabaseReadOnly), store.look(workspace) as work:
        work.people.change(cast.tom.id, title="Pilote")
    with store.work(workspace) as work:
        assert work.people.change(cast.tom.id, title="Pilote").title == "Pilote", "and the next work can"


def test_a_look_does_not_wait_for_a_writer(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as writing, store.look(workspace) as reading:
        writing.people.change(cast.tom.id, title="Pilote")
        assert reading.people.get(cast.tom.id).title == "", "and sees only what was committed"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nothing_read_is_lost_when_several_read_then_write(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    def add_ten(_: int) -> None:
        for _ in range(10):
            with store.work(workspace) as work:
                enrolment = work.enrolments.open_for(cast.tom.id, cast.programme.id)
                work.enrolments.change(enrolment.id, left_out=enrolment.left_out + 1)

    at_once(4, add_ten)
    with store.look(workspace) as work:
        enrolment = work.enrolments.of(cast.tom.id, cast.programme.id)
        assert enrolment is not None
        assert enrolment.left_out == 40


def test_the_sender_is_woken_when_there_is_something_to_say_and_it_can_be_read(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    heard: list[int] = []

    def wake() -> None:
        with store.look(workspace) as work:
            heard.append(len(work.prompts.pending()))

    store.on_prompt = wake
    with store.work(workspace) as work:
        work.prompts.plan([due_to(cast.tom)], now=NOON)
        assert not heard, "not before the commit"
    assert heard == [1]
    with store.work(workspace) as work:
        work.prompts.plan([due_to(cast.tom)], now=NOON)
        work.people.change(cast.tom.id, title="Pilote")
    with suppress(KeyError), store.work(workspace) as work:
        work.prompts.plan([due_to(cast.lea)], now=NOON)
        raise KeyError
    assert heard == [1], "nothing new was written"


def test_a_time_without_a_zone_is_refused(store: Store, workspace: Workspace, cast: Cast) -> None:
    naive = datetime(2026, 11, 23, 11, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="timezone information"), store.work(workspace) as work:
        work.people.change(cast.tom.id, welcomed_at=naive)


def test_an_instant_comes_back_in_utc_wherever_it_came_from(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    in_tokyo = datetime.fromisoformat("2026-11-23T20:00:00+09:00")
    with store.work(workspace) as work:
        written = work.people.change(cast.tom.id, welcomed_at=in_tokyo).welcomed_at
    assert written == NOON
    assert written is not None
    assert written.utcoffset() == timedelta(0)


def test_a_team_is_written_down_once_by_several_replicas(open_store: Callable[[], Store]) -> None:
    replicas = [open_store() for _ in range(4)]
    met = at_once(4, lambda which: replicas[which].workspace("T0NEW", "Nouvelle"))
    assert len(set(met)) == 1


def test_a_team_that_changes_its_name_is_the_same_team(store: Store) -> None:
    before = store.workspace("T0BINOME", "Wega Exemple", "U0BINOME")
    after = store.workspace("T0BINOME", "Wega")
    assert (after.id, after.name, after.bot_user_id) == (before.id, "Wega", "U0BINOME")
    assert store.workspace("T0BINOME") == after


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_database_that_somebody_else_holds_says_try_later(
    store: Store, workspace: Workspace, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_TIMEOUT", 50)
    impatient = open_engine(database_url)
    with store.work(workspace), pytest.raises(DatabaseBusy):
        Store(impatient, sealer=store.sealer, clock=store.clock, customs=store.customs).workspace("T0OTHER")
    impatient.dispose()


def test_a_day_stays_the_day_it_was(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        assert work.people.change(cast.tom.id, joined_on=date(2026, 2, 28)).joined_on == date(2026, 2, 28)
