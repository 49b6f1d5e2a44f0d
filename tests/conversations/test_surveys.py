"""Asking what people need: each is asked once and answers once, nobody's answer is known, and the result is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.people import Person
from bot.domain.programmes import Kind
from bot.domain.surveys import Need
from bot.programme.work import Work
from tests.conversations.arriving import press
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import button

pytestmark = pytest.mark.long

GENERAL = "C0GENERAL"
CAST = ("U0TOM", "U0LEA", "U0MAYA", "U0OMAR", "U0INES")


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Five colleagues; three of them are in one network."""
    found = dict(zip(CAST, known(company, *CAST), strict=True))
    with company.work() as work:
        for slack_id in CAST[:3]:
            work.people.change(found[slack_id].id, network="Produit")
    return found


def asks(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin besoins").presses("Demander les besoins")
    assert ines.sends() == {}
    company.travel("2026-03-10 10:30")
    company.tick()


def presses_there(company: Company, who: Someone, label: str, message: Any = None) -> None:
    """In the channel: the latest message, or this one."""
    message = message or who.messages(GENERAL)[-1]
    element = button(message, label)
    press(company, who, message, element["action_id"], element["value"])


def answer(work: Work, survey_id: int, *people: Person) -> None:
    for person in people:
        assert work.surveys.answer(survey_id, person.id, Need(topics=("speaking",), form=Kind.PAIR))


@pytest.mark.usefixtures("people")
def test_a_need_is_told_in_a_minute_and_only_once(company: Company, ines: Someone, tom: Someone) -> None:
    asks(company, ines)

    tom.hears("What would you need?").get("blocks")
    tom.hears("nothing links the two")
    tom.presses("Answer")
    assert "named above" in tom.sends(first="speaking", second="speaking")["second"]
    assert tom.sends(first="speaking", second="managing", form="circle") == {}
    assert same("your answer is counted", spoken({"blocks": tom.form()["blocks"]}))
    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.hears("your answer is counted")
    tom.presses_forged("needs_answer", "1")
    tom.hears("You have answered already")
    ines.types("/mentor-admin needs").hears("1 réponse sur 5 personnes interrogées")
    ines.never_heard("Prendre la parole")


@pytest.mark.usefixtures("people")
def test_a_network_of_three_is_too_few_to_be_asked(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin needs").presses("Demander les besoins")

    told = ines.sends(networks=["Produit"])
    assert "au moins 5" in told["networks"]
    assert "demain au plus tôt" in ines.sends(day="2026-03-10")["day"]
    with company.work() as work:
        assert work.programme() is None, "nothing has begun"


def test_the_result_is_read_once_closed_and_holds_no_name(
    company: Company, ines: Someone, people: dict[str, Person]
) -> None:
    asks(company, ines)
    with company.work() as work:
        survey = work.surveys.latest(work.programme().id)
        answer(work, survey.id, *people.values())
    ines.types("/mentor-admin besoins", channel=GENERAL)
    assert not same("1. Prendre la parole", spoken(ines.messages(GENERAL)[-1]))

    presses_there(company, ines, "Clore les réponses")
    said = spoken(ines.messages(GENERAL)[-1])
    assert same("1. Prendre la parole en public – 5 personnes", said)
    assert same("À deux : un·e mentor et un·e mentoré·e : 5 personnes", said)
    result = ines.messages(GENERAL)[-1]
    presses_there(company, ines, "Publier ici", result)
    presses_there(company, ines, "Publier ici", result)
    told = company.someone("U0TOM").messages(GENERAL)
    assert sum(same("1. Prendre la parole en public – 5 personnes", spoken(one)) for one in told) == 1


def test_below_five_answers_the_result_stays_closed_too(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    asks(company, ines)
    with company.work() as work:
        survey = work.surveys.latest(work.programme().id)
        answer(work, survey.id, people["U0LEA"], people["U0MAYA"])
    company.travel("2026-03-25 09:30")

    ines.types("/mentor-admin besoins").hears("Moins de 5 réponses : le résultat n’est pas montré")
    tom.presses("Answer").hears("Answers are closed")


@pytest.mark.usefixtures("people")
def test_not_interested_is_an_answer_that_can_be_taken_back(
    company: Company, ines: Someone, tom: Someone
) -> None:
    asks(company, ines)

    tom.presses("Not interested").hears("Noted, I won’t ask again")
    company.travel("2026-03-16 10:30")
    company.tick()
    tom.presses("Answer")
    assert tom.sends(first="speaking") == {}
    ines.types("/mentor-admin needs").hears("1 réponse sur 5")


@pytest.mark.usefixtures("people")
def test_one_question_at_a_time_and_closing_it_spares_who_was_not_asked_yet(
    company: Company, ines: Someone, tom: Someone
) -> None:
    company.travel("2026-03-08 20:00")  # a Sunday evening: nobody is at work
    ines.types("/mentor-admin besoins").presses("Demander les besoins")
    assert ines.sends() == {}
    ines.presses_forged("needs_ask", "")
    ines.hears("Une question sur les besoins est déjà en cours")

    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})
    ines.types("/mentor-admin besoins").presses("Clore les réponses")
    company.travel("2026-03-09 10:30")
    company.tick()
    assert tom.messages() == []
