"""Opening a round from Slack, answering it where nobody is named, and coming back to it when answers are closed."""

from __future__ import annotations

import pytest

from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.programme import joining
from handlers import ids
from tests.conversations import forging
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled, looks_at_the_list, opens_a_round

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def people(company: Company) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor."""
    return enrolled(company, {**MENTORS, **MENTEES})


def shown(someone: Someone) -> str:
    return spoken({"blocks": someone.form()["blocks"]})


def test_two_presses_open_a_round_as_the_programme_usually_does(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin").presses("Ouvrir une campagne")
    assert same("Programme : *Mentorat*", shown(ines))
    assert ines.sends() == {}
    assert same("Maya Cohen, Tom Becker", shown(ines))
    assert same("les mentors ont 3 jours ouvrés", shown(ines))
    assert ines.sends() == {}
    assert same("La campagne est ouverte", shown(ines))

    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})
    assert ines.has_no_form(), "nothing is left open underneath"


def test_whoever_reads_the_list_goes_back_to_what_they_had_chosen(company: Company, ines: Someone) -> None:
    looks_at_the_list(ines, networks=["Conseil"], rules=["other_team"], mode=Mode.SUGGESTED.value)
    assert same("Tom Becker", shown(ines))
    assert not same("Maya Cohen", shown(ines))
    assert same("Jamais en commun : L'équipe", shown(ines).replace("*", ""))
    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})

    assert "Personne ne cherche de mentor" in ines.sends(networks=["Produit"])["networks"]
    assert ines.sends(networks=["Support"], mode="by_coordinator", mentors_days="0", rules=[]) == {}
    assert ines.sends() == {}
    with company.work() as work:
        opened = work.rounds.latest(joining.programme_of(work).id)
        assert opened
        assert (opened.rules.networks, opened.rules.mode) == (("Support",), Mode.BY_COORDINATOR)
        assert (opened.rules.mentors_days, opened.rules.other_team) == (0, False)
        assert len(work.rounds.invitations(opened.id)) == 1


def test_a_form_that_nobody_was_shown_opens_no_round(company: Company) -> None:
    known(company, "U0INES")
    before = forging.rows(company)
    with forging.nothing_breaks(company):
        for kept in (
            *("", "x:2026-03-24", "x:2026-03-24:three_choices:other_team:99:"),
            *("x:2026-03-24:telepathy::3:", "x:y:::3:z"),
        ):
            forging.send(company, forging.submit("U0INES", ids.ROUND_FORM, kept))
            forging.send(company, forging.submit("U0INES", ids.ROUND_DRAFT, kept))
    assert forging.changed(before, forging.rows(company)) == {}


def test_where_the_programme_looks_the_answer_is_yes_or_not_this_time(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    opens_a_round(company, ines, mode=Mode.SUGGESTED.value)
    asked = spoken(tom.hears("A mentoring round is open: would you like a mentor?"))
    assert "Look around" not in asked
    assert "Choose my three mentors" not in asked

    tom.says("1")
    tom.hears("would you like a mentor?")
    tom.opens_home().presses("Yes, suggest somebody").hears("Noted: I'll look for somebody who suits you")
    tom.presses("Change my answer")
    assert [block["type"] for block in tom.form()["blocks"]] == ["input"]
    assert tom.sends(what="not_this_time") == {}
    tom.hears("Noted, not this time.")
    with company.work() as work:
        opened = work.rounds.latest(joining.programme_of(work).id)
    tom.presses_forged(ids.BROWSE_OPEN, str(opened.id))
    tom.hears("In this round mentors are not named")

    maya.presses("Oui, proposez-moi quelqu'un")
    ines.types("/mentor-admin campagne").hears("oui, un·e mentor : 1")


def test_the_team_comes_back_to_the_round_from_the_message_that_says_answers_are_closed(
    company: Company, ines: Someone, tom: Someone
) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    ines.types("/mentor-admin campagne").hears("Encore 14 jours.")
    ines.presses("Sujets").hears("Encadrer une équipe : demandes 1, places 3")
    company.travel("2026-03-25 10:00")
    company.tick()

    ines.hears("Les réponses de la campagne sont closes depuis le mardi 24 mars : 1 sur 2.")
    ines.presses("Voir la campagne").presses("Préparer les propositions").hears("1 binôme proposé")
    ines.presses("Voir la campagne").hears("Cette campagne a avancé depuis")
