"""A mentoring month as two people live it: asked once, answered in one click, changed at will."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

ASKED = "Could you meet <@U0LEA> by Thursday 9 April?"


@pytest.fixture
def pair(company: Company) -> None:
    """Léa and Tom, introduced on 10 February, met on the 12th; it is the half of their second month."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-10")
    company.travel("2026-02-12 18:00")
    company.someone("U0TOM").types("/mentor-log @lea 45 min")
    company.travel("2026-02-13 11:00")
    company.tick()


def half_way(company: Company) -> None:
    for moment in ("2026-03-11 11:00", "2026-03-26 11:00"):
        company.travel(moment)
        company.tick()


def buttons(message: dict[str, Any]) -> list[str]:
    return [
        element["text"]["text"]
        for block in message["blocks"]
        for element in block.get("elements", [])
        if element["type"] == "button"
    ]


@pytest.mark.usefixtures("pair")
def test_the_mentee_is_asked_first_and_the_mentor_is_not(
    company: Company, lea: Someone, tom: Someone
) -> None:
    half_way(company)

    heard = tom.hears(ASKED)
    assert buttons(heard)[-4:] == ["We met", "Set a date", "Not this time", "More…"]
    lea.never_heard("n'est pas encore notée")


@pytest.mark.usefixtures("pair")
def test_we_met_is_logged_said_back_and_told_to_the_other_half(
    company: Company, lea: Someone, tom: Someone
) -> None:
    half_way(company)

    tom.presses("We met")
    assert tom.sends(minutes="60", how="video") == {}

    answered = tom.hears("Noted, thank you. Your meeting: Thursday 26 March · 1 hour · by video.")
    assert same(ASKED, spoken(answered))
    assert buttons(answered)[-2:] == ["Correct", "Change my answer"]
    company.travel("2026-03-27 11:00")
    company.tick()
    lea.hears("<@U0TOM> a noté votre rencontre : jeudi 26 mars · 1 heure · en visio.")
    company.travel("2026-04-03 11:00")
    company.tick()
    lea.never_heard("n'est pas encore notée")
    tom.never_heard("isn't logged yet")


@pytest.mark.usefixtures("pair")
def test_logging_by_command_answers_the_open_question_too(company: Company, tom: Someone) -> None:
    half_way(company)

    tom.types("/mentor-log @lea 30 min")

    answered = tom.hears(ASKED)
    assert same("Noted, thank you. Your meeting", spoken(answered))
    assert "Not this time" not in buttons(answered)


@pytest.mark.usefixtures("pair")
def test_an_answer_is_taken_back_and_the_question_stands_again(company: Company, tom: Someone) -> None:
    half_way(company)

    tom.presses("Not this time")
    tom.hears("Understood, not this time.")
    assert "Not this time" not in buttons(tom.hears(ASKED))

    tom.presses("Change my answer")
    assert "Not this time" in buttons(tom.hears(ASKED))
    tom.never_heard("Understood, not this time.")


@pytest.mark.usefixtures("pair")
def test_a_meeting_logged_by_mistake_is_taken_back_in_one_click(company: Company, tom: Someone) -> None:
    half_way(company)
    tom.presses("We met")
    tom.sends()

    tom.presses("Change my answer")

    assert "We met" in buttons(tom.hears(ASKED))


@pytest.mark.usefixtures("pair")
def test_later_this_week_comes_back_later_this_week(company: Company, tom: Someone) -> None:
    half_way(company)
    tom.presses("More…")
    assert tom.sends(what="later") == {}

    tom.hears("Understood, I'll ask again on Monday 30 March.")
    company.travel("2026-03-30 11:00")
    company.tick()
    assert tom.times_heard(ASKED) == 2


@pytest.mark.usefixtures("pair")
def test_a_pause_needs_a_day_and_then_silences_both(company: Company, lea: Someone, tom: Someone) -> None:
    half_way(company)
    tom.presses("More…")
    assert tom.sends(what="pause") == {"until": "Say until when: a break ends tomorrow at the earliest."}
    assert tom.sends(what="pause", until="2026-06-01") == {}

    tom.hears("This mentorship is paused until Monday 1 June. A word to <@U0LEA> will help them plan.")
    for moment in ("2026-04-03 11:00", "2026-04-14 11:00", "2026-05-12 11:00"):
        company.travel(moment)
        company.tick()
    lea.never_heard("n'est pas encore notée")

    tom.presses("Change my answer")
    tom.never_heard("This mentorship is paused")


