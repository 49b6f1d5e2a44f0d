"""Inès brings the roster in from Slack: she reads what it would change, and only then is anything changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.permissions import Right
from bot.playground import Playground
from handlers import ids
from handlers.files import MEGABYTE, MOST
from tests.conversations import forging
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long

HEADER = "slack_id;manager;network;site;seniority;salary"
TOM, LEA, MAYA = "U0TOM;U0LEA;Conseil;Lyon;Confirmé;48000", "U0LEA;;Produit;Paris;;", "U0MAYA;U0LEA;;;;"


@pytest.fixture
def ines(company: Company) -> Someone:
    """She owns the programme, and knows of Tom and Léa; Maya is not in the roster yet."""
    known(company, "U0INES", "U0TOM", "U0LEA")
    return company.someone("U0INES").says("aide")


@pytest.fixture
def omar(company: Company) -> Someone:
    """He coordinates the programme."""
    person, *_ = known(company, "U0OMAR", "U0TOM", "U0LEA")
    with company.work() as work:
        work.rights.grant(person.id, Right.COORDINATOR)
    return company.someone("U0OMAR").says("aide")


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((HEADER, *lines)).encode(encoding)


def hands_over(someone: Someone, content: bytes) -> Someone:
    someone.presses_forged(ids.ROSTER_OPEN, "")  # the button is on the page about people
    assert someone.sends(roster=("people.csv", content)) == {}
    return someone


def value_of(message: dict[str, Any]) -> str:
    """What the message's first button carries."""
    return next(block["elements"][0]["value"] for block in message["blocks"] if block["type"] == "actions")


def site_of(company: Company, slack_id: str) -> str | None:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        return person.site if person else None


def test_ines_reads_what_the_file_would_change_and_only_then_changes_it(
    company: Company, ines: Someone
) -> None:
    before = forging.rows(company)
    hands_over(ines, csv(TOM, LEA, MAYA))
    shown = ines.hears("1 personne à ajouter, 2 personnes à modifier et aucune sans changement")
    assert "responsable Léa Martin · réseau Conseil · site Lyon · ancienneté Confirmé" in shown["text"]
    ines.hears("Maya Cohen*, ligne 4, entre dans l'annuaire : responsable Léa Martin")
    ines.hears("Colonnes qui n'ont pas été lues : salary")
    assert forging.changed(before, forging.rows(company)) == {}, "reading changes nothing"

    ines.presses("Appliquer").hears("1 personne ajoutée et 2 personnes modifiées")
    ines.hears("vous seul·e pouvez le supprimer").pop("text")
    ines.never_heard("ancienneté Confirmé")
    assert (site_of(company, "U0TOM"), site_of(company, "U0LEA")) == ("Lyon", "Paris")
    with company.work() as work:
        assert work.profiles.of(work.people.by_slack_id("U0TOM").id).seniority == "Confirmé"
    assert "48000" not in repr(forging.rows(company))
    assert company.someone("U0MAYA").messages() == [], "importing writes to nobody"

    hands_over(ines, csv(TOM, LEA, MAYA)).hears("Ce fichier ne change rien")


def test_every_bad_line_is_told_with_what_to_mend_and_there_is_nothing_to_apply(
    company: Company, ines: Someone
) -> None:
    before = forging.rows(company)
    hands_over(ines, csv("U0NOBODY;;;Lyon;;", LEA, "Tom Becker;;;;;", f"U0TOM;;;;{'x' * 61};"))
    told = ines.hears("Rien n'a été importé : 3 points à corriger")["text"]
    lines = [line.removeprefix("• ").partition("\u202f:")[0] for line in told.splitlines() if "ligne" in line]
    assert lines == ["ligne 2", "ligne 4", "ligne 5"]
    with pytest.raises(AssertionError):
        ines.presses("Appliquer")
    assert forging.changed(before, forging.rows(company)) == {}

    ines.presses("Envoyer un autre fichier").sends(roster=("people.csv", csv(LEA)))
    ines.presses("Appliquer").hears("C'est fait")
    assert site_of(company, "U0LEA") == "Paris"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 and so on", "C'est un classeur Excel"),
        (b"\x89PNG\0\r\n", "Ce n'est pas un fichier texte"),
        (b"x" * (MOST * MEGABYTE + 1), "Ce fichier dépasse 2 Mo"),
        (csv(TOM, encoding="cp1252"), "il a été lu en cp1252"),
    ],
)
def test_a_file_of_any_kind_is_understood_or_says_what_to_send_instead(
    ines: Someone, content: bytes, told: str
) -> None:
    with forging.nothing_breaks(ines.company):
        hands_over(ines, content).hears(told)


