"""What a programme wants to reach: set in a form that says what to mend, read first in the report."""

from __future__ import annotations

import pytest

from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


@pytest.fixture
def panel(company: Company, ines: Someone) -> Someone:
    """Inès has the objectives of a programme that runs since January before her."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0INES")
    return ines.types("/mentor-admin objectifs")


def test_what_cannot_be_is_told_beside_it_and_the_rest_is_kept(panel: Someone) -> None:
    panel.hears("Pas encore d'objectif")
    panel.presses("Ajouter un objectif")
    told = panel.sends(measure="met", baseline="60 %", target="beaucoup", due="2026-12-31")
    assert told == {"target": "Écrivez un nombre, comme 75 ou 4,5."}
    told = panel.sends(measure="met", baseline="60 %", target="180", due="2026-12-31")
    assert told == {"target": "Écrivez un nombre de 0 à 100."}
    assert "à venir" in panel.sends(measure="met", baseline="60 %", target="80", due="2026-03-10")["due"]
    assert "nom" in panel.sends(measure="by_hand", baseline="4", target="40", due="2026-12-31")["name"]
    assert panel.sends(measure="met", baseline="60 %", target="80 %", due="2026-12-31") == {}
    panel.hears("de 60 % à 80 % pour le 31 décembre 2026")


def test_one_entered_by_hand_says_how_far_it_is_and_is_removed_again(panel: Someone) -> None:
    panel.presses("Ajouter un objectif")
    told = {"measure": "by_hand", "name": "Mentors formés", "baseline": "4", "target": "40"}
    assert panel.sends(**told, due="2026-12-31") == {}
    panel.hears("aucune valeur saisie pour l’instant")

    panel.presses("Modifier")
    assert "jour passé" in panel.sends(value="18,5", value_on="2026-03-11")["value_on"]
    assert panel.sends(value="18,5", value_on="2026-03-09") == {}
    panel.hears("18,5 le 9 mars 2026")

    panel.presses("Modifier").presses("Retirer")
    panel.types("/mentor-admin objectives").hears("Pas encore d'objectif")


def test_nobody_else_sets_what_the_programme_wants_to_reach(panel: Someone, tom: Someone) -> None:
    tom.types("/mentor-admin objectives").hears("This is for the programme’s coordinators")
