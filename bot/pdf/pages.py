"""The two pages: the certificate of a mentorship, and a mentor's year."""

from __future__ import annotations

from pathlib import Path

from bot.domain.certificates import CertificateKind, Paper
from bot.pdf import certificate, year
from bot.pdf.fonts import at_hand
from bot.pdf.setting import Setting
from bot.texts import Speech

LAYOUTS = {CertificateKind.MENTORSHIP: certificate.lay, CertificateKind.YEAR: year.lay}


def drawn(paper: Paper, t: Speech, *, fonts: Path | None = None) -> bytes:
    """The file. What no font at hand can draw is left to be written by hand, or left out: never boxes."""
    return LAYOUTS[paper.kind](Setting(paper=paper, t=t, fonts=at_hand(fonts))).file()
