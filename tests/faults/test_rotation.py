"""Slack renews the sockets every few hours, in the middle of what people do: nobody notices."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.faults.chaos import Chaos
from tests.faults.firm import LEA, SOCKETS, TOM, Firm, profile
from tests.faults.process import until

pytestmark = pytest.mark.slow

PEOPLE = [profile(f"U0EMPLOYEE{number:02}", f"Employee {number}", "en") for number in range(12)]


@pytest.mark.chaos("sockets-renewed")
def test_while_the_sockets_are_renewed_again_and_again_nothing_is_lost_and_nothing_happens_twice(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Two bots on PostgreSQL, so four sockets; Slack renews all of them at once, twice."""
    firm = new_firm(LEA, TOM, *PEOPLE)
    backend = make_url(firm.settings.binome_database_url).get_backend_name()
    firm.pair(LEA, TOM, since="2026-02-10")
    firm.start(bots=2 if backend == "postgresql" else 1)
    over, typed = threading.Event(), []

    def type_on() -> None:
        dm, number = firm.someone("U0TOM").dm, 0
        while not over.is_set():
            number += 1
            words = f"/mentor-log @lea {15 + number % 200} min"
            typed.append(firm.post("command", {"as": "U0TOM", "channel": dm, "text": words}))

    with ThreadPoolExecutor(1) as hand:
        typing = hand.submit(type_on)
        for reason, people in (("warning", PEOPLE[:6]), ("refresh_requested", PEOPLE[6:])):
            before = connections(firm)
            firm.post("disconnect", {"reason": reason})
            for one in people:
                dm = firm.someone(one.slack_id).dm
                firm.post("say", {"as": one.slack_id, "channel": dm, "text": "hello"})
            until(partial(all_are_new, firm, before), "the old sockets are gone")
            chaos.strikes()
        over.set()
        typing.result()
    firm.settle()

    # What Slack sends on a socket in the very moment in which it is closed is an error on a person's screen.
    answered = sum(answer["acked"] for answer in typed)
    assert len(typed) - answered <= 2 * SOCKETS * len(firm.bots)
    done = firm.one("SELECT count(*) FROM inbox WHERE key LIKE 'command:%'")
    assert answered <= done <= len(typed)
    assert firm.one("SELECT count(*) FROM inbox WHERE key LIKE 'event:%'") == len(PEOPLE)
    until(lambda: greeted(firm) == {one.slack_id: 1 for one in PEOPLE}, "everybody is greeted once")
    chaos.counts(firm)


def connections(firm: Firm) -> set[Any]:
    return set(firm.playground.slack.sockets._connections)


def all_are_new(firm: Firm, before: set[Any]) -> bool:
    return not before & connections(firm) and firm.sockets == SOCKETS * len(firm.bots)


def greeted(firm: Firm) -> dict[str, int]:
    """How often each of them was welcomed."""
    welcomes = [post["user"] for post in firm.posts() if "First of all, what I keep" in post["text"]]
    return {one.slack_id: welcomes.count(one.slack_id) for one in PEOPLE}
