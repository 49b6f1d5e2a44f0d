"""The report of one month: what a coordinator sees, what everybody may see, and whose names are in it.

Whoever may publish sees every figure, and the names of people who wait and of pairs gone quiet; never those of their
own line of management or of their own mentorships (design §8). Everybody else sees what is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person
from bot.domain.permissions import Act, check
from bot.domain.refusals import Refusal
from bot.domain.reports import (
    TREND,
    WAITING,
    Figures,
    Month,
    Reason,
    check_month,
    counted,
    ended_cycles,
    published,
)
from bot.programme.closeness import close_to
from bot.programme.work import Work

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
    """`trend` are the latest months with an ended cycle in them or not, the reported one last; `before` is None in
    the programme's first month, `names` for everybody but coordinators.
    """

    programme: Programme
    figures: Figures
    before: Figures | None
    trend: tuple[Figures, ...]
    names: Names | None

    @property
    def month(self) -> Month:
        return self.figures.month


def ask(work: Work, actor: Person, act: Act = Act.SEE_REPORT) -> date:
    """Let the verified person see or publish figures, on record; returns today's date in the programme's place.

    Raises `NotAllowed`, or `NothingYet` while no programme runs.
    """
    work.authorise(actor, act)
    return local_day(_programme(work).timezone, work.now)


def report(work: Work, actor: Person, month: Month) -> Report:
    """The month as this person may see it. Raises `NotAllowed`, `MonthToCome`, `MonthBefore`."""
    rights = work.rights_of(actor)
    check(rights, Act.SEE_REPORT)
    found = _counted(work, month)
    if not work.may(actor, Act.PUBLISH_REPORT):
        return _for_everyone(found)
    return replace(found, names=_names(work, actor, found))


def for_everyone(work: Work, actor: Person, month: Month) -> Report:
    """The month as it may be read by anybody: no name, and nothing about fewer than five people."""
    check(work.rights_of(actor), Act.PUBLISH_REPORT)
    return _for_everyone(_counted(work, month))


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


def _for_everyone(found: Report) -> Report:
    return replace(
        found,
        figures=published(found.figures),
        before=published(found.before) if found.before else None,
        trend=tuple(published(one) for one in found.trend),
        names=None,
    )


def _programme(work: Work) -> Programme:
    programme = work.programme()
    if programme is None:
        raise NothingYet
    return programme


def _counted(work: Work, month: Month) -> Report:
    programme = _programme(work)
    today = local_day(programme.timezone, work.now)
    check_month(month, started_on=programme.started_on, today=today)
    months = _months(programme, month)
    cadences = work.figures.cadences(programme.id)
    cycles = work.figures.cycles(programme.id, ended_cycles(cadences, months, today))
    before = _figures(work, programme, months[-2], today, cycles) if len(months) > 1 else None
    return Report(
        programme=programme,
        figures=_figures(work, programme, month, today, cycles),
        before=before,
        trend=tuple(counted(one, min(one.last, today), cycles.get(one, {})) for one in months),
        names=None,
    )


def _months(programme: Programme, month: Month) -> Sequence[Month]:
    """The latest months of the programme up to this one, the earliest first."""
    began = Month.of(programme.started_on)
    return [one for back in reversed(range(TREND)) if (one := month.earlier(back)) >= began]


def _figures(
    work: Work, programme: Programme, month: Month, today: date, cycles: Mapping[Month, Mapping[str, int]]
) -> Figures:
    on = min(month.last, today)
    before = end_of(on, programme.timezone)
    people = work.figures.people(programme.id, on=on, before=before, today=today)
    pairs = work.figures.pairs(programme.id, on=on, before=before)
    return counted(month, on, people, pairs, cycles.get(month, {}))


# -- names -------------------------------------------------------------------------------------------------------


def _names(work: Work, actor: Person, found: Report) -> Names:
    programme, on = found.programme, found.figures.until
    today = local_day(programme.timezone, work.now)
    close = close_to(work, actor)
    waiting = work.figures.named(
        programme.id, on=on, before=end_of(on, programme.timezone), today=today, reasons=WAITING
    )
    ended = ended_cycles(work.figures.cadences(programme.id), [found.month], today)
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
