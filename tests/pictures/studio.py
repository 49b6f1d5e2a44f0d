"""Where screens are taken: the playground's own page at a phone's width, and each case given to it as the bot would."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Locator, Page
from slack_sdk import WebClient

from bot.playground import Playground
from bot.texts import Language, Speech
from tests.views.cases import Case, surface
from tests.views.cast import COMPANY, NOW

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
#: Who looks: nobody that a case names, so that no name is lit up as the reader's own.
READERS: Mapping[Language, dict[str, str]] = {
    "fr": {
        "id": "U0LECTRICE",
        "name": "Lectrice",
        "handle": "lectrice",
        "locale": "fr-FR",
        "tz": "Europe/Paris",
    },
    "en": {"id": "U0READER", "name": "Reader", "handle": "reader", "locale": "en-GB", "tz": "Europe/Paris"},
}
#: Tall enough for the longest screen to be seen whole, without scrolling.
TALL, MOST = 6000, 5500  # pixels
#: What a phone shows of a Home at once: 844 pixels, without its bars and Slack's.
SCREEN = 690  # pixels


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen: its title, and the picture."""

    title: str
    picture: bytes


class Studio:
    """A local Slack with nobody behind the bot, and a window on it."""

    def __init__(self, slack: Playground, opened: Browser) -> None:
        self._slack = slack
        self._browser = opened
        self._client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=10)

    def take(self, cases: Iterable[Case], language: Language, width: int) -> list[Shot]:
        context = self._browser.new_context(
            viewport={"width": width, "height": TALL}, reduced_motion="reduce"
        )
        page = context.new_page()
        shots = [self._shot(page, case, language) for case in cases]
        context.close()
        return shots

    def _shot(self, page: Page, case: Case, language: Language) -> Shot:
        """On a workspace of its own: no form of the one before is open over it."""
        self._slack.reset()
        given = case.payload(Speech(language))
        ways = {"message": self._said, "modal": self._opened, "home": self._published}
        seen = ways[surface(given)](page, given, READERS[language]["id"])
        seen.wait_for()
        page.evaluate("document.activeElement?.blur()")
        height = seen.evaluate("seen => seen.getBoundingClientRect().height")
        assert height < MOST, f"{case} is {height:.0f} pixels high, which nobody reads: say drawn=False"
        picture = seen.screenshot(animations="disabled")
        long = f" ({height / SCREEN:.1f} screens)" if surface(given) == "home" else ""
        return Shot(title=case.title + long, picture=picture)

    def _said(self, page: Page, given: dict[str, Any], reader: str) -> Locator:
        self._client.chat_postMessage(channel=reader, **given)
        self._look(page, f"as={reader}&c=U0BINOME")
        return page.get_by_test_id("message")

    def _opened(self, page: Page, given: dict[str, Any], reader: str) -> Locator:
        """A form is opened by a gesture; here it is the photographer's."""
        self._look(page, f"as={reader}&c=U0BINOME")
        self._client.views_open(trigger_id=self._slack.slack.triggers.give(reader), view=given)
        return page.get_by_test_id("modal")

    def _published(self, page: Page, given: dict[str, Any], reader: str) -> Locator:
        self._client.views_publish(user_id=reader, view=given)
        self._look(page, f"as={reader}&c=U0BINOME&tab=home")
        page.locator("#home-page > *").first.wait_for()
        return page.locator("#home-page")

    def _look(self, page: Page, where: str) -> None:
        page.goto("about:blank")
        page.goto(f"{self._slack.url}/#{where}")
        page.wait_for_selector("body[data-ready]")


@contextmanager
def studio(opened: Browser) -> Iterator[Studio]:
    """The sample company on the day of the cases, with two more people who only look."""
    company = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    company["people"] += READERS.values()
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_text(NOW.isoformat())
        with Playground(manifest=MANIFEST, company=company, clock_file=clock) as slack:
            yield Studio(slack, opened)
