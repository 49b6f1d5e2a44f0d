"""The report on paper, put into the conversation of whoever asked, where nobody else finds it."""

from __future__ import annotations

from bot.programme import report_papers
from bot.programme.reports import Report
from bot.programme.saying import period_said
from handlers.giving import give_or_say
from handlers.turn import Turn


def pdf(turn: Turn, report: Report) -> None:
    """The report for everybody's eyes, in the language of whoever asks. It is drawn at once, for a second or two: on
    the thread of the replies, outside any transaction.
    """
    t = turn.t
    content = report_papers.report(report, t, turn.house.customs, company=turn.workspace.name)
    give_or_say(
        turn,
        content,
        name=t.plain("report_paper.file_name", period=str(report.span)),
        title=t.plain(
            "report_paper.file_title", programme=report.programme.name, period=period_said(report.span, t)
        ),
        comment=t("report_paper.file_sent"),
        sorry=t("report_paper.file_not_given"),
    )
