"""The report of a period: what those who run the programme see, what everybody may see, and whose names are in it.

Whoever may publish sees every figure, also of a period that runs, and the names of people who wait and of pairs gone
quiet; never those of their own line of management or of their own mentorships (design §8). Everybody else sees periods
that are over, without a name and without what could tell about fewer than five people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.eyes import for_everybody, for_the_team
from bot.domain.figures import Counts, Figure, Figures, Reason
from bot.domain.links import Links
from bot.domain.objectives import Seen
from bot.domain.people import Person
from bot.domain.periods import QUARTER, YEAR, Month, Span
from bot.domain.permissions import Act
from bot.domain.refusals import Refusal
from bot.domain.reports import TREND, WAITING, FirstRunning, StillRunning, check_span, ended_cycles
from bot.domain.splits import By, NotSplit, OneGroup, OtherSplit, Split
from bot.domain.waves import Wave
from bot.programme import counting, grouping, looking_back, objectives, report_tables
from bot.programme.closeness import close_to
from bot.programme.report_tables import Supply
from bot.programme.work import LONG_TERM, Work

#: Names of one kind in one report; the rest are counted.
MOST_NAMES = 15


class NothingYet(Refusal):
    """There is no programme to report on."""

    key = "reports.nothing_yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Some of the people behind the figures, the first in alphabetical order; `waiting_in_all` counts everybody.

    `kept_back` counts those whom this reader may not see: their own line, themselves, their own mentorships.
    """

    waiting: Mapping[Reason, tuple[Person, ...]]
    waiting_in_all: Mapping[Reason, int]
    quiet: tuple[tuple[Person, ...], ...]
    quiet_in_all: int
    kept_back: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """`before` is as long a period just before, None when the programme had not begun. `trend` are the latest months,
    each by itself, the last of the period at the end; what is counted on a day is not in them. `for_team`: for the eyes
    of those who run the programme, who alone read `names`.
    """

    programme: Programme
    figures: Figures
    before: Figures | None
    trend: tuple[Figures, ...]
    names: Names | None = None
    for_team: bool = False
    objectives: tuple[Seen, ...] = ()
    split: Split | None = None
    waves: tuple[Wave, ...] = ()
    topics: tuple[Supply, ...] = ()
    links: Links | None = None

    @property
    def span(self) -> Span:
        return self.figures.span


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The programme that somebody may read about, and today's date there."""

    programme: Programme
    today: date


def ask(
    work: Work, actor: Person, act: Act = Act.SEE_REPORT, *, of: str = LONG_TERM, by: By | None = None
) -> Asked:
    """Let the verified person see or publish the figures of the programme of this type, on record.

    Whoever publishes them by group settles by which groups they are published from now on.
    Raises `NotAllowed`, `NothingYet` while no such programme runs, `OtherSplit`, `OneGroup`.
    """
    found = next((one for one in work.programmes.running() if one.type_key == of), None)
    work.authorise(actor, act, programme_id=found.id if found else None)
    if found is None:
        raise NothingYet
    if act is Act.PUBLISH_REPORT and by is not None:
        found = _settled(work, found, by)
    return Asked(programme=found, today=local_day(found.timezone, work.now))


def report(work: Work, actor: Person, programme: Programme, span: Span, by: By | None = None) -> Report:
    """The period as this person may see it.

    Raises `NotAllowed`, `PeriodToCome`, `PeriodBefore`, `NotKeptAnyMore`; for those who do not run the programme
    `StillRunning`, `NotSplit` and `OtherSplit` too.
    """
    work.check(actor, Act.SEE_REPORT, programme_id=programme.id)
    if not work.may(actor, Act.PUBLISH_REPORT, programme_id=programme.id):
        return _for_everyone(work, programme, span, by)
    found = _report(work, programme, span, by, for_team=True)
    return replace(
        found,
        names=_names(work, actor, found),
        split=grouping.for_the_team(work, programme, span, by) if by else None,
    )


def for_everyone(work: Work, actor: Person, programme: Programme, span: Span, by: By | None = None) -> Report:
    """The period as it may be read by anybody: no name, and nothing about fewer than five people.

    By group only what was settled when `ask` was asked to publish it. Raises as `report` does for everybody.
    """
    work.check(actor, Act.PUBLISH_REPORT, programme_id=programme.id)
    return _for_everyone(work, programme, span, by)


def latest_ended(programme: Programme, today: date, months: int = 1) -> Span | None:
    """The latest month, quarter or year that is over and in which the programme ran; None while there is none."""
    running = Month.of(today)
    begins = {1: running.month, QUARTER: running.month - (running.month - 1) % QUARTER, YEAR: 1}[months]
    span = Span(Month(running.year, begins), months).before
    return span if span.ends >= Month.of(programme.started_on) else None


def without_a_mentor(work: Work) -> Mapping[Reason, int]:
    """How many employees have no mentor today, and why; while no programme runs, nobody has said anything yet."""
    programme = work.programme()
    if programme is None:
        everybody = len(work.people.employees())
        return {Reason.UNDECIDED: everybody} if everybody else {}
    today = local_day(programme.timezone, work.now)
    before = end_of(today, programme.timezone)
    found = work.figures.people(programme.id, on=today, before=before, today=today)
    return {reason: number for reason in Reason if (number := found.get(reason.value, 0))}


def _settled(work: Work, programme: Programme, by: By) -> Programme:
    """Held, so that two who publish at once do not publish two splits. It is for ever: not for a single group.

    Settled before Slack is asked, and so it stays when Slack refuses: a message can arrive and its answer be lost, and
    two splits that were read would tell about few, which no second thought takes back. The same is published by asking
    again.
    """
    held = work.programmes.held(programme.id)
    if held.split_by is None:
        if not grouping.tells_apart(work, programme, by):
            raise OneGroup
        return work.programmes.change(programme.id, split_by=by.value)
    if held.split_by != by:
        raise OtherSplit(by=held.split_by)
    return held


