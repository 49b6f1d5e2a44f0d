"""The team's message of the day, and what it says of those whom the bot could not reach."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.kinds import PromptKind
from bot.domain.undelivered import Trouble
from bot.programme.change_facts import Asked
from bot.programme.facts import Facts
from bot.programme.mentor_facts import Applied
from bot.programme.undelivered import NotReached
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, PEOPLE, TOM
from tests.views.change_cases import waiting
from tests.views.endings_cases import departed
from tests.views.mentors_cases import candidate
from tests.views.month_cases import quiet
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, nudge, prompt, someone

SHEET = "team"
CROWD = tuple(someone(number, LONG) for number in range(2, 32))


def not_reached(**people: tuple) -> NotReached:  # type: ignore[type-arg]
    found = {Trouble(why): some for why, some in people.items()}
    return NotReached(prompt=prompt(PromptKind.UNDELIVERED), people=found)


def day(title: str, *facts: Facts, drawn: bool = True) -> Case:
    return replace(told(title, *facts, reader=INES, conversation=SHEET), drawn=drawn)


APPLIED = Applied(
    prompt=prompt(PromptKind.APPLICATION), candidates=(candidate(PEOPLE["karim"]),), more=0, others=None
)
ASKED = Asked(prompt=prompt(PromptKind.CHANGE_ASKED), cases=(waiting(),), more=0)

CASES = [
    day(
        "Inès's day",
        ASKED,
        APPLIED,
        not_reached(closed=(PEOPLE["hugo"],)),
        nudge(PromptKind.MISSING_MEETING, partner=LEA),
    ),
    day("One thing", quiet(LEA, TOM)),
    day("Only good to know", departed(0, 0), drawn=False),
    day("Whom the bot could not reach", not_reached(gone=(TOM,), closed=(LEA,), ours=MENTEES[1:4])),
    day("A whole company", not_reached(gone=CROWD, closed=CROWD, ours=CROWD), drawn=False),
]
