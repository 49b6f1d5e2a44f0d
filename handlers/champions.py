"""The champion's page as a file, in the conversation of whoever asks; it is drawn outside any transaction."""

from __future__ import annotations

from bot.domain.periods import Span
from bot.programme import champions, report_papers
from bot.programme.champions import ChampionPage
from bot.programme.saying import period_said
from handlers.forms import number_in
from handlers.giving import give_or_say
from handlers.turn import Turn


def give(turn: Turn) -> None:
    """The button: its value is the programme's id, and the month. On record."""
    number, _, month = turn.value.partition(":")
    programme_id = number_in(number)
    with turn.work() as work:
        champions.ask(work, turn.actor, programme_id)
    with turn.look() as work:
        page = champions.page_for(work, turn.actor, programme_id, Span.written(month))
    turn.later(lambda: _give(turn, page))


def _give(turn: Turn, page: ChampionPage) -> None:
    t = turn.t
    content = report_papers.champion(page, t, turn.house.customs, company=turn.workspace.name)
    give_or_say(
        turn,
        content,
        name=t.plain("champions.file_name", period=str(page.span)),
        title=t.plain(
            "champions.file_title", programme=page.programme.name, period=period_said(page.span, t)
        ),
        comment=t("champions.file_sent"),
        sorry=t("report_paper.file_not_given"),
    )
