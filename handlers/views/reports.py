"""The report: four figures in words, the months beside one another, and for coordinators whom to look at.

Everything is in the `text`; the chart and the table say it again for the eyes. A workspace that does not know these
two blocks yet gets the same in plain blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.reports import Figure, Figures, Reason, State
from bot.programme.reports import Names, Report
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    divider,
    header,
    message,
    quiet,
    section,
)
from handlers.views.wording import names

#: Of a chart (`slack.md` §2.1): its title, the name of a series.
TITLE, SERIES = 50, 20

REASONS: Mapping[Reason, str] = {
    Reason.UNDECIDED: "reports.why_undecided",
    Reason.LEFT_OUT: "reports.why_left_out",
    Reason.NOT_TAKEN: "reports.why_not_taken",
    Reason.SUGGESTED: "reports.why_suggested",
    Reason.CHANGING: "reports.why_changing",
    Reason.IN_ROUND: "reports.why_in_round",
    Reason.NO_ANSWER: "reports.why_no_answer",
    Reason.NO_ROUND: "reports.why_no_round",
    Reason.NOT_THIS_TIME: "reports.why_not_this_time",
    Reason.SINCE: "reports.why_since",
}
NAMED: Mapping[Reason, str] = {
    Reason.LEFT_OUT: "reports.names_left_out",
    Reason.NOT_TAKEN: "reports.names_not_taken",
    Reason.SUGGESTED: "reports.names_suggested",
    Reason.IN_ROUND: "reports.names_in_round",
    Reason.NO_ANSWER: "reports.names_no_answer",
    Reason.NO_ROUND: "reports.names_no_round",
}
STATES: Mapping[State, str] = {
    State.SKIPPED: "reports.state_skipped",
    State.ON_PAUSE: "reports.state_on_pause",
    State.DISPUTED: "reports.state_disputed",
}
#: What is said where there is nothing to have a share of.
NOBODY: Mapping[str, str] = {
    Figure.CONCERNED: "reports.nobody_concerned",
    Figure.PAIRS: "reports.no_pairs",
    Figure.COUNTED: "reports.none_ended",
}
COLUMNS = (State.MET, Figure.COUNTED, State.SKIPPED, State.QUIET, State.ON_PAUSE, State.DISPUTED)


@dataclass(frozen=True, slots=True)
class Said:
    """The report as Slack shows it best, and as any Slack can."""

    native: Message
    plain: Message


def report(found: Report, t: Speech, *, buttons: Sequence[Block | None] = (), in_dm: bool = False) -> Said:
    """The whole report. `in_dm` tells a coordinator how to publish it, where there is nowhere to."""
    figures = [header(_title(found, t)), quiet(_until(found, t)), *_figures(found, t)]
    pressed = [actions(*buttons)] if any(buttons) else []
    after = [*_names(found.names, t), quiet(*_notes(found, t, in_dm=in_dm)), *pressed]
    months = list(_months(found, t))
    in_words = message(*figures, *([section(Markup.joined(months))] if months else ()), *after)
    seen = [block for block in (_chart(found, t), _table(found, t)) if block]
    return Said(
        native=Message(in_words.text, [*figures, *seen, *after]),
        plain=in_words,
    )


def publish_button(found: Report, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("reports.publish"),
        text=t.plain("reports.publish_sure"),
        yes=t.plain("reports.publish"),
        no=t.plain("common.cancel"),
    )
    month = str(found.month)
    return button(t.plain("reports.publish"), f"{ids.REPORT_PUBLISH}:{month}", value=month, confirm=sure)


def picture_button(found: Report, t: Speech) -> Block | None:
    """Only when there is something to draw."""
    month = str(found.month)
    if not points(found, t):
        return None
    return button(t.plain("reports.picture"), f"{ids.REPORT_PICTURE}:{month}", value=month)


def help_(t: Speech) -> Message:
    return message(section(t("reports.help")))


def points(found: Report, t: Speech) -> list[tuple[str, int]]:
    """The chart's months and their shares, in whole per cent. A month without an ended cycle has none."""
    shares = [(t.month(*one.month), _share(one[State.MET], one[Figure.COUNTED])) for one in found.trend]
    return [(month, share) for month, share in shares if share is not None]


def picture_words(found: Report, t: Speech) -> tuple[str, str]:
    """The picture's title, and its content for whoever cannot see it."""
    said = t.list(t.plain("reports.point", month=month, share=share) for month, share in points(found, t))
    return t.plain("reports.chart"), t.plain("reports.picture_alt", points=str(said))


# -- figures -----------------------------------------------------------------------------------------------------


def _title(found: Report, t: Speech) -> str:
    return t.plain("reports.title", name=found.programme.name, month=t.month(*found.month))


def _until(found: Report, t: Speech) -> Markup:
    day = t.date(found.figures.until)
    return t("reports.until_end" if found.figures.is_over else "reports.until_today", day=day)


def _figures(found: Report, t: Speech) -> Iterator[Block]:
    now, before = found.figures, found.before
    yield _figure("reports.without", Figure.WITHOUT, Figure.CONCERNED, found, t, _reasons(now, t))
    running = [_counted("reports.paused", now[Figure.PAUSED], t)]
    yield _figure("reports.running", Figure.RUNNING, Figure.PAIRS, found, t, running)
    if now[Figure.COUNTED] == 0 and not (before and before[Figure.COUNTED]):
        yield section(t("reports.met_none"))
        return
    apart = [_counted(STATES[one], now[one], t) for one in (State.ON_PAUSE, State.DISPUTED)]
    yield _figure("reports.met", State.MET, Figure.COUNTED, found, t, apart)
    skipped = [_counted(STATES[State.SKIPPED], now[State.SKIPPED], t)]
    yield _figure("reports.quiet", State.QUIET, Figure.COUNTED, found, t, skipped)


