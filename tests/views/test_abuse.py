"""Whatever people write, a message wakes no channel, leads nowhere and stays a message (reliability.md, test 29)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.playground.blockkit import problems
from bot.texts import LANGUAGES, Markup, Speech
from tests.views.cases import every_case, surface

#: What may stand between "<" and ">" in what Slack parses: a person, a channel, a date, an address that is ours.
OURS = re.compile(r"<(?:[@#][A-Z0-9]+|!date\^[^>]*|https?://(?!evil)[^>|]+(?:\|[^>]*)?)>")
#: Somebody's name or words, each as short as what it takes the place of may be.
WORDS = (
    "<!channel>",
    "<http://evil|you>",
    "<@U0EVIL>",
    "*_~`",
    "&lt;!here&gt;",
    "\u202egnp.exe",
    "Z\u0341\u0489\u0334a",
    "👩\u200d👩\u200d👧",
    '"}],{"',
)
#: Slack shows these letter for letter.
NOT_PARSED = ("plain_text", "raw_text")
EVIL = "<@U0EVIL>"
#: What is said beside a field or a picture, where Slack parses nothing; their cases show it in a section.
BESIDE = frozenset(
    {"groups: What cannot be", "report: The picture, in words", "templates: What is wrong in a text"}
)
#: The same words in the place of all that is different in life.
AFTER_ALL = re.compile(r"unique|duplicate|twice|same")
STRAIGHT = frozenset({str})


class Abused(Speech):
    """A speech in which every value that somebody may have written is somebody's joke."""

    words = ""

    def __call__(self, key: str, **values: Any) -> Markup:
        return super().__call__(key, **self._written_by_somebody(values))

    def plain(self, key: str, **values: Any) -> str:
        return super().plain(key, **self._written_by_somebody(values))

    def _written_by_somebody(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.words if type(value) in STRAIGHT else value for name, value in values.items()}


def parsed_by_slack(payload: Any) -> Iterator[str]:
    """Every text in which Slack looks for people, channels and addresses: mrkdwn, and what notifications show."""
    if isinstance(payload, list):
        for one in payload:
            yield from parsed_by_slack(one)
    elif isinstance(payload, dict):
        if isinstance(payload.get("text"), str) and payload.get("type") not in NOT_PARSED:
            yield payload["text"]
        for name, value in payload.items():
            if name != "text" or not isinstance(value, str):
                yield from parsed_by_slack(value)


def parsed_wrongly(payload: dict[str, Any]) -> list[str]:
    """The texts in which something would be woken, named or linked that is none of ours."""
    return [text[:200] for text in parsed_by_slack(payload) if "<" in OURS.sub("", text) or EVIL in text]


def payloads(language: str, words: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything people see, as it is when all that somebody may have written is this."""
    t = Abused(language)  # type: ignore[arg-type]
    object.__setattr__(t, "words", words)
    for case in every_case():
        if str(case) not in BESIDE:
            yield str(case), case.payload(t)


def test_a_name_that_calls_a_channel_calls_nobody() -> None:
    found = {name: parsed_wrongly(payload) for name, payload in payloads("en", WORDS[0])}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WORDS, ids=repr)
def test_whatever_people_write_wakes_nobody_leads_nowhere_and_can_be_sent(language: str, words: str) -> None:
    found = {}
    for name, payload in payloads(language, words):
        complaints = [
            str(one) for one in problems(payload, surface(payload)) if not AFTER_ALL.search(str(one))
        ]
        found[name] = [*parsed_wrongly(payload), *complaints]
        json.dumps(payload).encode()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
