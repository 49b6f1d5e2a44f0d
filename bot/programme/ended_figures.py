"""The figures of a period that is over, apart from any report: for what leaves the programme, and for its own board."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.eyes import for_everybody, for_the_team
from bot.domain.figures import Counts, Figures
from bot.domain.periods import Span
from bot.programme import counting
from bot.programme.work import Work


def public_figures(work: Work, programme: Programme, span: Span) -> Figures:
    """As anybody may read them, whoever asks: nothing about fewer than five people."""
    return _figures(work, programme, span, for_everybody)


def team_figures(work: Work, programme: Programme, span: Span) -> Figures:
    """As those read them who run the programme."""
    return _figures(work, programme, span, for_the_team)


def _figures(work: Work, programme: Programme, span: Span, eyes: Callable[[Counts], Figures]) -> Figures:
    """A period that is over: two looks at one that runs would tell about whoever came between them."""
    today = local_day(programme.timezone, work.now)
    assert span.is_over(today), span
    months = counting.flows(work, programme, span.each, today)
    (counted,) = counting.counts(work, programme, [span], months, today)
    return eyes(counted)
