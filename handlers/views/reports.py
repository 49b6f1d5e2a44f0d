"""The report: the objectives, four figures in words, what was measured section by section, and whom to look at.

Everything is in the `text`; charts and tables say it again for the eyes. A workspace that does not know these blocks
yet gets the same in plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.figures import Figure
from bot.domain.periods import Span
from bot.domain.splits import By
from bot.programme.reports import Report
from bot.programme.saying import period_said
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import report_tables
from handlers.views.blocks import Block, Message, actions, button, confirm, header, message, quiet, section
from handlers.views.objectives import in_report
from handlers.views.report_beside import beside, linked
from handlers.views.report_charts import charts, pulse, ranks, trend
from handlers.views.report_figures import headlines
from handlers.views.report_grid import Listing, Part, shown, told
from handlers.views.report_names import who_may_need_you


@dataclass(frozen=True, slots=True)
class Said:
    """The report as Slack shows it best, and as any Slack can."""

    native: Message
    plain: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """What may be done with the report from here. `carried` is what the buttons carry; `published` is the period that
    would be published, None where or for whom nothing would; `paper` is what its button carries, if there is any;
    `splits` are the groups that may be looked at, and None the whole again, with what their buttons carry.
    """

    carried: str
    published: Span | None = None
    published_carried: str = ""
    splits: Mapping[By | None, str] = field(default_factory=dict)
    paper: str = ""
    spreadsheet: bool = False


def report(found: Report, t: Speech, ways: Ways | None = None, *, in_dm: bool = False) -> Said:
    """The whole report. `in_dm` tells a coordinator how to publish it, where there is nowhere to."""
    begins = [header(_title(found, t)), quiet(*_under_the_title(found, t)), *in_report(found.objectives, t)]
    aims = [one.objective.measure for one in found.objectives]
    begins += [*headlines(found.figures, found.before, t, aims=aims), *who_may_need_you(found.names, t)]
    after = [quiet(*_notes(found, t, in_dm=in_dm)), *(buttons(found, ways, t) if ways else ())]
    parts = [*report_tables.parts(found, t), *beside(found, t)]
    in_words = message(*begins, *(block for one in parts for block in told(one, t)), *after)
    drawn = [*begins, *charts(found, t), *_what_before_is(found, parts, t), *shown(parts, t), *after]
    return Said(native=Message(in_words.text, drawn), plain=in_words)


def buttons(found: Report, ways: Ways, t: Speech) -> list[Block]:
    """To the channel, as a picture, as a file; then group by group."""
    deeds = [
        publish_button(found, ways, t) if ways.published else None,
        _button("reports.picture", ids.REPORT_PICTURE, ways.carried, t) if drawable(found, t) else None,
    ]
    if ways.paper:
        deeds.append(_button("reports.pdf", ids.REPORT_PDF, ways.paper, t))
    if ways.spreadsheet:
        deeds.append(_button("reports.csv", ids.REPORT_CSV, ways.carried, t))
    groups = [
        button(t.plain(f"reports.by.{by or 'nothing'}"), f"{ids.REPORT_SPLIT}:{by or ''}", value=carried)
        for by, carried in ways.splits.items()
    ]
    return [actions(*some) for some in (deeds, groups) if any(some)]


def publish_button(found: Report, ways: Ways, t: Speech) -> Block:
    """What is over is published; of a period that runs, the one before it, and the button says so."""
    assert ways.published is not None
    named = period_said(ways.published, t)
    label = "reports.publish" if ways.published == found.span else "reports.publish_ended"
    sure = confirm(
        title=t.plain("reports.publish"),
        text=t.plain(_sure(found, ways), period=named, by=_by_in_words(found, t)),
        yes=t.plain("reports.publish"),
        no=t.plain("common.cancel"),
    )
    carried = ways.published_carried
    return button(
        t.plain(label, period=named), f"{ids.REPORT_PUBLISH}:{carried}", value=carried, confirm=sure
    )


def help_(t: Speech) -> Message:
    return message(
        section(t("reports.help")), section(t("reports.help_examples")), quiet(t("reports.help_who"))
    )


def drawable(found: Report, t: Speech) -> bool:
    """Whether there is anything to make a picture of."""
    return bool(linked(found.links) or trend(found, t) or ranks(found, t) or pulse(found, t))


def _button(key: str, action: str, carried: str, t: Speech) -> Block:
    return button(t.plain(key), f"{action}:{carried}", value=carried)


def _sure(found: Report, ways: Ways) -> str:
    """The first split that is published is the only one for ever, and that is said before it happens."""
    if found.split is None:
        return "reports.publish_sure"
    return "reports.publish_sure_split" if found.programme.split_by else "reports.publish_sure_first_split"


def _by_in_words(found: Report, t: Speech) -> str:
    return t.plain(f"reports.by_in.{found.split.by}") if found.split else ""


# -- what stands around the figures ------------------------------------------------------------------------------


def _title(found: Report, t: Speech) -> str:
    return t.plain("reports.title", name=found.programme.name, period=period_said(found.span, t))


def _under_the_title(found: Report, t: Speech) -> Iterator[Markup]:
    day = t.calendar_day(found.figures.until)
    yield t("reports.until_end" if found.figures.is_over else "reports.until_today", day=day)
    if found.split is not None:
        yield t(f"reports.split_by.{found.split.by}")


def _what_before_is(found: Report, parts: Sequence[Part], t: Speech) -> Iterator[Block]:
    """Said once, above the lines that compare; in the sentences it is named each time."""
    if found.before is not None and any(isinstance(one, Listing) and one.compares for one in parts):
        yield quiet(t("reports.what_before_is", period=period_said(found.before.span, t)))


def _notes(found: Report, t: Speech, *, in_dm: bool) -> Iterator[Markup]:
    """What the figures mean, and why some are missing."""
    if Figure.CONCERNED in found.figures:
        yield t("reports.meaning_people")
    yield t("reports.meaning_cycles")
    if found.span.months > 1:
        yield t("reports.meaning_longer")
    if missing := report_tables.unsaid(found, t):
        yield t("reports.meaning_withheld", names=t.list(missing))
    elif not found.for_team:
        yield t("reports.meaning_small")
    if found.for_team:
        yield t("reports.only_you")
        if in_dm:
            yield t("reports.in_dm")
