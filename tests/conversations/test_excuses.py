"""Whatever stands in the way of an answer, there is one: nothing escapes a handler."""

from __future__ import annotations

import json

import pytest
from databases import locked

from handlers import ids
from tests.conversations import forging
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

NOT_SAVED = "nothing was changed"


@pytest.mark.slow
def test_a_refusal_that_cannot_be_put_on_record_is_no_silence_but_try_again(company: Company) -> None:
    """Tom may not open a round. That he asked belongs on record, and the database is locked just then."""
    known(company, "U0TOM")
    tom = company.someone("U0TOM")
    tom.opens_home()

    with forging.nothing_breaks(company):
        with locked(company.settings.binome_database_url):
            answer = forging.send(company, forging.press("U0TOM", ids.ROUND_OPEN, ""))
            company.settle()
            tom.hears(NOT_SAVED)
        assert answer.status == 200

        forging.send(company, forging.press("U0TOM", ids.ROUND_OPEN, ""))
        company.settle()
        tom.hears("This is for the programme’s coordinators")


@pytest.mark.slow
def test_a_form_that_cannot_be_saved_says_so_on_top_and_keeps_what_was_typed(company: Company) -> None:
    ines = company.someone("U0INES")
    known(company, "U0INES")
    ines.types("/mentor-admin sujets").presses("Ajouter un sujet")
    with forging.nothing_breaks(company), locked(company.settings.binome_database_url):
        ines.sends(fr="Bien écrire", en="Writing well")
    assert same("rien n’a été modifié", told(ines))

    closes(ines)
    assert "Bien écrire" in repr(ines.form()["state"])
    assert ines.sends(fr="Bien écrire", en="Writing well") == {}
    assert same("C’est ajouté", told(ines))


@pytest.mark.slow
def test_the_third_form_on_the_pile_says_so_in_its_own_place(company: Company) -> None:
    """Slack piles up three: a fourth would not be shown, and nothing would seem to happen."""
    known(company, "U0TOM")
    third = forging.submit("U0TOM", ids.ROUND_FORM)
    third["view"] |= {"root_view_id": "V0FIRST", "previous_view_id": "V0SECOND"}
    with forging.nothing_breaks(company), locked(company.settings.binome_database_url):
        answer = forging.send(company, third)
    assert NOT_SAVED in str(answer.body)
    assert json.loads(answer.body)["response_action"] == "update"


def test_what_an_open_form_refuses_is_said_in_the_form(company: Company) -> None:
    """A colleague has settled the suggestion meanwhile."""
    ines = company.someone("U0INES")
    known(company, "U0INES")
    with company.work() as work:
        work.topics.suggest("Jongler", "fr")
    ines.types("/mentor-admin sujets").listens_from_now()
    with company.work() as work:
        work.topics.settle(work.topics.suggestions()[0].id)

    ines.presses("Ajouter au catalogue")
    assert same("déjà été traitée", told(ines))
    assert ines.heard_since() == []


def test_a_menu_that_has_nothing_for_somebody_is_empty_and_writes_to_nobody(company: Company) -> None:
    """It asks again with each letter: a word about it each time would fill their conversation."""
    zoe = company.someone("U0ZOE")
    known(company, "U0ZOE")
    zoe.says("bonjour").listens_from_now()
    answer = forging.send(company, forging.search("U0ZOE", ids.CHOICES_SEARCH, "lé", kept="1::"))
    company.settle()
    assert json.loads(answer.body) == {"options": []}
    assert zoe.heard_since() == []


def test_a_menu_that_gives_back_what_none_of_ours_gives_is_an_old_button(company: Company) -> None:
    tom = company.someone("U0TOM")
    known(company, "U0TOM")
    tom.opens_home()
    with forging.nothing_breaks(company):
        for menu in (ids.HOME_MORE, ids.PEOPLE_PAGE, ids.TOPIC_PICK, ids.ARRIVAL_CAPACITY, ids.BROWSE_PUT):
            forging.send(company, forging.press("U0TOM", menu, "", selected_option="forged"))


def told(someone: Someone) -> str:
    """What the form on top of their screen says."""
    return spoken({"blocks": someone.form()["blocks"]})


def closes(someone: Someone) -> None:
    someone.company.post("close", {"as": someone.slack_id, "view_id": someone.form()["id"]})
