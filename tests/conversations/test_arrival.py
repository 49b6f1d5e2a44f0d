"""Arriving: one question at a time, in one's own language, by any door, never asked the same thing twice."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Part
from bot.programme import joining
from tests.conversations.arriving import (
    KEPT,
    KEPT_FR,
    arrives_as_a_mentee,
    joins,
    network_value,
    picks_topics,
    press,
    profile_of,
)
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, spoken

pytestmark = pytest.mark.long


def test_tom_arrives_in_english_answers_everything_and_is_asked_nothing_twice(
    company: Company, tom: Someone
) -> None:
    tom.says("hello")
    assert tom.hears("In which language")
    assert tom.times_heard(KEPT) == 1
    tom.presses("English")
    tom.hears("I'll write to you in English.")
    tom.hears("Question 2 / 5")
    company.restart()

    tom.presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    tom.hears("Your main network: Produit.")
    company.restart()
    company.travel("2026-03-17 09:00")

    tom.says("I am back")
    tom.hears("3 of 5 answers are saved.")
    picks_topics(tom, "speaking", "expertise")
    tom.hears("You'd like to make progress on: Speaking in public · Deepening technical expertise.")
    tom.presses("Write my sentence")
    assert tom.sends(expectation="Speak up earlier in design reviews") == {}
    tom.hears("Speak up earlier in design reviews")
    tom.hears("Thank you Tom, that's everything.")

    assert tom.times_heard(KEPT) == 1
    for once in ("How would you like to take part?", "Which is your main network?"):
        assert tom.times_heard(once) == 0, "an answered question is no longer a question"
    person, enrolment = profile_of(company, "U0TOM")
    assert (person.language, person.network, set(person.topics)) == (
        "en",
        "Produit",
        {"speaking", "expertise"},
    )
    assert (enrolment.part, enrolment.expectation) == (Part.MENTEE, "Speak up earlier in design reviews")
    assert enrolment.completed_at is not None


def test_a_newcomer_finishes_in_a_handful_of_gestures(company: Company, tom: Someone) -> None:
    arrives_as_a_mentee(tom)

    tom.hears("that's everything")
    assert profile_of(company, "U0TOM")[1].expectation_skipped


def test_lea_mentors_with_a_number_of_people_said_in_meetings(company: Company, lea: Someone) -> None:
    lea.says("bonjour").presses("Français").presses("Être mentor")
    lea.presses("Choisir un réseau", selected_option=network_value(lea, "Conseil"))
    lea.hears("Sur quoi pouvez-vous aider ?")
    picks_topics(lea, "leading")
    lea.presses("Passer")
    lea.hears("Question 6 / 6")
    lea.hears("pour 4 personnes, comptez 4 rencontres par mois")

    lea.presses("5 personnes")

    lea.hears("Vous pouvez accompagner 5 personnes, soit environ 5 rencontres par mois.")
    lea.hears("Merci Léa, le programme repose sur des personnes comme vous.")
    with company.work() as work:
        [mentor] = work.enrolments.mentors(work.programme().id)
        assert mentor.capacity == 5


def test_maya_says_not_for_me_and_is_left_in_peace(company: Company, maya: Someone) -> None:
    maya.says("bonjour").presses("Français").presses("Pas pour moi")

    maya.hears("C'est noté, et c'est très bien ainsi.")
    maya.hears("je ne vous solliciterai pas")
    assert profile_of(company, "U0MAYA")[1].part is Part.NOT_FOR_ME
    maya.listens_from_now()
    company.tick()
    assert maya.heard_since() == []


def test_whoever_begins_with_not_for_me_is_asked_nothing_at_all(company: Company, maya: Someone) -> None:
    maya.says("pas pour moi")

    maya.hears("je ne vous solliciterai pas")
    maya.never_heard("Dans quelle langue")
    assert profile_of(company, "U0MAYA")[1].completed_at is not None


def test_maya_may_change_her_mind_later(company: Company, maya: Someone) -> None:
    maya.says("pas pour moi")
    company.travel("2026-06-10 09:00")

    press(company, maya, maya.hears("C'est noté"), "arrival_change:part", "part")
    maya.presses("Être mentor")

    maya.hears("Vous voulez bien être mentor.")
    maya.hears("Dans quelle langue")
    assert profile_of(company, "U0MAYA")[1].part is Part.MENTOR


def test_tom_changes_his_mind_in_the_place_of_his_answer(company: Company, tom: Someone) -> None:
    arrives_as_a_mentee(tom)

    answer = tom.hears("You'd like to have a mentor.")
    press(company, tom, answer, "arrival_change:part", "part")
    tom.hears("How would you like to take part?")
    tom.presses("Both")

    tom.hears("You'd like to have a mentor, and to be one.")
    tom.hears("How many people can you mentor")
    assert profile_of(company, "U0TOM")[1].part is Part.BOTH
    assert profile_of(company, "U0TOM")[1].completed_at is None, "one more question is open"
    tom.presses("3 people")
    tom.hears("Thank you Tom, that's everything.")


def test_a_question_that_was_opened_again_may_be_left_as_it_was(company: Company, tom: Someone) -> None:
    arrives_as_a_mentee(tom)
    before = profile_of(company, "U0TOM")

    press(company, tom, tom.hears("Your main network: Produit."), "arrival_change:network", "network")
    tom.presses("Keep my answer")

    tom.hears("Your main network: Produit.")
    assert profile_of(company, "U0TOM") == before


def test_the_language_may_be_changed_and_the_rest_follows(company: Company, tom: Someone) -> None:
    tom.says("hello").presses("English")

    press(company, tom, tom.hears("I'll write to you in English."), "arrival_change:language", "language")
    tom.presses("Français")

    tom.hears("Je vous écrirai en français.")
    tom.types("/mentor")
    tom.hears("Comment voulez-vous participer ?")


def test_who_joins_is_greeted_by_the_ledger_and_answers_there(company: Company) -> None:
    nora = joins(company, "Nora Lindqvist", locale="en-GB")
    company.tick()

    greeting = nora.hears(KEPT)
    assert spoken(greeting).startswith("Hello Nora,")
    nora.presses("Français")

    nora.hears(KEPT_FR)
    nora.hears("Je vous écrirai en français.")
    nora.hears("Comment voulez-vous participer ?")
    assert nora.times_heard(KEPT) == 0, "the welcome speaks the language chosen"


def test_who_starts_later_is_greeted_on_the_first_working_morning(company: Company) -> None:
    nora = joins(company, "Nora Lindqvist", locale="en-GB", start_date="2026-03-14")
    for too_early in ("2026-03-10 09:30", "2026-03-13 17:00", "2026-03-14 10:00", "2026-03-16 08:30"):
        company.travel(too_early)
        company.tick()
        assert nora.messages() == []

    company.travel("2026-03-16 09:00")
    company.tick()

    nora.hears(KEPT)


def test_a_redelivered_arrival_greets_once(company: Company) -> None:
    company.post("faults", {"duplicate_events": 2})
    nora = joins(company, "Nora Lindqvist", locale="en-GB")
    company.post("faults", {"clear": True})
    company.tick()
    company.tick()

    assert nora.times_heard(KEPT) == 1


def test_looking_before_the_greeting_left_is_answered_at_once_and_only_once(company: Company) -> None:
    nora = joins(company, "Nora Lindqvist", locale="en-GB", start_date="2026-03-30")

    nora.opens_home()
    assert nora.times_heard(KEPT) == 1
    nora.opens_home()
    company.travel("2026-03-30 09:00")
    company.tick()

    assert nora.times_heard(KEPT) == 1
    with company.work() as work:
        assert [one.state for one in work.prompts.pending()] == []


def test_home_after_the_ledgers_greeting_greets_no_second_time(company: Company) -> None:
    nora = joins(company, "Nora Lindqvist", locale="en-GB")
    company.tick()

    nora.opens_home()
    nora.says("hi")

    assert nora.times_heard(KEPT) == 1
    nora.hears("Let's start with the first question.")


def test_the_command_answers_in_the_conversation_and_says_so_elsewhere(tom: Someone) -> None:
    tom.types("/mentor", channel="C0GENERAL")

    tom.hears(KEPT)
    assert tom.hears("The rest is in our conversation", channel="C0GENERAL")["ephemeral"]


def test_the_command_shows_a_finished_persons_space(tom: Someone) -> None:
    arrives_as_a_mentee(tom)

    tom.types("/mentor", channel="C0GENERAL")

    heard = tom.hears("Your mentoring", channel="C0GENERAL")
    assert heard["ephemeral"]
    assert "Speaking in public" in spoken(heard)


def test_a_welcome_lost_on_its_way_is_made_good_before_any_question(company: Company, tom: Someone) -> None:
    """The bot died after it wrote down that Tom had said hello, and before it answered."""
    [person] = known(company, "U0TOM")
    with company.work() as work:
        joining.greet(work, person)

    tom.says("hello?")

    first, question = tom.hears(KEPT), tom.hears("In which language")
    assert first["ts"] <= question["ts"]
