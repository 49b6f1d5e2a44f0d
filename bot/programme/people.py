"""Who is where: for the coordinators, who follow an arrival without reading over anybody's shoulder.

They see how many are where, then names with a date: never an answer, a topic, or whom somebody would rather not meet.
Whoever is close to the reader is followed by a colleague (design §8), and not even counted here: of somebody's only
report, "one person has said no" is a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import Hours, local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person, alphabetical
from bot.domain.permissions import Act
from bot.domain.preferences import Question, next_question
from bot.domain.whereabouts import NAMELESS, Trace, Where, is_stuck, since, whereabouts
from bot.programme import charters, reminding
from bot.programme.closeness import close_to
from bot.programme.joining import known_networks
from bot.programme.reminding import WhyNot
from bot.programme.work import Work

#: Names on one page.
PAGE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """How many are where, and of those half-way at which question. `stuck` are those who may need somebody.

    `charter` is None where there is nothing to sign; `suggestions` counts the topics that people missed.
    """

    counts: Mapping[Where, int]
    questions: Mapping[Question, int]
    stuck: Mapping[Where, int]
    charter: charters.Standing | None
    suggestions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One name. `until` is the day somebody comes back; `application_id` is that of an application that waits."""

    person: Person
    since: datetime | None
    until: date | None
    stuck: bool
    application_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One page of those who are in one place, whoever has been there longest first; pages count from 0."""

    where: Where
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded:
    """How many will be reminded, and why the others will not; whoever is close to the reader is in neither."""

    count: int
    spared: Mapping[WhyNot, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """One employee; `since` is worked out by `_since`, where it is asked for."""

    person: Person
    trace: Trace | None
    introduced_at: datetime | None
    wheres: tuple[Where, ...]
    question: Question | None


def ask(work: Work, actor: Person) -> None:
    """Let the verified person see who is where, on record. Raises `NotAllowed`."""
    work.authorise(actor, Act.SEE_PEOPLE)


def overview(work: Work, actor: Person) -> Overview:
    """A whole company is looked at: in a transaction that only reads. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_PEOPLE)
    programme = work.programme()
    hours = _hours(work, programme)
    counts: Counter[Where] = Counter()
    questions: Counter[Question] = Counter()
    stuck: Counter[Where] = Counter()
    close = close_to(work, actor)
    for found in _everybody(work, programme, but=close):
        counts.update(found.wheres)
        stuck.update(
            where for where in found.wheres if is_stuck(where, _since(found, where), work.now, hours)
        )
        if Where.HALF_WAY in found.wheres and found.question is not None:
            questions[found.question] += 1
    return Overview(
        counts=counts,
        questions=questions,
        stuck=stuck,
        charter=charters.standing(work, programme, but=close) if programme else None,
        suggestions=len(work.topics.suggestions()),
    )


def listing(work: Work, actor: Person, where: Where, page: int) -> Listing:
    """A page out of bounds is the nearest there is. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_PEOPLE)
    programme = work.programme()
    hours = _hours(work, programme)
    everybody = () if where in NAMELESS else _everybody(work, programme, but=close_to(work, actor))
    seen = [_row(one, where, work.now, hours) for one in everybody if where in one.wheres]
    pages = max(1, -(-len(seen) // PAGE))
    page = min(max(page, 0), pages - 1)
    return Listing(
        where=where,
        rows=tuple(sorted(seen, key=_longest_first)[page * PAGE : (page + 1) * PAGE]),
        total=len(seen),
        page=page,
        pages=pages,
    )


def half_way(work: Work, actor: Person) -> Sequence[int]:
    """Who stopped half-way, so that they can be reminded; their names are not told. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_PEOPLE)
    everybody = _everybody(work, work.programme(), but=frozenset())
    return [one.person.id for one in everybody if Where.HALF_WAY in one.wheres]


def remind(work: Work, actor: Person, person_ids: Iterable[int]) -> Reminded:
    """Have these reminded, each within what their arrival and their month still allow. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_PEOPLE)
    spared: Counter[WhyNot] = Counter()
    count, close = 0, close_to(work, actor)
    for person in work.people.many(person_ids).values():
        comes = reminding.remind(work, person)
        if person.id in close:
            continue
        if comes:
            count += 1
        elif why := reminding.why_not(work, person):
            spared[why] += 1
    return Reminded(count=count, spared=spared)


def _everybody(work: Work, programme: Programme | None, *, but: Container[int]) -> Iterator[_Found]:
    kind = work.kind()
    traces = work.traces.of(programme.id) if programme else {}
    introduced = work.traces.introduced(programme.id) if programme else {}
    networks, today = bool(known_networks(work)), local_day(_hours(work, programme).zone, work.now)
    for person in work.people.employees():
        if person.id in but:
            continue
        trace, met = traces.get(person.id), introduced.get(person.id)
        enrolment = trace.enrolment if trace else None
        progress = next_question(person, enrolment, networks=networks, order=kind.arrival)
        yield _Found(
            person=person,
            trace=trace,
            introduced_at=met,
            wheres=whereabouts(enrolment, progress, kind=kind, mentored=met is not None, today=today),
            question=progress.current,
        )


def _row(found: _Found, where: Where, now: datetime, hours: Hours) -> Row:
    at, trace = _since(found, where), found.trace
    return Row(
        person=found.person,
        since=at,
        until=trace.enrolment.paused_until if trace and where is Where.PAUSED else None,
        stuck=is_stuck(where, at, now, hours),
        application_id=trace.application_id if trace and where is Where.APPLYING else None,
    )


def _since(found: _Found, where: Where) -> datetime | None:
    return since(where, found.person, found.trace, found.introduced_at)


def _hours(work: Work, programme: Programme | None) -> Hours:
    """The team's working days: those of the programme's zone and of the company's country."""
    return work.team_hours(programme.timezone if programme else work.customs.timezone)


def _longest_first(row: Row) -> tuple[bool, float, str, int]:
    at = row.since.timestamp() if row.since else 0.0
    return row.since is None, at, alphabetical(row.person.name), row.person.id
