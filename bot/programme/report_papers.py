"""The report on paper, and a champion's page: drawn when they are wanted, outside any transaction."""

from __future__ import annotations

from datetime import datetime

from bot.domain.calendar import MIDNIGHT, at_local
from bot.domain.figures import Figures
from bot.programme.champions import ChampionPage
from bot.programme.reports import Report
from bot.programme.work import Customs
from bot.texts import Speech


def report(found: Report, t: Speech, customs: Customs, *, company: str) -> bytes:
    """The PDF of a report for everybody's eyes, one to three sheets. Up to a second of work."""
    from bot.pdf import fonts  # brings libraries that nobody else needs
    from bot.pdf import report as paper

    made_at = _over(found.figures, found.programme.timezone)
    return paper.lay(found, t, fonts.at_hand(customs.fonts), company=company, made_at=made_at).file()


def champion(page: ChampionPage, t: Speech, customs: Customs, *, company: str) -> bytes:
    """The PDF of a champion's page, one sheet."""
    from bot.pdf import champion as paper
    from bot.pdf import fonts

    made_at = _over(page.figures, page.programme.timezone)
    return paper.lay(page, t, fonts.at_hand(customs.fonts), company=company, made_at=made_at).file()


def _over(figures: Figures, zone: str) -> datetime:
    """The evening of the last day: the same figures are the same file."""
    return at_local(figures.until, MIDNIGHT, zone)
