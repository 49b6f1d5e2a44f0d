"""Which period somebody means: "2026-03", "mars", "le mois dernier", "T1", "last year", in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel.dates import get_month_names

from bot.domain.periods import QUARTER, YEAR, YEARS, Month, Span
from handlers.words import fold

#: What means the period that runs, by its months, once the article is gone.
THIS: Mapping[str, int] = {
    **dict.fromkeys(("", "month", "mois", "this month", "ce mois", "ce mois-ci", "mois en cours"), 1),
    **dict.fromkeys(
        ("quarter", "trimestre", "this quarter", "ce trimestre", "ce trimestre-ci", "trimestre en cours"),
        QUARTER,
    ),
    **dict.fromkeys(
        ("year", "annee", "l'annee", "this year", "cette annee", "cette annee-ci", "annee en cours"), YEAR
    ),
}
#: And the one before.
LAST: Mapping[str, int] = {
    **dict.fromkeys(
        ("last", "dernier", "last month", "previous month", "mois dernier", "dernier mois", "mois precedent"),
        1,
    ),
    **dict.fromkeys(
        ("last quarter", "previous quarter", "trimestre dernier", "dernier trimestre", "trimestre precedent"),
        QUARTER,
    ),
    **dict.fromkeys(
        (
            "last year",
            "previous year",
            "annee derniere",
            "l'annee derniere",
            "annee precedente",
            "an dernier",
        ),
        YEAR,
    ),
}
#: And the one to come, of which there is nothing to read yet.
NEXT: Mapping[str, int] = {
    **dict.fromkeys(("next", "next month", "mois prochain", "prochain mois", "mois suivant"), 1),
    **dict.fromkeys(("next quarter", "trimestre prochain", "prochain trimestre"), QUARTER),
    **dict.fromkeys(("next year", "annee prochaine", "l'annee prochaine", "an prochain"), YEAR),
}
LONGEST = 40
FEWEST_LETTERS = 3

ONLY_YEAR = re.compile(r"\d{4}", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
NAMED = re.compile(r"([^\W\d]+)\.?(?: ([0-9]{4}))?")
#: "q1", "t1 2026", "2026-q1", "1er trimestre 2026", "first quarter" is a sentence too many.
QUARTER_FIRST = re.compile(r"[qt]([1-4])(?:[ -/]?([0-9]{4}))?")
QUARTER_LAST = re.compile(r"([0-9]{4})[ -/]?[qt]([1-4])")
QUARTER_SPELT = re.compile(r"([1-4])(?:er|e|eme|st|nd|rd|th)? (?:trimestre|quarter)(?: ([0-9]{4}))?")


def read_span(text: str, today: date) -> Span | None:
    """The period meant; without a year, the latest that has begun. None when the words name none."""
    words = " ".join(fold(text[: LONGEST + 1].replace("’", "'")).split())
    words = words.removeprefix("le ").removeprefix("the ")
    month = Month.of(today)
    if (months := THIS.get(words)) is not None:
        return _around(month, months)
    if (months := LAST.get(words)) is not None:
        return _around(month, months).before
    if (months := NEXT.get(words)) is not None:
        return _around(month.earlier(-months), months)
    return _year(words) or _quarter(words, today) or _month(words, today)


def _around(month: Month, months: int) -> Span:
    """The month, the quarter or the year in which this month lies."""
    return Span(Month(month.year, month.month - (month.month - 1) % months), months)


def _year(words: str) -> Span | None:
    return Span.written(words) if ONLY_YEAR.fullmatch(words) else None


def _quarter(words: str, today: date) -> Span | None:
    if found := QUARTER_LAST.fullmatch(words):
        return Span.written(f"{found[1]}-Q{found[2]}")
    found = QUARTER_FIRST.fullmatch(words) or QUARTER_SPELT.fullmatch(words)
    if found is None:
        return None
    if found[2]:
        return Span.written(f"{found[2]}-Q{found[1]}")
    this_year = Span.quarter(today.year, int(found[1]))
    return this_year if this_year.first <= today else Span.quarter(today.year - 1, int(found[1]))


def _month(words: str, today: date) -> Span | None:
    if found := YEAR_FIRST.fullmatch(words):
        return _of_year(int(found[1]), int(found[2]))
    if found := MONTH_FIRST.fullmatch(words):
        return _of_year(int(found[2]), int(found[1]))
    found = NAMED.fullmatch(words)
    number = _named(found[1]) if found else None
    if found is None or number is None:
        return None
    return _of_year(int(found[2]), number) if found[2] else Span(_latest(number, today))


def _of_year(year: int, month: int) -> Span | None:
    return Span(Month(year, month)) if year in YEARS and 1 <= month <= YEAR else None


def _latest(number: int, today: date) -> Month:
    return Month(today.year if number <= today.month else today.year - 1, number)


def _named(word: str) -> int | None:
    """The month of a name, or of enough of its letters; "jui" may be two."""
    if exact := _names().get(word):
        return exact
    meant = {number for name, number in _names().items() if name.startswith(word)}
    return meant.pop() if len(word) >= FEWEST_LETTERS and len(meant) == 1 else None


@cache
def _names() -> Mapping[str, int]:
    """Months by name, whole and shortened, in both languages; "juil." and "juil" alike."""
    return {
        fold(name.rstrip(".")): number
        for language in ("fr", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }
