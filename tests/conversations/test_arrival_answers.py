"""All answers on one page, and what the company knows of networks and rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.enrolments import Part
from bot.domain.prompts import PromptState
from bot.domain.rounds import Answer
from bot.programme import joining
from tests.conversations.arriving import (
    arrives_as_a_mentee,
    picks_topics,
    plan_an_invitation,
    profile_of,
)
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


def test_all_answers_are_on_one_page_and_a_change_is_said_back(company: Company, tom: Someone) -> None:
    arrives_as_a_mentee(tom)

    tom.types("/mentor").presses("See my answers")
    assert tom.sends(network="Support", expectation="Find my feet") == {}

    tom.hears("Saved. Here are your answers:")
    person, enrolment = profile_of(company, "U0TOM")
    assert (person.network, enrolment.expectation) == ("Support", "Find my feet")
    assert enrolment.part is Part.MENTEE


def test_becoming_a_mentor_in_the_form_asks_the_one_question_that_is_missing(
    company: Company, tom: Someone
) -> None:
    arrives_as_a_mentee(tom)

    tom.types("/mentor").presses("See my answers")
    assert tom.sends(part="both") == {}

    tom.hears("How many people can you mentor at the same time?")
    tom.presses("4 people")
    assert profile_of(company, "U0TOM")[1].completed_at is not None


def test_what_somebody_would_learn_is_never_taken_for_what_they_can_help_with(
    company: Company, tom: Someone
) -> None:
    """The form sends every line along; only those that he changed are answers."""
    arrives_as_a_mentee(tom)
    tom.types("/mentor").presses("See my answers")
    assert tom.sends(expectation="Speak up earlier") == {}

    tom.types("/mentor").presses("See my answers")
    assert tom.sends(part="Be a mentor") == {}

    tom.hears("What can you help with?")
    enrolment = profile_of(company, "U0TOM")[1]
    assert (enrolment.topics_answered, enrolment.expectation) == (False, None)


def test_a_mentee_who_is_introduced_keeps_the_pair_when_they_change_their_answers(
    company: Company, tom: Someone
) -> None:
    mentorship = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    arrives_as_a_mentee(tom)

    tom.says("not for me")

    tom.hears("Your current mentorship doesn't change because of it")
    with company.work() as work:
        assert work.mentorships.get(mentorship.id).state == mentorship.state


def test_a_network_of_the_roster_is_proposed_and_confirmed_in_one_press(
    company: Company, tom: Someone
) -> None:
    [person] = known(company, "U0TOM")
    with company.work() as work:
        work.people.change(person.id, network="Support")

    tom.says("hello").presses("English").presses("Have a mentor")
    tom.hears("Is Support your main network?")
    tom.presses("Yes, that's right")

    assert profile_of(company, "U0TOM")[0].network_confirmed


def test_a_long_list_of_networks_is_searched(company: Company, tom: Someone) -> None:
    store = company.binome.store
    names = tuple(f"Réseau {number:03}" for number in range(150))
    store.customs = replace(store.customs, networks=names)
    tom.says("hello").presses("English").presses("Have a mentor")
    question = tom.hears("Which is your main network?")
    search = {"as": "U0TOM", "channel": question["channel"], "ts": question["ts"], "query": "reseau 14"}
    menu = next(block for block in question["blocks"] if block["type"] == "actions")

    offered = company.post(
        "options", {**search, "block_id": menu["block_id"], "action_id": "arrival_network_pick"}
    )["options"]

    assert [one["text"]["text"] for one in offered][:2] == ["Réseau 140", "Réseau 141"]
    tom.presses("Choose a network", selected_option=offered[1])
    assert profile_of(company, "U0TOM")[0].network == "Réseau 141"


def test_without_any_network_nobody_is_asked_for_theirs(company: Company, tom: Someone) -> None:
    store = company.binome.store
    store.customs = replace(store.customs, networks=())

    tom.says("hello").presses("English").presses("Have a mentor")
    tom.hears("Question 3 / 4")
    picks_topics(tom, "speaking").presses("Skip")

    tom.hears("that's everything")


def test_who_arrives_while_a_round_collects_may_choose_at_once(company: Company, tom: Someone) -> None:
    [ines] = known(company, "U0INES")
    with company.work() as work:
        programme = joining.programme_of(work)
        opened = work.rounds.open(
            programme.id, person_ids=[], opened_by=ines.id, opened_at=work.now, closes_on=date(2026, 3, 24)
        )

    arrives_as_a_mentee(tom)

    tom.hears("you have until the end of Tuesday 24 March")
    tom.hears("Choose my three mentors")
    tom.says("not for me")
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        assert work.rounds.invitation(opened.id, person.id).answer is Answer.NOT_THIS_TIME


def test_an_invitation_that_waited_is_called_off_for_somebody_it_is_not_for(
    company: Company, maya: Someone
) -> None:
    maya.says("bonjour")
    plan_an_invitation(company, "U0MAYA")

    maya.says("pas pour moi")

    with company.work() as work:
        assert [one for one in work.prompts.pending() if one.state is PromptState.PLANNED] == []
