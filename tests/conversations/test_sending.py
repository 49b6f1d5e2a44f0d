"""Each message is said once, whatever Slack and the network do: the whole way, over the playground's HTTP."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.domain.prompts import Prompt, PromptState
from bot.programme import prompts
from handlers.messenger import Messenger
from handlers.sender import Sender
from storage.delivery import PACES, PAUSES
from storage.prompts import PROMPTS
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long

ASKED = "Have you met, or set a first date?"


@pytest.fixture
def asked(company: Company) -> Company:
    """Tom has something to be told: a week ago he was introduced to Léa."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    company.travel("2026-03-09 11:00")
    company.binome.scheduler.tick()
    return company


def trouble(company: Company, kind: str, **more: Any) -> None:
    company.post("faults", {"method": "chat.postMessage", "kind": kind, "times": 1, **more})


def a_while_passes(company: Company) -> None:
    """Everything that waits for the machine's time to pass has waited long enough."""
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    with company.binome.engine.begin() as connection:
        connection.execute(
            PROMPTS.update().where(PROMPTS.c.lease_until.is_not(None)).values(lease_until=long_ago)
        )
        connection.execute(PACES.update().values(taken_until=long_ago))
        connection.execute(PAUSES.delete())


def where(someone: Someone) -> str:
    """The message that asked, as Slack names it."""
    return str(someone.hears(ASKED)["ts"])


def to_tom(company: Company) -> list[Prompt]:
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        found = [*work.prompts.pending(), *work.prompts.messages_to(tom.id, work.now - timedelta(days=2))]
        return [one for one in found if one.recipient_id == tom.id]


def posts(company: Company) -> int:
    """How often Slack accepted the question, as only Slack knows."""
    return sum(ASKED in (one.get("text") or "") for one in company.get("truth"))


def test_a_busy_slack_is_waited_for_and_it_counts_as_no_attempt(asked: Company, tom: Someone) -> None:
    trouble(asked, "429", retry_after=1)

    assert asked.binome.sender.send_all() >= 1

    assert tom.times_heard(ASKED) == 1
    assert {one.attempts for one in to_tom(asked)} == {0}
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}


@pytest.mark.parametrize(("kind", "accepted"), [("drop_after", 1), ("500_after", 1), ("500", 0)])
def test_what_may_have_been_said_is_never_said_again_blindly(
    asked: Company, tom: Someone, kind: str, accepted: int
) -> None:
    trouble(asked, kind, user="U0TOM")

    for _ in range(3):
        asked.binome.sender.send_all()

    assert posts(asked) == accepted
    assert {one.state for one in to_tom(asked)} == {PromptState.UNKNOWN}

    for _ in range(3):
        a_while_passes(asked)
        asked.binome.sender.send_all()

    assert posts(asked) == 1
    said = {(one.state, one.attempts, one.ts) for one in to_tom(asked)}
    assert said == {(PromptState.SENT, 1 - accepted, where(tom))}


def test_a_person_slack_cannot_reach_ends_the_prompt_with_slacks_own_reason(asked: Company) -> None:
    trouble(asked, "error:channel_not_found", user="U0TOM")

    asked.binome.sender.send_all()

    assert {(one.state, one.reason) for one in to_tom(asked)} == {(PromptState.DEAD, "channel_not_found")}


def test_a_refused_token_loses_nothing_and_burns_no_attempt(asked: Company, tom: Someone) -> None:
    """One call is refused, and no other is made; once a minute somebody asks whether the token works again."""
    trouble(asked, "error:account_inactive")
    trouble(asked, "error:account_inactive", method="auth.test")

    assert asked.binome.sender.send_all() == 0
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.PLANNED, 0)}
    assert asked.binome.sender.send_all() == 0, "less than a minute has passed"
    with asked.work() as work:
        assert work.delivery.broken().why == "account_inactive"

    a_while_passes(asked)
    assert asked.binome.sender.send_all() == 0, "it was asked, and is still refused"
    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1
    with asked.work() as work:
        assert work.delivery.broken() is None


def test_a_slack_that_cannot_be_reached_at_all_is_tried_again_later(asked: Company, tom: Someone) -> None:
    nowhere = Messenger(WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/api/"))
    house = asked.binome.house
    sender = Sender(house.store, nowhere, house.customs, asked.workspace, per_minute=1200)

    assert sender.send_all() == 0
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.PLANNED, 0)}

    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1


def test_a_sender_that_died_before_speaking_is_heard_once_slack_was_asked(
    asked: Company, tom: Someone
) -> None:
    with asked.work() as work:
        prompts.release(work, work.machine_now - timedelta(minutes=5))

    asked.binome.sender.send_all()
    tom.never_heard(ASKED)
    assert {(one.state, one.reason) for one in to_tom(asked)} == {(PromptState.UNKNOWN, "lease")}

    a_while_passes(asked)  # Slack's history is asked, and has nothing
    asked.binome.sender.send_all()
    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.SENT, 1)}


def test_a_message_that_cannot_be_drawn_ends_and_the_others_go_on(
    asked: Company, lea: Someone, tom: Someone
) -> None:
    mentorship = an_active_pair(asked, mentor="U0OMAR", mentee="U0MAYA", since="2026-03-02")
    with asked.work() as work:
        omar = work.people.by_slack_id("U0OMAR")
        work.people.change(omar.id, slack_id="no id at all")
    asked.binome.scheduler.tick()

    asked.binome.sender.send_all()

    assert tom.times_heard(ASKED) == 1
    with asked.work() as work:
        dead = [one for one in work.prompts.pending() if one.state is PromptState.DEAD]
    assert {(one.mentorship_id, one.reason) for one in dead} >= {(mentorship.id, "render")}


def test_a_commit_wakes_the_sender_and_nobody_waits_for_the_next_look(
    asked: Company, lea: Someone, tom: Someone
) -> None:
    asked.binome.sender.send_all()
    asked.binome.sender.start()
    time.sleep(0.3)  # its first look is over, the next is five seconds away

    asked.travel("2026-03-10 11:00")
    tom.types("/mentor-log @lea 45 min")

    end = time.monotonic() + 3
    while not lea.times_heard("a noté votre rencontre") and time.monotonic() < end:
        time.sleep(0.02)
    lea.hears("a noté votre rencontre")


def test_two_senders_say_nothing_twice(asked: Company, tom: Someone) -> None:
    house = asked.binome.house
    others = [
        Sender(house.store, house.messenger, house.customs, asked.workspace, per_minute=1200)
        for _ in range(2)
    ]
    for other in others:
        other.start()

    asked.binome.sender.send_all()

    for other in others:
        other.stop()  # what it has claimed and not begun is put back
    asked.binome.sender.send_all()
    assert posts(asked) == 1


def test_a_long_pause_is_waited_for_with_nothing_claimed(asked: Company, tom: Someone, lea: Someone) -> None:
    """A claim lasts two minutes: a message held for longer would be taken for one that may have been said."""
    house, slept = asked.binome.house, list[float]()
    now = [1000.0]

    def sleep(seconds: float) -> bool:
        slept.append(seconds)
        now[0] += seconds
        a_while_passes(asked)
        assert {one.state for one in to_tom(asked)} == {PromptState.PLANNED}
        return True

    sender = Sender(
        house.store,
        house.messenger,
        house.customs,
        asked.workspace,
        monotonic=lambda: now[0],
        sleep=sleep,
    )
    trouble(asked, "429", retry_after=600)

    sender.send_all()

    assert [round(one) for one in slept] == [600]
    assert tom.times_heard(ASKED) == 1
