"""The report of a period on paper: objectives first, four figures, the months, then section by section.

It is drawn of what anybody may read, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.figures import Figure, Figures, Reason
from bot.domain.measures import (
    CLOSING_MARKS,
    MARKS,
    READINGS,
    Measure,
    is_of_few,
    is_there,
    is_withheld,
    read_first,
    share_of,
    value_of,
)
from bot.domain.periods import Span
from bot.domain.pulses import HIGHEST, LOWEST
from bot.domain.splits import Group, Split
from bot.domain.waves import Wave
from bot.pdf.canvas import Canvas
from bot.pdf.fonts import Fonts
from bot.pdf.panels import Pages
from bot.programme.report_tables import Supply
from bot.programme.reports import Report
from bot.programme.saying import (
    LineSaid,
    among,
    group_said,
    line_name,
    lines_of,
    measured,
    measured_or_why,
    number_said,
    period_said,
    untold_reasons,
)
from bot.texts import Speech

#: What stands beside one another of groups, and how many of these and of topics: a page is a page.
IN_GROUPS = (Measure.WITHOUT, Measure.ACTIVE, Measure.MET, Measure.QUIET)
MOST_GROUPS, MOST_TOPICS = 20, 8
#: Section by section; what the programme does not count is not there.
SECTIONS: Mapping[str, tuple[Measure, ...]] = {
    "matching": (Measure.FIRST_CHOICE, Measure.ONE_OF_THREE),
    "rhythm": (Measure.TIME_TO_FIRST, Measure.SOON, Measure.HOURS, Measure.FLAGGED),
    "mentors": (Measure.LOAD,),
    "outcomes": (Measure.GOALS, Measure.SKILLS, Measure.STEPS, Measure.CERTIFICATES),
    "links": (Measure.ACROSS_NETWORKS, Measure.ACROSS_ENTITIES, Measure.ACROSS_TENURES),
    "changes": (Measure.CHANGES, Measure.DECISION, Measure.LASTED),
}
#: Marks of 1 to 5, under how many answered.
QUESTIONS: Mapping[str, tuple[Measure, ...]] = {
    "pulse": (Measure.RESPONSE, *MARKS),
    "closing": (Measure.CLOSING_RESPONSE, *CLOSING_MARKS),
}


def lay(report: Report, t: Speech, fonts: Fonts, *, company: str, made_at: datetime) -> Canvas:
    assert not report.for_team, "what only the team may read is not put on paper"
    figures = report.figures
    programme = fonts.readable(report.programme.name) or t.plain("report_paper.programme")
    company = fonts.readable(company) or ""
    title = t.plain("report_paper.title", programme=programme, period=period_said(figures.span, t))
    names = [one.objective.name for one in report.objectives]
    names += [one.name for one in report.split.groups if one.name] if report.split else []
    pages = Pages(fonts=fonts, t=t, title=title, made_at=made_at, words=[programme, company, *names])
    pages.head(company, title, t.plain("report_paper.until", day=t.calendar_day(figures.until)))
    if report.objectives:
        pages.heading(t.plain("objectives.title"))
        pages.objectives(report.objectives)
    pages.cards([_card(one, report, t) for one in read_first(figures)])
    if is_of_few(figures):
        pages.sentence(t.plain("reports.of_few"))
    _without(pages, figures, t)
    _trend(pages, report.trend, t)
    for name, measures in SECTIONS.items():
        _section(pages, name, measures, report, t)
    for name, measures in QUESTIONS.items():
        _questions(pages, name, measures, report, t)
    _split(pages, report.split, t)
    if report.split is None:
        _waves(pages, report.waves, t)
        _topics(pages, report.topics, t)
    if names := list(_withheld(figures, t)):
        pages.sentence(t.plain("reports.meaning_withheld", names=t.list(names)))
    pages.sentence(t.plain("report_paper.small"))
    return pages.canvas


def _card(measure: Measure, report: Report, t: Speech) -> LineSaid:
    reading, pairs = READINGS[measure], report.figures[Figure.PAIRS]
    if measure is Measure.ACTIVE and pairs and is_withheld(report.figures, reading):
        return LineSaid(name=t.plain("report_paper.pairs"), value=t.number(pairs))
    return LineSaid(
        name=line_name(measure, t),
        value=measured_or_why(report.figures, reading, t),
        among=among(report.figures, reading, t),
        before=_before(measure, report, t),
    )


def _before(measure: Measure, report: Report, t: Speech) -> str:
    said = measured(report.before, READINGS[measure], t)
    if not said or report.before is None:
        return ""
    return t.plain("report_paper.before", period=period_said(report.before.span, t), value=said)


def _without(pages: Pages, figures: Figures, t: Speech) -> None:
    """Why some have no mentor, as far as it may be told."""
    told = [(one, number) for one in Reason if (number := figures[one])]
    without = figures[Figure.WITHOUT]
    if told and without:
        pages.heading(t.plain("report_paper.why"))
        said = [
            (t.plain(f"reports.why_{one}", count=number).removeprefix("• "), number) for one, number in told
        ]
        if others := untold_reasons(figures):
            said.append((t.plain("reports.why_others", count=others).removeprefix("• "), others))
        pages.shares(said, of=without)


def _trend(pages: Pages, trend: Sequence[Figures], t: Speech) -> None:
    """From two months on: one bar is no trend."""
    points = [(period_said(one.span, t), share_of(one, READINGS[Measure.MET])) for one in trend]
    if sum(share is not None for _, share in points) > 1:
        pages.heading(t.plain("reports.trend"), needs=52)
        pages.bars(points, height=38, unknown=t.plain("reports.value_withheld"))


def _section(pages: Pages, name: str, measures: Sequence[Measure], report: Report, t: Speech) -> None:
    rows = list(lines_of(measures, report.figures, report.before, t))
    if rows:
        pages.heading(t.plain(f"report_paper.section.{name}"), needs=min(len(rows), 2) * 7 + 6)
        before = period_said(report.before.span, t) if report.before else ""
        pages.columns(t.plain("reports.column_figure"), t.plain("report_paper.among"), before)
        pages.rows(rows)


def _withheld(figures: Figures, t: Speech) -> Iterator[str]:
    """What is not shown although it was counted, once each, by name."""
    lines = (*(one for some in SECTIONS.values() for one in some), *(some[0] for some in QUESTIONS.values()))
    for one in lines:
        if is_withheld(figures, READINGS[one]):
            yield line_name(one, t)


def _questions(pages: Pages, name: str, measures: Sequence[Measure], report: Report, t: Speech) -> None:
    """How many answered, unless it may not be told of how many, and the average of what they gave; nothing where
    nobody was asked.
    """
    response, *marks = measures
    rows = list(lines_of([response], report.figures, report.before, t))
    shown = [_mark(one, report.figures, t) for one in marks]
    if not rows and all(mark is None for _, mark, _ in shown):
        return
    pages.heading(t.plain(f"report_paper.section.{name}"), needs=20)
    if rows:
        before = period_said(report.before.span, t) if report.before else ""
        pages.columns(t.plain("reports.column_figure"), t.plain("report_paper.among"), before)
        pages.rows(rows)
    if any(mark is not None for _, mark, _ in shown):
        pages.marks(shown, lowest=LOWEST, highest=HIGHEST)


def _mark(measure: Measure, figures: Figures, t: Speech) -> tuple[str, float | None, str]:
    reading = READINGS[measure]
    return line_name(measure, t), value_of(figures, reading), measured_or_why(figures, reading, t)


# -- tables --------------------------------------------------------------------------------------------------------


def _split(pages: Pages, split: Split | None, t: Speech) -> None:
    """Group beside group."""
    if split is None or not split.groups:
        return
    shown = split.groups[:MOST_GROUPS]
    counted = [one for one in IN_GROUPS if any(is_there(group.figures, READINGS[one]) for group in shown)]
    heads = ["", t.plain("reports.column_people"), *(line_name(one, t) for one in counted)]
    pages.heading(t.plain(f"reports.split.{split.by}"), needs=30)
    pages.table(heads, [_group(one, counted, pages, t) for one in shown])
    if len(split.groups) > len(shown):
        pages.sentence(t.plain("report_paper.largest", count=len(shown)))


def _group(group: Group, counted: Sequence[Measure], pages: Pages, t: Speech) -> Sequence[str]:
    name = pages.fonts.readable(group.name) if group.name else None
    return [
        group_said(name, t, others=group.others),
        t.number(group.headcount),
        *(measured_or_why(group.figures, READINGS[one], t) for one in counted),
    ]


def _waves(pages: Pages, waves: Sequence[Wave], t: Speech) -> None:
    """Campaign beside campaign, without what may be told of none; of one alone the sections above say it."""
    told = [(period_said(Span(one.month), t), _wave(one, t)) for one in waves if one.asked]
    if len(told) < 2:
        return
    untold = t.plain("reports.value_withheld")
    shown = [column for column in told[0][1] if any(cells[column] != untold for _, cells in told)]
    pages.heading(t.plain("reports.section.waves"), needs=30)
    heads = ["", *(t.plain(f"reports.wave.{column}") for column in shown)]
    pages.table(heads, [[month, *(cells[column] for column in shown)] for month, cells in told])


def _wave(wave: Wave, t: Speech) -> Mapping[str, str]:
    """As in "12 (48 %)": of those asked, of those who chose, of those who found somebody."""
    return {
        "asked": number_said(wave.asked, t),
        "answered": _of(wave.answered, wave.asked, t),
        "first": _of(wave.first_choice, wave.chose, t),
        "one_of_three": _of(wave.one_of_three, wave.chose, t),
        "without": number_said(wave.without, t),
        "met_early": _of(wave.met_early, wave.found, t),
    }


def _topics(pages: Pages, topics: Sequence[Supply], t: Speech) -> None:
    """The scarcest. They are as they are today, whatever period the page is about: its title says so."""
    shown = [one for one in topics if one.wanted or one.places][:MOST_TOPICS]
    if not shown:
        return
    pages.heading(t.plain("report_paper.topics"), needs=30)
    heads = ["", t.plain("reports.topic.wanted"), t.plain("reports.topic.places")]
    pages.table(
        heads,
        [
            [one.topic.texts[t.language], number_said(one.wanted, t), number_said(one.places, t)]
            for one in shown
        ],
    )


def _of(part: int | None, whole: int | None, t: Speech) -> str:
    if part is None or whole is None:
        return t.plain("reports.value_withheld")
    return f"{t.number(part)} ({t.percent(part, whole)})" if whole else t.plain("common.nothing_to_share")
