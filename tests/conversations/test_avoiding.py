"""Discreet wishes: whom somebody would rather not be paired with is known to the matcher, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.enrolments import Part
from bot.domain.people import Person
from bot.domain.profiles import MOST_AVOIDED, TooManyAvoided
from bot.programme import avoiding
from bot.programme.joining import programme_of
from tests.conversations import forging
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import (
    MENTEES,
    MENTORS,
    enrolled,
    forged,
    opens_a_round,
    pairs,
    proposes_and_publishes,
)
from tests.conversations.test_canaries import logged as logged

pytestmark = pytest.mark.long

CAST: dict[str, Any] = {**MENTORS, **MENTEES}
#: Nobody but its author may read a word of it, in any language.
TELLING = ("avoid", "évit", "rather not", "préfère ne pas", "refus")
FORM = "/mentor profil"


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor."""
    return enrolled(company, CAST)


def avoids(company: Company, people: dict[str, Person], one: str, *others: str) -> None:
    with company.work() as work:
        avoiding.keep(work, people[one], [people[other].id for other in others])


def wishes_of(company: Company, slack_id: str) -> list[str]:
    with company.work() as work:
        return [one.slack_id for one in avoiding.mine(work, work.people.by_slack_id(slack_id)).people]


def test_a_wish_is_kept_changed_and_taken_back_in_the_form_and_told_nowhere_else(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    tom.types(FORM).presses("Discreet preferences").listens_from_now()

    assert tom.sends(people=["U0OMAR", "U0INES"]) == {}
    assert same("Noted, for 2 people. This stays between you and the pairing.", spoken(tom.form()))
    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    assert wishes_of(company, "U0TOM") == ["U0INES", "U0OMAR"], "also whoever is not in the programme"
    assert wishes_of(company, "U0OMAR") == []
    assert tom.heard_since() == [], "nothing of it stays in the conversation"

    tom.presses("Discreet preferences")
    assert tom.form()["blocks"][1]["element"]["initial_users"] == ["U0INES", "U0OMAR"]
    assert tom.sends(people=[]) == {}
    assert same("nobody is ruled out", spoken(tom.form()))
    assert forging.rows(company)["avoided"] == set(), "an empty list leaves no trace"


@pytest.mark.parametrize("sayer", ["mentee", "mentor"])
def test_a_pair_that_either_would_rather_avoid_is_never_made(
    company: Company, ines: Someone, tom: Someone, maya: Someone, people: dict[str, Person], sayer: str
) -> None:
    """Tom lets the programme choose, and Omar alone has a place; Maya had named Omar before he said so."""
    opens_a_round(company, ines)
    tom.presses("Choose for me")
    maya.presses("Choisir mes trois mentors").sends(first="Omar Haddad")
    if sayer == "mentee":
        avoids(company, people, "U0TOM", "U0OMAR", "U0LEA")
        avoids(company, people, "U0MAYA", "U0OMAR", "U0LEA")
    else:
        avoids(company, people, "U0OMAR", "U0TOM", "U0MAYA")
        avoids(company, people, "U0LEA", "U0TOM", "U0MAYA")

    ines.types("/mentor-admin campagne").presses("Clore et proposer")
    said = spoken(ines.messages()[-1])
    assert said.count("aucun·e mentor disponible pour cette personne") >= 2, "and no other reason"
    ines.presses("Publier")
    assert pairs(company) == set(), "neither by trust, nor by name, nor as a suggestion"


def test_a_pair_that_is_avoided_after_it_was_proposed_is_not_published(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    ines.types("/mentor-admin campagne").presses("Clore et proposer")
    avoids(company, people, "U0LEA", "U0TOM")

    ines.presses("Publier").hears("la place a été prise entre-temps, ou une règle l'interdit désormais")
    assert ("U0LEA", "U0TOM") not in pairs(company)
    company.travel("2026-03-11 10:00")
    company.tick()
    tom.never_heard("is now your mentor")


def test_neither_is_offered_to_the_other_and_no_reason_is_given(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    avoids(company, people, "U0LEA", "U0TOM")
    opens_a_round(company, ines)

    tom.presses("Choose my three mentors")
    assert tom.searches("first") == ["Omar Haddad"]
    assert "Léa" not in spoken({"blocks": tom.form()["blocks"]})
    assert "not available for you" in forged(company, tom, people["U0LEA"].id)["first"]


def test_what_a_wish_does_not_change_is_said_to_its_author(
    company: Company, ines: Someone, tom: Someone, maya: Someone, people: dict[str, Person]
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    tom.types(FORM).presses("Discreet preferences")
    assert tom.sends(people=["U0TOM"]) == {"people": "That is you: take your own name off the list."}
    assert tom.sends(people=["U0LEA"]) == {}
    assert same("This changes nothing for your current mentorship with <@U0LEA>", spoken(tom.form()))

    opens_a_round(company, ines)
    maya.presses("Choisir mes trois mentors").sends(first="Omar Haddad")
    maya.types(FORM).presses("Préférences discrètes")
    assert maya.sends(people=["U0OMAR"]) == {}
    assert same("Parmi vos choix de la campagne ouverte : <@U0OMAR>", spoken(maya.form()))


def test_a_list_is_short_and_made_of_people(company: Company, people: dict[str, Person]) -> None:
    with company.work() as work, pytest.raises(TooManyAvoided):
        avoiding.keep(work, people["U0TOM"], range(1000, 1001 + MOST_AVOIDED))
    for wrong in (["garbage"], ["U0NOBODY"], ["\0"], [f"U{number:04}" for number in range(21)]):
        body = forging.submit(
            "U0TOM", "avoid_form", "", {"people": {"type": "multi_users_select", "selected_users": wrong}}
        )
        with forging.nothing_breaks(company):
            assert forging.send(company, body).status == 200
    assert wishes_of(company, "U0TOM") == []


@pytest.mark.long
def test_nobody_else_can_read_it_anywhere(
    company: Company,
    ines: Someone,
    tom: Someone,
    people: dict[str, Person],
    logged: Callable[[], str],
) -> None:
    """Everything that everybody else is told, every form and Home of theirs, every log line, every row."""
    with company.work() as work:
        enrolment = work.enrolments.of(people["U0LEA"].id, programme_of(work).id)
        work.enrolments.change(enrolment.id, part=Part.NOT_FOR_ME)
    company.restart()
    before = forging.rows(tom.types(FORM).presses("Discreet preferences").company)
    assert tom.sends(people=["U0OMAR"]) == {}
    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    written = forging.changed(before, forging.rows(company))
    assert written.keys() == {"avoided"}, "one sealed row"
    with company.binome.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() == 0, "nothing on record"
    assert f"[{people['U0OMAR'].id}]" not in repr(written)

    opens_a_round(company, ines)
    tom.presses("Choose for me")
    proposes_and_publishes(company, ines)
    ines.types("/mentor-report")

    for slack_id in ("U0INES", "U0OMAR", "U0LEA", "U0MAYA"):
        someone = company.someone(slack_id).opens_home()
        told = " ".join([*(spoken(one) for one in someone.messages()), spoken(someone.home())]).casefold()
        assert [word for word in TELLING if word in told] == [], slack_id
    log = logged().casefold()
    assert "action=" in log, "something was logged"
    assert [word for word in (*TELLING, "u0omar", "omar") if word in log] == []
