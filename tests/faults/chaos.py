"""What the long set is made of: faults at moments that a seed decides, and then one line that says what they cost.

`make chaos` runs every test marked `chaos("name")`. Lost is what was due and never accepted by Slack; a duplicate
is what Slack accepted once more than it should have. Slack's own list of posts says so, never the bot's ledger.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import pytest
from sqlalchemy import func, select

from bot.domain.kinds import PromptKind
from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from bot.programme import joining
from storage.prompts import PROMPTS
from tests.faults.firm import OPEN, Firm, profile
from tests.faults.process import until

KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("SEED") or secrets.randbelow(1_000_000))
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
POST = "chat.postMessage"
#: What every Slack is: not a trouble.
SLOW = frozenset({"slow", "slow_after"})
#: One kill in five comes at a random moment, whatever the bot is doing, even starting.
ANYWHERE = 0.2


class Chaos:
    """One scenario: its dice, how many faults it has seen, and its line."""

    def __init__(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.name = name
        self.faults = 0
        self._capsys = capsys

    @cached_property
    def dice(self) -> random.Random:
        return random.Random(f"{SEED} {self.name}")

    def strikes(self) -> None:
        self.faults += 1

    def ends(
        self,
        lost: Iterable[str],
        twice: Iterable[str],
        *,
        firm: Firm | None = None,
        forgiven: int = 0,
        **more: object,
    ) -> None:
        """Print the line; nothing may be lost, and nothing said twice unless the scenario declares that it may be."""
        gone, again = list(lost), list(twice)
        met = firm.playground.slack.faults.met if firm else Counter[str]()
        faults = self.faults + sum(times for kind, times in met.items() if kind not in SLOW)
        told = {"seed": SEED, "faults": faults, "lost": len(gone), "duplicates": len(again), **more}
        line = f"chaos {self.name} " + " ".join(f"{key}={value}" for key, value in told.items())
        if "KILLS" in os.environ:
            with self._capsys.disabled():
                print(line, flush=True)
        assert gone == [], line
        assert len(again) <= forgiven, f"{line}: {again}"

    def counts(self, firm: Firm, **more: object) -> None:
        """The line of a test that has checked by itself what each person was told."""
        self.ends(marked_and_never_said(firm), said_twice(firm), firm=firm, **more)


# -- a morning on which many are greeted -------------------------------------------------------------------------


def newcomers(number: int) -> list[SlackProfile]:
    return [profile(f"U0NEW{one:04}", f"Newcomer {one}", "en") for one in range(number)]


def greet(firm: Firm, people: Iterable[SlackProfile]) -> None:
    with firm.work() as work:
        for one in people:
            joining.expect(work, one)


def slack_takes_its_time(firm: Firm, *, seconds: float = 0.02) -> None:
    """Before half of the posts have their effect, and after half of the others had theirs."""
    for kind in ("slow", "slow_after"):
        firm.post("faults", {"kind": kind, "method": POST, "seconds": seconds, "share": 0.5, "seed": SEED})


def wait_for_the_moment(firm: Firm, chaos: Chaos, left: int) -> None:
    """A moment such that the faults that are left are spread over what remains to be said."""
    if chaos.dice.random() < ANYWHERE:
        time.sleep(chaos.dice.uniform(0, 1.5))
        return
    enough = said(firm) + chaos.dice.uniform(0, 2 * unsaid(firm) / (left + 1))
    until(lambda: said(firm) >= enough or not unsaid(firm), "so many more are said", within=300)
    time.sleep(chaos.dice.uniform(0, 0.05))


# -- counting ----------------------------------------------------------------------------------------------------


def accepted_by_slack(firm: Firm) -> Counter[str]:
    posts = firm.playground.slack.truth
    return Counter(post["metadata"]["event_payload"]["marker"] for post in posts if post["metadata"])


def said(firm: Firm) -> int:
    return accepted_by_slack(firm).total()


def due(firm: Firm) -> int:
    """How many prompts could be said now."""
    return _whose_time_has_come(firm, {PromptState.PLANNED})


def unsaid(firm: Firm) -> int:
    """The same, and how many may have been said, and nobody knows."""
    return _whose_time_has_come(firm, OPEN)


def _whose_time_has_come(firm: Firm, states: Collection[PromptState]) -> int:
    with firm.look() as work:
        ready = (PROMPTS.c.state.in_(states), PROMPTS.c.not_before <= work.now)
    return firm.count(select(func.count()).select_from(PROMPTS).where(*ready))


def in_flight(firm: Firm) -> int:
    """How many messages a bot that is no more had claimed."""
    claimed = select(func.count(PROMPTS.c.marker.distinct())).where(PROMPTS.c.state == PromptState.SENDING)
    return firm.count(claimed)


def lost_messages(firm: Firm, people: Sequence[SlackProfile]) -> Iterator[str]:
    """Planned for nobody, or marked as said and never accepted by Slack, or not said."""
    planned = firm.sql("SELECT DISTINCT slack_id FROM prompt JOIN person ON person.id = recipient_id")
    told = {row.slack_id for row in planned}
    yield from (f"nothing is planned for {one.slack_id}" for one in people if one.slack_id not in told)
    yield from marked_and_never_said(firm)
    for row in firm.sql("SELECT id, kind, state FROM prompt"):
        # Whoever has met this month needs no sheet for it.
        needless = (row.kind, row.state) == (PromptKind.SHEET, PromptState.CANCELLED)
        if row.state != PromptState.SENT and not needless:
            yield f"prompt {row.id} is {row.state}"


def marked_and_never_said(firm: Firm) -> Iterator[str]:
    accepted = accepted_by_slack(firm)
    for row in firm.sql("SELECT id, marker FROM prompt WHERE state = 'sent'"):
        if not accepted[row.marker]:
            yield f"prompt {row.id} is marked as sent"


def said_twice(firm: Firm) -> Iterator[str]:
    """One marker with two posts, or a post of which the ledger knows nothing: its prompts were said again."""
    known = {row.marker for row in firm.sql("SELECT DISTINCT marker FROM prompt")}
    for marker, times in accepted_by_slack(firm).items():
        if times > 1 or marker not in known:
            yield f"the message {marker} was said {times} times"


def logged(firm: Firm, action: str) -> int:
    """How often any bot of the company wrote this word into its log."""
    return sum(bot.log(last=100_000_000).count(action) for bot in firm.bots)
