"""Inès puts people together, brings in what runs already, and sees who has nobody: in Slack, as she would."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Application, Part
from bot.programme import joining
from handlers import ids
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long

FILE = b"""mentor;mentee;started_on;name
U0LEA;U0TOM;2025-09-08;
U0LEA;U0MAYA;15/10/2025;Cap
U0LEA;U0OMAR;15/10/2025;Cap"""


@pytest.fixture
def ines(company: Company) -> Someone:
    """She owns the programme; Léa mentors one more person, Tom and Maya would like a mentor."""
    company.travel("2026-03-10 09:30")
    _, lea, tom, maya, _ = known(company, "U0INES", "U0LEA", "U0TOM", "U0MAYA", "U0OMAR")
    with company.work() as work:
        programme = joining.programme_of(work)
        for person, part in ((lea, Part.MENTOR), (tom, Part.MENTEE), (maya, Part.MENTEE)):
            place = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(
                place.id,
                part=part,
                capacity=1,
                application=Application.APPROVED,
                prepared_at=work.now,
                completed_at=work.now,
            )
    return company.someone("U0INES").says("aide")


def test_ines_forms_a_group_and_its_people_speak_of_it_by_its_name(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin groupes").hears("Aucun groupe pour l'instant")
    ines.presses("Former un groupe")
    assert ines.searches("mentees", "MÄYA") == ["Maya Cohen"]
    answers = {"name": "R&D de demain", "mentor": "Léa Martin", "mentees": ["Tom Becker", "Maya Cohen"]}
    assert ines.sends(**answers) == {}
    assert "1 personne de plus" in str(ines.form()["blocks"][0])
    assert ines.sends(**answers) == {}
    assert "est formé" in str(ines.form()["blocks"][0])

    company.tick()
    tom, lea = company.someone("U0TOM"), company.someone("U0LEA")
    tom.hears("R&D de demain").pop("text")
    lea.types("/mentor-log r&d de demain aujourd'hui 45 min").hears("« R&D de demain »")
    company.tick()
    tom.hears("R&D de demain")
    with company.work() as work:
        (group,) = work.mentorships.of(work.people.by_slack_id("U0LEA").id)
        assert work.meetings.last_held(group.id).minutes == 45


def test_what_runs_already_comes_in_once_it_was_read_and_goes_out_to_her_alone(
    company: Company, ines: Someone
) -> None:
    ines.presses_forged(ids.LINKS_OPEN, "")
    assert ines.sends(mentorships=("pairs.csv", FILE)) == {}
    ines.hears("1 binôme et 1 groupe")
    with company.work() as work:
        assert work.mentorships.of(work.people.by_slack_id("U0TOM").id) == []
    ines.presses("Importer").hears("C'est fait : 1 binôme et 1 groupe")
    company.tick()
    company.someone("U0TOM").hears("Léa").pop("text")
    company.someone("U0MAYA").hears("est désormais suivi dans Binôme")
    ines.presses_forged(ids.LINKS_EXPORT, "")
    ines.hears("Voici le fichier : 3 lignes")
    ines.presses_forged(ids.LINKS_OPEN, "")
    ines.sends(mentorships=("pairs.csv", FILE))
    ines.hears("Ce fichier ne fait rien entrer")


def test_ines_sees_first_who_has_no_mentor_and_lets_tom_choose(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin").hears("Sans mentor* (objectif : 0)")
    ines.presses("Sans mentor").hears("aucune campagne ne l'a encore invité")
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
    ines.presses_forged(ids.WITHOUT_LOOK, str(tom.id))
    ines.hears("est invité·e à choisir")
    ines.presses("Revenir à la liste").hears("1 personne choisit en ce moment, hors campagne")
