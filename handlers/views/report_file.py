"""The report as a file: what it holds, said before it is sent."""

from __future__ import annotations

from bot.programme.report_export import ReportFile
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Message, actions, button, message, quiet, section


def ready(file: ReportFile, carried: str, t: Speech) -> Message:
    """How many lines, and that nobody is named in them; `carried` says to the button which report."""
    send = button(t.plain("report_file.send"), ids.REPORT_FILE, value=carried, style="primary")
    return message(
        section(t("report_file.ready", count=file.count)),
        section(t("report_file.nobody")),
        quiet(t("report_file.note")),
        actions(send),
    )


def refused(t: Speech) -> Message:
    return message(section(t("report_file.refused")))


def elsewhere(t: Speech) -> Message:
    return message(section(t("report_file.elsewhere")))
