"""What the deeds of `/mentor-report` have in common: which period, which figures, which button."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.people import Person
from bot.domain.periods import Month, Span
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme import reports
from bot.programme.reports import Report
from bot.programme.work import Work
from handlers.report_words import Asked, carried
from handlers.turn import Turn


def found_by(work: Work, actor: Person, asked: reports.Asked, request: Asked) -> Report:
    assert request.span is not None
    return reports.report(work, actor, asked.programme, request.span, request.by)


def with_period(work: Work, actor: Person, asked: reports.Asked, request: Asked) -> Asked:
    """Without a word of it: the month that runs for the team, and for everybody else the latest that is over."""
    if request.span is not None:
        return request
    running = Span(Month.of(asked.today))
    if work.may(actor, Act.PUBLISH_REPORT, programme_id=asked.programme.id):
        return replace(request, span=running)
    return replace(request, span=reports.latest_ended(asked.programme, asked.today) or running)


def over(asked: reports.Asked, request: Asked) -> Asked:
    """The same of the latest period that is over, if the one that was named still runs."""
    span = request.span or Span(Month.of(asked.today))
    if span.is_over(asked.today) or span.first > asked.today:
        return replace(request, span=span)
    return replace(request, span=reports.latest_ended(asked.programme, asked.today, span.months))


def pressed(turn: Turn) -> Asked:
    """What the button carries. Raises `Outdated` for a forged one, or a press that has no channel."""
    request = carried(turn.value)
    if request is None or not turn.body.get("response_url"):
        raise Outdated
    return request


def is_in_a_channel(turn: Turn) -> bool:
    channel = turn.body.get("channel_id") or turn.body.get("channel", {}).get("id") or "D"
    return str(channel).startswith(("C", "G"))
