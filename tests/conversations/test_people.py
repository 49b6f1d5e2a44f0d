"""`/mentor-admin people`: who is where, without reading over anybody's shoulder; and a word to whoever stopped."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Application, Part
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme import joining
from bot.texts import mention
from tests.conversations.given import known, linked
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

SOFTLY = "an answer that nobody else reads"


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Tom stopped half-way a fortnight ago; Léa waits for an answer; Maya for a round; Omar said "not for me"."""
    cast = ("U0TOM", "U0LEA", "U0MAYA", "U0OMAR", "U0INES")
    company.travel("2026-02-24 09:00")
    found = dict(zip(cast, known(company, *cast), strict=True))
    with company.work() as work:
        programme = joining.programme_of(work)
        done = {"topics_answered": True, "expectation": SOFTLY, "completed_at": work.now}
        places = {
            "U0TOM": {"part": Part.MENTEE, "topics_answered": True},
            "U0LEA": {"part": Part.MENTOR, "capacity": 4, "application": Application.APPLIED, **done},
            "U0MAYA": {"part": Part.MENTEE, **done},
            "U0OMAR": {"part": Part.NOT_FOR_ME, "completed_at": work.now},
        }
        for slack_id, values in places.items():
            person = found[slack_id]
            enrolment = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(enrolment.id, **values)
            work.people.change(
                person.id,
                language_chosen=True,
                network="Produit",
                network_confirmed=True,
                welcomed_at=work.now,
                topics=("speaking", "managing"),
            )
            if slack_id == "U0LEA":
                work.applications.open(enrolment.id, work.now)
    company.travel("2026-03-10 09:00")
    return found


@pytest.mark.usefixtures("people")
def test_a_coordinator_sees_who_is_where_and_nothing_of_what_was_said(ines: Someone) -> None:
    ines.types("/mentor-admin").presses("Qui en est où")

    said = spoken(ines.messages()[-1])
    for words in (
        "1 personne arrêtée en cours d’arrivée",
        "l’attente, en une phrase : 1",
        "1 personne arrêtée depuis plus d’une semaine",
        "1 candidature de mentor attend une réponse",
        "1 candidature sans réponse depuis plus de trois jours ouvrés",
        "1 personne attend une campagne",
        "1 personne a répondu « Pas pour moi »",
    ):
        assert same(words, said), words
    assert "U0" not in said, "numbers only"
    assert "n’a encore rien répondu" not in said, "she does not count herself"
    assert SOFTLY not in said
    assert "public" not in said, "the topics of somebody half-way are theirs"


@pytest.mark.usefixtures("people")
def test_names_come_with_a_date_and_not_for_me_has_no_list(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin people").presses("Voir les noms", selected_option="half_way:0")

    ines.hears(f"{mention('U0TOM')}, depuis le mardi 24 février (*à regarder*)")
    ines.presses("Revenir à l’ensemble").presses("Voir les candidatures")
    assert "U0LEA" in repr(ines.form()), "the one who has waited longest"
    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})
    company.someone("U0INES").presses_forged("people_page", "not_for_me:0")
    ines.never_heard("U0OMAR")


def test_who_is_close_to_the_coordinator_is_neither_named_nor_counted(
    company: Company, ines: Someone, people: dict[str, Person]
) -> None:
    """Tom is the only one whom Inès manages, Maya the only one whom she mentors: a number would be a name."""
    with company.work() as work:
        work.people.change(people["U0TOM"].id, manager_id=people["U0INES"].id)
        work.profiles.change(people["U0TOM"].id, quiet_until=work.today(people["U0TOM"]).replace(day=30))
        linked(work, people["U0INES"], people["U0MAYA"], since=work.today(people["U0INES"]))

    ines.types("/mentor-admin personnes")
    said = spoken(ines.messages()[-1])
    assert same("ne compte ni ne nomme les personnes proches de vous", said)
    for told in ("arrêtée", "a un·e mentor", "signé", "Relancer"):
        assert told not in said, told
    for place in ("half_way:0", "with_a_mentor:7"):
        _asks_for(company, ines, place)
        assert same("Personne à montrer ici", spoken(ines.messages()[-1])), place
        ines.presses("Revenir à l’ensemble")
    ines.presses_forged("people_remind", "")
    told = spoken(ines.messages()[-1])
    assert same("Personne ne peut être relancé", told)
    assert "revenir plus tard" not in told
    ines.never_heard("U0TOM")
    ines.never_heard("U0MAYA")


