"""A report group by group: people, pairs, their periods and their meetings, by the network, the entity or the site of
those who learn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.figures import PAIRS, PEOPLE, Counts
from bot.domain.periods import Month, Span
from bot.domain.reports import ended_cycles
from bot.domain.splits import By, Crowd, Split, several_stand, split_for_everybody, split_for_the_team
from bot.programme.counting import OF_CYCLES, OF_MEETINGS, leaves_of
from bot.programme.work import LONG_TERM, Work

ByGroup = Mapping[str | None, Mapping[str, int]]


def for_the_team(work: Work, programme: Programme, span: Span, by: By) -> Split:
    """Every group as it is. Only the last day's headcounts are needed."""
    until = min(span.last, local_day(programme.timezone, work.now))
    return split_for_the_team(by, _crowds(work, programme, span, by, [until]))


def for_everybody(work: Work, programme: Programme, span: Span, by: By) -> Split:
    """Small groups together; of a period that is over."""
    return split_for_everybody(by, _crowds(work, programme, span, by, [month.last for month in span.each]))


def tells_apart(work: Work, programme: Programme, by: By) -> bool:
    """Whether everybody would read more than one group, as people are today."""
    today = local_day(programme.timezone, work.now)
    return several_stand(_headcounts(work, programme, today, by).values())


def _crowds(work: Work, programme: Programme, span: Span, by: By, days: Sequence[date]) -> Sequence[Crowd]:
    """What was counted of each group, with its headcounts on these days."""
    until = min(span.last, local_day(programme.timezone, work.now))
    stocks = _stocks(work, programme, until, by)
    flows = _flows(work, programme, span, by)
    heads = [_headcounts(work, programme, day, by) for day in days]
    names = dict.fromkeys(name for counted in (stocks, *flows.values(), *heads) for name in counted)
    asked = _asked_of(programme)
    return [
        Crowd(
            name=name,
            headcounts=tuple(one.get(name, 0) for one in heads),
            counts=Counts(
                span=span,
                until=until,
                stocks={leaf: stocks.get(name, {}).get(leaf, 0) for leaf in asked},
                flows=tuple(
                    {leaf: flows[month].get(name, {}).get(leaf, 0) for leaf in (*OF_CYCLES, *OF_MEETINGS)}
                    for month in span.each
                ),
            ),
        )
        for name in sorted(names, key=lambda name: (name is None, name or ""))
    ]


def _asked_of(programme: Programme) -> Sequence[str]:
    """Newcomers are not chosen from a company: of them there are pairs."""
    return leaves_of(PEOPLE, PAIRS) if programme.type_key == LONG_TERM else leaves_of(PAIRS)


def _stocks(work: Work, programme: Programme, on: date, by: By) -> ByGroup:
    before, today = end_of(on, programme.timezone), local_day(programme.timezone, work.now)
    found = [work.group_figures.pairs(programme.id, by, on=on, before=before)]
    if programme.type_key == LONG_TERM:
        found.append(work.group_figures.people(programme.id, by, on=on, before=before, today=today))
    return _together(found)


def _flows(work: Work, programme: Programme, span: Span, by: By) -> Mapping[Month, ByGroup]:
    today = local_day(programme.timezone, work.now)
    ended = ended_cycles(work.figures.cadences(programme.id), span.each, today)
    found = [
        work.group_figures.cycles(programme.id, by, ended),
        work.group_figures.held(programme.id, by, span.each, today),
    ]
    return {
        month: _together([{name: months.get(month, {}) for name, months in one.items()} for one in found])
        for month in span.each
    }


def _headcounts(work: Work, programme: Programme, day: date, by: By) -> Mapping[str | None, int]:
    today = local_day(programme.timezone, work.now)
    on = min(day, today)
    if programme.type_key == LONG_TERM:
        return work.group_figures.concerned(programme.id, by, on=on, today=today)
    return work.group_figures.learners(programme.id, by, on=on, before=end_of(on, programme.timezone))


def _together(found: Sequence[ByGroup]) -> ByGroup:
    names = dict.fromkeys(name for one in found for name in one)
    return {
        name: {leaf: number for one in found for leaf, number in one.get(name, {}).items()} for name in names
    }