def test_a_coordinator_imports_but_gives_nobody_a_right_and_sees_what_comes_near(
    company: Company, omar: Someone
) -> None:
    named = b"slack_id,manager,roles\nU0OMAR,U0LEA,\nU0TOM,,coordinator"
    hands_over(omar, named).hears("ligne 3 : Cette ligne donnerait un droit sur le programme à Tom Becker")
    with company.work() as work:
        assert work.rights.of(work.people.by_slack_id("U0TOM").id) == frozenset()

    hands_over(omar, b"slack_id,manager\nU0OMAR,U0LEA")
    omar.hears("Un changement touche votre propre ligne hiérarchique* : Omar Haddad")
    omar.presses("Appliquer").hears("1 personne modifiée")


def test_what_changed_meanwhile_is_shown_again_before_it_is_applied(company: Company, ines: Someone) -> None:
    hands_over(ines, csv(TOM))
    with company.work() as work:
        work.people.change(work.people.by_slack_id("U0TOM").id, site="Nantes")

    ines.presses("Appliquer").hears("Le fichier ne donne plus tout à fait le même résultat")
    ines.hears("site Nantes → Lyon")
    assert site_of(company, "U0TOM") == "Nantes"

    ines.presses("Appliquer").hears("C'est fait")
    assert site_of(company, "U0TOM") == "Lyon"


def test_twice_is_once_and_changing_nothing_is_an_answer(company: Company, ines: Someone) -> None:
    carried = value_of(hands_over(ines, csv(TOM)).hears("Voici ce que changerait"))
    ines.presses("Appliquer").hears("C'est fait")
    with company.work() as work:
        work.people.change(work.people.by_slack_id("U0TOM").id, site="Nantes")
    ines.presses_forged(ids.ROSTER_APPLY, carried).hears("C'est déjà appliqué")
    assert site_of(company, "U0TOM") == "Nantes"

    hands_over(ines, csv(TOM)).presses("Ne rien changer").hears("Rien n'a été modifié")
    assert site_of(company, "U0TOM") == "Nantes"


@pytest.mark.slow
def test_a_file_that_slack_lets_us_delete_is_gone_afterwards_and_a_double_click_still_knows(
    company: Company, ines: Someone
) -> None:
    company.post("faults", {"app_may_delete": True})
    carried = value_of(hands_over(ines, csv(TOM)).hears("Voici ce que changerait"))
    ines.presses("Appliquer").hears("Le fichier n'est plus dans Slack")
    ines.presses_forged(ids.ROSTER_APPLY, carried).hears("C'est déjà appliqué")

    carried = value_of(hands_over(ines, csv(LEA)).hears("Voici ce que changerait"))
    ines.presses("Ne rien changer").hears("Le fichier n'est plus dans Slack")
    ines.presses_forged(ids.ROSTER_APPLY, carried).hears(
        "Ce fichier n'est plus dans Slack, ou n'est pas à vous"
    )
    assert site_of(company, "U0LEA") is None


def test_nobody_reads_or_applies_the_file_of_somebody_else(
    company: Company, ines: Someone, omar: Someone
) -> None:
    carried = value_of(hands_over(ines, csv(TOM)).hears("Voici ce que changerait"))
    omar.presses_forged(ids.ROSTER_APPLY, carried).hears("n'est pas à vous")
    omar.never_heard("Lyon")
    assert site_of(company, "U0TOM") is None
    company.post("faults", {"app_may_delete": True})
    omar.presses_forged(ids.ROSTER_CANCEL, carried)
    ines.presses("Appliquer").hears("C'est fait")


@pytest.mark.slow
def test_when_slack_is_away_for_a_moment_the_same_can_be_tried_again(company: Company, ines: Someone) -> None:
    hands_over(ines, csv(TOM))
    company.post("faults", {"kind": "500", "method": "files.info", "times": 1})
    ines.presses("Appliquer").hears("Je n'ai pas pu l'enregistrer à l'instant")
    assert site_of(company, "U0TOM") is None
    ines.presses("Appliquer").hears("C'est fait")

    company.post("faults", {"kind": "500", "method": "files.delete", "times": 1})
    hands_over(ines, csv(LEA)).presses("Appliquer").hears("C'est fait")
    assert site_of(company, "U0LEA") == "Paris"


def test_a_workspace_that_declined_to_have_files_read_has_another_way(
    playground_server: Playground, ines: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = playground_server.slack.manifest
    lesser = replace(manifest, scopes=manifest.scopes - {"files:read"})
    monkeypatch.setattr(playground_server.slack, "manifest", lesser)
    with forging.nothing_breaks(ines.company):
        ines.presses_forged(ids.ROSTER_OPEN, "")
    ines.hears("Slack ne me laisse pas lire de fichier")
