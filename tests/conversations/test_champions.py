"""A champion gets the month as a message, and the same as a file, in their own conversation."""

from __future__ import annotations

import pytest

from bot.domain.permissions import Right
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

# A page is drawn in a second or so, by libraries that are loaded for it.
pytestmark = pytest.mark.slow


def test_a_champion_reads_the_month_and_takes_the_page_with_them(company: Company, omar: Someone) -> None:
    company.travel("2026-04-07 09:00")
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0OMAR")
    with company.work() as work:
        work.rights.grant(work.people.by_slack_id("U0OMAR").id, Right.CHAMPION)
    company.tick()
    company.travel("2026-04-07 15:00")
    company.tick()

    omar.hears("Ce qui a été donné")
    omar.presses("La page en PDF")
    said = omar.hears("Voici le mois, en une page")
    (file,) = said["files"]
    assert file["name"] == "mentorat-2026-03.pdf"
    assert "U0TOM" not in repr(omar.messages())


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
