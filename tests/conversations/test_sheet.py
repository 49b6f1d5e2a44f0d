"""The reference sheet: it reaches both halves, either ticks, both see, and what is left comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.mentorships import Mentorship
from tests.conversations.given import an_active_pair, known, linked
from tests.conversations.harness import Company, Someone, same, spoken


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Introduced on Monday 9 March: the sheet comes the day after."""
    return an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")


@pytest.fixture
def sheets_are_out(company: Company, pair: Mentorship) -> Mentorship:
    company.travel("2026-03-10 10:30")
    company.tick()
    return pair


@pytest.mark.usefixtures("sheets_are_out")
def test_each_half_receives_the_sheet_in_their_language(lea: Someone, tom: Someone) -> None:
    lea.hears("Faire connaissance")
    lea.hears("• Se raconter deux moments de travail qui ont compté")
    tom.hears("Getting to know each other")
    tom.hears("• Tell each other about two moments at work that mattered")


@pytest.mark.usefixtures("sheets_are_out")
def test_what_one_half_ticks_both_see_with_the_name(lea: Someone, tom: Someone) -> None:
    tom.presses("Open my sheet").sends(boxes_0=["Tell each other about two moments at work that mattered"])

    assert tom.has_no_form()
    tom.hears("two moments at work that mattered – _ticked by you_")
    lea.hears("deux moments de travail qui ont compté – _coché par <@U0TOM>_")
    lea.hears("1 coché sur 8")
    lea.presses("Ouvrir ma feuille")
    assert same("coché par Tom", spoken(lea.form()))


@pytest.mark.usefixtures("sheets_are_out")
def test_two_who_have_it_open_at_once_keep_both_their_ticks(lea: Someone, tom: Someone) -> None:
    lea.presses("Ouvrir ma feuille")
    tom.presses("Open my sheet")

    lea.sends(boxes_0=["Se raconter deux moments de travail qui ont compté"])
    tom.sends(boxes_0=["Choose our rhythm, our place and who suggests the dates"])

    lea.hears("deux moments de travail qui ont compté – _coché par vous_")
    lea.hears("Choisir notre rythme, notre lieu et qui propose les dates – _coché par <@U0TOM>_")
    lea.hears("2 cochés sur 8")


@pytest.mark.usefixtures("sheets_are_out")
def test_a_tick_can_be_taken_back(tom: Someone) -> None:
    one = "Set the next date before we part"
    tom.presses("Open my sheet").sends(boxes_0=[one])
    tom.presses("Open my sheet").sends(boxes_0=[])

    tom.hears("none of 8 ticked")


@pytest.mark.usefixtures("sheets_are_out")
def test_what_is_left_comes_back_next_month_and_says_so(company: Company, lea: Someone, tom: Someone) -> None:
    tom.presses("Open my sheet").sends(boxes_0=["Tell each other about two moments at work that mattered"])

    company.travel("2026-04-09 10:30")
    company.tick()

    lea.hears("Se donner un cap")
    lea.hears("*Repris du mois dernier*\n• Dire ce que chaque personne espère de nos échanges")
    lea.hears("Fixer la prochaine date avant de se quitter – _reprise du mois dernier_")
    latest = spoken(lea.messages()[-1])
    assert not same("deux moments de travail", latest)
    tom.hears("*Carried over from last month*\n• Say what each of us hopes for")


@pytest.mark.usefixtures("sheets_are_out")
def test_a_form_left_open_over_the_end_of_the_month_still_ticks(company: Company, tom: Someone) -> None:
    tom.presses("Open my sheet")
    company.travel("2026-04-09 10:30")
    company.tick()

    tom.sends(boxes_0=["Say what each of us hopes for, and what we would rather avoid"])

    tom.presses("Open my sheet")
    form = spoken(tom.form())
    assert same("ticked by you", form)
    assert same("carried over from last month", form)


@pytest.mark.usefixtures("pair")
def test_the_shortcut_opens_the_only_sheet(company: Company, lea: Someone) -> None:
    lea.uses_shortcut("my_sheet")

    assert same("Faire connaissance", spoken(lea.form()))
    lea.sends(boxes_0=["Rappeler le rôle : ni objectifs imposés, ni évaluation, ni salaire"])
    lea.uses_shortcut("my_sheet")
    assert same("coché par vous", spoken(lea.form()))


def test_a_mentor_of_several_says_whose_sheet(company: Company, pair: Mentorship, lea: Someone) -> None:
    mentor, maya = known(company, "U0LEA", "U0MAYA")
    with company.work() as work:
        linked(work, mentor, maya, since=pair.anchor)

    lea.uses_shortcut("my_sheet")
    assert same("Quelle feuille ouvrir ?", spoken(lea.form()))

    lea.presses("Ouvrir ma feuille")
    assert same("Faire connaissance* – avec <@U0TOM>", spoken(lea.form()))


def test_somebody_without_a_mentorship_is_told_what_comes_next(maya: Someone) -> None:
    maya.uses_shortcut("my_sheet")

    maya.hears("Vous n'avez pas encore de binôme")


@pytest.mark.usefixtures("sheets_are_out")
def test_nobody_opens_or_ticks_the_sheet_of_others(company: Company, pair: Mentorship, maya: Someone) -> None:
    maya.types("/mentor-log 45 min")
    maya.presses_forged("sheet_open:1", str(pair.id))

    maya.hears("Ce bouton date d'un ancien message")
    assert maya.has_no_form()


def test_a_template_edited_since_leaves_the_sheet_as_it_was_sent(
    company: Company, pair: Mentorship, tom: Someone, tmp_path: Path
) -> None:
    tom.uses_shortcut("my_sheet")
    shipped = (Path(__file__).parents[2] / "bot/programmes/long_term.yaml").read_text(encoding="utf-8")
    edited = shipped.replace("Tell each other about two moments", "Draw the map of two moments")
    (tmp_path / "long_term.yaml").write_text(edited, encoding="utf-8")
    company.settings = company.settings.model_copy(update={"binome_programmes": tmp_path})

    company.restart()
    tom.uses_shortcut("my_sheet")

    assert same("Tell each other about two moments at work", spoken(tom.form()))
