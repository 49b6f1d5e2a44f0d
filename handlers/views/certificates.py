"""The messages that bring a certificate, or the page of a mentor's year; the file comes with them."""

from __future__ import annotations

from bot.programme.certificate_facts import Earned
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Block, actions, button, quiet, section


def earned(one: Earned, said: Bundle, t: Speech) -> list[Block]:
    page = one.certificate.page
    with_whom = t.list(page.group_or_names) if page.group_or_names else t("certificates.somebody")
    told = t("certificates.earned", partner=with_whom, count=page.done, total=page.of)
    file = file_button(one.certificate.id, t)
    return [section(told), actions(file), quiet(t("certificates.number", code=one.certificate.code))]


def year(one: Earned, said: Bundle, t: Speech) -> list[Block]:
    """Thanks, in figures that nobody else is told."""
    page = one.certificate.page
    people = t("certificates.people", count=page.mentees)
    meetings = t("certificates.meetings", count=page.meetings)
    given = {"year": str(page.since.year), "people": people, "meetings": meetings}
    told = (
        t("certificates.year_hours", **given, hours=t.duration(page.minutes))
        if page.minutes
        else t("certificates.year", **given)
    )
    file = button(
        t.plain("certificates.year_file"),
        f"{ids.CERTIFICATE_FILE}:{one.certificate.id}",
        value=one.certificate.id,
    )
    return [section(told), actions(file), quiet(t("certificates.year_yours"))]


def file_button(certificate_id: int, t: Speech) -> Block:
    return button(
        t.plain("certificates.file"), f"{ids.CERTIFICATE_FILE}:{certificate_id}", value=certificate_id
    )


def year_button(t: Speech) -> Block:
    """For whoever mentors: their year so far, on one page."""
    return button(t.plain("certificates.my_year"), ids.MENTOR_YEAR_FILE)
