"""Each message is said once, whatever Slack and the network do: the whole way, over the playground's HTTP."""

from __future__ import annotations

import time

import pytest
from slack_sdk import WebClient

from bot.domain.prompts import PromptState
from bot.programme import joining
from handlers.messenger import Messenger
from handlers.sender import Sender
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.sending import (
    ASKED,
    a_sender,
    a_while_passes,
    posts,
    to_tom,
    tom_is_to_be_asked,
    trouble,
)

pytestmark = pytest.mark.long


@pytest.fixture
def asked(company: Company) -> Company:
    return tom_is_to_be_asked(company)


def test_a_busy_slack_is_waited_for_and_it_counts_as_no_attempt(asked: Company, tom: Someone) -> None:
    trouble(asked, "429", retry_after=1)

    assert asked.binome.sender.send_all() >= 1

    assert tom.times_heard(ASKED) == 1
    assert {one.attempts for one in to_tom(asked)} == {0}
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}


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


def test_while_slack_moves_the_workspace_nothing_is_given_up(asked: Company, tom: Someone) -> None:
    trouble(asked, "error:team_added_to_org")

    assert asked.binome.sender.send_all() == 0
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.PLANNED, 0)}

    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1


def test_a_slack_that_cannot_be_reached_at_all_is_tried_again_later(asked: Company, tom: Someone) -> None:
    nowhere = Messenger(WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/api/"))
    house = asked.binome.house
    sender = Sender(house.store, nowhere, house.customs, asked.workspace, per_minute=1200)

    assert sender.send_all() == 0
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.PLANNED, 0)}

    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1


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


def test_a_pause_that_slack_asks_one_sender_for_is_kept_by_all(asked: Company, tom: Someone) -> None:
    others = [a_sender(asked) for _ in range(2)]
    trouble(asked, "429", retry_after=600)
    assert [one.send_all() for one in others] == [0, 0]

    calls = sum(one["summary"].startswith("chat.postMessage") for one in asked.get("inspector"))
    assert calls == 1, "the second one never asked"
    assert {(one.state, one.attempts) for one in to_tom(asked)} == {(PromptState.PLANNED, 0)}


def test_all_senders_together_keep_one_pace(asked: Company) -> None:
    """One message a minute was asked for, and two are due: whoever sends, the second waits a minute."""
    others = [a_sender(asked, per_minute=1) for _ in range(2)]
    with asked.work() as work:
        due = work.prompts.waiting_recipients(work.now, limit=9)

    said = [one.send_all() for one in others]

    assert (len(due), said) == (2, [1, 0])


def test_a_reminder_waits_while_slack_does_not_say_whether_its_reader_is_still_here(
    company: Company, tom: Someone, lea: Someone
) -> None:
    """Slack asks for a pause about people, not about messages: nobody else waits."""
    tom.says("hello").presses("English").presses("Have a mentor")
    lea.listens_from_now()
    with company.work() as work:
        joining.expect(work, company.binome.house.messenger.profile("U0LEA"))
    company.post("faults", {"kind": "429", "method": "users.info", "retry_after": 600, "times": 1})
    company.travel("2026-03-13 10:00")
    company.tick()

    assert lea.heard_since(), "she is greeted meanwhile"
    tom.never_heard("You have 2 questions left")
    assert {one.attempts for one in to_tom(company)} == {0}
    a_while_passes(company)
    company.tick()
    tom.hears("questions left")
