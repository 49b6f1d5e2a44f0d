"""The sections of the report: what was measured, the months beside one another, groups, campaigns, topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.figures import Figure, Figures, State
from bot.domain.measures import (
    CLOSING_MARKS,
    MARKS,
    READINGS,
    Measure,
    Reading,
    Unit,
    is_there,
    is_withheld,
    read_first,
)
from bot.domain.splits import Group, Split
from bot.programme.reports import Report
from bot.programme.saying import among, group_said, line_name, measured_or_why, period_said
from bot.texts import Markup, Speech
from handlers.views.report_figures import Line, briefly, in_short, in_words
from handlers.views.report_grid import Grid, Listing, Part


def _shares(whole: Figure, **parts: Figure) -> tuple[Line, ...]:
    return tuple(Line(name, Reading(part, whole)) for name, part in parts.items())


def _lines(*measures: Measure) -> tuple[Line, ...]:
    return tuple(map(Line.of, measures))


#: What stands in which section, in this order; the four headlines are said above and not again.
SECTIONS: Mapping[str, tuple[Line, ...]] = {
    "matching": (
        Line.of(Measure.FIRST_CHOICE),
        *_shares(Figure.CHOSE, second_choice=Figure.GOT_SECOND, third_choice=Figure.GOT_THIRD),
        Line.of(Measure.ONE_OF_THREE),
        *_shares(Figure.CHOSE, another=Figure.GOT_ANOTHER, nobody=Figure.GOT_NOBODY),
    ),
    "rhythm": (
        *_lines(Measure.TIME_TO_FIRST, Measure.SOON, Measure.HOURS, Measure.FLAGGED, Measure.CHANGES),
        *_shares(Figure.CHANGES_DECIDED, in_time=Figure.DECIDED_IN_TIME),
        *_lines(Measure.DECISION, Measure.LASTED),
    ),
    "pulse": _lines(Measure.RESPONSE, *MARKS),
    "outcomes": _lines(
        *(Measure.GOALS, Measure.SKILLS, Measure.STEPS, Measure.CERTIFICATES),
        *(Measure.CLOSING_RESPONSE, *CLOSING_MARKS),
    ),
    "mentors": (
        Line.of(Measure.LOAD),
        *_shares(Figure.MENTORS, full=Figure.MENTORS_FULL),
        *_lines(Measure.ACROSS_NETWORKS, Measure.ACROSS_ENTITIES, Measure.ACROSS_TENURES),
    ),
}
#: Groups in one report, the largest first: more are not read in a message.
MOST_GROUPS = 60
#: Of each group, when the report is split.
OF_A_GROUP = (Measure.WITHOUT, Measure.MET, Measure.QUIET, Measure.HOURS)
OF_A_MONTH = (State.SKIPPED, State.QUIET, Figure.APART)


def parts(found: Report, t: Speech) -> Iterator[Part]:
    """What was measured, part by part. A report that is split shows its groups, and is otherwise short."""
    if found.split is not None:
        if found.split.groups:
            yield split(found.split, t)
        return
    if table := months(found, t):
        yield table
    for section, lines in SECTIONS.items():
        if told := measures(section, lines, found, t):
            yield told


def unsaid(found: Report, t: Speech) -> list[str]:
    """What is measured and may not be told, by name, so that nobody takes it for a zero; a section of which nothing may
    be told, by its title.
    """
    now = found.figures
    names = [line_name(one, t) for one in read_first(now) if is_withheld(now, READINGS[one])]
    for section, lines in SECTIONS.items():
        withheld = [line for line in lines if is_withheld(now, line.reading)]
        if withheld and len(withheld) == sum(line.reading.part in now for line in lines):
            names.append(t.plain("reports.quoted", words=t.plain(f"reports.section.{section}")))
        else:
            names += [line_name(line.name, t) for line in withheld]
    return names


def measures(section: str, lines: Sequence[Line], found: Report, t: Speech) -> Listing | None:
    """A section's lines that say something, in this period or in the one before. A section of which this period says
    nothing is not there: what was before is in the report of its own period.
    """
    now, before = found.figures, found.before
    if not any(is_there(now, line.reading) for line in lines):
        return None
    said = [line for line in lines if is_there(now, line.reading) or is_there(before, line.reading)]
    return Listing(
        title=t.plain(f"reports.section.{section}"),
        lines=[_line(line, now, before, t) for line in said],
        briefly=[_compared(line, now, before, t) for line in said],
        compares=any(is_there(before, line.reading) for line in said),
    )


def _line(line: Line, now: Figures, before: Figures | None, t: Speech) -> Markup:
    name = line_name(line.name, t)
    if is_there(now, line.reading):
        value, of = measured_or_why(now, line.reading, t), among(now, line.reading, t)
        said = t("reports.line", name=name, value=value, of=of)
    else:
        said = t("reports.briefly_none", name=name, value=measured_or_why(now, line.reading, t))
    if before is None or not is_there(before, line.reading):
        return said
    then = in_short(before, line.reading, t)
    return t("reports.line_before", said=said, period=period_said(before.span, t), value=then)


def _compared(line: Line, now: Figures, before: Figures | None, t: Speech) -> Markup:
    """What "before" is stands under the title of the report."""
    said = briefly(line_name(line.name, t), now, line.reading, t)
    if before is None or not is_there(before, line.reading):
        return said
    return t("reports.briefly_before", said=said, value=in_short(before, line.reading, t))


# -- months beside one another -----------------------------------------------------------------------------------


def months(found: Report, t: Speech) -> Grid | None:
    """Met, month by month, from the first in which there was anything to count. There is nothing to compare before the
    second, and where hardly anything may be told.
    """
    met = READINGS[Measure.MET]
    begins = next((place for place, one in enumerate(found.trend) if one[Figure.COUNTED] != 0), 0)
    trend = found.trend[begins:]
    needs = 2 if any(is_withheld(one, met) for one in trend) else 1
    if len(trend) < 2 or sum(is_there(one, met) for one in trend) < needs:
        return None
    heads = ("month", "met", "skipped", "quiet", "apart")
    return Grid(
        title=t.plain("reports.trend"),
        heads=[t.plain(f"reports.column_{head}") for head in heads],
        rows=[
            [period_said(one.span, t), in_short(one, met, t), *(_number(one[name], t) for name in OF_A_MONTH)]
            for one in trend
        ],
        lines=[_month_line(one, t) for one in trend],
    )


def _month_line(one: Figures, t: Speech) -> Markup:
    met = in_words(one, READINGS[Measure.MET], t)
    others = {"skipped": State.SKIPPED, "quiet": State.QUIET, "apart": Figure.APART}
    said = {name: _number(one[figure], t) for name, figure in others.items()}
    return t("reports.trend_line", month=period_said(one.span, t), value=met, **said)


def _number(number: int | None, t: Speech) -> str | int:
    return t.plain("reports.value_withheld") if number is None else number


# -- groups ------------------------------------------------------------------------------------------------------


def split(found: Split, t: Speech) -> Grid:
    """Group beside group; what is withheld of one is withheld of all."""
    groups = found.groups[:MOST_GROUPS]
    shown = [one for one in OF_A_GROUP if any(is_there(group.figures, READINGS[one]) for group in groups)]
    lines = [_group_line(one, shown, t) for one in groups]
    if len(groups) < len(found.groups):
        lines.append(t("reports.more_groups", count=len(groups)))
    heads = (t.plain(f"reports.group.{found.by}"), t.plain("reports.column_people"))
    return Grid(
        title=t.plain(f"reports.split.{found.by}"),
        heads=[*heads, *(line_name(one, t) for one in shown)],
        rows=[
            [_called(one, t), one.headcount, *(_of_a_group(one, READINGS[name], t) for name in shown)]
            for one in groups
        ],
        lines=lines,
    )


def _called(group: Group, t: Speech) -> str:
    return group_said(group.name, t, others=group.others)


def _of_a_group(group: Group, reading: Reading, t: Speech) -> str:
    """A share with what it is a share of; anything else alone, so that a table of groups is not too wide to read."""
    short = reading.unit is Unit.SHARE
    return in_short(group.figures, reading, t) if short else measured_or_why(group.figures, reading, t)


def _group_line(group: Group, shown: Sequence[Measure], t: Speech) -> Markup:
    figures = [
        t("reports.line_alone", name=line_name(one, t), value=_of_a_group(group, READINGS[one], t))
        for one in shown
        if is_there(group.figures, READINGS[one])
    ]
    said = Markup.joined([t("reports.people", count=group.headcount), *figures], " · ")
    return t("reports.group_line", name=_called(group, t), said=said)
