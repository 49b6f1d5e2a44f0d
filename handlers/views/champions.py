"""A champion's page of the month, as a message: what was given beside what came of it, and the same as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.champions import relational_index
from bot.domain.figures import Figure
from bot.programme.champion_facts import PageOfTheMonth
from bot.programme.champion_lines import came_of_it, invested, marks
from bot.programme.champions import ChampionPage
from bot.programme.prompts import Bundle
from bot.programme.saying import LineSaid, period_said
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import objectives
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import lines


def told(one: PageOfTheMonth, said: Bundle, t: Speech) -> list[Block]:
    """Short enough to be read as one page; of a programme of which nothing can be told, that it is so."""
    page = one.page
    title = t("champions.title", programme=page.programme.name, period=period_said(page.span, t))
    given, came = [*invested(page, t)], [*came_of_it(page, t)]
    if not (given or came or page.objectives) and relational_index(page.figures) is None:
        return [section(title), section(t("champions.nothing"))]
    return [
        section(title),
        _part("champions.invested", given, page, t),
        _part("champions.came_of_it", came, page, t),
        *_index(page, t),
        *objectives.in_report(page.objectives, t),
        actions(file_button(page.programme.id, str(page.span), t)),
        quiet(t("champions.about")),
    ]


def file_button(programme_id: int, span: str, t: Speech) -> Block:
    value = f"{programme_id}:{span}"
    return button(t.plain("champions.file"), f"{ids.CHAMPION_FILE}:{value}", value=value)


def _part(title: str, told: Iterable[LineSaid], page: ChampionPage, t: Speech) -> Block:
    """What may be told; where there is nothing, that it is so."""
    found = [_line(one, page, t) for one in told]
    return section(lines(t(title), *(found or [t("champions.nothing")])))


def _line(one: LineSaid, page: ChampionPage, t: Speech) -> Markup:
    if not one.before or page.before is None:
        return t("champions.line", name=one.name, value=one.value, among=one.among)
    return t(
        "champions.line_before",
        name=one.name,
        value=one.value,
        among=one.among,
        period=period_said(page.before.span, t),
        earlier=one.before,
    )


def _index(page: ChampionPage, t: Speech) -> Iterator[Block]:
    index = relational_index(page.figures)
    if index is None:
        return
    told = [t("champions.index", number=index, count=page.figures[Figure.PULSE_ANSWERED] or 0)]
    earlier = relational_index(page.before) if page.before else None
    if earlier is not None and page.before is not None:
        told.append(t("champions.index_before", period=period_said(page.before.span, t), number=earlier))
    yield section(lines(*told, t("champions.marks", marks=marks(page, t))))
    yield quiet(t("champions.index_meaning"))
