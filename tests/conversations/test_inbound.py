"""What Slack tells twice has one effect: on another replica, on another socket, over HTTP, and much later."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from slack_bolt import BoltRequest

from bot.playground import Playground
from bot.settings import Settings
from bot.wiring import Binome, build
from storage.inbox import INBOX
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, CountedReplies, Someone
from tests.conversations.over_http import FORM, Post, command, says, telling

pytestmark = pytest.mark.long

#: Slack comes back as late as this (reliability.md §3).
LATE = timedelta(seconds=400)
HELLO = "First of all, what I keep"


@pytest.fixture
def settings(settings: Settings, playground_server: Playground) -> Settings:
    return settings.model_copy(update={"slack_signing_secret": playground_server.signing_secret})


@pytest.fixture
def replica(company: Company) -> Iterator[Binome]:
    """Another process of the same bot, as far as the database can tell."""
    replica = build(company.settings, replies=CountedReplies())
    yield replica
    replica.stop()


def brought(binome: Binome, body: dict[str, Any], retry: int = 0) -> int:
    """One delivery on a socket, numbered as Bolt numbers it: zero for the first."""
    headers = {"x-slack-retry-num": [str(retry)], "x-slack-retry-reason": [""]}
    return binome.app.dispatch(BoltRequest(mode="socket_mode", body=body, headers=headers)).status


def hello(tom: Someone) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T0BINOME",
        "event_id": "Ev1",
        "event": says("hello", channel=tom.dm),
    }


@pytest.mark.parametrize("first", range(4))
def test_an_event_counts_once_whichever_try_arrives_first_and_on_whichever_replica(
    company: Company, replica: Binome, tom: Someone, first: int
) -> None:
    """The first try may never arrive, so a number above zero is no reason to look away."""
    tries = [first, *(retry for retry in range(4) if retry != first), 0]

    statuses = [brought((company.binome, replica)[retry % 2], hello(tom), retry) for retry in tries]

    company.settle()
    replica.house.replies.shutdown(wait=True)
    assert statuses == [200] * 5
    assert tom.times_heard(HELLO) == 1


def test_five_at_the_same_moment_are_one(company: Company, replica: Binome, tom: Someone) -> None:
    with ThreadPoolExecutor(5) as lines:
        statuses = list(
            lines.map(lambda n: brought((company.binome, replica)[n % 2], hello(tom), n % 4), range(5))
        )

    company.settle()
    replica.house.replies.shutdown(wait=True)
    assert set(statuses) <= {200, 503}, "Slack brings again what was not acknowledged"
    assert brought(company.binome, hello(tom), 1) == 200
    company.settle()
    assert tom.times_heard(HELLO) == 1


def test_what_comes_back_after_seven_minutes_and_some_tidying_is_still_known(
    company: Company, tom: Someone
) -> None:
    brought(company.binome, hello(tom))
    with company.binome.engine.begin() as connection:
        long_ago = company.binome.clock.machine_now() - LATE
        connection.execute(INBOX.update().values(received_at=long_ago))
    company.binome.scheduler.take_away_what_is_old()

    assert brought(company.binome, hello(tom), 2) == 200

    company.settle()
    assert tom.times_heard(HELLO) == 1


def test_what_came_on_a_socket_is_known_when_it_comes_over_http(
    company: Company, tom: Someone, playground_server: Playground
) -> None:
    """Somebody switched from one to the other while Slack was repeating itself."""
    post = Post(company.binome.web(), playground_server.signing_secret)
    brought(company.binome, hello(tom))

    again = post.sends(telling(says("hello", channel=tom.dm), "Ev1"), HTTP_X_SLACK_RETRY_NUM="1")

    company.settle()
    assert again.status == 200
    assert tom.times_heard(HELLO) == 1


def test_a_command_that_is_brought_twice_is_one_meeting_and_the_same_words_typed_again_are_no_second(
    company: Company, playground_server: Playground, replica: Binome
) -> None:
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    post = Post(company.binome.web(), playground_server.signing_secret)
    typed = command("/mentor-log <@U0TOM> 45 min", "13.37")

    assert post.sends(typed, FORM).status == 200
    assert brought(replica, dict(parse_qsl(typed.decode()))) == 200
    assert post.sends(command("/mentor-log <@U0TOM> 45 min", "13.38"), FORM).status == 200

    company.settle()
    with company.work() as work:
        assert len(work.meetings.in_cycle(pair.id, 1)) == 1
