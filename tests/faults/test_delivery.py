"""Slack says things twice, on any socket and to any replica; people press twice. Each has its effect once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any
from urllib.error import HTTPError

import pytest
from sqlalchemy import make_url

from bot.domain.mentorships import Mentorship
from tests.conversations.harness import same, spoken
from tests.faults.chaos import Chaos
from tests.faults.firm import LEA, TOM, Firm, Patient
from tests.faults.process import until

pytestmark = pytest.mark.long

ASKED = "Could you meet <@U0LEA>"


@pytest.fixture
def firm(firm: Firm) -> Firm:
    """The bot listens on two sockets; on PostgreSQL two bots do, on four."""
    backend = make_url(firm.settings.binome_database_url).get_backend_name()
    firm.start(bots=2 if backend == "postgresql" else 1)
    return firm


@pytest.fixture
def pair(firm: Firm) -> Mentorship:
    """Léa and Tom, introduced on 10 February; Tom is asked on 26 March whether they have met."""
    pair = firm.pair(LEA, TOM, since="2026-02-10")
    with firm.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        work.people.change(tom.id, language="en", language_chosen=True)
    firm.someone("U0TOM").types("/mentor-log @lea 10 feb 45 min")
    firm.travel("2026-03-11 11:00")
    firm.travel("2026-03-26 11:00")
    firm.someone("U0TOM").hears(ASKED)
    return pair


@pytest.mark.chaos("event-five-times")
def test_an_event_that_comes_five_times_on_every_socket_is_answered_once(
    firm: Firm, tom: Patient, chaos: Chaos
) -> None:
    with everything_comes(firm, more=4):
        tom.says("hello")

    tom.hears("In which language")
    firm.settle()
    assert tom.times_heard("First of all, what I keep") == 1
    assert firm.one("SELECT count(*) FROM inbox WHERE key LIKE 'event:%'") == 1
    assert brought(firm, "message") >= 5
    chaos.counts(firm, brought=brought(firm, "message"))


def test_somebody_whose_arrival_is_told_five_times_is_greeted_once(firm: Firm) -> None:
    with everything_comes(firm, more=4):
        nora = firm.someone(firm.post("join", {"name": "Nora Lindqvist", "locale": "en-GB"})["id"])
        firm.settle()

    nora.hears("First of all, what I keep")
    firm.restart()
    firm.lives()
    assert nora.times_heard("First of all, what I keep") == 1
    assert firm.one("SELECT count(*) FROM prompt") == 1


def test_the_first_delivery_is_heard_although_bolt_gives_it_a_retry_number_of_zero(
    firm: Firm, tom: Patient
) -> None:
    tom.says("hello")

    assert brought(firm, "message") == 1
    tom.hears("First of all, what I keep")


@pytest.mark.chaos("presses-of-one-button")
@pytest.mark.parametrize("times", [3, 20])
def test_a_button_pressed_many_times_at_once_changes_one_thing(
    firm: Firm, tom: Patient, pair: Mentorship, chaos: Chaos, times: int
) -> None:
    press = what_pressing_sends(tom, "Not this time")

    answers = at_once(times, lambda: firm.post("press", press))

    assert all(answer["acked"] for answer in answers)
    tom.hears("Understood, not this time.")
    assert firm.one("SELECT count(*) FROM skip") == 1
    chaos.counts(firm)


def test_a_form_sent_twice_at_once_is_one_meeting_told_once(
    firm: Firm, tom: Patient, lea: Patient, pair: Mentorship
) -> None:
    tom.presses("We met")
    sent = {"as": "U0TOM", "view_id": tom.form()["id"], "values": {}}

    def sends() -> None:
        with suppress(HTTPError):  # of two that come one after the other, the second finds the form closed
            firm.post("submit", sent)

    at_once(2, sends)

    tom.hears("Noted, thank you.")
    assert firm.one("SELECT count(*) FROM meeting WHERE held_on = '2026-03-26'") == 1
    firm.travel("2026-03-27 11:00")
    assert lea.hears("jeudi 26 mars")
    assert lea.times_heard("jeudi 26 mars") == 1


def test_a_command_typed_three_times_at_once_is_one_meeting(
    firm: Firm, tom: Patient, pair: Mentorship
) -> None:
    typed = {"as": "U0TOM", "channel": tom.dm, "text": "/mentor-log @lea 30 min"}

    at_once(3, lambda: firm.post("command", typed))

    until(lambda: tom.times_heard("26 March · 30 minutes") >= 3, "every one of them is answered")
    assert firm.one("SELECT count(*) FROM meeting WHERE held_on = '2026-03-26'") == 1


def test_an_old_button_after_the_end_gets_a_friendly_word_and_changes_nothing(
    firm: Firm, tom: Patient, pair: Mentorship
) -> None:
    press = what_pressing_sends(tom, "Not this time")
    firm.change(f"UPDATE mentorship SET state = 'ended' WHERE id = {pair.id}")
    before = len(tom.messages())

    assert firm.post("press", press)["acked"]

    until(lambda: len(tom.messages()) > before or not same("Not this time", shown(tom)), "an answer")
    assert firm.one("SELECT count(*) FROM skip") == 0


@contextmanager
def everything_comes(firm: Firm, *, more: int) -> Iterator[None]:
    """Slack brings each event so many times more, with the same id."""
    firm.post("faults", {"duplicate_events": more})
    yield
    firm.post("faults", {"clear": True})


def brought(firm: Firm, what: str) -> int:
    """How often Slack brought this event of a person; the bot also hears its own words."""
    exchanges = [one for one in firm.get("inspector") if one["direction"] == "to_bot"]
    events = Counter(
        one["payload"]["event_id"]
        for one in exchanges
        if one["summary"].strip() == what and not one["payload"]["event"].get("bot_id")
    )
    return max(events.values(), default=0)


def what_pressing_sends(who: Patient, label: str) -> dict[str, Any]:
    place, block, element = who._find(label)
    return {
        "as": who.slack_id,
        **place,
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "value": element["value"],
        "forged": True,  # pressed on a screen that has not yet heard that the button is gone
    }


def at_once(times: int, act: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(times) as hands:
        return list(hands.map(lambda _: act(), range(times)))


def shown(who: Patient) -> str:
    return "\n".join(spoken(message) for message in who.messages())
