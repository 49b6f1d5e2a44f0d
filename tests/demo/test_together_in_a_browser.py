"""What a pair makes of itself, in a real browser: `make demo`, Tom on the page of his mentorship, then Léa on hers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.demo.opened import PATIENCE, Desk, demo

pytestmark = pytest.mark.browser

GOAL = "Speak up in every design review"
TOPIC = "How to begin a talk without slides"


@pytest.fixture
def desk(tmp_path: Path, chromium: Browser) -> Iterator[Desk]:
    with demo(tmp_path / "demo") as url:
        desk = Desk(chromium, url)
        yield desk
        desk.page.context.close()
        assert desk.complaints == []


def test_tom_sets_a_goal_and_adds_a_topic_and_lea_ticks_and_sees_where_they_are(desk: Desk) -> None:
    desk.sit_down("U0TOM", tab="home")
    opens_the_page(desk, "Our mentorship")
    he_sets_a_goal(desk)
    he_adds_a_topic_to_share(desk)
    desk.sit_down("U0LEA", tab="home")
    she_opens_toms_page(desk)
    she_reads_what_he_wrote_but_what_is_his_alone(desk)
    she_ticks_a_line_and_sees_it_on_the_page(desk)


def opens_the_page(desk: Desk, label: str) -> None:
    desk.page.get_by_test_id("home").get_by_role("button", name=label, exact=True).click()
    shows(desk, "none of 9 ticked")


def he_sets_a_goal(desk: Desk) -> None:
    presses(desk, "Set my goals")
    form(desk).get_by_role("textbox").first.fill(GOAL)
    sends(desk)
    shows(desk, "Saved.")
    goes_back(desk)
    shows(desk, GOAL)


def he_adds_a_topic_to_share(desk: Desk) -> None:
    presses(desk, "Open my sheet")
    presses(desk, "Add a topic or an action")
    form(desk).get_by_role("textbox").first.fill(TOPIC)
    form(desk).get_by_text("A topic to share with Léa").click()
    sends(desk)
    shows(desk, TOPIC)
    goes_back(desk)
    shows(desk, GOAL)


def she_opens_toms_page(desk: Desk) -> None:
    line = desk.page.get_by_test_id("home").locator(".block").filter(has_text="Tom Becker").last
    line.get_by_role("button").last.click()
    desk.page.get_by_role("menuitem", name="Notre mentorat").click()


def she_reads_what_he_wrote_but_what_is_his_alone(desk: Desk) -> None:
    shows(desk, GOAL)
    presses(desk, "Ouvrir ma feuille")
    shows(desk, TOPIC)
    expect(form(desk)).not_to_contain_text("Ask whether I should stay")


def she_ticks_a_line_and_sees_it_on_the_page(desk: Desk) -> None:
    form(desk).get_by_role("checkbox", checked=False).first.check()
    sends(desk)
    shows(desk, "1 coché sur 9")


def form(desk: Desk) -> Locator:
    """What lies on top."""
    return desk.page.get_by_test_id("modal")


def presses(desk: Desk, label: str) -> None:
    form(desk).get_by_role("button", name=label, exact=True).click()


def sends(desk: Desk) -> None:
    desk.page.get_by_test_id("modal-submit").click()


def goes_back(desk: Desk) -> None:
    desk.page.get_by_test_id("modal-cancel").click()


def shows(desk: Desk, words: str) -> None:
    expect(form(desk)).to_contain_text(words, timeout=PATIENCE)
