"""`make pictures`: the screenshots of the README, taken in the playground by living the demo."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.demo import test_a_month_in_a_browser as month
from tests.demo.opened import CHROMIUM, Desk, browser, demo

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
WIDE, HIGH = 1180, 820


def main() -> None:
    if not CHROMIUM:
        sys.exit("Pictures are taken with Chromium: apt-get install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder) / "demo") as url, browser() as opened:
        desk = Desk(opened, url, width=WIDE, height=HIGH)
        nora = month.a_newcomer_joins_in_english_and_answers(desk)
        _take(desk.page, "arrival")
        month.she_picks_three_mentors(desk)
        month.a_coordinator_publishes(desk)
        _take(desk.page, "round")
        desk.travel("next-month")
        desk.sit_down(nora).hear("isn’t logged yet")
        _take(desk.page, "nudge")
        month.she_is_asked_and_says_that_they_met(desk, nora)
        desk.sit_down("U0LEA", tab="home").page.get_by_test_id("home").wait_for()
        _take(desk.page, "home")
        month.the_report_shows_it(desk)
        desk.page.get_by_test_id("message").last.evaluate("said => said.scrollIntoView({block: 'start'})")
        _take(desk.page, "report")


def _take(page: Page, name: str) -> None:
    """Once what floats over the page has gone."""
    page.get_by_test_id("toast").wait_for(state="detached")
    page.wait_for_timeout(600)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
