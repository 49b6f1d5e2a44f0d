"""The whole month in a real browser, as a head of HR would be shown it: `make demo`, and four people who act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.opened import Desk, demo

#: The other page of the demo is lived in the fast set, and this month there without a browser.
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def desk(tmp_path: Path, chromium: Browser) -> Iterator[Desk]:
    with demo(tmp_path / "demo") as url:
        desk = Desk(chromium, url)
        yield desk
        desk.page.context.close()
        assert desk.complaints == []


def test_nora_joins_meets_her_mentor_and_the_report_shows_it(desk: Desk) -> None:
    nora = a_newcomer_joins_in_english_and_answers(desk)
    she_picks_three_mentors(desk)
    a_coordinator_proposes(desk)
    her_mentor_reads_her_list(desk)
    a_coordinator_publishes(desk)
    she_is_introduced(desk, nora)
    desk.travel("next-month")
    her_mentor_was_introduced_too(desk)
    she_is_asked_and_says_that_they_met(desk, nora)
    the_report_shows_it(desk)
    what_is_published_names_nobody(desk)


def a_newcomer_joins_in_english_and_answers(desk: Desk) -> str:
    nora = desk.join("Nora Lindqvist", language="en", title="Mobility consultant")
    desk.hear("First of all, what I keep")
    desk.press("English").hear("How would you like to take part?")
    desk.press("Have a mentor").hear("Which is your main network?")
    desk.pick("Mobilité & Énergie").hear("What would you like to make progress on?")
    desk.pick("Deepening technical expertise").page.keyboard.press("Escape")
    desk.press("Save").hear("What do you expect from mentoring")
    desk.press("Write my sentence")
    desk.page.get_by_test_id("modal").get_by_role("textbox").fill("To speak up earlier in design reviews.")
    desk.send_form().hear("Thank you Nora, that’s everything.")
    return nora


def she_picks_three_mentors(desk: Desk) -> None:
    desk.press("Choose my three mentors")
    desk.pick("Priya Raman", block_id="first")
    desk.pick("Léa Martin", block_id="second")
    desk.pick("Karim Haddad", block_id="third")
    desk.send_form().hear("Noted. Your choices, in order:")


def a_coordinator_proposes(desk: Desk) -> None:
    desk.sit_down("U0INES").type("/mentor-admin campagne")
    desk.hear("Ouverte jusqu’au")
    desk.press("Clore et proposer").confirm()
    desk.hear("@Nora Lindqvist avec @Priya Raman")
    desk.press("Envoyer aux mentors").confirm()


def her_mentor_reads_her_list(desk: Desk) -> None:
    """And a week goes by in which nobody says a word: silence is yes."""
    desk.travel("next-monday")
    desk.sit_down("U0PRIYA").hear("@Nora Lindqvist")
    desk.travel("next-monday")


def a_coordinator_publishes(desk: Desk) -> None:
    desk.sit_down("U0INES").type("/mentor-admin campagne")
    desk.press("Publier").confirm()
    desk.hear("C’est publié")


def she_is_introduced(desk: Desk, nora: str) -> None:
    desk.sit_down(nora).hear("@Priya Raman is now your mentor.")
    desk.hear("this was your first choice")


def her_mentor_was_introduced_too(desk: Desk) -> None:
    """In London, when her day began there; and she does not learn who named her."""
    desk.sit_down("U0PRIYA").hear("@Nora Lindqvist")
    priya_hears_no_rank = desk.page.get_by_test_id("message").filter(has_text="first choice")
    expect(priya_hears_no_rank).to_have_count(0)


def she_is_asked_and_says_that_they_met(desk: Desk, nora: str) -> None:
    desk.sit_down(nora).hear("Your first meeting with @Priya Raman isn’t logged yet.")
    desk.press("We met", under="isn’t logged yet").send_form()
    desk.hear("Noted: you met @Priya Raman")


def the_report_shows_it(desk: Desk) -> None:
    """First for the coordinator's eyes, with names; then for the channel, without any, once the month is over."""
    desk.sit_down("U0INES", place="C0MENTORAT").type("/mentor-report mois dernier")
    desk.hear("Se sont rencontrés")
    desk.hear("Vous seul·e voyez ce message.")


def what_is_published_names_nobody(desk: Desk) -> None:
    desk.press("Publier ici").confirm()
    desk.sit_down("U0LEA", place="C0MENTORAT").hear("Se sont rencontrés")
    shown = desk.page.get_by_test_id("message").last.inner_text()
    assert "Sans mentor" in shown
    assert not [name for name in ("@Samuel Eze", "@Nora Lindqvist", "Liam") if name in shown]
