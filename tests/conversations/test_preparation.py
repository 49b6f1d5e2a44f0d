"""Ten minutes of preparation, a page at a time: in one message, left and taken up again."""

from __future__ import annotations

from typing import Any

import pytest
from volunteering import place_of

from bot.domain.enrolments import Application
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken
from tests.conversations.test_mentors import offer

pytestmark = pytest.mark.long


def pages(who: Someone) -> list[dict[str, Any]]:
    return [one for one in who.messages() if "Préparation · " in spoken(one)]


def test_lea_reads_in_one_message_leaves_and_goes_on_where_she_was(company: Company, lea: Someone) -> None:
    offer(company, "U0LEA")
    lea.says("bonjour").says("préparation")
    lea.hears("Préparation · 1 / 6")
    lea.presses("Suivant").presses("Suivant").presses("Précédent")
    assert len(pages(lea)) == 1, "always the same message"
    lea.hears("Préparation · 2 / 6")
    lea.presses("Plus tard").hears("2 pages sur 6 sont lues")
    company.restart()
    lea.presses("Reprendre la préparation").hears("Préparation · 3 / 6")
    for _ in range(3):
        lea.presses("Suivant")
    lea.presses("J'ai tout lu").hears("Merci Léa")
    with company.work() as work:
        assert place_of(work, work.people.by_slack_id("U0LEA")).prepared_at is not None
    lea.presses("Relire").hears("Préparation · 1 / 6")


def test_two_presses_turn_one_page(company: Company, lea: Someone) -> None:
    """The second press carries the number of the same page."""
    offer(company, "U0LEA")
    lea.says("bonjour").says("préparation")
    for _ in range(2):
        lea.presses_forged("preparation_turn", "1")
    lea.hears("Préparation · 2 / 6")
    lea.presses_forged("preparation_turn", "5").hears("Préparation · 2 / 6")


def test_the_word_is_answered_kindly_to_whoever_is_no_mentor(company: Company, tom: Someone) -> None:
    tom.says("hello").says("preparation").hears("The preparation is for the mentors of this programme.")


def test_reading_may_begin_while_the_team_thinks(company: Company, lea: Someone) -> None:
    offer(company, "U0LEA")
    lea.types("/mentor préparation").hears("Préparation · 1 / 6")
    with company.work() as work:
        assert place_of(work, work.people.by_slack_id("U0LEA")).application is Application.APPLIED
