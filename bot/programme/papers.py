"""Certificates on paper: what is to be drawn, the drawing, and what is known of a file that was handed out.

A page is drawn when it is wanted, outside any transaction, and what somebody was given is known by its SHA-256 from
then on: `binome verify` tells it from anything else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import MIDNIGHT, at_local, local_day
from bot.domain.certificates import Certificate, CertificateKind, Paper, about_year, codes_in
from bot.domain.people import Person
from bot.domain.refusals import Outdated, Refusal
from bot.programme import stories
from bot.programme.certificates import year_page
from bot.programme.work import Customs, Work
from bot.texts import Speech, as_language


class NothingGiven(Refusal):
    """Somebody asks for the year of a mentor, and has met nobody as one."""

    key = "refusals.nothing_given"


def of_ones_own(work: Work, actor: Person, certificate_id: int) -> Paper:
    """What is drawn for its owner. Raises `Outdated` for anybody else's: its button was forged."""
    certificate = work.certificates.get(certificate_id)
    if certificate is None or certificate.person_id != actor.id:
        raise Outdated
    return paper(work, certificate)


def paper(work: Work, certificate: Certificate) -> Paper:
    """A certificate as it is drawn; what was said of a year is as it stands today."""
    year = certificate.kind is CertificateKind.YEAR
    return Paper(
        page=certificate.page,
        kind=certificate.kind,
        language=certificate.language,
        on=local_day(work.customs.timezone, certificate.issued_at),
        made_at=certificate.issued_at,
        certificate=certificate,
        thanks=_thanks(work, certificate.person_id, certificate.page.since.year) if year else (),
    )


def year_of_a_mentor(work: Work, actor: Person) -> Paper:
    """The year that runs now, up to today; before the first meeting of a year, the one that is over.

    Raises `NothingGiven` for whoever has mentored nobody.
    """
    today = work.today(actor)
    page = year_page(work, actor, today.year, until=today)
    over = work.certificates.about(actor.id, about_year(today.year - 1)) if page is None else None
    if over is not None:
        return paper(work, over)
    if page is None:
        raise NothingGiven
    return Paper(
        page=page,
        kind=CertificateKind.YEAR,
        language=actor.language,
        on=today,
        made_at=at_local(today, MIDNIGHT, actor.timezone),
        thanks=_thanks(work, actor.id, today.year),
    )


def draw(what: Paper, customs: Customs) -> bytes:
    """The PDF: the same paper is the same file, byte by byte. A tenth of a second of work: never in a transaction."""
    from bot.pdf.pages import drawn  # brings libraries that nobody else needs

    return drawn(what, Speech(as_language(what.language), customs.address), fonts=customs.fonts)


def handed_out(work: Work, what: Paper, content: bytes) -> None:
    """Note by its imprint what somebody was given, so that it can be told from anything else."""
    if what.certificate is not None:
        work.certificates.note_imprint(what.certificate.id, imprint_of(content))


def imprint_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _thanks(work: Work, person_id: int, year: int) -> tuple[str, ...]:
    first, after = (at_local(date(one, 1, 1), MIDNIGHT, work.customs.timezone) for one in (year, year + 1))
    return tuple(stories.thanks_to(work, person_id, first, after))


class Verdict(StrEnum):
    """What a file is: one that was handed out, one of ours that was changed since, one that bears a number nobody ever
    issued, or none of ours at all.
    """

    GENUINE = "genuine"
    CHANGED = "changed"
    MADE_UP = "made_up"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """`certificate` is what was issued under the number that it bears, if anything was."""

    verdict: Verdict
    code: str = ""
    certificate: Certificate | None = None


def verify(work: Work, content: bytes) -> Verified:
    """Whether this file is one that was handed out, byte for byte."""
    known = work.certificates.with_imprint(imprint_of(content))
    if known is not None:
        return Verified(verdict=Verdict.GENUINE, code=known.code, certificate=known)
    borne = codes_in(content)
    for code in borne:
        if (issued := work.certificates.numbered(code)) is not None:
            return Verified(verdict=Verdict.CHANGED, code=code, certificate=issued)
    return Verified(verdict=Verdict.MADE_UP if borne else Verdict.NOT_OURS, code=next(iter(borne), ""))
