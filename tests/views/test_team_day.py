"""The team's message of the day: what needs them is counted and stands together, apart from what is theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.kinds import CLASS_OF, FOR_THE_TEAM, PRIORITY, PromptClass, PromptKind
from bot.programme.facts import Facts
from bot.programme.mentor_facts import Applied
from bot.programme.reaching_out_facts import Card, HelpCard
from bot.texts import Speech
from handlers.views.prompts import bundle
from tests.views.cast import INES, LEA, NOW, PEOPLE, TOM
from tests.views.endings_cases import departed
from tests.views.mentors_cases import candidate
from tests.views.month_cases import quiet
from tests.views.team_cases import APPLIED, ASKED
from tests.views.test_prompts import nudge, prompt, said


def headings(*facts: Facts) -> list[str]:
    blocks: list[Any] = bundle(said(*facts, reader=INES), Speech("en")).blocks
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]


def test_the_heading_counts_what_waits_and_not_its_sections() -> None:
    people = tuple(candidate(PEOPLE[name], number) for number, name in enumerate(("karim", "priya"), 1))
    applied = Applied(prompt=prompt(PromptKind.APPLICATION), candidates=people, more=3, others=3)
    answered = replace(applied, candidates=(candidate(LEA, 9, approved=True),), more=0, others=None)

    assert headings(applied, quiet(LEA, TOM)) == ["What needs you today: 6 things"]
    assert headings(answered, ASKED) == ["What needs you today: one thing"]
    assert headings(departed(0, 0)) == ["For the programme team"], "only good to know"


def test_what_is_their_own_stands_apart_below() -> None:
    mine = nudge(PromptKind.MISSING_MEETING, partner=LEA)
    words = bundle(said(APPLIED, mine, quiet(LEA, TOM), reader=INES), Speech("en")).text

    assert headings(mine) == [], "who reads nothing of the team reads no heading"
    assert headings(mine, APPLIED) == ["What needs you today: one thing", "And for you"]
    assert words.index("No recent meeting") < words.index("And for you") < words.index("Could you meet")


def test_whoever_waits_for_a_hand_comes_before_all_else() -> None:
    card = HelpCard(prompt=prompt(PromptKind.HELP_CARD), became=Card.THEIRS, person=TOM, by=NOW)
    words = bundle(said(APPLIED, nudge(PromptKind.MISSING_MEETING), card, reader=INES), Speech("en")).text

    assert words.index("<@U0TOM>") < words.index("What needs you today: one thing")


def test_nothing_for_the_team_is_a_reminder_of_somebodys_own() -> None:
    assert {CLASS_OF[kind] for kind in FOR_THE_TEAM} == {PromptClass.SERVICE}


def test_that_the_bot_was_away_is_read_after_what_there_is_to_do() -> None:
    assert max(FOR_THE_TEAM, key=PRIORITY.index) is PromptKind.CAUGHT_UP
