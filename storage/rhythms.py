"""The facts of the ladder for many mentorships at once: six queries, however many are due.

Each query takes the due ids from the same sub-select: the work grows with what is due, not with what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, Select, String, Table, and_, bindparam, cast, func, select

from bot.domain.cadence import Rhythm, SeatFacts
from bot.domain.calendar import Period, at_local, local_day
from bot.domain.cycles import Cadence
from bot.domain.enrolments import EnrolmentState
from bot.domain.ladder import USUAL
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.programmes import ProgrammeType
from bot.domain.quiet_weeks import QuietWeeks, last_quiet, quiet_until
from storage.base import AnyRow, Repository, table_of
from storage.cadences import Cadences
from storage.changes import CHANGES, IS_OPEN
from storage.enrolments import ENROLMENTS
from storage.meetings import MEETINGS, SKIPS
from storage.programmes import PROGRAMMES
from storage.tables import MentorshipRow, SeatRow

MENTORSHIPS = table_of(MentorshipRow)
SEATS = table_of(SeatRow)
ACTIVE, ENDED = MentorshipState.ACTIVE.value, MentorshipState.ENDED.value
HELD, DISPUTED = MeetingState.HELD.value, MeetingState.DISPUTED.value
MENTOR, PAUSED = SeatRole.MENTOR.value, EnrolmentState.PAUSED.value
ROLES = {role.value: role for role in SeatRole}
FACTS = [
    MENTORSHIPS.c[name]
    for name in (
        "id",
        "programme_id",
        "anchor",
        "period_months",
        "period_weeks",
        "first_cycle",
        "introduced_at",
        "ends_on",
        "paused_until",
        "flagged_at",
    )
]
#: The return of somebody who paused without saying until when.
SOME_DAY = date(9998, 1, 1)
NOON = time(12)
Types = Mapping[str, ProgrammeType]
NO_TYPES: Types = {}


@dataclass(kw_only=True, slots=True)
class _Story:
    """What happened in one mentorship, by cycle."""

    held: set[int] = field(default_factory=set)
    disputed: set[int] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    planned: list[AnyRow] = field(default_factory=list)


class Rhythms(Repository):
    """`types` are the types of programme by key: their ladders and their quiet weeks."""

    def __init__(
        self, connection: Connection, workspace_id: int, *, writing: bool = True, types: Types = NO_TYPES
    ) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._types = types

    def of(
        self, ids: Select[*tuple[Any, ...]], now: datetime, asked: Mapping[str, object]
    ) -> Sequence[Rhythm]:
        """The rhythms of the mentorships that this sub-select names, in the order of their next look.

        A sub-select is put together once and kept, and `asked` are its values: so are the six queries around it.
        """
        asked = {**asked, "mine": self.workspace_id}
        queries = _around(ids)
        due = self.rows(queries.facts, asked)
        if not due:
            return []
        seats, stories = self._seats(queries, asked), self._stories(queries, asked)
        earlier = Cadences(self.connection, self.workspace_id, writing=self.writing)
        before = earlier.before(row.id for row in due if row.first_cycle)
        nothing = _Story()
        return [
            _rhythm(
                row,
                before.get(row.id, ()),
                seats.get(row.id, ()),
                stories.get(row.id, nothing),
                self._types.get(row.type_key),
                now,
            )
            for row in due
        ]

    def _seats(self, queries: _Queries, asked: Mapping[str, object]) -> Mapping[int, Sequence[SeatFacts]]:
        carried = {row.person_id: row.carried for row in self.rows(queries.carried, asked)}
        seats: dict[int, list[SeatFacts]] = {}
        for mentorship_id, person_id, role, state, paused_until in self.rows(queries.seats, asked):
            endless = state == PAUSED and paused_until is None
            seat = SeatFacts(
                person_id=person_id,
                role=ROLES[role],
                paused_until=SOME_DAY if endless else paused_until,
                carries=carried.get(person_id, 0) if role == MENTOR else 0,
            )
            seats.setdefault(mentorship_id, []).append(seat)
        return seats

    def _stories(self, queries: _Queries, asked: Mapping[str, object]) -> Mapping[int, _Story]:
        stories: dict[int, _Story] = {}
        for mentorship_id, state, numbers in self.rows(queries.told, asked):
            story = stories.setdefault(mentorship_id, _Story())
            (story.held if state == HELD else story.disputed).update(map(int, numbers.split()))
        for mentorship_id, cycle in self.rows(queries.skips, asked):
            stories.setdefault(mentorship_id, _Story()).skipped.add(cycle)
        for row in self.rows(queries.planned, asked):
            stories.setdefault(row.mentorship_id, _Story()).planned.append(row)
        return stories


# The ways to name mentorships; each takes its values when it is asked.


@cache
def come() -> Select[*tuple[Any, ...]]:
    """Those whose next look has come, the oldest first, and in which nothing waits for a decision."""
    waits = select(CHANGES.c.id).where(CHANGES.c.mentorship_id == MENTORSHIPS.c.id, IS_OPEN)
    come = (MENTORSHIPS.c.state == ACTIVE, MENTORSHIPS.c.look_at <= bindparam("now"), ~waits.exists())
    oldest = select(MENTORSHIPS.c.id).where(*come, MENTORSHIPS.c.workspace_id == bindparam("mine"))
    return oldest.order_by(MENTORSHIPS.c.look_at, MENTORSHIPS.c.id).limit(bindparam("limit"))


@cache
def these() -> Select[*tuple[Any, ...]]:
    return select(MENTORSHIPS.c.id).where(MENTORSHIPS.c.id.in_(bindparam("these", expanding=True)))


@cache
def only(ended: bool) -> Select[*tuple[Any, ...]]:
    state = MENTORSHIPS.c.state.in_((ACTIVE, ENDED) if ended else (ACTIVE,))
    here = (MENTORSHIPS.c.id == bindparam("mentorship"), MENTORSHIPS.c.workspace_id == bindparam("mine"))
    return select(MENTORSHIPS.c.id).where(*here, state)


# The queries, put together once for each way to name mentorships: a digest asks them for each of its lines.


@dataclass(frozen=True, kw_only=True, slots=True)
class _Queries:
    facts: Select[*tuple[Any, ...]]
    seats: Select[*tuple[Any, ...]]
    carried: Select[*tuple[Any, ...]]
    told: Select[*tuple[Any, ...]]
    skips: Select[*tuple[Any, ...]]
    planned: Select[*tuple[Any, ...]]


@cache
def _around(ids: Select[*tuple[Any, ...]]) -> _Queries:
    return _Queries(
        facts=_facts(ids),
        seats=_with_enrolments(ids),
        carried=_carried(ids),
        told=_told(ids),
        skips=select(SKIPS.c.mentorship_id, SKIPS.c.cycle).where(
            SKIPS.c.mentorship_id.in_(ids), _mine(SKIPS)
        ),
        planned=_planned(ids),
    )


def _facts(ids: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    zone = PROGRAMMES.c.timezone.label("zone")
    return (
        select(*FACTS, zone, PROGRAMMES.c.type_key)
        .join(PROGRAMMES, PROGRAMMES.c.id == MENTORSHIPS.c.programme_id)
        .where(MENTORSHIPS.c.id.in_(ids), _mine(MENTORSHIPS))
        .order_by(MENTORSHIPS.c.look_at, MENTORSHIPS.c.id)
    )


def _with_enrolments(ids: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    enrolled = and_(
        ENROLMENTS.c.programme_id == MENTORSHIPS.c.programme_id,
        ENROLMENTS.c.person_id == SEATS.c.person_id,
    )
    columns = (SEATS.c.mentorship_id, SEATS.c.person_id, SEATS.c.role)
    return (
        select(*columns, ENROLMENTS.c.state, ENROLMENTS.c.paused_until)
        .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
        .outerjoin(ENROLMENTS, enrolled)
        .where(SEATS.c.mentorship_id.in_(ids), _mine(SEATS))
        .order_by(SEATS.c.id)
    )


def _carried(ids: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """How many active mentorships each of these mentors carries, over all programmes."""
    mentor = SEATS.c.role == MENTOR
    mentors = select(SEATS.c.person_id).where(SEATS.c.mentorship_id.in_(ids), mentor)
    # Not a join: SQLite would begin with every active mentorship of the company, and take seconds.
    state = select(MENTORSHIPS.c.state).where(MENTORSHIPS.c.id == SEATS.c.mentorship_id)
    return (
        select(SEATS.c.person_id, func.count().label("carried"))
        .where(SEATS.c.person_id.in_(mentors), mentor, _mine(SEATS))
        .where(state.scalar_subquery() == ACTIVE)
        .group_by(SEATS.c.person_id)
    )


def _told(ids: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    # The ids are this workspace's already; asking again would read every row instead of the index alone.
    cycles = func.aggregate_strings(cast(MEETINGS.c.cycle, String), " ").label("cycles")
    return (
        select(MEETINGS.c.mentorship_id, MEETINGS.c.state, cycles)
        .where(MEETINGS.c.mentorship_id.in_(ids), MEETINGS.c.state.in_([HELD, DISPUTED]))
        .group_by(MEETINGS.c.mentorship_id, MEETINGS.c.state)
    )


def _planned(ids: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    planned = select(MEETINGS).where(MEETINGS.c.mentorship_id.in_(ids), _mine(MEETINGS))
    planned = planned.where(MEETINGS.c.state == MeetingState.PLANNED.value)
    return planned.order_by(MEETINGS.c.held_on, MEETINGS.c.id)


def _mine(table: Table) -> Any:
    return table.c.workspace_id == bindparam("mine")


def _rhythm(
    row: AnyRow,
    earlier: Sequence[Cadence],
    seats: Iterable[SeatFacts],
    story: _Story,
    kind: ProgrammeType | None,
    now: datetime,
) -> Rhythm:
    quiet = kind.quiet_weeks if kind else ()
    period = Period(months=row.period_months, weeks=row.period_weeks)
    cadence = Cadence(anchor=row.anchor, period=period, first_cycle=row.first_cycle)
    cycle = cadence.cycle_on(local_day(row.zone, now))
    rhythm = Rhythm(
        mentorship_id=row.id,
        programme_id=row.programme_id,
        cadence=cadence,
        began=earlier[0].anchor if earlier else row.anchor,
        zone=row.zone,
        introduced_at=row.introduced_at,
        seats=tuple(seats),
        first_met=bool(story.held),
        cycle=cycle,
        met_this_cycle=cycle in story.held,
        disputed_this_cycle=cycle in story.disputed,
        planned_for=_planned_for(cadence, row.zone, story, cycle, now),
        skipped_this_cycle=cycle in story.skipped,
        flagged=row.flagged_at is not None,
        paused_until=row.paused_until,
        ends_on=row.ends_on,
        ladder=kind.ladder if kind else USUAL,
        quiet_until=last_quiet(quiet, local_day(row.zone, now)) if quiet else None,
    )
    if rhythm.came_under_way:
        rhythm = replace(rhythm, first_met=True)
    silent = _quiet_cycles(rhythm, story, quiet)
    return replace(rhythm, quiet_cycles=silent) if silent else rhythm


def _planned_for(cadence: Cadence, zone: str, story: _Story, cycle: int, now: datetime) -> datetime | None:
    """The next meeting planned in this cycle or the one after, else this cycle's latest; before the first meeting, in
    any cycle. Whoever has a date in the first days of next month is not asked for one at the end of this.

    A date that was set before they chose to meet more often is the date of every cycle until then.
    """
    days = [(row.starts_at or at_local(row.held_on, NOON, zone), row) for row in story.planned]
    near = [
        day
        for day, row in days
        if not story.held or (row.cycle <= cycle + 1 and cycle <= cadence.cycle_on(row.held_on))
    ]
    return min((day for day in near if day >= now), default=max(near, default=None))


def _quiet_cycles(rhythm: Rhythm, story: _Story, weeks: Sequence[QuietWeeks]) -> int:
    """How many of the cycles just before this one passed without news, in a row.

    A cycle of which some days were a pause is not quiet, and none before it counts: the run begins again. Nor is one
    that began before the mentorship was written down here, nor any of an earlier cadence: whoever changed it was
    heard of then. Nor is one whose first question would have come in the programme's quiet weeks.
    """
    spoken = story.held | story.disputed | story.skipped
    last = max((told for told in spoken if told < rhythm.cycle), default=-1)
    quiet = rhythm.cycle - max(last + 1, rhythm.cadence.first_cycle)
    known_from = max(rhythm.back_on, rhythm.introduced_on)
    while quiet and rhythm.bounds(rhythm.cycle - quiet)[0] < known_from:
        quiet -= 1
    latest_first = range(rhythm.cycle - 1, rhythm.cycle - 1 - quiet, -1)
    first_question = rhythm.ladder.percents[0]
    asked = takewhile(
        lambda cycle: quiet_until(weeks, rhythm.after(first_question, cycle)) is None, latest_first
    )
    return sum(1 for _ in asked) if weeks else quiet
