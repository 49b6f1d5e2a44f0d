"""Somebody to talk with, in Slack: chosen, told without a reason, taken over, and heard in words of distress."""

from __future__ import annotations

import json

import pytest

from bot.domain.permissions import Right
from handlers import ids
from tests.conversations import forging
from tests.conversations.arriving import joins, network_value, picks_topics, written_anywhere
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long


@pytest.fixture
def team(company: Company) -> None:
    """Léa mentors Tom; Maya coordinates; everybody has met the bot."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    _, maya, _ = known(company, "U0INES", "U0MAYA", "U0OMAR")
    with company.work() as work:
        work.rights.grant(maya.id, Right.COORDINATOR)


#: What whoever runs the programme can look at.
SCREENS = ("/mentor-admin people", "/mentor-admin changes", "/mentor-report")


def screen(who: Someone, command: str) -> str:
    """What they are answered."""
    return who.listens_from_now().types(command).heard_since()[-1]


def names(ines: Someone, **people: list[str]) -> dict[str, str]:
    ines.types("/mentor-admin").presses("À qui s’adresser")
    return ines.sends(**{"hr": [], "harassment": [], "representative": [], "another": [], **people})


@pytest.mark.usefixtures("team")
def test_a_mentee_chooses_somebody_who_learns_that_they_would_like_to_talk_and_nothing_else(
    company: Company, tom: Someone, ines: Someone
) -> None:
    assert "Zoé Guest" in names(ines, harassment=["U0ZOE", "U0OMAR"])["harassment"]
    assert ines.sends(hr=[], harassment=["U0OMAR"], representative=[], another=[]) == {}

    before_asking = [screen(ines, look) for look in SCREENS]
    tom.opens_home().presses("I need help")
    assert "Harassment officer*: <@U0OMAR>" in spoken(tom.form())
    assert tom.sends(contact="Omar Haddad – Harassment officer") == {}
    assert "*<@U0OMAR>* will hear, in their working hours" in spoken(tom.form())
    tom.presses("No longer needed")
    assert "It’s taken back." in spoken(tom.form())
    tom.presses("I need help")
    assert tom.sends(contact="Omar Haddad – Harassment officer") == {}
    company.tick()

    omar = company.someone("U0OMAR")
    card = spoken(omar.hears("<@U0TOM> aimerait vous parler"))
    assert [screen(ines, look) for look in SCREENS] == before_asking
    assert not [word for word in ("mentor", "binôme", "harcèlement", "Léa") if word in card]
    before = len(tom.messages())
    omar.presses("C’est fait").hears("Merci d’avoir été là")
    company.tick()
    omar.never_heard("aimerait vous parler")
    assert len(tom.messages()) == before


@pytest.mark.usefixtures("team")
def test_without_an_answer_the_next_one_has_it_and_the_asker_may_take_it_back(
    company: Company, lea: Someone, ines: Someone
) -> None:
    lea.says("j'ai besoin d'aide").hears("Voici à qui vous adresser")
    assert "Écrire à Maya" in spoken(lea.messages()[-1])
    lea.presses("Prévenir quelqu’un pour moi").sends(contact="Maya Cohen – Équipe du programme")
    company.tick()
    company.someone("U0MAYA").hears("<@U0LEA> aimerait vous parler")

    company.travel("2026-03-12 11:00")
    company.tick()
    company.someone("U0MAYA").hears("une autre personne s’en charge")
    ines.hears("<@U0LEA> aimerait vous parler")
    lea.hears("J’ai maintenant demandé à *<@U0INES>*")
    lea.presses("Ce n’est plus utile")
    company.tick()
    lea.hears("Vous souhaitiez parler à quelqu’un. C’est réglé")
    ines.hears("la demande est réglée")
    ines.never_heard("<@U0LEA> aimerait vous parler")


@pytest.mark.parametrize(
    ("locale", "words", "comfort", "language", "asked"),
    [
        (
            "fr-FR",
            "Mon chef me harcèle, je n’en peux plus…",
            "vous n’avez pas à y faire face sans aide",
            "Français",
            "Avoir un·e mentor",
        ),
        (
            "en-GB",
            "I can’t take it any more, she bullies me",
            "you don’t have to face it alone",
            "English",
            "Have a mentor",
        ),
    ],
)
@pytest.mark.usefixtures("team")
def test_words_of_distress_are_answered_at_once_and_the_conversation_goes_on(
    company: Company, locale: str, words: str, comfort: str, language: str, asked: str
) -> None:
    nina = joins(company, "Nina Neuve", locale=locale).says("hello").presses(language)

    nina.listens_from_now().says(words)

    [_, said] = nina.heard_since()
    assert comfort in said.replace("'", "’")
    assert "<@U0MAYA>" in said
    assert "112" in said
    nina.presses(asked)
    assert not written_anywhere(company, words[:12])
    nina.types(f"/mentor {words}").hears(comfort)


@pytest.mark.usefixtures("team")
def test_words_of_distress_are_heard_in_a_command_that_does_what_it_says(
    company: Company, tom: Someone
) -> None:
    tom.listens_from_now().types("/mentor-log @lea 45 min I am exhausted")

    comfort, logged = tom.heard_since()
    assert "you don’t have to face it alone" in comfort
    assert same("45 minutes", logged)
    assert not written_anywhere(company, "exhausted")
    tom.listens_from_now().types("/mentor-log I want to die")
    assert len(tom.heard_since()) == 1, "nobody tells them how a meeting is logged"


@pytest.mark.usefixtures("team")
def test_words_of_distress_are_heard_in_a_form_which_is_sent_all_the_same(company: Company) -> None:
    nina = joins(company, "Nina Neuve", locale="en-GB").says("hello").presses("English")
    nina.presses("Have a mentor").presses("Choose a network", selected_option=network_value(nina, "Produit"))
    picks_topics(nina, "speaking").presses("Write my sentence")
    assert nina.sends(expectation="To stop feeling burned out") == {}

    assert "you don’t have to face it alone" in spoken(nina.form())
    assert "stays where this form said" in spoken(nina.form())
    nina.presses("Let somebody know for me").hears("To stop feeling burned out")


@pytest.mark.usefixtures("team")
def test_a_form_to_be_mended_stays_under_whom_they_can_turn_to(company: Company) -> None:
    typed = {
        "name": {"type": "plain_text_input", "value": "Je suis à bout"},
        "mentor": {"type": "external_select", "selected_option": {"value": "1"}},
    }

    answer = json.loads(forging.send(company, forging.submit("U0INES", ids.GROUP_FORM, ":", typed)).body)

    assert answer["response_action"] == "push"
    for words in ("vous n’avez pas à y faire face sans aide", "Un groupe réunit au moins"):
        assert words in spoken(answer["view"])


def test_a_guest_in_distress_reads_whom_to_call_each_time(company: Company) -> None:
    zoe = company.someone("U0ZOE").says("bonjour").listens_from_now()

    zoe.says("je veux mourir").says("je veux mourir")

    assert ["112" in said for said in zoe.heard_since()] == [False, True] * 2
