"""Everybody at once: two hundred people press within the same second, over Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector

from tests.conversations.harness import same, spoken
from tests.faults.chaos import Chaos
from tests.faults.firm import Firm, profile
from tests.faults.process import PATIENCE, until

pytestmark = pytest.mark.slow

PEOPLE = [profile(f"U0EMPLOYEE{number:03}", f"Employee {number}", "en") for number in range(200)]
FIRST_QUESTION, SAID_BACK = "In which language", "I'll write to you in English."
NOT_SAVED = "nothing was changed"


@pytest.mark.chaos("presses-at-once")
def test_two_hundred_presses_in_one_moment_are_all_acknowledged_in_time_and_each_has_its_effect(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Slack's own limit is three seconds; beyond it, the local Slack says that the app did not respond."""
    firm = new_firm(*PEOPLE)
    firm.start()
    dms = {one.slack_id: firm.someone(one.slack_id).dm for one in PEOPLE}
    at_once(firm, "say", ({"as": who, "channel": dm, "text": "hello"} for who, dm in dms.items()))
    until(lambda: len(who_heard(firm, FIRST_QUESTION)) == len(PEOPLE), "everybody is welcomed")

    answers = at_once(firm, "press", (english(firm, who) for who in dms))

    late = [answer for answer in answers if not answer.get("acked")]
    assert not late, f"{len(late)} of {len(answers)} presses were not acknowledged in time: {late[:3]}"
    answered = SAID_BACK, NOT_SAVED
    until(lambda: len(who_reads(firm, dms, *answered)) == len(PEOPLE), "everybody reads what became of it")
    saved = who_reads(firm, dms, SAID_BACK)
    assert firm.one("SELECT count(*) FROM person WHERE language_chosen") == len(saved)

    # On a machine that is busy with other things, some were told to try again; they do.
    at_once(firm, "press", (english(firm, who) for who in dms.keys() - saved))
    until(lambda: len(who_reads(firm, dms, SAID_BACK)) == len(PEOPLE), "everybody's answer is saved")
    assert firm.one("SELECT count(*) FROM person WHERE language_chosen") == len(PEOPLE)
    chaos.counts(firm, presses=len(PEOPLE))


def english(firm: Firm, who: str) -> dict[str, Any]:
    place, block, element = firm.someone(who)._find("English")
    return {"as": who, **place, "block_id": block["block_id"], "action_id": element["action_id"]}


def who_heard(firm: Firm, words: str) -> set[str]:
    return {post["user"] for post in firm.posts() if same(words, post["text"])}


def who_reads(firm: Firm, dms: dict[str, str], *either: str) -> set[str]:
    """An answer takes the place of its question, so no post tells of it."""
    return {
        who
        for who, dm in dms.items()
        if any(same(words, spoken(message)) for message in firm.someone(who).messages(dm) for words in either)
    }


def at_once(firm: Firm, gesture: str, wishes: Iterable[dict[str, Any]]) -> list[Any]:
    """Everybody's gesture, all under way before the first is answered."""
    with ThreadPoolExecutor(
        1
    ) as apart:  # a browser of another test may have left its loop running in this thread
        return apart.submit(lambda: asyncio.run(_all(f"{firm.url}/play/{gesture}", list(wishes)))).result()


async def _all(address: str, wishes: list[dict[str, Any]]) -> list[Any]:
    async with ClientSession(
        connector=TCPConnector(limit=0), timeout=ClientTimeout(total=PATIENCE)
    ) as session:

        async def one(wish: dict[str, Any]) -> Any:
            async with session.post(address, json=wish) as answer:
                return await answer.json()

        return await asyncio.gather(*(one(wish) for wish in wishes))
