"""A company's own programme file, as short as it may be, or one that asks for less or more than the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.enrolments import Application
from bot.programme import joining, mentors
from bot.settings import Settings
from tests.conversations import forging
from tests.conversations.arriving import network_value, picks_topics, profile_of
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken
from tests.test_programme_files import SMALLEST

pytestmark = pytest.mark.long

#: What the file says besides; each test names its own.
SAYS = {
    "nothing more": "",
    "trust, and a preparation": """
mentors: {approval: false}
preparation:
  required: true
  cards:
    - {key: role, title: {fr: Place, en: Place}, text: {fr: Être là, en: Be there}}
    - {key: end, title: {fr: Fin, en: End}, text: {fr: Bien finir, en: End well}}
""",
    "something to read on arrival": """
resources:
  - {key: hall, title: {fr: Le hall, en: The hall}, text: {fr: Entrez, en: Come in}, moment: joining, audience: mentees}
""",
    "a charter alone": "\ncharter: {version: 1, fr: Nous tenons parole., en: We keep our word.}\n",
}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The company's file takes the place of the shipped programme."""
    folder = tmp_path / "ours"
    folder.mkdir()
    text = SMALLEST.replace("key: coffee", "key: long_term") + SAYS[request.param]
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    return settings.model_copy(update={"binome_programmes": folder})


def says(what: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("settings", [what], indirect=True)


def offers_to_mentor(lea: Someone) -> Someone:
    lea.says("bonjour").presses("Français").presses("Être mentor")
    lea.presses("Choisir un réseau", selected_option=network_value(lea, "Conseil"))
    return picks_topics(lea, "life").presses("Passer").presses("1 personne")


def looks_for_a_mentor(tom: Someone) -> Someone:
    tom.says("hello").presses("English").presses("Have a mentor")
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    return picks_topics(tom, "life").presses("Skip")


@pytest.mark.slow
@says("nothing more")
def test_a_file_that_says_nothing_of_all_this_is_joined_and_lived_all_the_same(
    company: Company, tom: Someone, lea: Someone, ines: Someone
) -> None:
    """No preparation, no charter, no shelf, no reasons: each is said to be missing, and nobody stumbles."""
    known(company, "U0INES")
    with forging.nothing_breaks(company):
        looks_for_a_mentor(tom)
        offers_to_mentor(lea)
        lea.types("/mentor préparation").hears("Ce programme ne demande aucune préparation")
        tom.types("/mentor resources").hears("There is nothing to read here yet")
        tom.types("/mentor help why").hears("hasn’t written down its reasons")
        company.travel("2026-03-11 10:00")
        company.tick()
        ines.presses("Accepter")
        said = spoken(ines.types("/mentor-admin people").messages()[-1])
        assert "Charte" not in said
        assert same("1 mentor prêt à accompagner", said)
        ines.types("/mentor-admin").presses("Ouvrir une campagne")
        assert ines.sends(mode="three_choices", mentors_days="0") == {}
        assert ines.sends() == {}
        company.travel("2026-03-12 10:00")
        company.tick()
        tom.presses("Choose my three mentors")
        assert tom.sends(first="Léa Martin") == {}
        ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Publier")
        company.travel("2026-03-13 10:00")
        company.tick()
        introduced = spoken(tom.hears("is now your mentor"))
        assert not same("Read the charter", introduced)
        for who in (tom, lea, ines):
            who.opens_home()
            assert who.home()["blocks"]


@says("trust, and a preparation")
def test_where_everybody_is_trusted_the_preparation_alone_stands_before_the_first_mentee(
    company: Company, lea: Someone, ines: Someone
) -> None:
    offers_to_mentor(lea)
    assert profile_of(company, "U0LEA")[1].application is Application.APPROVED
    assert can_mentor(company) == set(), "nothing is read yet"
    lea.types("/mentor préparation").presses("Suivant").presses("J'ai tout lu")
    assert can_mentor(company) == {"U0LEA"}
    company.travel("2026-03-11 10:00")
    company.tick()
    ines.types("/mentor-admin people")
    assert "candidature" not in spoken(ines.messages()[-1])


@says("a charter alone")
def test_a_charter_without_expectations_is_signed_in_one_press(company: Company, tom: Someone) -> None:
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    tom.says("hello").presses_forged("charter_open", str(pair.programme_id))
    assert same("We keep our word.", spoken({"blocks": tom.form()["blocks"]}))
    assert tom.sends() == {}
    tom.hears("you have agreed to the charter")


@says("something to read on arrival")
def test_what_is_worth_reading_on_arrival_is_shown_once_all_is_answered(tom: Someone, lea: Someone) -> None:
    looks_for_a_mentor(tom).hears("The hall")
    tom.presses("Read")
    assert same("Come in", spoken({"blocks": tom.form()["blocks"]}))
    offers_to_mentor(lea).never_heard("Le hall")


@says("nothing more")
def test_topics_that_the_file_no_longer_offers_are_forgotten_by_every_page_and_asked_about_by_none(
    company: Company, tom: Someone
) -> None:
    """Tom had answered when the shipped topics were offered."""
    looks_for_a_mentor(tom)
    [person] = known(company, "U0TOM")
    with company.work() as work:
        work.people.change(person.id, topics=("speaking", "gone_1"))
    company.restart()
    with forging.nothing_breaks(company):
        tom.opens_home()
        tom.presses("See my answers")
        assert "gone_1" not in repr(tom.form()["blocks"])
        assert tom.sends(topics=["life"]) == {}
    assert profile_of(company, "U0TOM")[0].topics == ("life",)


def can_mentor(company: Company) -> set[str]:
    with company.work() as work:
        ready = mentors.volunteers(work, joining.programme_of(work))
        return {work.people.get(one).slack_id for one in ready}
