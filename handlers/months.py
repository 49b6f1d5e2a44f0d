"""Which month somebody means: "2026-03", "mars", "March 2026", "le mois dernier", in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel.dates import get_month_names

from bot.domain.refusals import Unclear
from bot.domain.reports import Month
from handlers.words import fold

#: What means this month or the last one, once the article is gone.
THIS = frozenset({"", "this month", "ce mois", "ce mois-ci", "mois en cours"})
LAST = frozenset({"last", "last month", "previous month", "mois dernier", "dernier mois", "mois precedent"})
LONGEST = 40
FEWEST_LETTERS = 3

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})")
MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
NAMED = re.compile(r"([^\W\d]+)\.?(?: (\d{4}))?")


class UnknownMonth(Unclear):
    """The words name no month."""

    key = "reports.unknown_month"


def read_month(text: str, today: date) -> Month:
    """The month meant; without a year, the latest that has begun. Raises `UnknownMonth`."""
    words = " ".join(fold(text[: LONGEST + 1]).split()).removeprefix("le ").removeprefix("the ")
    if words in THIS:
        return Month.of(today)
    if words in LAST:
        return Month.of(today).earlier(1)
    if found := YEAR_FIRST.fullmatch(words):
        return _month(int(found[1]), int(found[2]))
    if found := MONTH_FIRST.fullmatch(words):
        return _month(int(found[2]), int(found[1]))
    found = NAMED.fullmatch(words)
    number = _named(found[1]) if found else None
    if found is None or number is None:
        raise UnknownMonth
    return _month(int(found[2]), number) if found[2] else _latest(number, today)


def month_in(value: str) -> Month:
    """The month that a button carries. Raises `UnknownMonth` for a forged one."""
    found = YEAR_FIRST.fullmatch(value) if value.isascii() else None
    if found is None:
        raise UnknownMonth
    return _month(int(found[1]), int(found[2]))


def _month(year: int, month: int) -> Month:
    if not (2000 <= year <= 2999 and 1 <= month <= 12):
        raise UnknownMonth
    return Month(year, month)


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
