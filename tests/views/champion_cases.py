"""The champion's page of the month, as a message."""

from __future__ import annotations

from bot.domain.kinds import PromptKind
from bot.programme.champion_facts import PageOfTheMonth
from bot.programme.champions import ChampionPage
from bot.programme.reports import Report
from bot.texts import Speech
from handlers.views import champions as views
from handlers.views.blocks import Message, message
from tests.views.cases import Case
from tests.views.cast import INES
from tests.views.objective_cases import FIVE
from tests.views.report_cases import report
from tests.views.round_cases import told
from tests.views.test_prompts import prompt

SHEET = "champions"


def page(found: Report, *objectives: object) -> ChampionPage:
    return ChampionPage(
        programme=found.programme,
        figures=found.figures,
        before=found.before,
        objectives=objectives,  # type: ignore[arg-type]
    )


def monthly(title: str, of: ChampionPage) -> Case:
    fact = PageOfTheMonth(prompt=prompt(PromptKind.CHAMPION_PAGE), page=of)
    return told(title, fact, reader=INES, conversation=SHEET)


def _button(t: Speech) -> Message:
    return message({"type": "actions", "elements": [views.file_button(1, "2026-02", t)]})


CASES = [
    monthly("The month on one page", page(report(300, for_all=True), *FIVE)),
    monthly("Too few people to tell of", page(report(12, for_all=True, first=True))),
    monthly("Nothing to tell of yet", page(report(2, for_all=True, first=True))),
    Case(SHEET, "The file", _button, drawn=False),
]