def _figure(
    key: str, part: str, whole: str, found: Report, t: Speech, details: Sequence[Markup | None]
) -> Block:
    """A figure with what it is a part of, the same a month before, and what belongs to it."""
    lines = [t(key, value=_value(found.figures, part, whole, t))]
    if found.before is not None:
        month = t.month(*found.before.month)
        lines.append(t("reports.before", month=month, value=_value(found.before, part, whole, t)))
    return section(Markup.joined([*lines, *(one for one in details if one)]))


def _value(figures: Figures, part: str, whole: str, t: Speech) -> Markup:
    few, all_ = figures[part], figures[whole]
    if all_ == 0:
        return t(NOBODY[whole])
    if few is not None and all_ is not None:
        return t("reports.value", part=few, whole=all_, share=t.percent(few, all_))
    if all_ is not None:
        return t("reports.value_withheld_of", whole=all_)
    return t("reports.value_withheld")


def _counted(key: str, number: int | None, t: Speech) -> Markup | None:
    """One more line, unless there is nothing to tell or nothing that may be told."""
    return t(key, count=number) if number else None


def _reasons(figures: Figures, t: Speech) -> list[Markup | None]:
    return [_counted(key, figures[reason], t) for reason, key in REASONS.items()]


def _share(part: int | None, whole: int | None) -> int | None:
    """Whole per cent, honest at both ends as `Speech.percent` is."""
    if part is None or not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, 1), 99) if 0 < part < whole else rounded


def _notes(found: Report, t: Speech, *, in_dm: bool) -> Iterator[Markup]:
    """What the figures mean, and why some are missing."""
    yield t("reports.meaning_people")
    yield t("reports.meaning_cycles")
    if found.names is None:
        yield t("reports.meaning_withheld")
        return
    yield t("reports.only_you")
    if in_dm:
        yield t("reports.in_dm")


# -- months beside one another -----------------------------------------------------------------------------------


def _months(found: Report, t: Speech) -> Iterator[Markup]:
    """The chart and the table in words."""
    if len(found.trend) > 1 and any(one[Figure.COUNTED] != 0 for one in found.trend):
        yield t("reports.trend")
        for one in found.trend:
            value = _value(one, State.MET, Figure.COUNTED, t)
            yield t("reports.trend_line", month=t.month(*one.month), value=value)


def _chart(found: Report, t: Speech) -> Block | None:
    shares = points(found, t)
    if len(shares) < 2:
        return None
    data = [{"label": month, "value": share} for month, share in shares]
    return {
        "type": "data_visualization",
        "title": t.plain("reports.chart"),
        "chart": {
            "type": "bar",
            "series": [{"name": t.plain("reports.chart_series"), "data": data}],
            "axis_config": {
                "categories": [month for month, _ in shares],
                "y_label": t.plain("reports.chart_axis"),
            },
        },
    }


def _table(found: Report, t: Speech) -> Block | None:
    if len(found.trend) < 2 or all(one[Figure.COUNTED] == 0 for one in found.trend):
        return None
    heads = (
        t.plain("reports.column_month"),
        t.plain("reports.column_met"),
        t.plain("reports.column_counted"),
        t.plain("reports.column_skipped"),
        t.plain("reports.column_quiet"),
        t.plain("reports.column_on_pause"),
        t.plain("reports.column_disputed"),
    )
    rows = [[_text(head) for head in heads]]
    rows += [[_text(t.month(*one.month)), *(_cell(one[name], t) for name in COLUMNS)] for one in found.trend]
    return {
        "type": "data_table",
        "caption": t.plain("reports.trend_caption"),
        "rows": rows,
        "row_header_column_index": 0,
        "page_size": len(found.trend),
    }


def _cell(number: int | None, t: Speech) -> Block:
    if number is None:
        return _text(t.plain("reports.value_withheld"))
    return {"type": "raw_number", "value": number, "text": t.number(number)}


def _text(words: str) -> Block:
    return {"type": "raw_text", "text": words}


# -- names -------------------------------------------------------------------------------------------------------


def _names(found: Names | None, t: Speech) -> Iterator[Block]:
    """For a coordinator's eyes: who waits for a mentor, and which pairs have gone quiet."""
    if found is None or not (found.quiet or any(found.waiting.values()) or found.kept_back):
        return
    yield divider()
    yield section(t("reports.names"))
    for reason, key in NAMED.items():
        if people := found.waiting.get(reason):
            more = found.waiting_in_all[reason] - len(people)
            yield section(t(key, people=_and_more(names(people, t), more, t)))
    if found.quiet:
        pairs = [t("reports.names_quiet_line", people=names(members, t)) for members in found.quiet]
        more = found.quiet_in_all - len(found.quiet)
        yield section(_and_more(Markup.joined([t("reports.names_quiet"), *pairs]), more, t))
    if found.kept_back:
        yield quiet(t("reports.kept_back", count=found.kept_back))


def _and_more(said: Markup, more: int, t: Speech) -> Markup:
    return t("reports.and_more", said=said, count=more) if more else said
