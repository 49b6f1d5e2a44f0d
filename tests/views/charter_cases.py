"""The charter: the text with what each of both expects, its receipt, and what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.charter import to_sign
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.programmes import Charter, Expectation
from bot.programme.charters import Call, Text
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import charter, prompts
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import TODAY, TOM, TYPE, WORKSPACE
from tests.views.test_prompts import prompt

PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2026, 1, 5),
    ended_on=None,
)
#: As long as a programme file allows.
LONGEST = replace(
    TYPE,
    charter=Charter(version=12, texts={"fr": "Mot " * 720, "en": "Word " * 575}),
    expectations=tuple(
        Expectation(
            key=f"line_{number}",
            title={"fr": "É" * 60, "en": "W" * 60},
            texts={"fr": "Long " * 90, "en": "Long " * 90},
        )
        for number in range(5)
    ),
    values={"fr": "Valeur " * 60, "en": "Value " * 60},
)


def text(*, signed: bool = False, longest: bool = False) -> Text:
    kind = LONGEST if longest else TYPE
    assert kind.charter is not None
    return Text(programme=PROGRAMME, type=kind, charter=kind.charter, left=() if signed else to_sign(kind))


def reminded(*, left: bool = True, renewed: bool = False) -> Callable[[Speech], Message]:
    def draw(t: Speech) -> Message:
        call = Call(
            prompt=prompt(PromptKind.CHARTER),
            programme_id=1,
            name=TYPE.name[t.language],
            left=("charter",) if left else (),
            renewed=renewed,
        )
        return prompts.bundle(Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=(call,)), t)

    return draw


CASES = [
    Case("charter", "Before the first meeting, to read and agree to", lambda t: charter.form(text(), t)),
    Case("charter", "Agreed, to read again", lambda t: charter.form(text(signed=True), t)),
    Case(
        "charter",
        "The longest that a company may write",
        lambda t: charter.form(text(longest=True), t),
        drawn=False,
    ),
    Case("charter", "The receipt", lambda t: charter.agreed(text(signed=True), t)),
    Case("charter", "Under an introduction", lambda t: charter.before_you_meet(1, t)),
    Case("charter", "A reminder", reminded()),
    Case("charter", "A new text", reminded(renewed=True)),
    Case("charter", "A reminder, once it is signed", reminded(left=False)),
]
