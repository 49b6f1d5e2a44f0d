"""The catalogue of topics: what coordinators change is offered at once, and two of them do not undo each other."""

from __future__ import annotations

import pytest

from tests.conversations.arriving import network_value
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long


@pytest.fixture
def editing(company: Company, ines: Someone) -> Someone:
    """Inès has the catalogue before her."""
    known(company, "U0INES", "U0TOM", "U0OMAR")
    return ines.types("/mentor-admin sujets")


def shows(someone: Someone) -> str:
    return spoken({"blocks": someone.form()["blocks"]})


def test_a_new_topic_is_offered_to_the_next_person_who_is_asked(editing: Someone, tom: Someone) -> None:
    editing.presses("Ajouter un sujet")
    assert "dans cette langue aussi" in editing.sends(fr="Bien écrire", en="…")["en"]
    assert editing.sends(fr="Bien écrire", en="Writing well") == {}
    assert same("C'est ajouté", shows(editing))

    tom.says("hello").presses("English").presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    assert "Writing well" in repr(tom.messages())


def test_a_topic_that_exists_is_not_offered_twice(editing: Someone) -> None:
    editing.presses("Ajouter un sujet")

    told = editing.sends(fr="ENCADRER une equipe !", en="Writing")
    assert "est déjà au catalogue" in told["fr"]
    assert "en" not in told


def test_withdrawn_and_brought_back_a_topic_keeps_its_words(editing: Someone) -> None:
    editing.presses("Changer un sujet", selected_option="managing")
    editing.presses("Retirer ce sujet")
    assert same("C'est retiré", shows(editing))
    assert not same("• *Encadrer une équipe*", shows(editing))

    editing.presses("Remettre un sujet retiré", selected_option="managing")
    assert same("C'est remis", shows(editing))
    assert same("• *Encadrer une équipe*", shows(editing))


def test_two_coordinators_do_not_overwrite_each_other(company: Company, editing: Someone) -> None:
    editing.presses("Changer un sujet", selected_option="managing")
    with company.work() as work:
        work.topics.offer("managing", {"fr": "Animer une équipe", "en": "Leading a team"})

    assert editing.sends(fr="Diriger une équipe", en="Running a team") == {}
    assert same("vient d'être changé", shows(editing))
    assert "Animer une équipe" in repr(editing.form()), "the colleague's words are what is asked about now"
    assert editing.sends(fr_again="Diriger une équipe", en_again="Running a team") == {}
    assert same("C'est changé", shows(editing))


def test_a_suggestion_is_adopted_in_both_languages_and_nobody_knows_whose_it_was(
    company: Company, editing: Someone
) -> None:
    with company.work() as work:
        work.topics.suggest("Préparer sa retraite", "fr")
        work.topics.suggest("Juggling", "en")
    editing.types("/mentor-admin topics")
    assert same("« Préparer sa retraite » (français)", shows(editing))
    assert "U0" not in repr(editing.form()["blocks"])

    editing.presses("Ajouter au catalogue")
    assert "Préparer sa retraite" in repr(editing.form()), "it is filled in"
    assert editing.sends(fr="Préparer sa retraite", en="Preparing to retire") == {}
    editing.presses("Ne pas retenir")
    assert same("Aucune pour l'instant", shows(editing))
    with company.work() as work:
        assert work.topics.suggestions() == []
