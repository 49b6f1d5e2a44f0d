"""The bot is killed, frozen or stopped while it speaks, at random and between any two of its steps."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest

from bot.domain.prompts import PromptState
from tests.faults.chaos import (
    KILLS,
    ON_POSTGRESQL,
    ON_SQLITE,
    Chaos,
    greet,
    in_flight,
    logged,
    lost_messages,
    newcomers,
    said,
    said_twice,
    slack_takes_its_time,
    wait_for_the_moment,
)
from tests.faults.firm import Firm
from tests.faults.process import until

pytestmark = pytest.mark.slow

#: Seconds. Whoever stops us kills after thirty.
IN_TIME = 25
#: While it says something; while it looks for what another life said; while it draws that again.
STEPS = [
    ("after_claim", True),
    ("before_post", True),
    ("after_accept", True),
    ("before_lookup", False),
    ("after_lookup", False),
    ("before_mark", True),
    ("before_retouch", False),
    ("after_retouch", False),
    ("after_mark", True),
]


@pytest.mark.chaos("kills-while-history-lags")
@ON_SQLITE
def test_a_history_that_is_late_by_less_than_the_bot_waits_costs_nobody_anything(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Three seconds late; the bot waits for five before it looks."""
    people, kills = newcomers(200), max(2, KILLS // 5)
    firm = new_firm(*people, reconcile_after=5)
    greet(firm, people)
    slack_takes_its_time(firm)
    firm.post("faults", {"history_lag": 3})
    for left in range(kills, 0, -1):
        one_life(firm, chaos, left)
    firm.start()
    firm.everything_is_said()

    chaos.ends(lost_messages(firm, people), said_twice(firm))


@pytest.mark.chaos("kills-while-history-lags-too-long")
@ON_SQLITE
def test_a_history_that_is_later_than_the_bot_waits_repeats_what_was_on_its_way_and_the_log_says_so(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """The declared exception: a minute late, and the bot waits for one second."""
    people, kills, held = newcomers(200), max(2, KILLS // 5), 0
    firm = new_firm(*people, reconcile_after=1)
    greet(firm, people)
    slack_takes_its_time(firm)
    firm.post("faults", {"history_lag": 60})
    for left in range(kills, 0, -1):
        held += one_life(firm, chaos, left)
    firm.start()
    firm.everything_is_said()

    known = logged(firm, "possible_duplicate")
    chaos.ends(
        lost_messages(firm, people), said_twice(firm), forgiven=min(held, known), held=held, logged=known
    )


def one_life(firm: Firm, chaos: Chaos, left: int) -> int:
    """Until it is killed; returns how many messages it had claimed."""
    firm.launch()
    wait_for_the_moment(firm, chaos, left)
    firm.kill()
    chaos.strikes()
    held = in_flight(firm)
    firm.claims_are_over()
    return held


@pytest.mark.chaos("kills-at-every-step")
@ON_SQLITE
def test_a_kill_between_any_two_steps_of_a_message_loses_nothing_and_says_nothing_twice(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    rounds = max(1, KILLS // 25)
    people = newcomers(60 * rounds)
    firm = new_firm(*people)
    greet(firm, people)
    for number in range(rounds):
        for step, says in STEPS:
            nth = 1 + number % 3 if says else 1
            firm.launch(flaw=f"{step}:{nth}")
            firm.dies()
            chaos.strikes()
            firm.two_minutes_pass()
            firm.let_go_of_retouches()
    firm.start()
    firm.everything_is_said()

    chaos.ends(lost_messages(firm, people), said_twice(firm))


@pytest.mark.chaos("frozen-past-the-lease")
@ON_POSTGRESQL
def test_of_two_bots_one_is_frozen_past_its_claim_again_and_again(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Only what it was about to say when it froze, its last look at the ledger behind it, may be said twice."""
    people, stops = newcomers(400), max(2, KILLS // 5)
    firm = new_firm(*people)
    greet(firm, people)
    slack_takes_its_time(firm, seconds=0.1)
    firm.launch(bots=2)
    for left in range(stops, 0, -1):
        wait_for_the_moment(firm, chaos, left)
        frozen = chaos.dice.choice(firm.bots)
        frozen.signal(signal.SIGSTOP)
        chaos.strikes()
        its_claim_is_over(firm)
        time.sleep(chaos.dice.uniform(0.5, 2.5))
        frozen.signal(signal.SIGCONT)
    firm.everything_is_said()

    again = list(said_twice(firm))
    chaos.ends(lost_messages(firm, people), again, forgiven=stops, logged=logged(firm, "possible_duplicate"))
    assert len(again) <= logged(firm, "possible_duplicate")


def its_claim_is_over(firm: Firm) -> None:
    """What a frozen bot holds locked in the database stays its own until it goes on."""
    free = "SELECT id FROM prompt WHERE state = 'sending' FOR UPDATE SKIP LOCKED"
    firm.change(f"UPDATE prompt SET lease_until = '2001-01-01 00:00:00+00' WHERE id IN ({free})")


@pytest.mark.chaos("stopped-in-a-burst")
@ON_SQLITE
def test_stops_in_the_middle_of_a_burst_are_quick_and_leave_nothing_half_said(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    people, stops, longest = newcomers(200), max(2, KILLS // 10), 0.0
    firm = new_firm(*people)
    greet(firm, people)
    slack_takes_its_time(firm, seconds=0.15)
    for _ in range(stops):
        firm.launch()
        enough = said(firm) + chaos.dice.randrange(1, 20)
        until(lambda enough=enough: said(firm) >= enough, "the burst has begun")
        longest = max(longest, stopped(firm))
        chaos.strikes()
        assert firm.states().keys() <= {PromptState.SENT, PromptState.PLANNED}
    firm.start()
    firm.everything_is_said()

    chaos.ends(lost_messages(firm, people), said_twice(firm), longest=f"{longest:.1f}s")
    assert longest < IN_TIME


def stopped(firm: Firm) -> float:
    """How many seconds it took."""
    firm.bot.signal(signal.SIGTERM)
    began = time.monotonic()
    assert firm.bot.ended() == 0, firm.bot.log()
    return time.monotonic() - began
