"""The introduction of two people for a while: a newcomer and who welcomes them, or a mentee and who stands in.

The last day is said at once, so that nobody takes it for a lasting mentorship.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.domain.mentorships import SeatRole
from bot.programme import interim, welcoming
from bot.programme.facts import Introduction
from bot.programme.outcomes import Became
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views import charter, nudges
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.wording import names

DAY = timedelta(days=1)
LEARNS, MENTORS = SeatRole.MENTEE, SeatRole.MENTOR
INTRODUCED: Mapping[tuple[str, SeatRole], str] = {
    (welcoming.WELCOME, LEARNS): "newcomers.introduced_newcomer",
    (welcoming.WELCOME, MENTORS): "newcomers.introduced_mentor",
    (interim.STANDS_IN, LEARNS): "interim.introduced_mentee",
    (interim.STANDS_IN, MENTORS): "interim.introduced_mentor",
}
PURPOSE: Mapping[tuple[str, SeatRole], str] = {
    (welcoming.WELCOME, LEARNS): "newcomers.purpose_newcomer",
    (welcoming.WELCOME, MENTORS): "newcomers.purpose_mentor",
    (interim.STANDS_IN, LEARNS): "interim.purpose_mentee",
    (interim.STANDS_IN, MENTORS): "interim.purpose_mentor",
}
OVER: Mapping[str, str] = {welcoming.WELCOME: "newcomers.over", interim.STANDS_IN: "interim.over"}


def is_for_a_while(one: Introduction) -> bool:
    return (one.prompt.period, one.role) in INTRODUCED and one.until is not None


def introduction(one: Introduction, said: Bundle, t: Speech) -> list[Block]:
    """Who the other is, until when, and how to begin; a newcomer may say "no, thank you"."""
    if one.ended:
        return [section(t(OVER[one.prompt.period], partner=names(one.partners, t)))]
    first = section(Markup.joined(list(_who(one, said, t))))
    agree = charter.before_you_meet(one.charter, t)
    if one.outcome.became not in (Became.OPEN, Became.SKIPPED):
        return [first, *nudges.answered(one.outcome, one.prompt, one, said, t), *agree]
    return [first, quiet(t(PURPOSE[one.prompt.period, one.role])), *agree, actions(*_ways(one, said, t))]


def _who(one: Introduction, said: Bundle, t: Speech) -> Iterator[Markup]:
    assert one.until is not None
    begins = one.since or said.today
    yield t(
        INTRODUCED[one.prompt.period, one.role],
        partner=names(one.partners, t),
        day=t.date(one.until, today=said.today),
        days=(one.until - begins + DAY).days,
    )
    for partner in one.partners:
        if about := " · ".join(words for words in (partner.title, partner.network) if words):
            yield escape(about)


def _ways(one: Introduction, said: Bundle, t: Speech) -> Iterator[Block]:
    plan = t.plain("rounds.introduction.plan")
    yield button(plan, f"{ids.PROMPT_PLAN}:{one.prompt.id}", value=one.prompt.id, style="primary")
    yield from (open_conversation(t, said.workspace, person) for person in one.partners[:1])
    if one.prompt.period == welcoming.WELCOME and one.role is LEARNS:
        value = one.prompt.mentorship_id
        yield button(t.plain("newcomers.no_thanks"), f"{ids.NEWCOMER_DECLINE}:{one.prompt.id}", value=value)
