"""Several bots beat at the same moment on one database: what one of them does is not half-seen by another."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from bot.domain.meetings import Form
from bot.domain.prompts import PromptState
from bot.programme import heartbeat, joining, meetings
from storage.engine import SILENCE
from storage.store import Store
from tests.conversations.given import linked
from tests.faults.firm import LEA, SOCKETS, TOM, Firm, profile
from tests.faults.process import until

pytestmark = pytest.mark.slow

REPLICAS, PAIRS, BEATS = 3, 60, 10


def test_a_pair_that_meets_is_never_taken_for_a_quiet_one_by_two_bots_that_look_at_once(firm: Firm) -> None:
    """Each met on the day it was introduced; half of the second month has passed, so the mentee is asked, once."""
    with firm.work() as work:
        for number in range(PAIRS):
            mentor = joining.meet(work, profile(f"U0MENTOR{number}", f"Mentor {number}"))
            mentee = joining.meet(work, profile(f"U0MENTEE{number}", f"Mentee {number}"))
            pair = linked(work, mentor, mentee, since=date(2026, 2, 10))
            meetings.log(work, mentee, pair, minutes=45, day=date(2026, 2, 10), form=Form.VIDEO)
    firm.travel("2026-03-26 11:00")
    stores = [firm.store(pool_size=1) for _ in range(REPLICAS)]
    together = Barrier(REPLICAS)

    def beat(store: Store) -> None:
        together.wait(30)
        with store.work(firm.workspace) as work:
            heartbeat.tick(work)

    with ThreadPoolExecutor(REPLICAS) as bots:
        for _ in range(BEATS):
            firm.change("UPDATE mentorship SET look_at = introduced_at")
            list(bots.map(beat, stores))
    for store in stores:
        store.engine.dispose()

    assert firm.one("SELECT count(*) FROM mentorship WHERE flagged_at IS NOT NULL") == 0
    assert firm.one("SELECT count(*) FROM prompt WHERE kind = 'first_meeting'") == 0
    assert firm.one("SELECT count(*) FROM prompt WHERE kind = 'missing_meeting'") == PAIRS


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_two_bots_share_a_morning_and_whoever_is_killed_over_it_is_followed_by_the_other(
    new_firm: Callable[..., Firm],
) -> None:
    """Both claim and say; nobody hears anything twice, and nobody is forgotten."""
    people = [profile(f"U0NEW{number:03}", f"Newcomer {number}", "en") for number in range(400)]
    firm = new_firm(*people)
    with firm.work() as work:
        for one in people:
            joining.expect(work, one)
    firm.post("faults", {"kind": "slow", "method": "chat.postMessage", "seconds": 0.02})
    firm.launch(bots=2)
    until(lambda: len(firm.posts()) >= 120, "the morning has begun")
    assert all("prompt_sent" in bot.log() for bot in firm.bots), "both have their part in it"

    firm.bot.kill()
    firm.two_minutes_pass()
    firm.everything_is_said()

    assert firm.states() == {PromptState.SENT: len(people)}
    assert firm.times_said() == {one.slack_id: 1 for one in people}


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_bot_frozen_in_the_middle_of_a_message_says_it_once_although_another_took_over(firm: Firm) -> None:
    """Two minutes later its claim is nobody's. Whoever finds it looks for it in Slack, and finds it there."""
    firm.start()
    firm.post("faults", {"kind": "slow_after", "method": "chat.postMessage", "seconds": 3})
    with firm.work() as work:
        joining.expect(work, TOM)
    firm.clock_shows("2026-03-10 09:01")
    until(lambda: len(firm.posts()) == 1, "it is said, and Slack has not answered yet")
    frozen = firm.bot
    frozen.signal(signal.SIGSTOP)

    firm.two_minutes_pass()
    firm.join()
    firm.everything_is_said()
    frozen.signal(signal.SIGCONT)

    until(lambda: "ours=False" in frozen.log(), "it wakes up, and what it writes down changes nothing")
    assert firm.states() == {PromptState.SENT: 1}
    assert len(firm.posts()) == 1


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_bot_frozen_in_the_middle_of_a_transaction_holds_nobody_up_for_long(firm: Firm) -> None:
    """It holds the row of the pace that all share, until the server ends its transaction."""
    firm.launch(flaw="freeze:in_claim:1")
    until(lambda: firm.sockets == SOCKETS, "it listens")
    with firm.work() as work:
        joining.expect(work, TOM)
    firm.clock_shows("2026-03-10 09:01")
    until(lambda: firm.bot.frozen, "it is frozen")

    other = firm.join()
    until(lambda: len(firm.posts()) == 1, "the other has said it", within=SILENCE / 1000 + 15)
    firm.bot.signal(signal.SIGCONT)

    until(lambda: firm.states() == {PromptState.SENT: 1}, "it is known")
    until(lambda: "action=send_later" in firm.bot.log(), "it wakes up, and has to begin anew")
    with firm.work() as work:
        joining.expect(work, LEA)
    firm.travel("2026-03-10 09:02")
    until(lambda: firm.states() == {PromptState.SENT: 2}, "both go on")
    assert firm.times_said() == {"U0TOM": 1, "U0LEA": 1}
    assert all("Traceback" not in bot.log() for bot in (firm.bot, other))


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize("point", ["after_claim", "before_post", "after_accept", "before_mark"])
def test_a_bot_frozen_at_a_named_point_is_taken_over_and_says_nothing_after_it_wakes(
    firm: Firm, point: str
) -> None:
    """Only a bot frozen between its last look at the ledger and its call to Slack may still say it, and then the
    log has told of it before.
    """
    firm.launch(flaw=f"freeze:{point}:1")
    until(lambda: firm.sockets == SOCKETS, "it listens")
    with firm.work() as work:
        joining.expect(work, TOM)
    firm.clock_shows("2026-03-10 09:01")
    until(lambda: PromptState.SENDING in firm.states(), "it has claimed the message")
    until(lambda: firm.bot.frozen, "it is frozen")

    firm.two_minutes_pass()
    other = firm.join()
    firm.everything_is_said()
    firm.bot.signal(signal.SIGCONT)

    word = "claim_lost" if point == "after_claim" else "ours=False"
    until(lambda: word in firm.bot.log(), "it wakes up and finds that it is not its own any more")
    assert firm.states() == {PromptState.SENT: 1}
    assert len(firm.posts()) == (2 if point == "before_post" else 1)
    assert ("possible_duplicate" in other.log()) == (point in ("after_claim", "before_post"))
