"""What a round refuses, to whom, and in which words: nothing is half-done by a mistake or a forged button."""

from __future__ import annotations

import pytest

from bot.domain.people import Person
from bot.domain.rounds import RoundState
from bot.programme import joining
from tests.conversations.given import known, linked
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import (
    MENTEES,
    MENTORS,
    NEXT_MORNING,
    button,
    enrolled,
    forged,
    looks_at_the_list,
    opens_a_round,
    pairs,
)

pytestmark = pytest.mark.long


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor."""
    return enrolled(company, {**MENTORS, **MENTEES})


@pytest.mark.usefixtures("people")
def test_the_manager_is_never_offered_never_accepted_and_never_proposed(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        work.people.change(people["U0TOM"].id, manager_id=people["U0LEA"].id)
    opens_a_round(company, ines)

    tom.presses("Choose my three mentors")
    assert tom.searches("first") == ["Omar Haddad"]
    assert same("in your line of management: Léa Martin", spoken({"blocks": tom.form()["blocks"]}))
    assert "line of management" in forged(company, tom, people["U0LEA"].id)["first"]
    tom.company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.presses("Choose for me")
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Publier")

    assert ("U0LEA", "U0TOM") not in pairs(company)


def test_what_does_not_fit_is_told_beside_its_menu_and_nothing_is_written(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors")

    assert "named this person above" in tom.sends(first="Léa Martin", second="Léa Martin")["second"].replace(
        "’", "'"
    )
    assert "That is you" in forged(company, tom, people["U0TOM"].id)["first"]
    assert "not available for you" in forged(company, tom, people["U0MAYA"].id)["first"]
    with company.work() as work:
        linked(work, people["U0LEA"], people["U0MAYA"], since=work.today(people["U0LEA"]))
    assert "no place left" in forged(company, tom, people["U0LEA"].id)["first"]

    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.presses("Choose my three mentors")
    assert tom.sends(first="Omar Haddad") == {}
    tom.hears("1. <@U0OMAR>")


@pytest.mark.usefixtures("people")
def test_publishing_twice_changes_nothing_and_says_so(company: Company, ines: Someone, tom: Someone) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose for me")
    ines.types("/mentor-admin campagne").presses("Clore et proposer")
    publish = button(ines.messages()[-1], "Publier")

    ines.presses("Publier").hears("C'est publié")
    before = pairs(company)
    ines.presses_forged(publish["action_id"], publish["value"])
    ines.hears("Cette campagne était déjà publiée, le mardi 10 mars. Rien n'a changé.")

    assert pairs(company) == before
    company.travel(NEXT_MORNING)
    company.tick()
    company.tick()
    assert tom.times_heard("is now your mentor") == len(before)


@pytest.mark.usefixtures("people")
def test_nobody_but_a_coordinator_can_do_any_of_it(company: Company, ines: Someone, tom: Someone) -> None:
    known(company, "U0TOM")
    for typed in ("/mentor-admin", "/mentor-admin round", "/mentor-admin help", "/mentor-admin nonsense"):
        tom.listens_from_now().types(typed)
        assert ["coordinators" in words for words in tom.heard_since()] == [True]
    opens_a_round(company, ines)
    with company.work() as work:
        latest = work.rounds.latest(joining.programme_of(work).id)
    for action in ("admin_menu", "round_open", "round_see", "round_propose", "round_page", "round_publish"):
        tom.listens_from_now().presses_forged(
            action, f"{latest.id}:0" if action == "round_page" else str(latest.id)
        )
        assert any("coordinators" in words for words in tom.heard_since()), action

    with company.work() as work:
        assert work.rounds.get(latest.id).state is RoundState.COLLECTING
    with company.binome.engine.connect() as connection:
        refused = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE NOT allowed").scalar_one()
    assert refused == 10


@pytest.mark.usefixtures("people")
def test_pressing_twice_opens_one_round_and_the_second_is_told(company: Company, ines: Someone) -> None:
    looks_at_the_list(ines)
    second = company.someone("U0INES")
    assert ines.sends() == {}
    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})

    second.presses("Ouvrir une campagne").hears("Une campagne est déjà en cours")


@pytest.mark.usefixtures("people")
def test_a_day_that_cannot_be_is_told_beside_its_line(ines: Someone) -> None:
    ines.types("/mentor-admin").presses("Ouvrir une campagne")

    assert "demain au plus tôt" in ines.sends(day="2026-03-10")["day"]
    assert "bien loin" in ines.sends(day="2036-03-10")["day"]
    assert ines.sends(day="2026-03-11") == {}
    assert same("jusqu'au mercredi 11 mars", spoken({"blocks": ines.form()["blocks"]}))


def test_without_anybody_to_invite_there_is_a_sentence_instead_of_a_form(
    company: Company, ines: Someone
) -> None:
    known(company, "U0INES", "U0TOM")
    ines.types("/mentor-admin").hears("Aucune campagne n'est en cours.")
    ines.presses("Ouvrir une campagne").hears("Personne ne cherche de mentor en ce moment")
    assert ines.has_no_form()
    ines.types("/mentor-admin bidule").hears("Je ne connais pas ce mot")
    ines.types("/mentor-admin aide").hears("/mentor-admin campagne")


def test_a_coordinator_does_not_see_the_rows_of_their_own_line(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    [coordinator] = known(company, "U0INES")
    with company.work() as work:
        work.people.change(people["U0TOM"].id, manager_id=coordinator.id)
    opens_a_round(company, ines)
    ines.types("/mentor-admin campagne").hears("1 ligne concerne une personne proche de vous")
    tom.presses("Choose for me")
    ines.types("/mentor-admin campagne").presses("Clore et proposer")

    said = spoken(ines.messages()[-1])
    assert "U0TOM" not in said
    assert same("1 ligne concerne une personne proche de vous", said)
    assert "U0MAYA" in said


@pytest.mark.usefixtures("people")
def test_the_words_of_a_button_answer_the_campaign_as_the_button_does(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    opens_a_round(company, ines)
    tom.says("hello")
    maya.says("bonjour")

    maya.says("Pas cette fois, merci").hears("C'est noté, pas cette fois.")
    tom.says("not this time").says("Choose for me!")

    tom.hears("Noted: the programme")
    ines.types("/mentor-admin campagne").hears("2 réponses sur 2")
    tom.never_heard("I didn't understand this message")
