"""The ledger: said once, by one sender, to nobody who was spared (design §5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.cadence import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from bot.domain.prompts import Prompt, PromptState
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once, due_to

LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def told(store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship) -> tuple[Prompt, ...]:
    """Léa and Tom are to be told something, twice each."""
    with store.work(workspace) as work:
        dues = [
            due_to(person, mentorship, period=f"cycle-{cycle}")
            for person in (cast.lea, cast.tom)
            for cycle in (1, 2)
        ]
        assert work.prompts.plan(dues, now=NOON) == 4
        return tuple(work.prompts.pending())


def test_planning_twice_writes_once(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        assert work.prompts.plan([due_to(cast.tom), due_to(cast.lea)], now=NOON) == 2
        assert work.prompts.plan([due_to(cast.tom), due_to(cast.tom, period="cycle-2")], now=NOON) == 1
    with store.work(workspace) as work:
        assert work.prompts.plan([], now=NOON) == 0
        assert len(work.prompts.pending()) == 3


def test_four_planners_at_once_write_once(store: Store, workspace: Workspace, cast: Cast) -> None:
    dues = [due_to(cast.tom, period=f"cycle-{cycle}") for cycle in range(50)]

    def plan(_: int) -> int:
        with store.work(workspace) as work:
            return work.prompts.plan(dues, now=NOON)

    assert sum(at_once(4, plan)) == 50
    with store.look(workspace) as work:
        assert len(work.prompts.pending()) == 50


def test_what_is_too_late_is_recorded_and_never_said(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        late = due_to(cast.tom, not_before=NOON - timedelta(days=7))
        assert work.prompts.plan([late], now=NOON) == 1
        assert not work.prompts.waiting_for(cast.tom.id, NOON)
        recorded = work.prompts.get(1)
    assert recorded is not None
    assert (recorded.state, recorded.reason) == (PromptState.EXPIRED, "late")


def test_whoever_has_waited_longest_is_told_first(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        hours = {cast.tom: 3, cast.lea: 5, cast.ines: -1}
        work.prompts.plan(
            [due_to(who, not_before=NOON - timedelta(hours=ago)) for who, ago in hours.items()], now=NOON
        )
        assert work.prompts.waiting_recipients(NOON, limit=9) == [cast.lea.id, cast.tom.id]
        assert work.prompts.waiting_recipients(NOON, limit=1) == [cast.lea.id]
        assert not work.prompts.waiting_for(cast.ines.id, NOON), "not before its time"


def test_four_senders_never_claim_the_same_prompt(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        work.prompts.plan([due_to(cast.tom, period=f"cycle-{n}") for n in range(40)], now=NOON)

    def send(which: int) -> list[int]:
        mine: list[int] = []
        for turn in range(10):
            with store.work(workspace) as work:
                free = work.prompts.waiting_for(cast.tom.id, NOON)[:7]
                marker = f"{which}-{turn}"
                claimed = work.prompts.claim([one.id for one in free], marker=marker, lease_until=LATER)
                mine += [one.id for one in claimed]
        return mine

    claimed = [prompt_id for mine in at_once(4, send) for prompt_id in mine]
    assert len(claimed) == len(set(claimed)) == 40


def test_prompts_of_one_message_go_and_arrive_together(
    store: Store, workspace: Workspace, told: tuple[Prompt, ...]
) -> None:
    first, *others = told
    with store.work(workspace) as work:
        work.prompts.claim([first.id], marker="a", lease_until=LATER)
        work.prompts.put_back("a", generation=1, attempted=True)
        claimed = work.prompts.claim([one.id for one in told], marker="b", lease_until=LATER)
        assert {one.generation for one in claimed} == {2}
        assert {one.attempts for one in claimed} == {0, 1}
        assert work.prompts.mark_sent("b", generation=2, channel="D1", ts="1.5", at=NOON)
        sent = work.prompts.with_marker("b")
    assert {(one.state, one.channel, one.ts, one.sent_at) for one in sent} == {
        (PromptState.SENT, "D1", "1.5", NOON)
    }
    assert len(sent) == len(others) + 1


def test_a_sender_that_comes_too_late_changes_nothing(
    store: Store, workspace: Workspace, told: tuple[Prompt, ...]
) -> None:
    ids = [told[0].id]
    with store.work(workspace) as work:
        work.prompts.claim(ids, marker="old", lease_until=NOON)
        work.prompts.put_back("old", generation=1, attempted=False)
        work.prompts.claim(ids, marker="new", lease_until=LATER)
    with store.work(workspace) as work:
        assert not work.prompts.mark_sent("old", generation=1, channel="D", ts="1", at=NOON)
        assert not work.prompts.mark_sent("new", generation=1, channel="D", ts="1", at=NOON)
        assert not work.prompts.mark("new", generation=1, state=PromptState.DEAD, reason="gone")
        assert not work.prompts.doubt("new", generation=1, reason="lost", look_up_at=NOON)
        assert not work.prompts.put_back("new", generation=1, attempted=True)
        assert work.prompts.is_claimed("new", generation=2)
        (still,) = work.prompts.with_marker("new")
    assert (still.state, still.generation, still.attempts) == (PromptState.SENDING, 2, 0)


def test_what_may_have_arrived_is_looked_up_once_its_lease_has_passed(
    store: Store, workspace: Workspace, told: tuple[Prompt, ...]
) -> None:
    with store.work(workspace) as work:
        work.prompts.claim([told[0].id], marker="lost", lease_until=LATER, tried_at=NOON)
        work.prompts.claim([told[1].id], marker="unsure", lease_until=LATER)
        work.prompts.doubt("unsure", generation=1, reason="timeout", look_up_at=LATER)
        assert not work.prompts.in_doubt(NOON)
        assert not work.prompts.doubt_abandoned(NOON, look_up_at=LATER)
        assert not work.prompts.take_doubtful(NOON, until=LATER)

        assert work.prompts.doubt_abandoned(LATER, look_up_at=LATER) == 1
        assert not work.prompts.mark_sent("lost", generation=1, channel="D1", ts="2", at=NOON), (
            "it was too slow"
        )
        (first,) = work.prompts.take_doubtful(LATER, until=LATER + timedelta(minutes=1))
        (second,) = work.prompts.take_doubtful(LATER, until=LATER + timedelta(minutes=1))
        assert {(one.marker, one.generation, one.tried_at) for one in (first, second)} == {
            ("lost", 3, NOON),
            ("unsure", 2, None),
        }
        assert not work.prompts.take_doubtful(LATER, until=LATER), "somebody else looks for both"
        assert work.prompts.mark_sent("unsure", generation=2, channel="D1", ts="2", at=NOON)
        assert work.prompts.in_doubt(LATER + timedelta(minutes=1)), "whoever looked for the other one died"


def test_what_failed_is_left_alone_for_a_while_and_holds_nobody_else_up(
    store: Store, workspace: Workspace, cast: Cast, told: tuple[Prompt, ...]
) -> None:
    with store.work(workspace) as work:
        mine = [one.id for one in told if one.recipient_id == cast.lea.id]
        work.prompts.claim(mine, marker="failed", lease_until=LATER)
        work.prompts.put_back("failed", generation=1, attempted=True, held_until=LATER)

        assert work.prompts.waiting_recipients(NOON, limit=9, machine_now=NOON) == [cast.tom.id]
        assert not work.prompts.waiting_for(cast.lea.id, NOON, machine_now=NOON)
        assert len(work.prompts.waiting_for(cast.lea.id, NOON, machine_now=LATER)) == 2


def test_an_action_spares_people_what_it_makes_needless(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship, told: tuple[Prompt, ...]
) -> None:
    with store.work(workspace) as work:
        other = due_to(cast.tom, mentorship, kind=PromptKind.SHEET)
        work.prompts.plan([other], now=NOON)
        work.prompts.claim([told[0].id], marker="away", lease_until=LATER)
        spared = work.prompts.cancel(
            reason="met", mentorship_id=mentorship.id, kinds=[PromptKind.MISSING_MEETING], period="cycle-1"
        )
        left = {(one.recipient_id, one.kind, one.period, one.state) for one in work.prompts.pending()}
    assert spared == 1
    assert (cast.tom.id, "sheet", "cycle-1", "planned") in left
    assert (told[0].recipient_id, "missing_meeting", "cycle-1", "sending") in left, "it is on its way"
    assert len(left) == 4


def test_nothing_is_cancelled_for_everybody_by_mistake(store: Store, workspace: Workspace) -> None:
    with store.work(workspace) as work, pytest.raises(ValueError, match="what"):
        work.prompts.cancel(reason="oops")


def test_the_budget_counts_what_was_said_and_what_may_have_been(
    store: Store, workspace: Workspace, cast: Cast, told: tuple[Prompt, ...]
) -> None:
    mine = [one.id for one in told if one.recipient_id == cast.tom.id]
    with store.work(workspace) as work:
        assert not work.prompts.said_to(cast.tom.id, NOON)
        work.prompts.claim(mine[:1], marker="a", lease_until=LATER)
        work.prompts.mark_sent("a", generation=1, channel="D", ts="1", at=LATER)
        work.prompts.claim(mine[1:], marker="b", lease_until=LATER)
        work.prompts.doubt("b", generation=1, reason="timeout", look_up_at=LATER)
        said = work.prompts.said_to(cast.tom.id, NOON)
        assert [(one.kind, one.at) for one in said] == [("missing_meeting", NOON), ("missing_meeting", LATER)]
        assert len(work.prompts.said_to(cast.tom.id, LATER)) == 1


def test_what_does_not_fit_waits_then_ends_with_a_reason(
    store: Store, workspace: Workspace, told: tuple[Prompt, ...]
) -> None:
    first, second, *_ = told
    with store.work(workspace) as work:
        work.prompts.postpone([first.id, second.id], not_before=LATER, why="day")
        assert [one.id for one in work.prompts.waiting_for(first.recipient_id, NOON)] == []
        work.prompts.settle([second.id], state=PromptState.CANCELLED, reason="budget")
        work.prompts.postpone([second.id], not_before=NOON, why="hours")
        ended = work.prompts.get(second.id)
    assert ended is not None
    assert (ended.state, ended.reason, ended.not_before) == (PromptState.CANCELLED, "budget", LATER)


def test_an_answer_can_be_given_changed_and_taken_back(
    store: Store, workspace: Workspace, told: tuple[Prompt, ...]
) -> None:
    for answer in ("met", "not_this_month", None):
        with store.work(workspace) as work:
            work.prompts.answer(told[0].id, answer)
        with store.look(workspace) as work:
            kept = work.prompts.get(told[0].id)
            assert kept is not None
            assert kept.answer == answer
            assert kept.about == {"round": 7}
