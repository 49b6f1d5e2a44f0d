"""Inès changes a round by hand, in the place of its review: found by name, named rules, confirmed, undone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.people import Person
from bot.domain.rounds import Answer, Rules
from bot.programme import joining
from tests.conversations.harness import Company, Someone
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled, pairs


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Tom named Léa, who has one place; Maya lets the programme choose. Omar has three places."""
    people = enrolled(company, {**MENTORS, **MENTEES})
    answers = {"U0TOM": (Answer.CHOICES, [people["U0LEA"].id]), "U0MAYA": (Answer.CHOOSE_FOR_ME, [])}
    with company.work() as work:
        opened = work.rounds.open(
            joining.programme_of(work).id,
            person_ids=[people[who].id for who in answers],
            opened_by=people["U0TOM"].id,
            opened_at=work.now,
            closes_on=work.today(people["U0TOM"]),
            rules=Rules(mentors_days=0),
        )
        for who, (answer, choices) in answers.items():
            work.rounds.answer(opened.id, people[who].id, answer=answer, choices=choices, at=work.now)
    return people


def offered(company: Company, someone: Someone, label: str, letters: str = "") -> dict[str, dict[str, Any]]:
    """What a menu of the latest message offers, by name."""
    place, block, element = someone._find(label)
    asked = {"block_id": block["block_id"], "action_id": element["action_id"], "query": letters}
    found = company.post("options", {"as": someone.slack_id, **place, **asked})["options"]
    return {option["text"]["text"]: option for option in found}


def picks(company: Company, someone: Someone, label: str, name: str) -> Someone:
    chosen = offered(company, someone, label, name)[name]
    return someone.presses(label, selected_option=chosen)


@pytest.mark.usefixtures("people")
def test_somebody_is_found_by_name_moved_knowingly_and_brought_back(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin campagne").presses("Clore et proposer").hears("2 binômes proposés")

    assert list(offered(company, ines, "Trouver quelqu'un", "maya")) == ["Maya Cohen"]
    picks(company, ines, "Trouver quelqu'un", "Maya Cohen").hears("<@U0MAYA> avec <@U0OMAR> : choix confié")
    menu = offered(company, ines, "Confier à un·e mentor")
    assert menu["Léa Martin"]["description"]["text"] == "plus de place"
    picks(company, ines, "Confier à un·e mentor", "Léa Martin").hears("Confier <@U0MAYA> à <@U0LEA> enfreint")
    ines.hears("le nombre de personnes que")
    ines.presses("Confier quand même").hears("C'est fait, et verrouillé.")
    ines.hears("<@U0MAYA> avec <@U0LEA> : choix confié au programme, français en commun")

    ines.presses("Modifié à la main").hears("<@U0MAYA> confié·e à <@U0LEA> — <@U0INES>")
    ines.presses("Annuler").hears("C'est annulé.")
    ines.presses("Retour à la campagne").hears("<@U0MAYA> avec <@U0OMAR> : choix confié")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_place_is_added_and_what_if_is_answered_in_the_same_place(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin campagne").presses("Clore et proposer")

    picks(company, ines, "Trouver quelqu'un", "Léa Martin").hears("<@U0LEA> : 1 sur 1")
    ines.presses("Ajouter une place").hears("Une place est ajoutée")
    ines.hears("<@U0LEA> : 1 sur 2 (déjà 0, 1 en plus)")
    ines.presses("Retour à la campagne").presses("Et si…").hears("aucun n'aiderait quelqu'un")
    ines.presses("Retour à la campagne").presses("Publier").hears("2 binômes sont formés")
    assert len(pairs(company)) == 2
