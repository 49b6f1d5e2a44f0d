"""Arriving with mistakes and mischief: each gets a sentence, and nothing is lost or half-done."""

from __future__ import annotations

import pytest
from slack_bolt import BoltRequest
from structlog.testing import capture_logs

from tests.conversations.arriving import (
    joins,
    network_value,
    picks_topics,
    press,
    profile_of,
    written_anywhere,
)
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("action", "value", "told"),
    [
        ("arrival_capacity:99", "99", "3 to 8 people"),
        ("arrival_part:king", "king", "no longer among those offered"),
        ("arrival_language:xx", "xx", "no longer among those offered"),
        ("arrival_network", "0000", "no longer among those offered"),
        ("arrival_topics", "", "Choose one to 5 topics"),
        ("arrival_change:salary", "salary", "older message"),
    ],
)
def test_a_forged_value_changes_nothing_and_gets_a_sentence(
    company: Company, tom: Someone, action: str, value: str, told: str
) -> None:
    tom.says("hello").presses("English").presses("Be a mentor")
    before = profile_of(company, "U0TOM")

    tom.presses_forged(action, value)

    tom.hears(told)
    assert profile_of(company, "U0TOM") == before


def test_a_forged_topic_is_refused(company: Company, tom: Someone) -> None:
    tom.says("hello").presses("English").presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    picker = tom.hears("What would you like to make progress on?")
    forged = [{"text": {"type": "plain_text", "text": "Salary"}, "value": "salary"}]
    company.post(
        "press",
        {
            "as": "U0TOM",
            "channel": picker["channel"],
            "ts": picker["ts"],
            "action_id": "arrival_topics_pick",
            "selected_options": forged,
            "forged": True,
        },
    )

    tom.presses("Save")

    tom.hears("no longer among those offered")
    assert not profile_of(company, "U0TOM")[1].topics_answered


def test_a_channel_call_in_the_expectation_is_shown_as_it_was_written(company: Company, tom: Someone) -> None:
    tom.says("hello").presses("English").presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    picks_topics(tom, "speaking").presses("Write my sentence")

    assert tom.sends(expectation="<!channel> & *everyone*") == {}

    said = tom.hears("Your sentence, kept encrypted:")
    assert said["blocks"][-1]["text"] == {
        "type": "plain_text",
        "text": "<!channel> & *everyone*",
        "emoji": False,
    }
    assert profile_of(company, "U0TOM")[1].expectation == "<!channel> & *everyone*"
    assert not written_anywhere(company, "everyone"), "it is sealed at rest"


def test_blank_words_are_no_sentence(tom: Someone) -> None:
    tom.says("hello").presses("English").presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    picks_topics(tom, "speaking").presses("Write my sentence")

    errors = tom.sends(expectation="  \u200b ")

    assert "Write a few words" in errors["expectation"]


def test_a_double_click_asks_the_next_question_once(company: Company, tom: Someone) -> None:
    tom.says("hello").presses("English")
    question = tom.hears("How would you like to take part?")
    for _ in range(2):
        press(company, tom, question, "arrival_part:mentee", "mentee", forged=True)

    assert tom.times_heard("Which is your main network?") == 1


def test_a_guest_is_told_kindly_once_a_day_and_never_for_looking(company: Company) -> None:
    zoe = company.someone("U0ZOE")
    zoe.opens_home()
    assert zoe.home()
    assert zoe.times_heard("ouvert aux salarié·es") == 0

    zoe.says("bonjour").says("et moi ?")

    assert zoe.times_heard("ouvert aux salarié·es") == 1
    assert profile_of(company, "U0ZOE")[1] is None


def test_a_guest_who_joins_hears_nothing(company: Company) -> None:
    guest = joins(company, "Gwen Guest", locale="fr-FR", guest=True)
    company.tick()

    assert guest.messages() == []


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
def test_slack_taking_the_app_away_is_an_error_in_the_log_and_nothing_else(
    company: Company, event: str
) -> None:
    body = {
        "type": "event_callback",
        "team_id": "T0BINOME",
        "event_id": f"Ev{event}",
        "event": {"type": event, "tokens": {"bot": ["U0BINOME"]}},
    }

    with capture_logs() as logs:
        answer = company.binome.app.dispatch(BoltRequest(body=body, mode="socket_mode"))

    assert answer.status == 200
    assert [(one["log_level"], one["action"]) for one in logs] == [("error", event)]
    assert company.someone("U0INES").messages() == []
