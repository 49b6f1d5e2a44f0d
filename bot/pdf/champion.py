"""A champion's page: what was given beside what came of it, on one sheet. No name is on it, and no amount of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.champions import relational_index
from bot.domain.figures import Figure
from bot.pdf.canvas import ACCENT, GREY, Canvas
from bot.pdf.fonts import SANS, SERIF, Fonts
from bot.pdf.panels import BAR, LEFT, LIGHT, RIGHT, Pages
from bot.programme.champion_lines import came_of_it, invested, marks
from bot.programme.champions import ChampionPage
from bot.programme.saying import LineSaid, period_said
from bot.texts import Speech

#: What there is more of than these are lines below the cards.
MOST_CARDS = 3


def lay(page: ChampionPage, t: Speech, fonts: Fonts, *, company: str, made_at: datetime) -> Canvas:
    programme = fonts.readable(page.programme.name) or t.plain("report_paper.programme")
    company = fonts.readable(company) or ""
    title = t.plain("report_paper.title", programme=programme, period=period_said(page.span, t))
    names = [one.objective.name for one in page.objectives]
    pages = Pages(fonts=fonts, t=t, title=title, made_at=made_at, words=[programme, company, *names])
    pages.head(company, title, t.plain("report_paper.champion"))
    before = period_said(page.before.span, t) if page.before else ""
    _part(pages, t.plain("report_paper.invested"), list(invested(page, t)), before, t)
    _part(pages, t.plain("report_paper.came_of_it"), list(came_of_it(page, t)), before, t)
    _index(pages, page, before, t)
    if page.objectives:
        pages.heading(t.plain("objectives.title"))
        pages.objectives(page.objectives)
    pages.sentence(t.plain("champions.about"), size=7)
    return pages.canvas


def _part(pages: Pages, heading: str, lines: Sequence[LineSaid], before: str, t: Speech) -> None:
    """The first as cards, the others as lines below them."""
    pages.heading(heading)
    if not lines:
        return pages.sentence(t.plain("champions.nothing"), size=8.5)
    pages.cards([_card(one, before, t) for one in lines[:MOST_CARDS]])
    if rest := lines[MOST_CARDS:]:
        pages.y += 2.5
        pages.rows(rest)


def _card(line: LineSaid, before: str, t: Speech) -> LineSaid:
    """On a card stands which period it was before."""
    if not line.before:
        return line
    return replace(line, before=t.plain("report_paper.before", period=before, value=line.before))


def _index(pages: Pages, page: ChampionPage, before: str, t: Speech) -> None:
    """How people get on, beside how often they meet."""
    index = relational_index(page.figures)
    if index is None:
        return
    pages.heading(t.plain("report_paper.index"), needs=22)
    canvas, y = pages.canvas, pages.y + 4
    canvas.from_left(t.number(index), LEFT, y, SERIF, 20, colour=ACCENT)
    start = LEFT + 20
    canvas.box(start, y - 4.5, RIGHT - start, BAR * 1.5, colour=LIGHT)
    canvas.box(start, y - 4.5, max(0.6, (RIGHT - start) * index / 100), BAR * 1.5, colour=ACCENT)
    said = t.plain("report_paper.index_among", count=page.figures[Figure.PULSE_ANSWERED] or 0)
    earlier = relational_index(page.before) if page.before else None
    if earlier is not None:
        said = f"{said} · {t.plain('report_paper.before', period=before, value=t.number(earlier))}"
    canvas.from_left(said, start, y + 2.6, SANS, 7, colour=GREY)
    pages.y = y + 7
    pages.sentence(t.plain("champions.marks", marks=marks(page, t)), size=7)
    pages.sentence(t.plain("champions.index_meaning"), size=7)
