"""What is said of a report's file before it is sent, and when it cannot be."""

from __future__ import annotations

from bot.programme.report_export import ReportFile
from handlers.views import report_file as views
from tests.views.cases import Case

REPORT = "long_term:2026-02:network"


def file(count: int, named: int) -> ReportFile:
    return ReportFile(content=b"", count=count, named=named)


CASES = [
    Case("report_file", "Inès reads what the file will hold", lambda t: views.ready(file(412, 9), REPORT, t)),
    Case("report_file", "Nobody is named in it", lambda t: views.ready(file(1, 0), REPORT, t)),
    Case("report_file", "Slack does not take it", views.refused),
    Case("report_file", "Slack opened another conversation", views.elsewhere),
]
