"""Slack misbehaves while hundreds are greeted: answers are lost, it has had enough, it errs, it refuses us."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from bot.programme import joining
from tests.faults.chaos import (
    KILLS,
    ON_SQLITE,
    POST,
    SEED,
    Chaos,
    greet,
    logged,
    lost_messages,
    newcomers,
    said,
    said_twice,
    slack_takes_its_time,
)
from tests.faults.firm import SOCKETS, TOM, Firm
from tests.faults.process import until

pytestmark = [pytest.mark.slow, ON_SQLITE]

#: Longer than the bot waits for an answer.
HANGS = 11


@pytest.mark.chaos("answers-lost")
def test_an_answer_that_never_comes_is_found_out_and_nothing_is_said_twice(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Closed, reset or hanging, before or after the post had its effect; the look-up itself is cut off too."""
    people = newcomers(150)
    firm = new_firm(*people)
    greet(firm, people)
    trouble(firm, "slow_after", seconds=HANGS, times=1)
    for kind in ("drop_before", "drop_after", "reset_before", "reset_after"):
        trouble(firm, kind, share=0.06)
    trouble(firm, "reset_before", method="conversations.history", share=0.2)
    firm.launch()
    firm.everything_is_said(within=300)

    chaos.ends(lost_messages(firm, people), said_twice(firm), firm=firm)