def test_whoever_is_close_to_the_coordinator_is_reminded_with_the_others(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        work.people.change(people["U0TOM"].id, manager_id=people["U0INES"].id)
    ines.types("/mentor-admin people").presses_forged("people_remind", "")
    company.travel("2026-03-10 10:00")
    company.tick()
    assert tom.messages(), "nobody goes without a reminder for having Inès as a manager"


def test_what_is_too_close_to_the_only_coordinator_goes_to_an_owner(
    company: Company, ines: Someone, maya: Someone, people: dict[str, Person]
) -> None:
    """Maya coordinates alone, and Léa, who has applied, is her manager: Inès, the owner, sees her and Maya does not."""
    with company.work() as work:
        work.rights.grant(people["U0MAYA"].id, Right.COORDINATOR)
        work.people.change(people["U0MAYA"].id, manager_id=people["U0LEA"].id)
    assert "candidature" not in spoken(maya.types("/mentor-admin people").messages()[-1])
    ines.types("/mentor-admin people").hears("1 candidature de mentor attend une réponse")


@pytest.mark.usefixtures("people")
def test_whoever_stopped_half_way_is_reminded_and_the_coordinator_learns_how_many(
    company: Company, ines: Someone, tom: Someone
) -> None:
    ines.types("/mentor-admin people").presses("Relancer les arrivées")
    ines.hears("1 personne sera relancée")
    company.travel("2026-03-10 10:00")
    company.tick()

    assert tom.messages(), "Tom is asked the question at which he stopped"
    ines.presses("Revenir à l’ensemble").presses("Relancer les arrivées")
    ines.hears("Personne ne peut être relancé")
    ines.hears("1 personne a été relancée il y a moins d’une semaine")


def test_whoever_asked_for_later_is_left_alone(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        work.profiles.change(people["U0TOM"].id, quiet_until=work.today(people["U0TOM"]).replace(day=30))

    ines.types("/mentor-admin people").presses("Relancer les arrivées")
    ines.hears("1 personne a demandé de revenir plus tard")
    company.travel("2026-03-10 10:00")
    company.tick()
    assert tom.messages() == []


def test_the_charter_is_reminded_of_once_and_by_numbers_alone(
    company: Company, ines: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        linked(work, people["U0OMAR"], people["U0MAYA"], since=work.today(people["U0INES"]))

    ines.types("/mentor-admin people").hears("2 personnes en binôme n’ont pas encore signé")
    ines.presses("Relancer pour la charte").hears("2 personnes seront relancées pour la charte")
    ines.presses("Revenir à l’ensemble").presses("Relancer pour la charte")
    ines.hears("2 personnes l’ont déjà été pour cette version")
    ines.never_heard("U0OMAR")


def test_before_the_programme_begins_everybody_is_still_to_come(company: Company, ines: Someone) -> None:
    known(company, "U0INES", "U0TOM")

    ines.types("/mentor-admin people").hears("1 personne n’a encore rien répondu")
    ines.presses("Voir les noms", selected_option="silent:0")
    ines.hears(f"{mention('U0TOM')}, pas encore accueilli·e")


def _asks_for(company: Company, who: Someone, place: str) -> None:
    """A line that the menu does not offer."""
    last = who.messages()[-1]
    option = {"text": {"type": "plain_text", "text": "x"}, "value": place}
    pressed = {"as": who.slack_id, "channel": last["channel"], "ts": last["ts"], "action_id": "people_page"}
    company.post("press", {**pressed, "selected_option": option, "forged": True})
    company.settle()
