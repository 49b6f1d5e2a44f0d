"""How far figures go back: what was kept for long enough is taken away, and a report of less would be wrong."""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.periods import Span
from bot.domain.retention import NotKeptAnyMore
from bot.programme.work import Work


def figures_since(work: Work, zone: str) -> date:
    """The first day of the earliest month of which a report can tell. Local to the programme."""
    return work.customs.retention.figures_since(local_day(zone, work.now))


def is_kept(work: Work, programme: Programme, span: Span) -> bool:
    """Whether nothing that a report of this period counts has been taken away already."""
    return is_kept_since(work, programme, span.first)


def is_kept_since(work: Work, programme: Programme, day: date) -> bool:
    """Whether nothing has been taken away of what there was from that day on."""
    return max(day, programme.started_on) >= figures_since(work, programme.timezone)


def check_kept(work: Work, programme: Programme, span: Span) -> None:
    """Raises `NotKeptAnyMore` for any other."""
    if not is_kept(work, programme, span):
        raise NotKeptAnyMore(since=figures_since(work, programme.timezone))