@pytest.mark.chaos("server-errors")
def test_three_of_ten_posts_answered_by_an_error_are_each_said_once(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Half of the errors come after the post had its effect."""
    people = newcomers(200)
    firm = new_firm(*people)
    greet(firm, people)
    for kind in ("500", "500_after"):
        trouble(firm, kind, share=0.16)
    firm.launch()
    firm.everything_is_said(within=300)

    chaos.ends(lost_messages(firm, people), said_twice(firm), firm=firm)


@pytest.mark.chaos("too-many-requests")
def test_every_pause_that_slack_asks_for_is_kept_and_counts_as_no_failure(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    people = newcomers(24)
    firm = new_firm(*people)
    firm.playground.slack.inspector.entries = deque(maxlen=100_000)  # its page shows the last two hundred
    greet(firm, people)
    trouble(firm, "429", share=0.35, retry_after=1)
    trouble(firm, "429", share=0.25, retry_after=2)
    firm.launch()
    firm.everything_is_said(within=300)

    early = list(too_early(firm))
    chaos.ends(lost_messages(firm, people), said_twice(firm), firm=firm, early=len(early))
    assert (early, firm.one("SELECT sum(attempts) FROM prompt")) == ([], 0)


def too_early(firm: Firm) -> Iterator[str]:
    """Posts that came before a pause was over; the shorter of the two that Slack asks for here."""
    free = datetime.min.replace(tzinfo=UTC)
    for call in firm.playground.slack.inspector.entries:
        if call["kind"] != POST:
            continue
        at = datetime.fromisoformat(call["at"])
        if at < free:
            yield f"{call['summary']} at {at}, before {free}"
        if call["status"] == "fault 429":
            free = at + timedelta(seconds=1)


@pytest.mark.chaos("token-revoked")
def test_a_token_revoked_in_the_middle_stops_everything_until_it_works_again(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """One call hears of it, and nobody makes another; nothing is given up meanwhile."""
    people, times = newcomers(200), max(1, KILLS // 25)
    firm = new_firm(*people)
    greet(firm, people)
    slack_takes_its_time(firm)
    firm.launch()
    for number in range(times):
        enough = said(firm) + 30
        until(lambda enough=enough: said(firm) >= enough, "some are greeted")
        firm.post("faults", {"clear": True})
        trouble(firm, "error:token_revoked", method="*")
        until(lambda number=number: logged(firm, "circuit_open") > number, "the operator is told")
        before = said(firm)
        time.sleep(1)
        assert firm.playground.slack.faults.met["error:token_revoked"] <= 2 * (number + 1)
        assert said(firm) == before
        firm.post("faults", {"clear": True})
        slack_takes_its_time(firm)
        firm.a_minute_passes_in_the_dark()
    firm.everything_is_said()

    chaos.ends(lost_messages(firm, people), said_twice(firm), firm=firm)
    assert firm.one("SELECT sum(attempts) FROM prompt") == 0


@pytest.mark.chaos("people-out-of-reach")
def test_whoever_cannot_be_reached_keeps_nobody_else_waiting(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Some leave while the others are greeted, some Slack does not know, or will not let us write to."""
    people = newcomers(120)
    leavers, unknown, closed = people[100:110], people[110:115], people[115:]
    firm = new_firm(*people)
    greet(firm, people)
    for reason, some in (("user_not_found", unknown), ("channel_not_found", closed)):
        for one in some:
            trouble(firm, f"error:{reason}", user=one.slack_id)
    slack_takes_its_time(firm, seconds=0.1)
    firm.launch()
    until(lambda: firm.sockets == SOCKETS, "it listens")
    for one in leavers:
        firm.post("leave", {"user": one.slack_id})
        chaos.strikes()
    gone = len(leavers)
    left = "SELECT count(*) FROM person WHERE standing = 'gone'"
    until(lambda: firm.one(left) == gone, "it is known who has left")
    known_at = len(firm.posts())
    firm.everything_is_said()

    late = [post["user"] for post in firm.posts()[known_at + 1 :] if post["user"] in ids(leavers)]
    fates = dict(firm.sql("SELECT slack_id, state FROM prompt JOIN person ON person.id = recipient_id"))
    lost = [who for who in ids(people[:100]) if fates[who] != PromptState.SENT]
    chaos.ends(lost, said_twice(firm), firm=firm, late=len(late))
    assert {fates[who] for who in ids(unknown) | ids(closed)} == {PromptState.DEAD}
    assert {fates[who] for who in ids(leavers)} <= {PromptState.SENT, PromptState.CANCELLED}
    assert late == []
    assert firm.times_said().keys() == {who for who, state in fates.items() if state == PromptState.SENT}


@pytest.mark.chaos("poison-rows")
def test_a_row_that_nobody_can_say_is_set_apart_and_the_others_go_on(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """The first in the line tells of something that is not there; Slack refuses the blocks of another."""
    people = newcomers(80)
    refused = people[40]
    firm = new_firm(*people, TOM)
    poison(firm, TOM)
    greet(firm, people)
    firm.clock_shows("2026-03-10 11:00")
    trouble(firm, "error:invalid_blocks", user=refused.slack_id)
    chaos.strikes()
    firm.launch()
    firm.everything_is_said()

    dead = firm.sql(
        "SELECT slack_id, kind, reason FROM prompt JOIN person ON person.id = recipient_id WHERE state = 'dead'"
    )
    lost = [line for line in lost_messages(firm, people) if not line.endswith(PromptState.DEAD)]
    chaos.ends(lost, said_twice(firm), firm=firm, dead=len(dead))
    assert {(row.slack_id, row.reason) for row in dead} == {
        (TOM.slack_id, "facts"),
        (refused.slack_id, "invalid_blocks"),
    }
    assert firm.times_said() == dict.fromkeys(ids(people) - {refused.slack_id}, 1)


def poison(firm: Firm, whom: SlackProfile) -> None:
    """A decision about an application that the row does not name."""
    with firm.work() as work:
        person = joining.meet(work, whom)
        row = PromptDue(
            kind=PromptKind.DECISION,
            mentorship_id=None,
            recipient_id=person.id,
            period="never",
            rung="",
            not_before=work.now,
            expires_at=work.now + timedelta(days=9),
            about={"programme": 999_999},
        )
        work.prompts.plan([row], now=work.now)


def trouble(firm: Firm, kind: str, *, method: str = POST, **more: Any) -> None:
    firm.post(
        "faults", {"kind": kind, "method": method, **({"seed": SEED} if "share" in more else {}), **more}
    )


def ids(people: list[SlackProfile]) -> set[str]:
    return {one.slack_id for one in people}
