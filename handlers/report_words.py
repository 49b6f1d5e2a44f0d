"""What is asked of `/mentor-report`: `[programme] [period] [by network|entity|site] [publish|csv|pdf]`, in any order.

Both languages are always read. What is left over once the programme, the split and the deed are found names the
period; when it names none, help is given instead of a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.periods import Span
from bot.domain.refusals import Unclear
from bot.domain.splits import By
from bot.programme.reports import NothingYet
from handlers.periods import read_span
from handlers.words import fold


class Deed(StrEnum):
    """What becomes of the report: seen in private, told to the channel, or given as a file."""

    SEE = "see"
    PUBLISH = "publish"
    CSV = "csv"
    PDF = "pdf"


class Which(StrEnum):
    """Which of the company's programmes."""

    LONG_TERM = "long_term"
    NEWCOMERS = "newcomer"


class UnknownPeriod(Unclear):
    """The words name no period that we know."""

    key = "reports.unknown_month"


class UnknownSplit(Unclear):
    """ "by" something that people are not told apart by: one network by its name, a team, a name."""

    key = "reports.unknown_split"


class NewcomersNotBegun(NothingYet):
    """The programme in which newcomers are welcomed has not been switched on."""

    key = "reports.newcomers_not_begun"


Meant = TypeVar("Meant")

#: Characters: a longer message is none of these.
LONGEST = 120

DEEDS: Mapping[str, Deed] = {
    **dict.fromkeys(("publish", "publier", "publie", "publiez", "share", "partager"), Deed.PUBLISH),
    **dict.fromkeys(("csv", "excel", "spreadsheet", "tableur"), Deed.CSV),
    "pdf": Deed.PDF,
}
PROGRAMMES: Mapping[str, Which] = {
    **dict.fromkeys(
        ("new", "newcomer", "newcomers", "arrivee", "arrivees", "nouveau", "nouveaux", "nouvelles"),
        Which.NEWCOMERS,
    ),
    **dict.fromkeys(("mentoring", "mentorat", "long-term"), Which.LONG_TERM),
}
GROUPS: Mapping[str, By] = {
    **dict.fromkeys(("network", "networks", "reseau", "reseaux"), By.NETWORK),
    **dict.fromkeys(("entity", "entities", "entite", "entites"), By.ENTITY),
    **dict.fromkeys(("site", "sites"), By.SITE),
}
CARRIED = re.compile(rf"(?P<programme>{'|'.join(Which)}):(?P<span>[^:]+):(?P<by>{'|'.join(By)}|)")
SPLIT = re.compile(r"(?:^|\s)(?:by|par|selon)(?:\s+(?P<group>\S+))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`span` is None when nothing was said of it: the one that runs, or the latest that ended, by who asks."""

    programme: Which = Which.LONG_TERM
    span: Span | None = None
    by: By | None = None
    deed: Deed = Deed.SEE

    def __str__(self) -> str:
        """As a button carries it."""
        return f"{self.programme}:{self.span or ''}:{self.by or ''}"


def read(text: str, today: date) -> Asked:
    """What these words ask for. Raises `UnknownSplit`, `UnknownPeriod`."""
    if len(text) > LONGEST:
        raise UnknownPeriod
    words = " ".join(fold(text).split())
    by, words = _split(words)
    programme, words = _taken(words, PROGRAMMES)
    deed, words = _taken(words, DEEDS)
    try:
        span = _span(words, today)
    except UnknownPeriod:
        raise (UnknownSplit if by else UnknownPeriod) from None
    return Asked(programme=programme or Which.LONG_TERM, span=span, by=by, deed=deed or Deed.SEE)


def begun(text: str) -> Asked:
    """Which programme and which deed: whether one may is known before anything else is read."""
    words = " ".join(fold(text[:LONGEST]).split())
    programme, deed = _taken(words, PROGRAMMES)[0], _taken(words, DEEDS)[0]
    return Asked(programme=programme or Which.LONG_TERM, deed=deed or Deed.SEE)


def carried(value: str) -> Asked | None:
    """What a button carries; None for a forged one."""
    found = CARRIED.fullmatch(value)
    span = Span.written(found["span"]) if found else None
    if found is None or span is None:
        return None
    return Asked(Which(found["programme"]), span, By(found["by"]) if found["by"] else None)


def _split(words: str) -> tuple[By | None, str]:
    """ "by network", or just "network"; of "network Data" the rest is no period, and nobody is shown alone."""
    found = SPLIT.search(words)
    if found is None:
        return _taken(words, GROUPS)
    by = GROUPS.get(found["group"] or "")
    if by is None:
        raise UnknownSplit
    return by, f"{words[: found.start()]} {words[found.end() :]}".strip()


def _taken(words: str, known: Mapping[str, Meant]) -> tuple[Meant | None, str]:
    """The first word that is known, and the others."""
    each = words.split()
    meant = next((known[one] for one in each if one in known), None)
    return meant, " ".join(one for one in each if one not in known)


def _span(words: str, today: date) -> Span | None:
    if not words:
        return None
    span = read_span(words, today)
    if span is None:
        raise UnknownPeriod
    return span
