"""A report as a table for a spreadsheet: a line for each figure of each period and group.

It says what the report says to the same reader and nothing more, and names nobody: a file is passed on, and names are
for the eyes of whoever asks alone. Dates are ISO dates; a share is in per cent, hours are hours, marks are of five.
What is withheld is an empty cell beside a "yes".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bot.domain.figures import Figures
from bot.domain.measures import READINGS, Reading, Unit, value_of
from bot.domain.people import Person
from bot.domain.periods import Span
from bot.domain.permissions import Act
from bot.domain.splits import By, Split
from bot.domain.spreadsheet import written
from bot.programme import reports
from bot.programme.exporting import YES
from bot.programme.reports import NothingYet, Report
from bot.programme.saying import group_said, line_name
from bot.programme.work import Work
from bot.texts import Speech

COLUMNS = (
    *("kind", "programme", "from", "until", "split_by", "group", "mentees_group"),
    *("figure", "name", "value", "unit", "numerator", "denominator", "withheld"),
)
#: What is told of each wave (`bot/domain/waves.py`), and of each topic.
OF_A_WAVE = (
    *("asked", "answered", "chose", "first_choice", "one_of_three", "found", "without", "again", "met_early"),
    "so_far",
)
OF_A_TOPIC = ("wanted", "places")
PERCENT = 100


class Kind(StrEnum):
    """What a line is: a measure of the report, a figure that measures are made of, a wave of rounds, a topic, or
    pairs between two groups.
    """

    MEASURE = "measure"
    COUNT = "count"
    WAVE = "wave"
    TOPIC = "topic"
    LINK = "link"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFile:
    """The file's bytes, and how many lines it holds besides its header."""

    content: bytes
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One line, by the names of `COLUMNS`."""

    kind: Kind
    since: date
    until: date
    figure: str
    split_by: str = ""
    group: str = ""
    mentees_group: str = ""
    name: str = ""
    value: float | None = None
    unit: str = Unit.NUMBER.value
    numerator: int | None = None
    denominator: int | None = None
    withheld: bool = False


def report_for(work: Work, actor: Person, *, of: str, span: Span, by: By | None) -> Report:
    """The report of the programme of this type for whoever takes it away. Raises as `reports.report` does."""
    programme = next((one for one in work.programmes.running() if one.type_key == of), None)
    work.check(actor, Act.EXPORT, programme_id=programme.id if programme else None)
    if programme is None:
        raise NothingYet
    return reports.report(work, actor, programme, span, by)


def authorise(work: Work, actor: Person, report: Report, file: ReportFile) -> None:
    """Let them take the file away, on record, with how many lines they are given. Raises `NotAllowed`."""
    work.authorise(actor, Act.EXPORT, programme_id=report.programme.id, number=file.count)


def rows(report: Report, t: Speech) -> ReportFile:
    """The report as a file, its measures called as they are on screen in this language."""
    lines = list(_lines(report, t))
    cells = [_cells(one, report) for one in lines]
    return ReportFile(content=written(COLUMNS, cells), count=len(lines))


def _lines(report: Report, t: Speech) -> Iterator[_Line]:
    """The period, the one before, the latest months, the groups, and the tables."""
    periods = [report.figures, *([report.before] if report.before else [])]
    spans = {one.span for one in periods}
    for figures in [*periods, *(one for one in report.trend if one.span not in spans)]:
        yield from _of_figures(figures, t)
    if report.split is not None:
        yield from _groups(report.split, t)
    yield from _tables(report, t)


def _of_figures(figures: Figures, t: Speech, *, split_by: str = "", group: str = "") -> Iterator[_Line]:
    """The measures, and what they are made of."""
    line = partial(_Line, since=figures.span.first, until=figures.until, split_by=split_by, group=group)
    for measure, reading in READINGS.items():
        if reading.part in figures and reading.whole in figures:
            part, whole = figures[reading.part], figures[reading.whole]
            yield line(
                kind=Kind.MEASURE,
                figure=measure.value,
                name=line_name(measure, t),
                value=_value(figures, reading),
                unit=reading.unit.value,
                numerator=part,
                denominator=whole,
                withheld=part is None or whole is None,
            )
    for figure, number in figures.values.items():
        yield line(kind=Kind.COUNT, figure=figure, value=number, withheld=number is None)


def _groups(split: Split, t: Speech) -> Iterator[_Line]:
    for group in split.groups:
        name = group_said(group.name, t, others=group.others)
        yield from _of_figures(group.figures, t, split_by=split.by.value, group=name)


def _tables(report: Report, t: Speech) -> Iterator[_Line]:
    """Wave beside wave, topics as they are today, and pairs by the groups of their mentors and mentees."""
    since, until = report.span.first, report.figures.until
    for wave in report.waves:
        for figure in OF_A_WAVE:
            number = getattr(wave, figure)
            yield _Line(
                kind=Kind.WAVE,
                since=wave.month.first,
                until=wave.month.last,
                figure=figure,
                value=number,
                withheld=number is None,
            )
    for one in report.topics:
        for figure in OF_A_TOPIC:
            number, name = getattr(one, figure), one.topic.texts[t.language]
            yield _Line(
                kind=Kind.TOPIC,
                since=since,
                until=until,
                figure=figure,
                name=name,
                value=number,
                withheld=number is None,
            )
    links = report.links
    for (mentors, mentees), number in (links.pairs or {}).items() if links is not None else ():
        yield _Line(
            kind=Kind.LINK,
            since=since,
            until=until,
            split_by=links.by.value if links is not None else "",
            group=group_said(mentors, t),
            mentees_group=group_said(mentees, t),
            figure="pairs",
            value=number,
        )


def _value(figures: Figures, reading: Reading) -> float | None:
    """As it is said, but for a share, which is more exact here; nothing where there is nothing to have one of."""
    part, whole = figures[reading.part], figures[reading.whole]
    if part is None or not whole:
        return None
    return round(PERCENT * part / whole, 1) if reading.unit is Unit.SHARE else value_of(figures, reading)


def _cells(one: _Line, report: Report) -> Sequence[object]:
    return (
        *(one.kind.value, report.programme.type_key, one.since, one.until),
        *(one.split_by, one.group, one.mentees_group, one.figure, one.name),
        *(one.value, one.unit, one.numerator, one.denominator, YES if one.withheld else None),
    )
