"""Turning back, putting off, stopping half-way: the answers are kept, and so is every promise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Standing
from bot.domain.prompts import PromptState
from tests.conversations import forging
from tests.conversations.arriving import (
    KEPT,
    arrives_as_a_mentee,
    joins,
    network_value,
    picks_topics,
    press,
    profile_of,
)
from tests.conversations.harness import Company, Someone, spoken

pytestmark = pytest.mark.long


def reaches_topics(who: Someone) -> Someone:
    who.says("hello").presses("English").presses("Have a mentor")
    return who.presses("Choose a network", selected_option=network_value(who, "Produit"))


def quiet_until(company: Company, slack_id: str) -> date | None:
    with company.work() as work:
        return work.profiles.of(work.people.by_slack_id(slack_id).id).quiet_until


def reminders(company: Company, slack_id: str, state: PromptState) -> int:
    with company.work() as work:
        series = work.prompts.series(work.people.by_slack_id(slack_id).id, PromptKind.UNFINISHED)
        return sum(one.state is state for one in series)


# -- back --------------------------------------------------------------------------------------------------------


def test_back_leads_to_the_question_before_in_the_same_place_and_keeps_its_answer(
    company: Company, tom: Someone
) -> None:
    place = reaches_topics(tom).hears("What would you like to make progress on?")["ts"]

    tom.presses("Back")
    assert tom.hears("Is Produit your main network?")["ts"] == place
    tom.presses("Back")
    turned = tom.hears("How would you like to take part?")
    assert turned["ts"] == place
    assert "Question 2 / 5" in spoken(turned)
    assert "You’d like to have a mentor." in spoken(turned)
    tom.presses("Keep my answer")

    assert tom.hears("What would you like to make progress on?")["ts"] == place
    assert profile_of(company, "U0TOM")[1].part is Part.MENTEE


def test_an_answer_changed_by_turning_back_is_followed_by_the_question_that_waited(
    company: Company, tom: Someone
) -> None:
    reaches_topics(tom).presses("Back").presses("Back").presses("Both")

    tom.hears("You'd like to have a mentor, and to be one.")
    assert "Question 4 / 6" in spoken(tom.messages()[-1])
    assert profile_of(company, "U0TOM")[1].part is Part.BOTH


def test_back_works_for_the_sentence_and_its_form_too(company: Company, tom: Someone) -> None:
    picks_topics(reaches_topics(tom), "speaking").presses("Write my sentence")
    assert tom.sends(expectation="Speak up") == {}
    tom.hears("that's everything")

    press(company, tom, tom.hears("Speak up"), "arrival_change:expectation", "expectation")
    tom.presses("Write my sentence")
    assert tom.sends(expectation="Speak up earlier") == {}

    assert profile_of(company, "U0TOM")[1].expectation == "Speak up earlier"


def test_back_and_names_may_be_typed(company: Company, tom: Someone) -> None:
    tom.says("hello").says("english").says("have a mentor").says("retour")
    tom.hears("How would you like to take part?")

    tom.says("les deux").says("prod").says("speak, deepening")
    tom.hears("Your main network: Produit.")
    tom.hears("Speaking in public · Deepening technical expertise.")
    tom.says("passer").says("4 people")

    person, enrolment = profile_of(company, "U0TOM")
    assert (person.network, enrolment.part, enrolment.capacity) == ("Produit", Part.BOTH, 4)
    assert enrolment.completed_at is not None
    tom.says("mentee").hears("How would you like to take part?")
    assert profile_of(company, "U0TOM")[1].part is Part.BOTH, "one word is not enough to leave a role"


def test_a_question_turned_back_to_by_the_command_is_asked_where_its_answer_stays(tom: Someone) -> None:
    reaches_topics(tom).types("/mentor back", channel="C0GENERAL")

    assert tom.hears("The rest is in our conversation", channel="C0GENERAL")["ephemeral"]
    tom.hears("Is Produit your main network?")
    tom.presses("Yes, that's right")
    assert "What would you like to make progress on?" in spoken(tom.messages()[-1])


# -- later -------------------------------------------------------------------------------------------------------


def test_later_is_three_days_next_week_or_a_date_and_all_in_one_place(company: Company, tom: Someone) -> None:
    place = reaches_topics(tom).messages()[-1]["ts"]

    said = tom.presses("Later").hears("I'll come back to you on Friday 13 March")
    assert said["ts"] == place
    tom.presses("Next week").hears("on Tuesday 17 March")
    tom.presses("Pick a date")
    assert "tomorrow at the earliest" in tom.sends(day="2026-03-10")["day"]
    assert "up to Monday 8 June" in tom.sends(day="2026-06-30")["day"]
    assert tom.sends(day="2026-03-25") == {}

    assert tom.hears("on Wednesday 25 March")["ts"] == place
    assert quiet_until(company, "U0TOM") == date(2026, 3, 25)
    tom.presses("Go on now")
    assert tom.hears("What would you like to make progress on?")["ts"] == place


def test_later_may_be_typed_and_keeps_its_promise(company: Company, tom: Someone) -> None:
    reaches_topics(tom).says("la semaine prochaine")
    tom.hears("on Tuesday 17 March")
    tom.listens_from_now()
    for before in ("2026-03-13 11:00", "2026-03-16 11:00"):
        company.travel(before)
        company.tick()
    assert tom.heard_since() == []

    company.travel("2026-03-17 10:00")
    company.tick()

    tom.hears("You have 2 questions left, 1 minute at most.")


def test_the_welcome_itself_may_be_put_off_and_comes_back_once_on_its_day(company: Company) -> None:
    nora = joins(company, "Nora Lindqvist", locale="en-GB")
    company.tick()
    nora.presses("Later").hears("I'll come back to you on Friday 13 March")

    company.travel("2026-03-13 10:00")
    company.tick()

    assert nora.times_heard(KEPT) == 1, "what is kept was read, and stands above"
    nora.hears("You have 5 questions left, 2 minutes at most.")
    nora.presses("English").hears("How would you like to take part?")
    assert nora.times_heard("You have 4 questions left") == 1


def test_later_from_somebody_who_has_answered_everything_is_only_a_word(
    company: Company, tom: Someone
) -> None:
    arrives_as_a_mentee(tom)
    tom.says("plus tard").hears("there's no hurry")

    assert quiet_until(company, "U0TOM") is None


# -- the reminder ------------------------------------------------------------------------------------------------


def test_a_reminder_asks_what_is_left_until_nothing_is(company: Company, tom: Someone) -> None:
    reaches_topics(tom)
    company.travel("2026-03-13 10:00")
    company.tick()
    place = tom.hears("You have 2 questions left")["ts"]

    picks_topics(tom, "speaking")
    assert tom.hears("You have one question left")["ts"] == place
    tom.presses("Write my sentence")
    assert tom.sends(expectation="Speak up") == {}

    assert tom.hears("Thank you Tom, that's everything.")["ts"] == place
    assert tom.times_heard("in a sentence?") == 0, "the question is asked in the reminder, and nowhere else"
    company.travel("2026-04-10 10:00")
    company.tick()
    assert reminders(company, "U0TOM", PromptState.SENT) == 1


def test_a_reminder_may_be_told_not_now_and_not_for_me(company: Company, tom: Someone) -> None:
    reaches_topics(tom)
    company.travel("2026-03-13 10:00")
    company.tick()
    place = tom.hears("You have 2 questions left")["ts"]

    assert tom.presses("Not now").hears("I'll come back to you on Monday 16 March")["ts"] == place
    company.travel("2026-03-16 10:00")
    company.tick()
    tom.hears("This is the last time I mention it.")
    tom.presses("Not for me")

    tom.hears("I won't ask you again")
    assert profile_of(company, "U0TOM")[1].part is Part.NOT_FOR_ME


def test_somebody_whose_account_is_closed_half_way_is_left_in_peace(company: Company, tom: Someone) -> None:
    """Slack tells nobody, and would take the post (reliability.md §2.5)."""
    reaches_topics(tom).listens_from_now()
    company.post("leave", {"user": "U0TOM"})
    company.travel("2026-03-13 10:00")
    company.tick()
    company.travel("2026-03-20 10:00")
    company.tick()

    assert reminders(company, "U0TOM", PromptState.CANCELLED) == 2
    with company.work() as work:
        assert work.people.by_slack_id("U0TOM").standing is Standing.GONE
    assert tom.heard_since() == []


# -- twice, and at once ------------------------------------------------------------------------------------------


def test_a_double_click_on_back_or_later_is_one(company: Company, tom: Someone) -> None:
    question = reaches_topics(tom).messages()[-1]
    tom.listens_from_now()
    for action, value in (("arrival_back", "topics"), ("arrival_later", "topics")):
        for _ in range(2):
            press(company, tom, question, action, value, forged=True)

    assert tom.heard_since() == [], "both are told in the place of the question"
    assert quiet_until(company, "U0TOM") == date(2026, 3, 13)
    assert reminders(company, "U0TOM", PromptState.PLANNED) == 2


def presses_twice(who: Someone, label: str, **state: object) -> Someone:
    """Faster than the message is redrawn."""
    place, block, element = who._find(label)
    pressed = {
        "as": who.slack_id,
        **place,
        "action_id": element["action_id"],
        "value": element.get("value", ""),
    }
    for _ in range(2):
        who.company.post("press", {**pressed, "block_id": block["block_id"], "forged": True, **state})
    who.company.settle()
    return who


def test_a_whole_arrival_of_double_clicks_asks_each_question_once(company: Company, lea: Someone) -> None:
    lea.says("bonjour")
    presses_twice(lea, "Français")
    presses_twice(lea, "Être mentor")
    chosen = {"text": {"type": "plain_text", "text": "Conseil"}, "value": network_value(lea, "Conseil")}
    presses_twice(lea, "Choisir un réseau", selected_option=chosen)
    lea.presses("Choisir des sujets", selected_options=["leading"])
    presses_twice(lea, "Enregistrer")
    presses_twice(lea, "Passer")
    presses_twice(lea, "5 personnes")

    assert lea.times_heard("Merci Léa") == 1
    for answered in (
        "Je vous écrirai en français",
        "Vous voulez bien être mentor",
        "Vous pouvez accompagner 5",
    ):
        assert lea.times_heard(answered) == 1
    assert profile_of(company, "U0LEA")[1].capacity == 5
    assert reminders(company, "U0LEA", PromptState.PLANNED) == 0


def test_two_devices_that_answer_differently_at_once_are_asked_one_next_question(
    company: Company, tom: Someone
) -> None:
    tom.says("hello").presses("English").listens_from_now()
    bodies = [forging.press("U0TOM", f"arrival_part:{part}", part) for part in ("mentee", "mentor")]

    with forging.nothing_breaks(company), ThreadPoolExecutor(2) as devices:
        list(devices.map(lambda body: forging.send(company, body), bodies))
        company.settle()

    asked = [words for words in tom.heard_since() if "Which is your main network?" in words]
    assert len(asked) == 1
    person, enrolment = profile_of(company, "U0TOM")
    assert enrolment.part in (Part.MENTEE, Part.MENTOR)
    assert not person.network_confirmed


@pytest.mark.parametrize("who", ["guest", "stranger", "is_bot"])
def test_whoever_is_no_employee_may_press_and_nothing_is_kept_of_it(company: Company, who: str) -> None:
    slack_id = joins(company, "Zed Else", locale="en-GB", **{who: True}).slack_id
    before = forging.rows(company)

    with forging.nothing_breaks(company):
        for action in ("arrival_back", "arrival_later", "arrival_later_day"):
            forging.send(company, forging.press(slack_id, action, "topics"))
        forging.send(company, forging.submit(slack_id, "arrival_later_form", "D0 1.2"))

    assert forging.changed(before, forging.rows(company)) == {}
    if who == "guest":
        assert company.someone(slack_id).times_heard("company’s employees") == 3
