"""Everything that a report counts: one function for each kind, asked together.

A stock is counted day by day, a flow month by month. What is asked of a programme gives every leaf of its tree, nought
included; what is not asked of it gives nothing, and is in no report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bot.domain.anonymity import Total
from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.figures import APART, CYCLES, FIRST, HELD, MENTORS, PAIRS, PEOPLE, Amount, Counts, Figure
from bot.domain.periods import Month, Span
from bot.domain.reports import SOON, ended_cycles
from bot.programme import outcome_counts, round_counts
from bot.programme.outcome_counts import counts_stand_ins
from bot.programme.work import LONG_TERM, Work

Leaves = Mapping[str, int]
Months = Mapping[Month, Leaves]
Days = Mapping[date, Leaves]
Stock = Callable[[Work, Programme, date], Leaves]
Stocks = Callable[[Work, Programme, Sequence[date]], Days]
Flow = Callable[[Work, Programme, Sequence[Month], date], Months]


def people(work: Work, programme: Programme, on: date) -> Leaves:
    """Everybody whom the long-term programme concerns: with a mentor, or without one and why."""
    if programme.type_key != LONG_TERM:
        return {}
    today = local_day(programme.timezone, work.now)
    found = work.figures.people(programme.id, on=on, before=end_of(on, programme.timezone), today=today)
    return {name: found.get(name, 0) for name in leaves_of(PEOPLE)}


def pairs(work: Work, programme: Programme, on: date) -> Leaves:
    found = work.figures.pairs(programme.id, on=on, before=end_of(on, programme.timezone))
    return {name: found.get(name, 0) for name in leaves_of(PAIRS)}


def cycles(work: Work, programme: Programme, months: Sequence[Month], today: date) -> Months:
    ended = ended_cycles(work.figures.cadences(programme.id), months, today)
    found = work.figures.cycles(programme.id, ended)
    return {month: {name: found.get(month, {}).get(name, 0) for name in OF_CYCLES} for month in months}


def mentors(work: Work, programme: Programme, on: date) -> Leaves:
    """Who may be given mentees, with the places that they offer."""
    found = work.mentor_figures.mentors(
        programme.id,
        on=on,
        before=end_of(on, programme.timezone),
        today=local_day(programme.timezone, work.now),
        approved=work.type_of(programme).approval,
        stand_ins=counts_stand_ins(programme),
    )
    return {name: found[name] for name in (*leaves_of(MENTORS), Amount.PLACES, Amount.PLACES_TAKEN)}


def held(work: Work, programme: Programme, months: Sequence[Month], today: date) -> Months:
    found = work.meeting_figures.held(programme.id, months, today)
    return {month: {name: found.get(month, {}).get(name, 0) for name in OF_MEETINGS} for month in months}


def first(work: Work, programme: Programme, months: Sequence[Month], today: date) -> Months:
    """First meetings, but of those who ran before they were written down here: when they first met is not known."""
    counts = {month: dict.fromkeys(OF_FIRST, 0) for month in months}
    stand_ins = counts_stand_ins(programme)
    for one in work.meeting_figures.met_first(programme.id, months, today, stand_ins=stand_ins):
        introduced = local_day(programme.timezone, one.introduced_at)
        month = counts.get(Month.of(one.met_on))
        if month is not None and one.began >= introduced:
            days = max(0, (one.met_on - introduced).days)
            month[Figure.FIRST_MET_SOON if days <= SOON else Figure.FIRST_MET_LATER] += one.number
            month[Amount.DAYS_TO_FIRST] += days * one.number
    return counts


def leaves_of(*trees: Total) -> tuple[str, ...]:
    return tuple(leaf.name for tree in trees for leaf in tree.leaves())


OF_CYCLES = leaves_of(CYCLES, APART)
OF_MEETINGS = (*leaves_of(HELD), Amount.MEETINGS, Amount.TIMED_MEETINGS, Amount.MINUTES)
OF_FIRST = (*leaves_of(FIRST), Amount.DAYS_TO_FIRST)

STOCKS: tuple[Stock, ...] = (*outcome_counts.STOCKS, people, pairs, mentors)
#: Counted on all the days at once: what takes long is the same on each.
TOGETHER: tuple[Stocks, ...] = (outcome_counts.links,)
FLOWS: tuple[Flow, ...] = (*outcome_counts.FLOWS, round_counts.ranks, cycles, held, first)


def stocks(work: Work, programme: Programme, days: Sequence[date]) -> Days:
    """Everything that there was on the evening of each of these days."""
    together = [count(work, programme, days) for count in TOGETHER]
    return {
        on: merged((*(count(work, programme, on) for count in STOCKS), *(found[on] for found in together)))
        for on in days
    }


def flows(work: Work, programme: Programme, months: Sequence[Month], today: date) -> Months:
    """Everything that happened in each of these months, up to now."""
    found = [count(work, programme, months, today) for count in FLOWS]
    return {month: merged(one.get(month, {}) for one in found) for month in months}


def merged(leaves: Iterable[Leaves]) -> Leaves:
    return {name: number for some in leaves for name, number in some.items()}


def counts(
    work: Work, programme: Programme, spans: Sequence[Span], months: Months, today: date
) -> Sequence[Counts]:
    """What there is to say of each of these spans; their months have been counted."""
    evenings = [min(one.last, today) for one in spans]
    found = stocks(work, programme, evenings)
    return [
        Counts(span=one, until=on, stocks=found[on], flows=tuple(months[month] for month in one.each))
        for one, on in zip(spans, evenings, strict=True)
    ]
