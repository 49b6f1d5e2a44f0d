"""How often two people meet, as they choose it in Slack; the other half reads of it and may choose again."""

from __future__ import annotations

import json

import pytest

from bot.domain.calendar import Period
from bot.domain.mentorships import Mentorship
from handlers import ids
from tests.conversations import forging
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company
from tests.conversations.seen import spoken
from tests.conversations.test_changes import in_the_form, picks

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Introduced on Friday 20 February; it is the second Monday after that, and Tom has been asked for a date."""
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    company.travel("2026-03-02 11:00")
    company.tick()
    return made


def period(company: Company, pair: Mentorship) -> Period:
    with company.work() as work:
        found = work.mentorships.get(pair.id)
        assert found is not None
        return found.period


def test_lea_slows_down_from_home_and_tom_goes_back_to_what_they_had(
    company: Company, pair: Mentorship
) -> None:
    lea, tom = company.someone("U0LEA"), company.someone("U0TOM")
    picks(lea, "Notre rythme : chaque mois")
    form = in_the_form(lea)
    assert "Votre rythme avec" in form
    assert "La période en cours va jusqu’au mardi 19 mai" in json.dumps(lea.form(), ensure_ascii=False)
    lea.sends(what="Tous les trois mois")
    assert "C’est noté" in in_the_form(lea)
    company.travel("2026-03-03 11:00")
    company.tick()
    tom.hears("chosen another rhythm for the two of you")
    tom.hears("every three months, rather than every month")
    tom.presses("Back to what we had")
    assert period(company, pair) == Period()
    assert "It has changed again since: you now meet every month." in spoken(tom.messages()[-1])
    picks(lea, "Notre rythme : chaque mois")


def test_tom_finds_it_among_the_less_usual_answers_and_begins_anew_today(
    company: Company, pair: Mentorship
) -> None:
    lea, tom = company.someone("U0LEA"), company.someone("U0TOM")
    tom.presses("More…").presses("Our rhythm")
    tom.sends(what="Every week")
    assert "Noted: every week." in in_the_form(tom)
    assert period(company, pair) == Period(months=0, weeks=1)
    company.travel("2026-03-03 11:00")
    company.tick()
    lea.hears("a choisi un autre rythme pour vous deux")
    lea.presses("Choisir un autre rythme").sends(what="Toutes les deux semaines")
    assert period(company, pair) == Period(months=0, weeks=2)


def test_what_is_not_offered_and_what_is_somebody_elses_changes_nothing(
    company: Company, pair: Mentorship
) -> None:
    maya = company.someone("U0MAYA")
    maya.types("/mentor").presses_forged(ids.CADENCE, str(pair.id))
    assert maya.has_no_form()
    for who, value in (("U0MAYA", "3-0"), ("U0TOM", "0-52"), ("U0TOM", "often")):
        chosen = {"type": "radio_buttons", "selected_option": {"value": value}}
        forging.send(company, forging.submit(who, ids.CADENCE_FORM, str(pair.id), {"what": chosen}))
    company.settle()
    assert period(company, pair) == Period()