@pytest.mark.usefixtures("pair")
def test_whoever_needs_a_hand_chooses_somebody_from_the_other_answers(company: Company, tom: Someone) -> None:
    known(company, "U0INES")
    half_way(company)

    tom.presses("More…").presses("I need help")

    assert same("Programme team*: <@U0INES>", spoken(tom.form()))


@pytest.mark.usefixtures("pair")
def test_news_loses_its_buttons_once_answered(company: Company, lea: Someone, tom: Someone) -> None:
    lea.hears("<@U0TOM> a noté votre rencontre")

    lea.presses("C'est exact")

    answered = lea.hears("C'est confirmé : votre rencontre avec <@U0TOM>")
    assert "C’est exact" not in buttons(answered)


@pytest.mark.usefixtures("pair")
def test_somebody_elses_button_is_refused(company: Company, tom: Someone, maya: Someone) -> None:
    half_way(company)
    with company.work() as work:
        toms = work.people.by_slack_id("U0TOM")
        asked = work.prompts.messages_to(toms.id, datetime(2026, 3, 1, tzinfo=UTC))[0]
    maya.says("bonjour")
    tom.listens_from_now()

    for action in ("prompt_skip", "prompt_change", "prompt_met", "prompt_plan", "prompt_more", "prompt_drop"):
        tom.presses_forged(f"{action}:1", "999999")
        tom.presses_forged(f"{action}:1", "nonsense")
        tom.presses_forged(f"{action}:1", f"{asked.id}:424242")

    with company.work() as work:
        assert not work.meetings.is_skipped(asked.mentorship_id, 1)
        assert work.prompts.get(asked.id).answer is None


def test_a_mentor_of_several_answers_for_each_in_one_digest(company: Company, lea: Someone) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-16")
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-16")
    company.travel("2026-02-23 11:00")
    company.tick()

    digest = lea.hears("Le point sur vos mentoré·es")
    assert same("<@U0TOM> – pas encore de première rencontre", spoken(digest))
    assert buttons(digest).count("Rencontre faite") == 2

    lea.presses("Rencontre faite")
    digest = lea.hears("<@U0TOM> – rencontre notée : lundi 23 février")
    assert buttons(digest).count("Rencontre faite") == 1
    assert [same("Comment vous sentez-vous", spoken(one)) for one in lea.messages()[1:]] == [True]


def test_a_mentor_of_several_reads_in_the_weeks_message_what_the_team_will_see(
    company: Company, lea: Someone, tom: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-10")
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-03-02")
    company.travel("2026-03-02 11:00")
    company.tick()

    digest = lea.hears("Le point sur vos mentoré·es")
    assert digest["text"].count("l’équipe du programme verra") == 1, "and of a new pair nothing"
    assert same("Si rien n'est noté d'ici au lundi 9 mars au soir", spoken(digest))
    tom.hears("If nothing is logged by the evening of Monday 9 March")


def test_the_weeks_digest_and_the_news_of_a_mentee_come_in_one_message(
    company: Company, lea: Someone, tom: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-16")
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-16")
    company.travel("2026-02-21 18:00")
    tom.types("/mentor-log 45 min")
    company.travel("2026-02-23 11:00")
    company.tick()

    lea.hears("<@U0TOM> a noté votre rencontre")
    lea.hears("Le point sur vos mentoré·es")
    assert len(lea.messages()) == 1


def test_a_pair_that_stays_quiet_is_flagged_to_the_coordinator_and_both_knew(
    company: Company, lea: Someone, tom: Someone, ines: Someone
) -> None:
    known(company, "U0INES")
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-10")
    for moment in ("2026-03-17 11:00", "2026-03-24 11:00"):
        company.travel(moment)
        company.tick()

    tom.hears("If nothing is logged by the evening of Monday 6 April, the programme team will see")
    lea.hears("Si rien n'est noté d'ici au lundi 6 avril au soir, l'équipe du programme verra")
    company.travel("2026-04-07 11:00")
    company.tick()
    ines.hears("Aucune rencontre n'est encore notée entre <@U0LEA> et <@U0TOM>")


@pytest.mark.slow
@pytest.mark.usefixtures("pair")
def test_the_time_machine_lives_a_month_and_the_nudges_come(
    company: Company, lea: Someone, tom: Someone
) -> None:
    company.travel("2026-03-11 11:00")
    company.binome.sender.start()
    company.binome.scheduler.start()

    moved = company.post("time", {"to": "next_month"})

    assert moved["ok"]
    tom.hears(ASKED)
    lea.hears("n'est pas encore notée")
    assert tom.times_heard(ASKED) == 1
