"""Whatever stands in the way of an answer, there is one: nothing escapes a handler."""

from __future__ import annotations

import pytest
from databases import locked

from handlers import ids
from tests.conversations import forging
from tests.conversations.given import known
from tests.conversations.harness import Company

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

NOT_SAVED = "nothing was changed"


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


def test_a_form_that_cannot_be_saved_says_so_in_its_own_place(company: Company) -> None:
    known(company, "U0TOM")
    body = forging.submit("U0TOM", ids.ROUND_FORM)
    with forging.nothing_breaks(company), locked(company.settings.binome_database_url):
        answer = forging.send(company, body)
    assert NOT_SAVED in str(answer.body)
