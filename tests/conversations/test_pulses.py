"""Saying how it goes, in a minute: nobody learns what was answered; what everybody said is read once it is closed."""

from __future__ import annotations

import pytest

from bot.domain.mentorships import SeatRole
from bot.domain.pulses import THEMES, Answer, Ballot, PulseKind
from tests.conversations import forging
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = [pytest.mark.long, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

CANARY = "une salle vraiment calme"
MARKS = {theme.value: "5" for theme in THEMES[PulseKind.PULSE]}


@pytest.fixture
def asked(company: Company) -> Company:
    """Five people of three pairs, thirty days after they were introduced."""
    for mentor, mentee in (("U0LEA", "U0TOM"), ("U0OMAR", "U0MAYA"), ("U0LEA", "U0INES")):
        an_active_pair(company, mentor=mentor, mentee=mentee, since="2026-02-08")
    company.travel("2026-03-10 10:30")
    company.tick()
    return company


def test_an_answer_takes_a_minute_is_given_once_and_lies_nowhere_in_words(
    asked: Company, tom: Someone, lea: Someone
) -> None:
    tom.hears("How is your mentorship going?").get("blocks")
    tom.hears("nothing links the two")
    tom.presses("Answer")
    assert same("My mentor gives me the time I need", str(tom.form()))
    assert tom.sends(**MARKS, words=CANARY) == {}
    assert same("your answer is counted", spoken({"blocks": tom.form()["blocks"]}))
    asked.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.hears("Nothing links it to you")

    rows = str(forging.rows(asked))
    assert CANARY not in rows
    assert "proactive" not in rows
    tom.presses_forged("pulse_answer", "1")
    tom.hears("You have answered already")
    lea.presses("Répondre")
    assert same("Nous nous faisons confiance", str(lea.form())), "in a mentor's words"


def test_the_team_reads_marks_once_the_wave_is_closed_and_sees_to_suggestions(
    asked: Company, ines: Someone
) -> None:
    ines.types("/mentor-admin baromètre").hears(
        "5 personnes interrogées, réponses jusqu’au vendredi 10 avril"
    )
    with asked.work() as work:
        wave = work.pulses.latest(work.programme().id, PulseKind.PULSE, most=1)[0]
        for slack_id in ("U0LEA", "U0TOM", "U0OMAR", "U0MAYA", "U0INES"):
            answer = Answer(side=SeatRole.MENTEE, marks=dict.fromkeys(THEMES[PulseKind.PULSE], 4))
            assert work.pulses.cast(wave.id, work.people.by_slack_id(slack_id).id, Ballot(answer=answer))
        work.pulses.count(wave.id, [], ["Une salle <!channel>"])
    asked.travel("2026-04-11 09:30")
    asked.tick()

    ines.types("/mentor-admin pulse").hears("Tout le monde : Du temps réservé 4")
    ines.hears("5 réponses, pour 5 personnes interrogées")
    ines.hears("« Une salle &lt;!channel&gt; »")
    ines.presses("C’est fait").hears("Suggestions, toutes traitées")
    ines.presses("Rouvrir").hears("Suggestions à traiter")


def test_whoever_writes_that_they_are_not_well_is_shown_whom_they_can_turn_to(
    asked: Company, tom: Someone
) -> None:
    tom.presses("Answer")
    assert tom.sends(**MARKS, words="I want to die") == {}
    assert "112" in str(tom.form()["blocks"]) or "3114" in str(tom.form()["blocks"])
    assert same("your answer is counted", str(tom.form()["blocks"]))
