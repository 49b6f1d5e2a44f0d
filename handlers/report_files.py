"""The report in a file: on paper; or for a spreadsheet, first how much it holds, then, at a press, the file itself.

It goes to the conversation of the verified person and nowhere else: there is no channel to say.
"""

from __future__ import annotations

from functools import partial

import structlog

from bot.domain.refusals import Outdated
from bot.programme import report_export, report_papers
from bot.programme.report_export import ReportFile
from bot.programme.reports import Report
from bot.programme.saying import period_said
from handlers import report_words
from handlers.excuses import carry_on
from handlers.giving import give, give_or_say
from handlers.messenger import NotTheirs, SlackSaidNo
from handlers.turn import Turn
from handlers.views import report_file as views
from handlers.views.blocks import Message

log = structlog.get_logger("binome.reports")

FAILED = "report_file_failed"


def paper(turn: Turn, report: Report) -> None:
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


def offered(turn: Turn, report: Report) -> Message:
    """What a file of this report would hold, with the button that sends it."""
    carried = report_words.Asked(
        programme=report_words.Which(report.programme.type_key),
        span=report.span,
        by=report.split.by if report.split else None,
    )
    return views.ready(report_export.rows(report, turn.t), str(carried), turn.t)


def send(turn: Turn) -> None:
    """ "Send me the file": worked out anew, on record with its number of lines."""
    asked = report_words.carried(turn.value)
    if asked is None or asked.span is None:
        raise Outdated
    with turn.look() as work:
        report = report_export.report_for(work, turn.actor, of=asked.programme, span=asked.span, by=asked.by)
    file = report_export.rows(report, turn.t)
    with turn.work() as work:
        report_export.authorise(work, turn.actor, report, file)
    carry_on(turn, partial(_sent, turn, report, file), failed=FAILED, below=True)


def _sent(turn: Turn, report: Report, file: ReportFile) -> Message | None:
    try:
        give(
            turn,
            file.content,
            name=turn.t.plain("report_file.file_name", period=str(report.span)),
            title=turn.t.plain("report_file.title", period=period_said(report.span, turn.t)),
            comment=turn.t("report_file.sent", count=file.count),
        )
    except NotTheirs:
        log.error("slack opened another conversation", action="file_withheld")
        return views.elsewhere(turn.t)
    except SlackSaidNo as no:
        log.warning("slack refused a file", action="file_refused", why=no.reason)
        return views.refused(turn.t)
    return None
