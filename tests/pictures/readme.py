"""The screenshots of the README, taken by living the demo."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.demo import test_a_month_in_a_browser as month
from tests.demo.opened import Desk, browser, demo

WIDE, HIGH = 1180, 820


def take(into: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder) / "demo") as url, browser() as opened:
        desk = Desk(opened, url, width=WIDE, height=HIGH)
        nora = month.a_newcomer_joins_in_english_and_answers(desk)
        _shoot(desk.page, into / "arrival.png")
        month.she_picks_three_mentors(desk)
        month.a_coordinator_proposes(desk)
        desk.hear("Les mentors lisent leur liste").evaluate("said => said.scrollIntoView({block: 'start'})")
        _shoot(desk.page, into / "round.png")
        month.her_mentor_reads_her_list(desk)
        month.a_coordinator_publishes(desk)
        desk.travel("next-month")
        desk.sit_down(nora).hear("isn’t logged yet")
        _shoot(desk.page, into / "nudge.png")
        month.she_is_asked_and_says_that_they_met(desk, nora)
        desk.sit_down("U0LEA", tab="home").page.get_by_test_id("home").wait_for()
        _shoot(desk.page, into / "home.png")
        month.the_report_shows_it(desk)
        desk.page.get_by_test_id("message").last.evaluate("said => said.scrollIntoView({block: 'start'})")
        _shoot(desk.page, into / "report.png")


def _shoot(page: Page, file: Path) -> None:
    """Once what floats over the page has gone."""
    page.get_by_test_id("toast").wait_for(state="detached")
    page.wait_for_timeout(600)
    page.screenshot(path=file)
