"""The lines of a champion's page in words: the same in the message and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.champions import CAME_OF_IT, INVESTED
from bot.domain.figures import Amount, Figure, Figures
from bot.domain.measures import MARKS, READINGS, Measure, Unit, in_hours, value_of
from bot.programme.champions import ChampionPage
from bot.programme.saying import LineSaid, line_name, lines_of, value_said
from bot.texts import Speech


def invested(page: ChampionPage, t: Speech) -> Iterator[LineSaid]:
    """Hours, meetings, mentors: those that may be told and are any."""
    for what, among in INVESTED.items():
        number, of = page.figures[what], page.figures[among]
        if number and of is not None:
            yield LineSaid(
                name=t.plain(f"champions.given.{what}"),
                value=_given(what, number, t),
                among=t.plain(f"champions.among.{what}", count=of),
                before=_earlier(what, page.before, t),
            )


def came_of_it(page: ChampionPage, t: Speech) -> Iterator[LineSaid]:
    return lines_of(CAME_OF_IT, page.figures, page.before, t)


def marks(page: ChampionPage, t: Speech) -> str:
    """The five marks that the index is the average of, in one line."""
    said = ((line_name(one, t), _mark(one, page.figures, t)) for one in MARKS)
    return " · ".join(t.plain("champions.mark", name=name, value=value) for name, value in said)


def _mark(measure: Measure, figures: Figures, t: Speech) -> str:
    value = value_of(figures, READINGS[measure])
    return t.plain("common.nothing_to_share") if value is None else t.number(value)


def _earlier(what: Figure | Amount, before: Figures | None, t: Speech) -> str:
    number = before[what] if before is not None else None
    return "" if number is None else _given(what, number, t)


def _given(what: Figure | Amount, number: int, t: Speech) -> str:
    if what is Amount.MINUTES:
        return value_said(in_hours(number), Unit.HOURS, t)
    return t.number(number)
