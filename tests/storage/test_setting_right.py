"""Whoever runs the bot sees what is amiss and sets it right; nobody is told twice, and nobody's need is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.cadence import PromptKind
from bot.domain.people import Workspace
from bot.domain.prompts import PromptState
from bot.programme import ledger
from bot.programme.ledger import Fate
from storage.store import Store
from tests.storage.stage import NOON, Cast, due_to

WAIT = timedelta(seconds=120)
EVERY = tuple(PromptState)
#: Numbers of the messages to Tom: their states.
PLANNED, UNKNOWN, DEAD, REFUSED, SENT, CARD = 1, 2, 3, 4, 5, 6


@pytest.fixture
def amiss(store: Store, workspace: Workspace, cast: Cast) -> None:
    """One message in each state, a minute after they were tried; and a card for somebody who asked for a hand."""
    dues = [due_to(cast.tom, period=f"cycle-{number}") for number in range(5)]
    with store.work(workspace) as work:
        work.prompts.plan([*dues, due_to(cast.tom, kind=PromptKind.HELP_CARD)], now=NOON)
        tried = {"lease_until": NOON, "tried_at": NOON - timedelta(minutes=1)}
        work.prompts.settle([DEAD], state=PromptState.DEAD, reason="facts")
        for number in (UNKNOWN, REFUSED, SENT, CARD):
            work.prompts.claim([number], marker=f"m{number}", **tried)
        work.prompts.doubt("m2", generation=1, reason="TimeoutError", look_up_at=NOON + timedelta(hours=1))
        work.prompts.mark("m4", generation=1, state=PromptState.DEAD, reason="channel_not_found")
        work.prompts.mark_sent("m5", generation=1, channel="D1", ts="1.0", at=NOON)
        work.prompts.mark("m6", generation=1, state=PromptState.DEAD, reason="channel_not_found")


@pytest.mark.usefixtures("amiss")
def test_what_was_given_up_is_said_after_all_and_never_without_asking_slack_where_it_was_tried(
    store: Store, workspace: Workspace
) -> None:
    with store.work(workspace) as work:
        fates = ledger.retry(work, [DEAD, REFUSED, PLANNED, SENT, 99], wait=WAIT)
        kept = {number: work.prompts.get(number) for number in (DEAD, REFUSED, PLANNED, SENT)}
    assert list(fates.items()) == [
        (DEAD, Fate.AGAIN),
        (REFUSED, Fate.LOOKED_UP),
        (PLANNED, Fate.WAITS),
        (SENT, Fate.SENT),
        (99, Fate.NOT_THERE),
    ]
    states = {number: (one.state, one.reason, one.attempts) for number, one in kept.items() if one}
    assert states[DEAD] == (PromptState.PLANNED, None, 0)
    assert states[REFUSED] == (PromptState.UNKNOWN, None, 0)
    assert states[SENT][0] is PromptState.SENT


@pytest.mark.usefixtures("amiss")
def test_what_is_unknown_is_looked_for_at_once_but_not_before_slacks_history_can_be_believed(
    store: Store, workspace: Workspace
) -> None:
    with store.work(workspace) as work:
        assert ledger.retry(work, [UNKNOWN], wait=WAIT) == {UNKNOWN: Fate.LOOKED_UP}
        due = NOON + timedelta(seconds=60)
        assert not work.prompts.take_doubtful(due - timedelta(seconds=1), until=due + WAIT)
        assert [one.id for one in work.prompts.take_doubtful(due, until=due + WAIT)] == [UNKNOWN]
        assert not work.prompts.mark_sent("m2", generation=1, channel="D1", ts="2.0", at=NOON), "taken over"


@pytest.mark.usefixtures("amiss")
def test_a_message_is_called_off_only_while_nobody_can_have_read_it(
    store: Store, workspace: Workspace
) -> None:
    with store.work(workspace) as work:
        fates = ledger.cancel(work, [PLANNED, DEAD, UNKNOWN, SENT])
        called_off = work.prompts.get(PLANNED)
    assert fates == {
        PLANNED: Fate.CANCELLED,
        DEAD: Fate.CANCELLED,
        UNKNOWN: Fate.UNKNOWN,
        SENT: Fate.SENT,
    }
    assert called_off is not None
    assert (called_off.state, called_off.reason) == (PromptState.CANCELLED, ledger.OPERATOR)


@pytest.mark.usefixtures("amiss")
def test_nobody_learns_who_was_asked_for_a_hand_but_it_is_tried_again_with_the_others(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        assert CARD not in {one.prompt.id for one in work.ledger.listed(EVERY, limit=99)}
        private = [one for one in work.ledger.heaps(EVERY) if one.kind is None]
        assert [(one.state, one.reason, one.count) for one in private] == [(PromptState.DEAD, None, 1)]
        assert all(one.kind for one in work.ledger.heaps(EVERY, person_id=cast.tom.id))
        assert ledger.retry(work, [CARD], wait=WAIT) == {CARD: Fate.NOT_THERE}
        assert ledger.cancel(work, [CARD]) == {CARD: Fate.NOT_THERE}
        assert ledger.retry_dead(work, wait=WAIT) == 3
        card = work.prompts.get(CARD)
    assert card is not None
    assert card.state is PromptState.UNKNOWN


@pytest.mark.usefixtures("amiss")
def test_what_has_run_out_stays_unsaid(store: Store, workspace: Workspace, clock: object) -> None:
    clock.time = NOON + timedelta(days=8)  # type: ignore[attr-defined]
    with store.work(workspace) as work:
        assert ledger.retry(work, [DEAD], wait=WAIT) == {DEAD: Fate.OVER}
        assert ledger.retry_dead(work, wait=WAIT) == 0


@pytest.mark.usefixtures("amiss")
def test_no_other_company_sees_or_changes_any_of_it(store: Store, workspace: Workspace) -> None:
    stranger = store.workspace("T0OTHER", "Autre")
    with store.work(stranger) as work:
        assert not work.ledger.heaps(EVERY)
        assert not work.ledger.listed(EVERY, limit=99)
        assert ledger.retry(work, [DEAD], wait=WAIT) == {DEAD: Fate.NOT_THERE}
        work.ledger.plan_again([DEAD])
        work.ledger.look_up("m2", at=NOON)
        work.ledger.cancel([PLANNED], reason="x")
        assert work.recollections.restoration() is None
    with store.look(workspace) as work:
        assert work.prompts.get(DEAD).state is PromptState.DEAD  # type: ignore[union-attr]
        assert work.prompts.get(PLANNED).state is PromptState.PLANNED  # type: ignore[union-attr]
