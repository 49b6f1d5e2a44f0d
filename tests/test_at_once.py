"""Two bots on one PostgreSQL, and two presses in one second: each thing is said once, and nobody stops the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier, Event

import pytest
from living import Programme

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Confirmed
from bot.domain.permissions import Right
from bot.domain.prompts import PromptState
from bot.domain.reaching_out import Kind
from bot.programme import catching_up, meetings, reaching_out, undelivered
from bot.programme.beat_ports import Beat
from bot.programme.work import Work

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize(
        "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
    ),
]


#: Seconds: long enough for the second to come as far as it can before the first has committed.
AS_FAR_AS_IT_CAN = 0.3


def overlapping(programme: Programme, act: Callable[[Work], object], *, apart: timedelta) -> None:
    """Two pieces of work on clocks that are so far apart: neither has seen what the other wrote when it acts."""
    begun, acted = Event(), Event()

    def second() -> None:
        with programme.work() as work:
            begun.set()
            acted.wait(30)
            act(work)

    with ThreadPoolExecutor(1) as hand:
        with programme.work() as first:
            programme.clock.time += apart
            later = hand.submit(second)
            begun.wait(30)
            act(first)
            acted.set()
            wait([later], timeout=AS_FAR_AS_IT_CAN)
        later.result(timeout=30)


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar coordinates."""
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    return programme


def times_told(programme: Programme, kind: PromptKind) -> int:
    with programme.work() as work:
        return len(work.prompts.series(programme.omar.id, kind))


def test_two_bots_that_come_back_together_tell_the_team_of_one_silence_once(team: Programme) -> None:
    with team.work() as work:
        silent = timedelta(days=2)
        work.beats.note(Beat(at=work.machine_now - silent, lived=work.now - silent))
    overlapping(team, catching_up.arrive, apart=timedelta(minutes=1))
    assert times_told(team, PromptKind.CAUGHT_UP) == 1


def test_who_takes_a_meeting_back_while_the_other_confirms_it_is_told_so(team: Programme) -> None:
    """Two have told it, and one alone does not untell it."""
    pair = team.pair(team.lea, team.tom, since="2026-01-12")
    with team.work() as work:
        day = work.today(team.tom)
        told = meetings.log(work, team.tom, pair, minutes=45, day=day, form=None).meeting
    halves: list[Callable[[Work], object]] = [
        lambda work: meetings.agree(work, team.lea, told.id),
        lambda work: meetings.withdraw(work, team.tom, told.id),
    ]
    with pytest.raises(Confirmed):
        overlapping(team, lambda work: halves.pop(0)(work), apart=timedelta())


def test_two_bots_that_find_what_could_not_be_said_tell_the_team_once(team: Programme) -> None:
    with team.work() as work:
        due = PromptDue(
            kind=PromptKind.WELCOME,
            mentorship_id=None,
            recipient_id=team.tom.id,
            period="test",
            rung="test",
            not_before=work.now,
            expires_at=work.now + timedelta(days=30),
        )
        work.prompts.plan([due], now=work.now)
        (planned,) = work.prompts.series(team.tom.id, PromptKind.WELCOME)
        (claimed,) = work.prompts.claim([planned.id], marker="test", lease_until=work.machine_now)
        work.prompts.mark("test", generation=claimed.generation, state=PromptState.DEAD, reason="no")

    def reports(work: Work) -> None:
        work.prompts.plan(undelivered.to_tell(work), now=work.now)

    overlapping(team, reports, apart=timedelta(seconds=1))
    assert times_told(team, PromptKind.UNDELIVERED) == 1


def test_two_beats_that_pass_a_request_on_give_it_to_one_person(team: Programme) -> None:
    with team.work() as work:
        work.rights.grant(team.maya.id, Right.COORDINATOR)
        reaching_out.ask(work, team.tom, Kind.COORDINATION, team.omar.id)
    team.travel("2026-03-12 11:00")
    overlapping(team, reaching_out.pass_on, apart=timedelta(seconds=1))
    with team.work() as work:
        assert [one.contact_id for one in work.reaching_out.all()] == [team.maya.id]
        told = [len(work.prompts.series(one.id, PromptKind.HELP_CARD)) for one in (team.maya, team.ines)]
        assert (told, len(work.prompts.series(team.tom.id, PromptKind.HELP_PASSED))) == ([1, 0], 1)


def test_what_is_taken_back_while_it_is_passed_on_is_over(team: Programme) -> None:
    with team.work() as work:
        waiting = reaching_out.ask(work, team.tom, Kind.COORDINATION, team.omar.id)
    team.travel("2026-03-12 11:00")

    acts = iter(
        [reaching_out.pass_on, lambda work: reaching_out.withdraw(work, team.tom, waiting.request.id)]
    )
    overlapping(team, lambda work: next(acts)(work), apart=timedelta(seconds=1))
    assert [parcel for parcel in team.release() if parcel.bundle.recipient.id != team.tom.id] == []
    with team.work() as work:
        assert work.reaching_out.all() == []


def test_two_who_have_the_same_messages_drawn_again_never_wait_for_each_other(team: Programme) -> None:
    """A mentor's message tells of two mentorships, and whatever is pressed in it is drawn again last."""
    both = Barrier(2, timeout=30)

    def draws(first: str, second: str) -> None:
        with team.work() as work:
            work.delivery.retouch("D0LEA", first)
            both.wait()
            work.delivery.retouch("D0LEA", second)

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(draws, "1.0", "2.0"), hands.submit(draws, "2.0", "1.0")]:
            done.result(timeout=30)
    with team.work() as work:
        taken = work.delivery.take_retouches(until=work.machine_now)
        assert [(one.ts, one.wanted) for one in taken] == [("1.0", 2), ("2.0", 2)]
