"""SIGTERM finishes what was begun and loses nothing; a second one leaves at once."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from bot.programme import joining
from tests.faults.firm import Firm, profile
from tests.faults.process import until

pytestmark = pytest.mark.slow

#: Seconds. Whoever stops us kills after thirty.
IN_TIME = 25
SLOWLY = {"kind": "slow_after", "method": "chat.postMessage", "seconds": 0.15}
TO_GREET, WHO_WRITE = 100, 20
GREETED = [profile(f"U0NEW{number:03}", f"Newcomer {number}", "en") for number in range(TO_GREET)]
WRITERS = [profile(f"U0OLD{number:03}", f"Colleague {number}", "en") for number in range(WHO_WRITE)]


@pytest.fixture
def firm(new_firm: Callable[..., Firm]) -> Firm:
    """A hundred people are to be greeted, and saying each takes a moment."""
    firm = new_firm(*GREETED, *WRITERS)
    with firm.work() as work:
        for one in GREETED:
            joining.expect(work, one)
    firm.post("faults", SLOWLY)
    return firm


def test_a_stop_in_the_middle_of_a_burst_loses_nothing_and_leaves_nothing_half_said(firm: Firm) -> None:
    firm.launch()
    until(lambda: len(firm.posts()) >= 5, "the burst has begun")
    with ThreadPoolExecutor(WHO_WRITE) as people:
        writing = [people.submit(writes, firm, one) for one in WRITERS]
        until(lambda: firm.one("SELECT count(*) FROM inbox") > 0, "some of it is being answered")
        firm.bot.signal(signal.SIGTERM)
        began = time.monotonic()
        code = firm.bot.ended()
        assert (code, time.monotonic() - began < IN_TIME) == (0, True), firm.bot.log()
        for one in writing:
            one.result()

    said = said_to(firm, GREETED)
    ended = Counter({PromptState.SENT: len(said), PromptState.PLANNED: TO_GREET - len(said)})
    assert firm.states() == ended
    assert 5 <= len(said) < TO_GREET
    assert max(said.values()) == 1

    firm.post("faults", {"clear": True})
    firm.start()
    until(
        lambda: firm.states() == {PromptState.SENT: TO_GREET}, "the others are greeted after the next start"
    )
    assert said_to(firm, GREETED) == {one.slack_id: 1 for one in GREETED}
    firm.settle()
    assert firm.one("SELECT count(*) FROM inbox") == WHO_WRITE, "every word has had its effect, once"


def test_a_second_signal_leaves_at_once_and_nothing_is_said_twice(firm: Firm) -> None:
    for order in ({"clear": True}, {**SLOWLY, "times": 5}, {**SLOWLY, "seconds": 9}):
        firm.post("faults", order)
    firm.launch()
    until(lambda: len(firm.posts()) == 6, "a post is under way, and will be for nine seconds")

    firm.bot.signal(signal.SIGINT)
    until(lambda: "finishing" in firm.bot.log(), "the first signal was heard")
    firm.bot.signal(signal.SIGTERM)

    began = time.monotonic()
    assert firm.bot.ended() == 1
    assert time.monotonic() - began < 3
    assert max(said_to(firm, GREETED).values()) == 1


def test_a_stop_lets_the_attempt_under_way_end_and_puts_back_what_was_only_claimed(firm: Firm) -> None:
    """Slack takes nine seconds to answer; whoever stops us waits for thirty."""
    for order in ({"clear": True}, {**SLOWLY, "seconds": 9}):
        firm.post("faults", order)
    firm.launch()
    until(lambda: len(firm.posts()) == 1, "a post is under way")

    firm.bot.signal(signal.SIGTERM)
    began = time.monotonic()
    assert (firm.bot.ended(), time.monotonic() - began < IN_TIME) == (0, True), firm.bot.log()

    assert firm.states() == {PromptState.SENT: 1, PromptState.PLANNED: TO_GREET - 1}


def writes(firm: Firm, who: SlackProfile) -> None:
    someone = firm.someone(who.slack_id)
    firm.post("say", {"as": who.slack_id, "channel": someone.dm, "text": "hello"})


def said_to(firm: Firm, people: list[SlackProfile]) -> Counter[str]:
    ids = {one.slack_id for one in people}
    return Counter(post["user"] for post in firm.posts() if post["metadata"] and post["user"] in ids)
