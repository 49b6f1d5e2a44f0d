"""The report's drawings: at most two in the message, and what is in each, for a picture and for whoever cannot see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.anonymity import SMALLEST
from bot.domain.figures import Figure
from bot.domain.measures import MARKS, READINGS, Measure, share_of, value_of
from bot.programme.reports import Report
from bot.programme.saying import line_name, period_said
from bot.texts import Speech
from handlers.views.blocks import Block, cut

#: Drawings in one message, and characters of a label (`slack.md` §2.1).
MOST, LABEL = 2, 20

Points = list[tuple[str, int | float]]

#: What somebody got, and what a slice of it is called.
RANKS: Mapping[str, Figure] = {
    "first": Figure.GOT_FIRST,
    "second": Figure.GOT_SECOND,
    "third": Figure.GOT_THIRD,
    "another": Figure.GOT_ANOTHER,
    "nobody": Figure.GOT_NOBODY,
}


def charts(found: Report, t: Speech) -> list[Block]:
    """The trend first, then what the latest campaign gave people, or else how they said it goes."""
    drawn = (trend_chart(found, t), ranks_chart(found, t), pulse_chart(found, t))
    return [chart for chart in drawn if chart][:MOST]


def trend(found: Report, t: Speech) -> Points:
    """Months and their shares, in whole per cent. A month without an ended cycle has none."""
    met = READINGS[Measure.MET]
    shares = [(period_said(one.span, t), share_of(one, met)) for one in found.trend]
    return [(month, share) for month, share in shares if share is not None]


def ranks(found: Report, t: Speech) -> Points:
    """How many people got which of their choices; nothing of a few people, and nothing unless all may be told."""
    counts = [(t.plain(f"reports.rank.{name}"), found.figures[figure]) for name, figure in RANKS.items()]
    known: Points = [(label, count) for label, count in counts if count is not None]
    return known if len(known) == len(counts) and sum(count for _, count in known) >= SMALLEST else []


def pulse(found: Report, t: Speech) -> Points:
    """The marks by theme, of five."""
    return [(line_name(theme, t), mark) for theme, mark in _marks(found)]


def _marks(found: Report) -> list[tuple[Measure, float]]:
    marks = [(theme, value_of(found.figures, READINGS[theme])) for theme in MARKS]
    return [(theme, mark) for theme, mark in marks if mark is not None]


def trend_chart(found: Report, t: Speech) -> Block | None:
    shares = trend(found, t)
    if len(shares) < 2:
        return None
    return _bars(
        t.plain("reports.chart"), t.plain("reports.chart_series"), t.plain("reports.chart_axis"), shares
    )


def ranks_chart(found: Report, t: Speech) -> Block | None:
    slices = [(label, count) for label, count in ranks(found, t) if count]
    if not slices:
        return None
    segments = [{"label": label, "value": count} for label, count in slices]
    return {
        "type": "data_visualization",
        "title": t.plain("reports.chart_ranks"),
        "chart": {"type": "pie", "segments": segments},
    }


def pulse_chart(found: Report, t: Speech) -> Block | None:
    marks = [(t.plain(f"reports.theme.{theme}"), mark) for theme, mark in _marks(found)]
    if not marks:
        return None
    series, axis = t.plain("reports.chart_pulse_series"), t.plain("reports.chart_pulse_axis")
    return _bars(t.plain("reports.chart_pulse"), series, axis, marks)


def _bars(title: str, series: str, axis: str, points: Sequence[tuple[str, int | float]]) -> Block:
    labelled = [(cut(label, LABEL), value) for label, value in points]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": "bar",
            "series": [
                {"name": series, "data": [{"label": label, "value": value} for label, value in labelled]}
            ],
            "axis_config": {"categories": [label for label, _ in labelled], "y_label": axis},
        },
    }


def described(title: str, points: Sequence[tuple[str, str]], t: Speech) -> str:
    """What a picture shows, for whoever cannot see it."""
    said = t.list(t.plain("reports.point", label=label, value=value) for label, value in points)
    return t.plain("reports.picture_alt", title=title, points=said)
