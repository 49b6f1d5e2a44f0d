"""What a certificate says, and how it can be told from one that somebody made up (`field.md` G6).

Everything that stands on the page is said here, once, when it is issued: the same page makes the same file. It holds
no hours and no judgement; what a pair talked about is nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.mentorships import SeatRole

#: Letters and figures that are not mistaken for each other when they are read aloud or typed from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = re.compile(rf"BIN-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
_TYPED = re.compile(rf"BIN([{ALPHABET}]{{4}})([{ALPHABET}]{{4}})")
#: Steps named on the page; where there are more of them, how many they are says enough.
MOST_NAMED = 12


class CertificateKind(StrEnum):
    MENTORSHIP = "mentorship"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Somebody on a page. `handle` stands in for a name in a script that no font at hand can draw."""

    id: int
    name: str
    handle: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """All that the page of a certificate says. `programme`, `company` and `steps` are words in its language.

    Of a mentorship: `role` is the reader's, `partners` the others (`group` is what they are called together), `done`
    of `of` steps were taken by `until`, `left_out` were left out by agreement.

    Of a year of mentoring: `minutes`, `meetings` and `mentees` are what the reader gave. The thanks stand elsewhere:
    who said them may take them back.
    """

    who: Named
    programme: str
    company: str
    since: date
    until: date
    role: SeatRole
    partners: tuple[Named, ...] = ()
    group: str | None = None
    done: int = 0
    of: int = 0
    left_out: int = 0
    steps: tuple[str, ...] = ()
    minutes: int = 0
    meetings: int = 0
    mentees: int = 0

    @property
    def group_or_names(self) -> tuple[str, ...]:
        """With whom, as a sentence says it: the group's name, or theirs; nobody whose name was forgotten."""
        return (self.group,) if self.group else tuple(one.name for one in self.partners if one.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """One that was issued. `imprints` are the SHA-256 of the files of it that were handed out: the same page is drawn
    a little differently once a font or the library that draws it has changed.
    """

    id: int
    code: str
    kind: CertificateKind
    programme_id: int
    mentorship_id: int | None
    person_id: int
    about: str
    language: str
    issued_at: datetime
    page: Page
    imprints: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class YearOfMentoring:
    """What somebody gave as a mentor: whole minutes, where they were said, of so many meetings with so many people."""

    minutes: int
    meetings: int
    mentees: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What is to be drawn. `certificate` is None for a year that is not over: such a page bears no number. `thanks` are
    what others agreed to say of it.
    """

    page: Page
    kind: CertificateKind
    language: str
    on: date
    made_at: datetime
    certificate: Certificate | None = None
    thanks: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        return self.certificate.code if self.certificate else None


def code_of(draw: Sequence[str]) -> str:
    """Eight letters drawn by lot, as people read them."""
    return f"BIN-{''.join(draw[:4])}-{''.join(draw[4:8])}"


def code_typed(words: str) -> str | None:
    """The number that somebody typed, in small letters too, with or without its dashes; None for anything else."""
    found = _TYPED.fullmatch("".join(filter(str.isalnum, words)).upper())
    return code_of("".join(found.groups())) if found else None


def codes_in(content: bytes) -> list[str]:
    """The numbers that a file bears, each once, be it one of ours or made up."""
    return list(dict.fromkeys(CODE.findall(content.decode("latin-1"))))


def about_mentorship(mentorship_id: int) -> str:
    return f"mentorship-{mentorship_id}"


def about_year(year: int) -> str:
    return f"year-{year}"