def _for_everyone(work: Work, programme: Programme, span: Span, by: By | None) -> Report:
    groups = _split_for_everyone(work, programme, span, by) if by else None
    _check_is_over(work, programme, span)
    return replace(_report(work, programme, span, by, for_team=False), split=groups)


def _split_for_everyone(work: Work, programme: Programme, span: Span, by: By) -> Split:
    _check_is_over(work, programme, span)
    if programme.split_by is None:
        raise NotSplit
    if programme.split_by != by:
        raise OtherSplit(by=programme.split_by)
    return grouping.for_everybody(work, programme, span, by)


def _check(work: Work, programme: Programme, span: Span) -> date:
    today = local_day(programme.timezone, work.now)
    check_span(span, started_on=programme.started_on, today=today)
    looking_back.check_kept(work, programme, span)
    return today


def _check_is_over(work: Work, programme: Programme, span: Span) -> None:
    today = _check(work, programme, span)
    if not span.is_over(today):
        raise (StillRunning if latest_ended(programme, today) else FirstRunning)(day=span.last)


def _report(work: Work, programme: Programme, span: Span, by: By | None, *, for_team: bool) -> Report:
    eyes = for_the_team if for_team else for_everybody
    today = _check(work, programme, span)
    trend = [
        one
        for one in _trend(programme, min(span.ends, Month.of(today)))
        if looking_back.is_kept(work, programme, Span(one))
    ]
    begun = span.before.ends >= Month.of(programme.started_on)
    before = span.before if begun and looking_back.is_kept(work, programme, span.before) else None
    spans = [one for one in (before, span) if one]
    wanted = {*trend, *(month for one in spans for month in one.each)}
    months = counting.flows(work, programme, sorted(wanted), today)
    counted = [eyes(one) for one in counting.counts(work, programme, spans, months, today)]
    return Report(
        programme=programme,
        figures=counted[-1],
        objectives=objectives.seen_then(work, programme, counted[-1]),
        before=counted[0] if before else None,
        trend=tuple(eyes(_month(one, months, today)) for one in trend),
        for_team=for_team,
        waves=_waves(work, programme, span, for_team=for_team),
        topics=_topics(work, programme, span, for_team=for_team),
        links=_links(work, programme, counted[-1], by, for_team=for_team),
    )


def _waves(work: Work, programme: Programme, span: Span, *, for_team: bool) -> tuple[Wave, ...]:
    """Those that there were by the end of the period."""
    return tuple(
        one for one in report_tables.waves(work, programme, for_team=for_team) if one.month <= span.ends
    )


def _topics(work: Work, programme: Programme, span: Span, *, for_team: bool) -> tuple[Supply, ...]:
    """As they are today, which says nothing about a time long gone: none for what was over before last month."""
    last_month = Month.of(local_day(programme.timezone, work.now)).earlier(1)
    return report_tables.topics(work, programme, for_team=for_team) if span.ends >= last_month else ()


def _links(work: Work, programme: Programme, figures: Figures, by: By | None, *, for_team: bool) -> Links:
    """Nothing for everybody where the pairs that run are withheld: of links there are as many."""
    sides = by or By(programme.split_by or By.NETWORK)
    if not for_team and figures[Figure.RUNNING] is None:
        return Links(by=sides)
    return report_tables.links(work, programme, figures.until, sides, for_team=for_team)


def _trend(programme: Programme, latest: Month) -> Sequence[Month]:
    """The latest months of the programme up to this one, the earliest first."""
    began = Month.of(programme.started_on)
    return [one for back in reversed(range(TREND)) if (one := latest.earlier(back)) >= began]


def _month(month: Month, months: counting.Months, today: date) -> Counts:
    return Counts(span=Span(month), until=min(month.last, today), stocks={}, flows=(months[month],))


# -- names -------------------------------------------------------------------------------------------------------


def _names(work: Work, actor: Person, found: Report) -> Names:
    programme = found.programme
    today = local_day(programme.timezone, work.now)
    close = close_to(work, actor)
    waiting = _waiting(work, programme, found.figures, today)
    ended = ended_cycles(work.figures.cadences(programme.id), found.span.each, today)
    quiet = work.figures.quiet(programme.id, ended)
    seen = {reason: [one for one in ids if one not in close] for reason, ids in waiting.items()}
    pairs = [members for members in quiet if not close.intersection(members)]
    shown = (*(ids[:MOST_NAMES] for ids in seen.values()), *pairs[:MOST_NAMES])
    known = work.people.many(person_id for ids in shown for person_id in ids)
    return Names(
        waiting={reason: tuple(known[one] for one in ids[:MOST_NAMES]) for reason, ids in seen.items()},
        waiting_in_all={reason: len(ids) for reason, ids in seen.items()},
        quiet=tuple(tuple(known[one] for one in members) for members in pairs[:MOST_NAMES]),
        quiet_in_all=len(pairs),
        kept_back=sum(map(len, waiting.values())) - sum(map(len, seen.values())) + len(quiet) - len(pairs),
    )


def _waiting(
    work: Work, programme: Programme, figures: Figures, today: date
) -> Mapping[Reason, Sequence[int]]:
    """Nobody is looked for where nobody was counted. Newcomers wait for nothing: each is welcomed when they come."""
    reasons = [one for one in WAITING if figures[one]]
    if programme.type_key != LONG_TERM or not reasons:
        return {}
    before = end_of(figures.until, programme.timezone)
    return work.figures.named(programme.id, on=figures.until, before=before, today=today, reasons=reasons)
