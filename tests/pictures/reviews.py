"""The coordinator's review of a campaign with a dozen people and with six hundred, in the playground, as they press
their way through it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from bot.playground import Playground
from bot.settings import Settings
from bot.texts import Language, Speech
from bot.wiring import Binome, build
from storage.sealing import new_key
from tests.demo.opened import PATIENCE, Desk
from tests.pictures.crowd import INES, Crowd
from tests.pictures.sheets import Layout, make
from tests.pictures.studio import MANIFEST, Shot

#: What `make pictures ONLY=…` calls it.
NAME = "reviews"
#: On a Tuesday in March.
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
ANSWERS_FOR = timedelta(days=14)
WIDTH, HEIGHT = 1100, 2400
#: Six hundred people are proposed a mentor, with a browser beside, on whatever machine this is.
TWO_MINUTES = 120_000  # milliseconds
SHEET = Layout(width=WIDTH, shown=780, columns=2, called="review-{conversation}-{language}.webp")
SCENES: tuple[tuple[int, int, Language], ...] = ((12, 5, "fr"), (600, 180, "en"))


def take(opened: Browser) -> None:
    for mentees, mentors, language in SCENES:
        with _open(Crowd(mentees=mentees, mentors=mentors, language=language)) as url:
            shots = list(_through(Desk(opened, url, width=WIDTH, height=HEIGHT), Speech(language)))
        make(opened, shots, SHEET.file(str(mentees), language), SHEET)


def links() -> str:
    """For `docs/screens.md`."""
    files = [(mentees, SHEET.file(str(mentees), language).name) for mentees, _, language in SCENES]
    named = " · ".join(f"[{mentees} people](pictures/{file})" for mentees, file in files)
    return f"**The review of a campaign, as it is pressed through at a desk**: {named}.\n"


def _through(desk: Desk, t: Speech) -> Iterator[Shot]:
    """What is without a mentor, where one may jump, a page of pairs, what mentors carry, one row to change."""
    desk.sit_down(INES).type("/mentor-admin campagne")
    desk.press(t.plain("rounds.close")).confirm()
    said = desk.page.get_by_test_id("message").filter(has_text=t.plain("review.send"))
    said.wait_for(timeout=TWO_MINUTES)
    everybody, *others = _ways(desk, said, t)
    yield Shot(title=everybody, picture=_picture(desk, said))
    said.get_by_role("combobox").first.click()
    desk.page.get_by_role("option").first.wait_for()
    yield Shot(title=t.plain("review.jump"), picture=_top(desk, said))
    desk.page.keyboard.press("Escape")
    for label in others:
        _jump(desk, said, label, t)
        yield Shot(title=label, picture=_picture(desk, said))
    _jump(desk, said, everybody, t)
    said.get_by_role("button", name=t.plain("review.change"), exact=True).first.click()
    card = desk.page.get_by_test_id("message").filter(has_text=t.plain("adjusting.back"))
    card.wait_for(timeout=PATIENCE)
    yield Shot(title=t.plain("review.change"), picture=_picture(desk, card))


def _ways(desk: Desk, said: Locator, t: Speech) -> list[str]:
    """The page that stands there first, then the first page of each other kind that is not empty."""
    said.get_by_role("combobox").first.click()
    desk.page.get_by_role("option").first.wait_for()
    offered = [words.strip() for words in desk.page.get_by_role("option").all_inner_texts()]
    desk.page.keyboard.press("Escape")
    kinds = (t.plain("review.label_pairs"), t.plain("review.label_load"), t.plain("review.label_short"))
    firsts = (next((one for one in offered[1:] if one.startswith(kind)), "(0)") for kind in kinds)
    return [offered[0], *(one for one in firsts if not one.endswith("(0)"))]


def _jump(desk: Desk, said: Locator, label: str, t: Speech) -> None:
    """The menu shows what was picked until the page is there: then it is empty again."""
    before = said.inner_text()
    said.get_by_role("combobox").first.click()
    desk.page.get_by_role("option").filter(has_text=label).first.click()
    empty = said.get_by_role("combobox").first
    expect(empty).to_contain_text(t.plain("review.jump"), timeout=PATIENCE)
    expect(said).not_to_have_text(before)


def _picture(desk: Desk, said: Locator) -> bytes:
    desk.page.evaluate("document.activeElement?.blur()")
    desk.page.mouse.move(0, 0)
    desk.page.wait_for_timeout(400)
    return said.screenshot(animations="disabled")


def _top(desk: Desk, said: Locator) -> bytes:
    """With what lies over the message: the open menu."""
    box = said.bounding_box()
    assert box is not None
    return desk.page.screenshot(clip={**box, "height": min(box["height"], 760)}, animations="disabled")


@contextmanager
def _open(crowd: Crowd) -> Iterator[str]:
    """A local Slack with this company in it, the bot at work, and a campaign that everybody has answered."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "clock").write_text(NOW.isoformat())
        with Playground(manifest=MANIFEST, company=crowd.company, clock_file=folder / "clock") as slack:
            binome = bot_of(slack, folder)
            everybody = binome.house.messenger.everybody().profiles
            with binome.store.work(binome.sender.workspace) as work:
                crowd.arrive(work, everybody)
            with binome.store.work(binome.sender.workspace) as work:
                crowd.open_the_round(work, (NOW + ANSWERS_FOR).date())
            binome.listen()
            yield slack.url
            binome.stop()


def bot_of(slack: Playground, folder: Path) -> Binome:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        binome_database_url=f"sqlite:///{folder / 'binome.db'}",
        binome_secret_keys=new_key(),
        binome_clock=f"file:{folder / 'clock'}",
        binome_log_level="WARNING",
    )
    return build(settings)
