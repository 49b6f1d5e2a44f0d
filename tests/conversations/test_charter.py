"""The charter as a pair meets it: with their introduction, in a form, and never in anybody's way."""

from __future__ import annotations

import pytest

from bot.programme.types import load_types
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled, opens_a_round, proposes_and_publishes
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long

EXPECTED = [one.key for one in load_types()["long_term"].expectations]


@pytest.fixture
def introduced(company: Company, ines: Someone, tom: Someone) -> None:
    """Tom asked for Léa, and the round is published."""
    enrolled(company, {**MENTORS, "U0TOM": MENTEES["U0TOM"]})
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors")
    assert tom.sends(first="Léa Martin") == {}
    proposes_and_publishes(company, ines)


@pytest.mark.usefixtures("introduced")
def test_tom_reads_the_charter_under_his_introduction_and_agrees_line_by_line(
    company: Company, tom: Someone
) -> None:
    tom.presses("Read the charter")
    assert [block["block_id"] for block in tom.form()["blocks"] if block["type"] == "input"] == EXPECTED
    assert set(tom.sends()) == set(EXPECTED), "each line that is left open is told"
    assert tom.sends(**{key: [key] for key in EXPECTED}) == {}
    tom.hears("Thank you: you have agreed to the charter.")
    introduction = spoken(tom.hears("is now your mentor"))
    assert not same("Read the charter", introduction), "and his introduction no longer asks for it"
    tom.presses("Read it again")
    assert tom.form()["callback_id"] == "notice"


@pytest.mark.usefixtures("introduced")
def test_a_form_sent_with_every_line_left_open_signs_nothing(company: Company, tom: Someone) -> None:
    tom.presses("Read the charter")
    view = tom.form()
    company.post("submit", {"as": "U0TOM", "view_id": view["id"], "values": {}})
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        assert person
        assert work.signatures.of(person.id, work.programme().id) == []


def test_a_meeting_is_kept_even_when_nobody_has_signed(company: Company, tom: Someone) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    tom.types("/mentor-log @lea 45 min").hears("45 minutes")
