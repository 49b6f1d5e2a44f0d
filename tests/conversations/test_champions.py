"""A champion gets the month as a message, and the same as a file, in their own conversation."""

from __future__ import annotations

import pytest

from bot.domain.mentorships import Mentorship
from bot.domain.permissions import Right
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.test_report import programme as programme

# A page is drawn in a second or so, by libraries that are loaded for it.
pytestmark = pytest.mark.slow


def told_the_month(company: Company, champion: str) -> None:
    """Named, and told on the first working day on which there is a page."""
    [person] = known(company, champion)
    with company.work() as work:
        work.rights.grant(person.id, Right.CHAMPION)
    company.tick()
    company.travel("2026-03-10 15:00")
    company.tick()


def test_a_champion_reads_the_month_and_takes_the_page_with_them(
    company: Company, programme: list[Mentorship], omar: Someone
) -> None:
    told_the_month(company, "U0OMAR")

    omar.hears("Ce qui a été donné")
    omar.presses("La page en PDF")
    said = omar.hears("Voici le mois, en une page")
    (file,) = said["files"]
    assert file["name"] == "mentorat-2026-02.pdf"
    with company.work() as work:
        people = work.people.many(seat.person_id for pair in programme for seat in pair.seats)
    assert not any(one.slack_id in repr(omar.messages()) for one in people.values())


def test_a_champion_of_few_people_reads_that_nothing_can_be_told(company: Company, omar: Someone) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-01-12")
    company.travel("2026-03-10 09:00")
    told_the_month(company, "U0OMAR")

    heard = omar.hears("Rien qui puisse être dit")
    assert "La page en PDF" not in repr(heard)


def test_the_report_on_paper_comes_to_whoever_asked_and_to_nobody_else(
    company: Company, ines: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0INES")
    ines.types("/mentor-report février pdf", channel="C0GENERAL")
    company.settle()
    (file,) = ines.hears("Voici le point du programme")["files"]
    assert file["name"] == "point-mentorat-2026-02.pdf"
    assert "point-mentorat" not in repr(ines.messages("C0GENERAL"))
