"""Home is read on a phone, between two things: at most a screen and a half, whoever reads it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bot.texts import LANGUAGES, Language
from tests.pictures.sheets import PHONE
from tests.pictures.studio import SCREEN, studio
from tests.views.cases import by_conversation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_SCREENS = 1.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_home_is_at_most_a_screen_and_a_half_on_a_phone(chromium: Browser, language: Language) -> None:
    with studio(chromium) as room:
        shots = room.take(by_conversation()["home"], language, PHONE.width)
    heights = {shot.title: _height(shot.picture) / SCREEN for shot in shots}
    assert len(heights) > 10, "every state has a Home"
    assert {title: height for title, height in heights.items() if height > MOST_SCREENS} == {}


def _height(png: bytes) -> int:
    """As the picture's own head says (PNG, IHDR): pixels."""
    return int.from_bytes(png[20:24], "big")
