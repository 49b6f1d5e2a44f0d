"""Inès changes what stands on the sheets: the next ones say it, those that people have keep their words."""

from __future__ import annotations

import pytest

from bot.domain.mentorships import Mentorship
from bot.domain.programmes import SheetItem, Stage
from bot.programme import templates
from bot.programme.templates import Where
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

FIRST = Where(programme_id=1, stage=Stage.FIRST)


@pytest.fixture
def pair(company: Company) -> Mentorship:
    return an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")


@pytest.fixture
def editing(company: Company, pair: Mentorship, ines: Someone) -> Someone:
    """Inès has the first sheet before her."""
    known(company, "U0INES", "U0OMAR")
    return ines.types("/mentor-admin feuilles")


def shows(someone: Someone) -> str:
    return spoken({"blocks": someone.form()["blocks"]})


def first_sheet(company: Company) -> list[str]:
    with company.work() as work:
        kind = templates.as_edited(work.kind(), work.templates.latest(FIRST.programme_id))
    return [item.texts["en"] for item in kind.sheets[Stage.FIRST].items]


def test_a_new_line_is_on_the_next_sheet_and_not_on_the_one_that_they_have(
    company: Company, editing: Someone, tom: Someone
) -> None:
    tom.uses_shortcut("my_sheet")
    editing.presses("Ajouter une ligne")
    assert "dans cette langue aussi" in editing.sends(fr="Rire ensemble", en=" ", place="Place 1 sur 9")["en"]
    assert editing.sends(fr="Rire ensemble", en="Laugh together", place="Place 1 sur 9") == {}
    assert same("C'est ajouté", shows(editing))
    assert same("*1.* Rire ensemble\n_Laugh together_", shows(editing))
    assert same("Changée par <@U0INES>", shows(editing))

    another = an_active_pair(company, mentor="U0OMAR", mentee="U0MAYA", since="2026-03-09")
    tom.uses_shortcut("my_sheet")
    assert not same("Laugh together", spoken(tom.form()))
    maya = company.someone("U0MAYA").uses_shortcut("my_sheet")
    assert same("Laugh together", spoken(maya.form())) or same("Rire ensemble", spoken(maya.form()))
    with company.work() as work:
        assert work.sheets.of(another.id, 0).version == 1
        assert work.sheets.of(1, 0).version is None


def test_a_line_is_reworded_moved_and_removed_and_the_file_comes_back(
    company: Company, editing: Someone
) -> None:
    editing.presses("Changer une ligne", selected_option=seen(0, "stories"))
    assert editing.sends(fr="Se raconter", en="Tell stories", place="Place 3 sur 8") == {}
    assert first_sheet(company)[2] == "Tell stories"

    editing.presses("Changer une ligne", selected_option=seen(1, "stories")).presses("Retirer cette ligne")
    assert same("C'est retiré", shows(editing))
    assert "Tell stories" not in first_sheet(company)

    editing.presses("Changer une ligne", selected_option=seen(2, "safety")).presses("Retirer cette ligne")
    assert same("compte pour l'étape « Trois accords", shows(editing))

    editing.presses("Revenir à l'original")
    assert same("Telle que le programme la prévoit.", shows(editing))
    assert first_sheet(company)[0] == "Tell each other about two moments at work that mattered"


def test_one_change_after_the_other_is_kept_in_one_form(company: Company, editing: Someone) -> None:
    for words in ("Laugh together", "Sing together"):
        editing.presses("Ajouter une ligne")
        assert editing.sends(fr=words, en=words) == {}
        assert same("C'est ajouté", shows(editing))
    assert first_sheet(company)[-2:] == ["Laugh together", "Sing together"]


def test_two_coordinators_do_not_overwrite_each_other(company: Company, editing: Someone) -> None:
    editing.presses("Changer le titre")
    theirs = {"fr": "Premiers pas", "en": "First steps"}
    with company.work() as work:
        templates.retitle(work, work.people.by_slack_id("U0INES"), FIRST, theirs, seen=0)

    assert editing.sends(fr="Se découvrir", en="Finding out") == {}
    assert same("vient d'être changée par quelqu'un d'autre", shows(editing))
    assert same("Premiers pas", shows(editing)), "what a colleague wrote is read first"
    assert "Se découvrir" in repr(editing.form()), "and nothing that was typed is lost"
    assert editing.sends(fr="Se découvrir", en="Finding out") == {}
    assert same("*Se découvrir*\n_Finding out_", shows(editing))


def test_a_sheet_is_taken_out_and_put_in_as_yaml_and_mistakes_are_told_with_their_line(
    company: Company, editing: Someone
) -> None:
    editing.presses("Voir en texte (YAML)")
    text = next(block for block in editing.form()["blocks"] if block.get("block_id") == "text")
    yaml = text["element"]["initial_value"]
    assert "key: confidentiality" in yaml

    told = editing.sends(text=yaml.replace("  en: Tell each", "  de: Tell each"))["text"]
    assert same("Ligne 5, items[1].en : ce champ manque.", told)
    assert same("Ligne 7, items[1].de : ce champ n'existe pas ici.", told)
    unseen = yaml.replace("en: Tell each other about two moments at work that mattered", 'en: "\\u200b"')
    assert same("items[1].en", editing.sends(text=unseen)["text"])
    without = yaml.replace("key: safety", "key: sureness")
    assert same("compte pour l'étape", editing.sends(text=without)["text"])
    added = yaml + "- {fr: Rire, en: Laugh}\n"
    assert editing.sends(text=added) == {}
    assert first_sheet(company)[-1] == "Laugh"


def test_what_a_pair_has_not_ticked_goes_on_in_its_own_words(
    company: Company, editing: Someone, tom: Someone
) -> None:
    company.travel("2026-03-10 10:30")
    company.tick()
    with company.work() as work:
        ines = work.people.by_slack_id("U0INES")
        following = Where(programme_id=1, stage=Stage.FOLLOWING)
        lines = [SheetItem(key="next_date", texts={"fr": "La date", "en": "The date"})]
        templates.rewrite(work, ines, following, {"fr": "Ce mois", "en": "This month"}, lines, seen=0)

    company.travel("2026-04-09 10:30")
    company.tick()

    tom.hears("*Getting ready in ten minutes*")
    company.someone("U0LEA").hears("*Quand la conversation tourne en rond*")
    tom.hears("• Set the next date before we part")
    assert not same("The date", spoken(tom.messages()[-1]))
    with company.work() as work:
        assert work.sheets.of(1, 1).version == 1


def seen(version: int, key: str) -> str:
    return f"1:first:{version}:{key}"
