"""The report's drawings as pictures, one message each, in the conversation of whoever asks: for slides, and for a Slack
that draws no charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import structlog

from bot.domain.links import Links, Sides
from bot.domain.pulses import HIGHEST
from bot.programme.reports import Report
from bot.programme.saying import group_said, period_said
from bot.texts import Speech
from handlers import charts
from handlers.giving import note
from handlers.messenger import SlackSaidNo
from handlers.turn import Turn
from handlers.views import report_charts as views
from handlers.views.common import sentence
from handlers.views.report_beside import MOST_LINKS, linked, sides

log = structlog.get_logger("binome.reports")

#: Groups in a picture of links, which is read on a slide.
MOST_GROUPS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """`alt` is what it shows, in words; `name`, what its file is called."""

    png: bytes
    name: str
    title: str
    alt: str


def send(turn: Turn, found: Report) -> bool:
    """Each picture with its words, and noted, so that it is taken away again in time; whether there was any. Where
    Slack takes none, that is said once.
    """
    comment, drawn = turn.t("reports.picture_sent"), list(pictures(found, turn.t))
    for picture in drawn:
        try:
            given = turn.house.messenger.send_picture(
                turn.slack_id,
                picture.png,
                name=picture.name,
                title=picture.title,
                alt=picture.alt,
                comment=comment,
            )
        except SlackSaidNo as no:
            log.warning("slack refused a picture", action="picture_refused", why=no.reason)
            turn.house.messenger.post(turn.slack_id, sentence(turn.t("reports.picture_refused")))
            break
        note(turn, given)
        comment = turn.t("reports.picture_next")
    return bool(drawn)


def pictures(found: Report, t: Speech) -> Iterator[Picture]:
    """Those of which there is something to draw."""
    share = t.plain("reports.per_cent", value="{}")
    if points := views.trend(found, t):
        title = t.plain("reports.drawn", what=t.plain("reports.chart"), where=found.programme.name)
        png = charts.share_by_month(points, title=title, share=share)
        yield _named(found, "trend", png, title, [(month, share.format(value)) for month, value in points], t)
    if points := views.ranks(found, t):
        title = _title("reports.chart_ranks", found, t)
        png = charts.lying_bars(points, title=title, said=t.number)
        yield _named(found, "ranks", png, title, _said(points, t), t)
    if points := views.pulse(found, t):
        title = _title("reports.chart_pulse", found, t)
        png = charts.lying_bars(points, title=title, most=HIGHEST, said=t.number)
        yield _named(found, "pulse", png, title, _said(points, t), t)
    if found.links is not None and (pairs := linked(found.links)):
        yield _links(found, found.links, pairs, t)


def _links(found: Report, links: Links, pairs: Mapping[Sides, int], t: Speech) -> Picture:
    names, cells = sides(links, pairs, MOST_GROUPS, t)
    title = _title(f"reports.links.{links.by}", found, t)
    png = charts.matrix(
        names,
        names,
        cells,
        title=title,
        across=t.plain("reports.links.mentees"),
        down=t.plain("reports.links.mentors"),
    )
    ordered = sorted(pairs.items(), key=lambda item: -item[1])[:MOST_LINKS]
    said = [
        (f"{group_said(one, t)} – {group_said(other, t)}", t.number(number))
        for (one, other), number in ordered
    ]
    return _named(found, "links", png, title, said, t)


def _title(key: str, found: Report, t: Speech) -> str:
    """On a slide it stands alone: with its programme and its period."""
    drawn = t.plain("reports.title", name=found.programme.name, period=period_said(found.span, t))
    return t.plain("reports.drawn", what=t.plain(key), where=drawn)


def _said(points: views.Points, t: Speech) -> list[tuple[str, str]]:
    return [(label, t.number(value)) for label, value in points]


def _named(
    found: Report, what: str, png: bytes, title: str, points: list[tuple[str, str]], t: Speech
) -> Picture:
    return Picture(
        png=png,
        name=f"binome-{found.span}-{what}.png",
        title=title,
        alt=views.described(title, points, t),
    )
