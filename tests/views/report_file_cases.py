"""What is said of a report's file before it is sent, and when it cannot be."""

from __future__ import annotations

from bot.programme.report_export import ReportFile
from handlers.views import report_file as views
from tests.views.cases import Case

REPORT = "long_term:2026-02:network"


def file(count: int) -> ReportFile:
    return ReportFile(content=b"", count=count)


CASES = [
    Case("report_file", "Inès reads what the file will hold", lambda t: views.ready(file(412), REPORT, t)),
    Case("report_file", "There is one line in it", lambda t: views.ready(file(1), REPORT, t)),
    Case("report_file", "Slack does not take it", views.refused),
    Case("report_file", "Slack opened another conversation", views.elsewhere),
]
