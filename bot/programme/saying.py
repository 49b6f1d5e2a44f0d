"""How a figure is said, in a message and on paper: in its unit, of how many, and that it may not be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.figures import Figure, Figures, Reason
from bot.domain.measures import READINGS, Measure, Reading, Unit, is_there, is_withheld, value_of
from bot.domain.objectives import Wanted
from bot.domain.periods import QUARTER, YEAR, Span
from bot.texts import Speech

#: Over several months a pair has several periods: it is them that are counted.
PERIODS = "periods"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineSaid:
    """A figure: what it is called, its value, of how many, and what it was before; empty where there is none."""

    name: str
    value: str
    among: str = ""
    before: str = ""


def value_said(value: float, unit: Unit, t: Speech) -> str:
    """As in "80 %", "12,5 jours", "4,2 sur 5"."""
    number: int | float = int(value) if value == int(value) else round(value, 2)
    match unit:
        case Unit.SHARE if isinstance(number, int):
            return t.percent(number, 100)
        case Unit.SHARE:
            return t.plain("reports.per_cent", value=number)
        case Unit.NUMBER:
            return t.number(number)
        case _:
            return t.plain(f"figures.value.{unit}", count=number, number=number)


def number_said(number: int | None, t: Speech) -> str:
    """The number, or that it may not be told."""
    return t.plain("reports.value_withheld") if number is None else t.number(number)


def measured(figures: Figures | None, reading: Reading, t: Speech) -> str:
    """The figure in its unit; nothing when it is withheld, and when there was nothing to measure."""
    if figures is None or not is_there(figures, reading):
        return ""
    value = value_of(figures, reading)
    return "" if value is None else value_said(value, reading.unit, t)


def measured_or_why(figures: Figures, reading: Reading, t: Speech) -> str:
    """The same; else that it may not be told, or that there was nothing to measure."""
    said = measured(figures, reading, t)
    if said:
        return said
    untold = is_withheld(figures, reading) or figures[reading.whole] is None
    return t.plain("reports.value_withheld" if untold else "common.nothing_to_share")


def among(figures: Figures, reading: Reading, t: Speech) -> str:
    """Of how many: "12 of 15 pairs", "23 answers"; nothing where `measured` says nothing."""
    part, whole = figures[reading.part], figures[reading.whole]
    if part is None or not whole:
        return ""
    if reading.unit is Unit.SHARE:
        whole_said = PERIODS if reading.whole == Figure.COUNTED and figures.span.months > 1 else reading.whole
        return t.plain(f"figures.of.{whole_said}", part=part, count=whole)
    return t.plain(f"figures.over.{reading.whole}", count=whole)


def lines_of(
    measures: Iterable[Measure], now: Figures, before: Figures | None, t: Speech
) -> Iterator[LineSaid]:
    """Those that may be told now, of which there was anything to measure."""
    for one in measures:
        reading = READINGS[one]
        if said := measured(now, reading, t):
            yield LineSaid(
                name=line_name(one, t),
                value=said,
                among=among(now, reading, t),
                before=measured(before, reading, t),
            )


def untold_reasons(figures: Figures) -> int | None:
    """How many have no mentor although they said what they want, where it may not be told for which reasons."""
    return figures[Figure.DECIDED] if any(one in figures and figures[one] is None for one in Reason) else None


def line_name(line: str, t: Speech) -> str:
    """What a line of the report is called, by its name in `figures.toml`."""
    return t.plain(f"figures.name.{line}")


def objective_name(wanted: Wanted, t: Speech) -> str:
    """As the line of the report that it is about, or as whoever enters it called it."""
    return line_name(wanted.measure, t) if wanted.measure else wanted.name


def group_said(name: str | None, t: Speech, *, others: bool = False) -> str:
    """By its name; small ones together, and people of whom it is not known, have one too."""
    if others:
        return t.plain("reports.group_others")
    return name or t.plain("reports.group_unknown")


def period_said(span: Span, t: Speech) -> str:
    """As in "mars 2026", "T1 2026", "2026"."""
    if span.months == 1:
        return t.month(*span.begins)
    year = str(span.begins.year)
    if span.months == YEAR:
        return year
    return t.plain("reports.quarter", number=(span.begins.month + 2) // QUARTER, year=year)
