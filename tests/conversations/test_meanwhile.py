"""What changes while somebody reads, chooses or waits: each ends well, and nothing is kept that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from volunteering import application_of
from volunteering import offers_to_mentor as volunteers

from bot.domain.people import Standing
from bot.domain.programmes import Charter, ProgrammeType
from bot.programme import applications, joining
from bot.programme.types import load_types
from tests.conversations import forging
from tests.conversations.arriving import network_value, press, profile_of
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long

EXPECTED = [one.key for one in load_types()["long_term"].expectations]


def reaches_topics(who: Someone) -> Someone:
    who.says("hello").presses("English").presses("Have a mentor")
    return who.presses("Choose a network", selected_option=network_value(who, "Produit"))


# -- topics ------------------------------------------------------------------------------------------------------


def test_a_topic_withdrawn_while_somebody_chooses_is_told_kindly_and_the_others_are_still_there(
    company: Company, tom: Someone
) -> None:
    reaches_topics(tom).presses("Choose topics", selected_options=["managing", "speaking"])
    withdraw(company, "managing")

    tom.presses("Save").hears("no longer among those offered, and nothing has changed")
    assert profile_of(company, "U0TOM")[0].topics == ()
    tom.types("/mentor")
    question = tom.messages()[-1]
    assert "Managing a team" not in spoken(question)
    tom.presses("Choose topics", selected_options=["speaking"]).presses("Save")
    assert profile_of(company, "U0TOM")[0].topics == ("speaking",)


def test_a_topic_reworded_while_somebody_chooses_is_the_one_they_chose(
    company: Company, tom: Someone
) -> None:
    reaches_topics(tom).presses("Choose topics", selected_options=["managing"])
    with company.work() as work:
        work.topics.offer("managing", {"fr": "Animer une équipe", "en": "Leading a small team"})

    tom.presses("Save").hears("Leading a small team")
    assert profile_of(company, "U0TOM")[0].topics == ("managing",)


def withdraw(company: Company, key: str) -> None:
    with company.work() as work:
        work.topics.offer(key, {"fr": "Retiré", "en": "Withdrawn"}, withdrawn=True)


# -- the charter -------------------------------------------------------------------------------------------------


@pytest.fixture
def renewed(company: Company) -> Iterator[Any]:
    """Raises the version of the charter, as a new programme file does at the next start."""
    customs = company.binome.store.customs
    types: Mapping[str, ProgrammeType] = customs.types
    charter = Charter(version=2, texts={"fr": "Un texte nouveau.", "en": "A text that is new."})

    def raise_it() -> None:
        held = {**types, "long_term": replace(types["long_term"], charter=charter)}
        company.binome.store.customs = replace(customs, types=held)

    yield raise_it
    company.binome.store.customs = customs


def test_a_charter_that_changes_while_it_is_read_is_signed_in_neither_text_before_it_is_read_again(
    company: Company, tom: Someone, renewed: Any
) -> None:
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    tom.says("hello").presses_forged("charter_open", str(pair.programme_id))
    renewed()

    assert tom.sends(**{key: [key] for key in EXPECTED}) == {}
    assert "agreed to the charter" not in spoken({"blocks": tom.form()["blocks"]})
    assert signed(company, "U0TOM") == []
    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.presses_forged("charter_open", str(pair.programme_id))
    assert same("A text that is new.", spoken({"blocks": tom.form()["blocks"]}))
    assert tom.sends(**{key: [key] for key in EXPECTED}) == {}
    assert {version for _, version in signed(company, "U0TOM")} == {2}


def signed(company: Company, slack_id: str) -> list[tuple[str, int]]:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        assert person
        found = work.signatures.of(person.id, joining.programme_of(work).id)
        return [(one.what, one.version) for one in found]


# -- people who leave --------------------------------------------------------------------------------------------


def test_whoever_has_left_the_company_waits_for_no_answer_of_the_team(
    company: Company, ines: Someone
) -> None:
    _, lea, maya = known(company, "U0INES", "U0LEA", "U0MAYA")
    with company.work() as work:
        for one in (lea, maya):
            volunteers(work, one)
        first = application_of(work, lea)
        work.people.change(lea.id, standing=Standing.GONE)
    company.travel("2026-03-10 10:00")
    company.tick()

    assert ines.times_heard("U0LEA") == 0
    with forging.nothing_breaks(company), company.work() as work:
        waiting = applications.waiting(work, work.people.by_slack_id("U0INES"))
        assert [one.person.slack_id for one in waiting] == ["U0MAYA"]
        assert first not in [one.application.id for one in waiting]


# -- languages ---------------------------------------------------------------------------------------------------


def test_a_language_changed_in_home_is_that_of_whatever_comes_next_and_every_answer_stays(
    company: Company, tom: Someone
) -> None:
    reaches_topics(tom)
    english = tom.messages()[-1]
    tom.opens_home()
    tom.presses("Parler français")
    assert same("Speak English", repr(tom.home()["blocks"]))

    press(company, tom, english, "arrival_back", "topics", forged=True)
    tom.hears("Votre réseau principal est-il bien Produit ?")
    tom.says("aide").hears("noter une rencontre en une ligne")
    assert profile_of(company, "U0TOM")[0].network == "Produit"
