"""What may have been said is looked up in Slack before anything is said again, over the playground's HTTP."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.domain.prompts import MOST_ATTEMPTS, PromptState
from bot.programme import prompts
from tests.conversations.harness import Company, Someone
from tests.conversations.sending import (
    ASKED,
    a_sender,
    a_while_passes,
    posts,
    to_tom,
    tom_is_to_be_asked,
    trouble,
    where,
)

pytestmark = pytest.mark.long


@pytest.fixture
def asked(company: Company) -> Company:
    return tom_is_to_be_asked(company)


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("drop_after", 1),
        ("reset_after", 1),
        ("500_after", 1),
        pytest.param("slow_after", 1, marks=pytest.mark.slow),
        ("500", 0),
        pytest.param("error:service_unavailable", 0, marks=pytest.mark.slow),
    ],
)
def test_what_may_have_been_said_is_never_said_again_blindly(
    asked: Company, tom: Someone, kind: str, accepted: int
) -> None:
    asked.binome.house.messenger.client.timeout = 1
    trouble(asked, kind, user="U0TOM", seconds=1.2)

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


@pytest.mark.slow
def test_a_history_that_is_late_by_less_than_we_wait_is_believed(asked: Company, tom: Someone) -> None:
    asked.post("faults", {"history_lag": 0.4})
    trouble(asked, "drop_after", user="U0TOM")
    asked.binome.sender.send_all()
    time.sleep(0.5)

    for _ in range(2):
        a_while_passes(asked)
        asked.binome.sender.send_all()

    assert posts(asked) == 1
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}


def test_a_history_that_is_later_than_we_wait_is_the_one_way_to_hear_something_twice_and_the_log_says_so(
    asked: Company, tom: Someone, capsys: pytest.CaptureFixture[str]
) -> None:
    """The declared exception (reliability.md §2.3)."""
    asked.post("faults", {"history_lag": 60})
    trouble(asked, "drop_after", user="U0TOM")
    asked.binome.sender.send_all()

    a_while_passes(asked)
    asked.binome.sender.send_all()

    assert posts(asked) == 2
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}
    assert "possible_duplicate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("429", "conversations.history"),
        pytest.param("500", "conversations.history", marks=pytest.mark.slow),
        pytest.param("error:token_revoked", "conversations.history", marks=pytest.mark.slow),
        pytest.param("429", "conversations.open", marks=pytest.mark.slow),
        pytest.param("500", "conversations.open", marks=pytest.mark.slow),
    ],
)
def test_a_look_up_that_fails_is_made_again_and_nothing_is_said_before(
    asked: Company, tom: Someone, kind: str, method: str
) -> None:
    trouble(asked, "drop_after", user="U0TOM")
    trouble(asked, kind, method=method, retry_after=600)
    asked.binome.sender.send_all()
    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert posts(asked) == 1
    assert {one.state for one in to_tom(asked)} == {PromptState.UNKNOWN}

    for _ in range(2):
        a_while_passes(asked)
        asked.binome.sender.send_all()
    assert posts(asked) == 1
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}


def test_somebody_whose_conversation_cannot_be_opened_any_more_ends_what_was_unknown(
    asked: Company, tom: Someone
) -> None:
    trouble(asked, "500", user="U0TOM")
    trouble(asked, "error:user_disabled", method="conversations.open")
    asked.binome.sender.send_all()
    a_while_passes(asked)
    asked.binome.sender.send_all()

    assert {(one.state, one.reason) for one in to_tom(asked)} == {(PromptState.DEAD, "user_disabled")}


def test_a_message_over_which_slack_always_stumbles_is_set_apart_and_the_others_go_on(
    asked: Company, lea: Someone, tom: Someone, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble(asked, "500", user="U0TOM", times=99)
    for _ in range(2 * MOST_ATTEMPTS):
        asked.binome.sender.send_all()
        a_while_passes(asked)
    asked.binome.sender.send_all()

    ended = {(one.state, one.reason) for one in to_tom(asked)}
    assert ended == {(PromptState.DEAD, "attempts")}
    assert capsys.readouterr().out.count("possible_duplicate") == MOST_ATTEMPTS - 1
    assert lea.messages(), "nobody else was held up"
    tom.never_heard(ASKED)


def test_what_expires_while_nobody_knows_whether_it_was_said_is_not_said_any_more(
    asked: Company, tom: Someone
) -> None:
    trouble(asked, "500", user="U0TOM")
    asked.binome.sender.send_all()

    asked.travel("2026-06-09 11:00")
    a_while_passes(asked)
    asked.binome.sender.send_all()

    assert posts(asked) == 0
    with asked.work() as work:
        states = {work.prompts.get(one).state for one in (2, 3)}
    assert states <= {PromptState.EXPIRED, PromptState.CANCELLED}


def test_a_sender_that_was_frozen_for_too_long_finds_that_its_claim_is_gone(
    asked: Company, tom: Someone
) -> None:
    sender = asked.binome.sender
    claimed = sender._claim()  # and here it freezes, until another one has taken over
    a_while_passes(asked)
    for _ in range(3):
        a_sender(asked).send_all()
        a_while_passes(asked)
    assert posts(asked) == 1

    sender._say(claimed, sender.office.monotonic())
    assert posts(asked) == 1
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}
