"""How much is asked of a newcomer: every click, every choice in a menu and every form sent counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.enrolments import Part
from bot.programme import joining
from tests.conversations.arriving import joins, network_value, picks_topics, profile_of
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone
from tests.conversations.round_scenes import MENTORS, enrolled

pytestmark = pytest.mark.long

AT_MOST = 12


class Counted(Someone):
    """Somebody whose interactions are counted; a menu in a form is one, and so is sending the form."""

    interactions = 0

    def presses(self, label: str, **state: Any) -> Someone:
        self.interactions += 1
        return super().presses(label, **state)

    def sends(self, **answers: Any) -> dict[str, str]:
        chosen = [one for one in answers if self._is_a_menu(one)]
        self.interactions += len(chosen) + 1
        return super().sends(**answers)

    def says(self, words: str) -> Someone:
        self.interactions += 1
        return super().says(words)

    def _is_a_menu(self, block_id: str) -> bool:
        blocks = (block for block in self.form()["blocks"] if block.get("block_id") == block_id)
        return any("select" in block["element"]["type"] for block in blocks)


def newcomer(company: Company) -> Counted:
    slack_id = joins(company, "Nora Lindqvist", locale="en-GB").slack_id
    company.tick()
    return Counted(company, slack_id)


def a_round_is_open(company: Company) -> None:
    enrolled(company, {**MENTORS, "U0MAYA": {**MENTORS["U0OMAR"], "network": "Support"}})
    [ines] = known(company, "U0INES")
    with company.work() as work:
        programme = joining.programme_of(work)
        work.rounds.open(
            programme.id, person_ids=[], opened_by=ines.id, opened_at=work.now, closes_on=date(2026, 3, 24)
        )


def test_a_mentee_is_done_in_twelve_interactions_with_a_sentence_and_three_mentors(company: Company) -> None:
    a_round_is_open(company)
    nora = newcomer(company)

    nora.presses("English").presses("Have a mentor")
    nora.presses("Choose a network", selected_option=network_value(nora, "Produit"))
    picks_topics(nora, "speaking", "expertise").presses("Write my sentence")
    assert nora.sends(expectation="Speak up earlier in design reviews") == {}
    nora.presses("Choose my three mentors")
    assert nora.sends(first="Léa", second="Omar", third="Maya") == {}

    assert nora.interactions <= AT_MOST
    with company.work() as work:
        person = work.people.by_slack_id(nora.slack_id)
        latest = work.rounds.latest(work.programme().id)
        assert len(work.rounds.invitation(latest.id, person.id).choices) == 3


def test_a_mentor_is_done_in_fewer(company: Company) -> None:
    nora = newcomer(company)

    nora.presses("English").presses("Be a mentor")
    nora.presses("Choose a network", selected_option=network_value(nora, "Produit"))
    picks_topics(nora, "leading").presses("Write my sentence")
    assert nora.sends(expectation="A quiet hour to think aloud") == {}
    nora.presses("5 people")

    assert nora.interactions <= AT_MOST - 4
    enrolment = profile_of(company, nora.slack_id)[1]
    assert (enrolment.part, enrolment.capacity) == (Part.MENTOR, 5)
    assert enrolment.completed_at is not None
