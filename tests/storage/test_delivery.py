"""What all senders share: how fast they may speak, what Slack asked of them, what is to be drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.domain.pacing import A_CONVERSATION, Pace
from bot.domain.people import Workspace
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, at_once

SECOND = timedelta(seconds=1)
LONG_AGO = NOON - timedelta(days=999)


@pytest.fixture
def work(store: Store, workspace: Workspace) -> Iterator[Work]:
    with store.work(workspace) as work:
        work.delivery.machine_now = NOON  # the database's own time goes on
        yield work


def test_two_senders_share_one_pace(store: Store, workspace: Workspace) -> None:
    """Each takes slots of its own; together they have taken as many as one would have."""

    def take(_: int) -> object:
        with store.work(workspace) as work:
            work.delivery.machine_now = NOON
            return work.delivery.take("", A_CONVERSATION)

    slots = sorted(at_once(8, take))

    assert slots == [NOON] * 5 + [NOON + SECOND, NOON + 2 * SECOND, NOON + 3 * SECOND]


def test_one_busy_conversation_holds_nobody_else_up(work: Work) -> None:
    for _ in range(9):
        work.delivery.take("U0TOM", A_CONVERSATION)

    assert work.delivery.first_free("U0TOM", A_CONVERSATION) == NOON + 5 * SECOND
    assert work.delivery.first_free("U0LEA", A_CONVERSATION) == NOON
    assert work.delivery.room("U0TOM", A_CONVERSATION, within=SECOND) == 0
    assert work.delivery.room("U0LEA", A_CONVERSATION, within=SECOND) == 6


def test_a_pace_that_is_over_is_forgotten(work: Work) -> None:
    work.delivery.take("U0TOM", Pace(every=SECOND, burst=1))
    work.delivery.pause("chat.update", NOON)
    work.delivery.pause("chat.postMessage", NOON + timedelta(hours=1))

    assert work.delivery.forget(NOON + timedelta(minutes=1)) == 2
    assert work.delivery.paused_until("chat.postMessage") == NOON + timedelta(hours=1)


def test_a_pause_holds_one_method_and_only_grows(work: Work) -> None:
    work.delivery.pause("chat.postMessage", NOON + 30 * SECOND)
    work.delivery.pause("chat.postMessage", NOON + 10 * SECOND)

    assert work.delivery.paused_until("chat.postMessage") == NOON + 30 * SECOND
    assert work.delivery.paused_until("conversations.history") is None

    work.delivery.machine_now = NOON + 30 * SECOND
    assert work.delivery.paused_until("chat.postMessage") is None


def test_a_message_wanted_again_while_it_is_drawn_is_drawn_again(work: Work) -> None:
    work.delivery.retouch("D0TOM", "1.5")
    work.delivery.retouch("D0TOM", "1.5")
    [one] = work.delivery.take_retouches(until=NOON + 60 * SECOND)
    assert (one.channel, one.ts, one.wanted) == ("D0TOM", "1.5", 1), "one act wants it once"
    assert not work.delivery.take_retouches(until=NOON + 60 * SECOND), "somebody is drawing it"

    work.delivery.retouch("D0TOM", "1.5")
    work.delivery.retouched(one)
    [again] = work.delivery.take_retouches(until=NOON + 60 * SECOND)
    work.delivery.retouched(again)

    work.delivery.machine_now = NOON + timedelta(days=1)
    assert not work.delivery.take_retouches(until=NOON + timedelta(days=2))


def test_a_message_that_could_not_be_drawn_comes_again_in_its_time(work: Work) -> None:
    work.delivery.retouch("D0TOM", "1.5")
    [one] = work.delivery.take_retouches(until=NOON + 60 * SECOND)
    work.delivery.retouch_later(one, at=NOON + 5 * SECOND, attempted=True)
    assert not work.delivery.take_retouches(until=NOON)

    work.delivery.machine_now = NOON + 5 * SECOND
    [again] = work.delivery.take_retouches(until=NOON)
    assert again.attempts == 1


def test_the_circuit_is_opened_once_and_closed_once(work: Work) -> None:
    assert work.delivery.broken() is None
    assert work.delivery.break_off("token_revoked")
    assert not work.delivery.break_off("account_inactive"), "it is open already"
    broken = work.delivery.broken()
    assert broken is not None
    assert (broken.why, broken.since) == ("token_revoked", NOON)
    assert work.delivery.mend()
    assert not work.delivery.mend()


def test_another_company_shares_none_of_it(store: Store, workspace: Workspace) -> None:
    theirs = store.workspace("T0OTHER", "Autre")
    with store.work(workspace) as work:
        work.delivery.retouch("D0TOM", "1.5")
        work.delivery.pause("chat.postMessage", NOON + timedelta(days=9999))
        for _ in range(60):
            work.delivery.take("", A_CONVERSATION)
        work.delivery.break_off("token_revoked")
        [drawn] = work.delivery.take_retouches(until=LONG_AGO)

    with store.work(theirs) as work:
        assert not work.delivery.has_retouches()
        assert not work.delivery.take_retouches(until=LONG_AGO)
        assert work.delivery.paused_until("chat.postMessage") is None
        assert work.delivery.take_now("", A_CONVERSATION)
        assert work.delivery.broken() is None
        assert not work.delivery.mend()
        work.delivery.retouched(drawn)
        work.delivery.retouch_later(drawn, at=NOON + timedelta(days=9999), attempted=True)
        work.delivery.forget(NOON + timedelta(days=99999))

    with store.work(workspace) as work:
        assert work.delivery.take_retouches(until=LONG_AGO) == [drawn]
        assert work.delivery.paused_until("chat.postMessage") == NOON + timedelta(days=9999)
        assert not work.delivery.take_now("", A_CONVERSATION)
        assert work.delivery.broken() is not None
