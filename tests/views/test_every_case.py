"""Everything people see is in the list of cases, and Slack takes all of it, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.blockkit import problems
from bot.texts import LANGUAGES, Speech
from tests.views.cases import every_case, surface

VIEWS = Path(__file__).parents[2] / "handlers" / "views"
CASES = list(every_case())


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_case(language: str) -> None:
    complaints = {}
    for case in CASES:
        payload = case.payload(Speech(language))  # type: ignore[arg-type]
        if found := problems(payload, surface(payload)):
            complaints[str(case)] = found
    assert complaints == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_also_said_in_words_for_whoever_cannot_see_it(language: str) -> None:
    payloads = [(case, case.payload(Speech(language))) for case in CASES]  # type: ignore[arg-type]
    assert [str(case) for case, given in payloads if surface(given) == "message" and not given["text"]] == []


def test_no_two_cases_have_the_same_name() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)
