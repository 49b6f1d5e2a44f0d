"""Everything people see is in the list of cases, and Slack takes all of it, in both languages."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest

from bot.playground.blockkit import problems
from bot.texts import LANGUAGES, Speech
from tests.views.cases import every_case, surface

VIEWS = Path(__file__).parents[2] / "handlers" / "views"
#: What a view returns.
DRAWN = ("Message", "Block", "Said")
CASES = list(every_case())


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def test_slack_takes_every_case(t: Speech) -> None:
    complaints = {}
    for case in CASES:
        payload = case.payload(t)
        if found := problems(payload, surface(payload)):
            complaints[str(case)] = found
    assert complaints == {}


def test_every_message_is_also_in_words_for_whoever_cannot_see_it(t: Speech) -> None:
    payloads = [(str(case), case.payload(t)) for case in CASES]
    assert [name for name, given in payloads if surface(given) == "message" and not given["text"]] == []


#: Each text may be sound, and what is put together out of them not.
PUT_TOGETHER_BADLY = re.compile(r"…\.|\b(et et|and and)\b|\.\.| ,|, et et|, ,")


def test_what_is_put_together_out_of_several_texts_still_reads_well(t: Speech) -> None:
    found = {}
    for case in CASES:
        words = json.dumps(case.payload(t), ensure_ascii=False)
        if bad := PUT_TOGETHER_BADLY.search(words):
            found[str(case)] = words[max(0, bad.start() - 60) : bad.end() + 30]
    assert found == {}


def test_no_two_cases_have_the_same_name() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def every_view() -> Iterator[tuple[str, FunctionType]]:
    """The public functions of `handlers/views` that draw something."""
    for file in sorted(VIEWS.glob("*.py")):
        module = import_module(f"handlers.views.{file.stem}")
        for name, found in inspect.getmembers(module, inspect.isfunction):
            returned = str(found.__annotations__.get("return", ""))
            is_ours = found.__module__ == module.__name__ and not name.startswith("_")
            if is_ours and any(word in returned for word in DRAWN):
                yield f"handlers/views/{file.name}: {name}", found


def called_by_every_case() -> set[CodeType]:
    """Listened to while they are drawn: what is only imported or named draws nothing."""
    called: set[CodeType] = set()

    def listen(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(listen)
    try:
        for case in CASES:
            case.draw(Speech("fr"))
    finally:
        sys.setprofile(before)
    return called


def test_no_view_is_shown_to_people_that_is_in_no_case() -> None:
    called = called_by_every_case()
    shown = dict(every_view())

    missing = [name for name, view in shown.items() if view.__code__ not in called]
    assert len(shown) > 60, "the views are where this test looks"
    assert missing == [], "no case draws these; tests/views/cases.py says how to add one"
