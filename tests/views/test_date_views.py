"""A date to meet, as people read it."""

from __future__ import annotations

import json

import pytest

from bot.programme.prompts import Bundle
from bot.texts import LANGUAGES, Language, Speech
from handlers import ids
from handlers.views.prompts import bundle
from tests.views.cast import TODAY, TOM, WORKSPACE
from tests.views.date_cases import SUGGESTED_FOR_TOMORROW


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_that_is_suggested_for_tomorrow_is_asked_about_once_and_comes_with_its_sheet(
    language: Language,
) -> None:
    said = Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=SUGGESTED_FOR_TOMORROW)

    shown = json.dumps(bundle(said, Speech(language)).blocks)

    assert shown.count(f'"{ids.DATE_ACCEPT}:') == 1
    assert shown.count(f'"{ids.SHEET_OPEN}:') == 1
