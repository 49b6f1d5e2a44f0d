"""What the report counts, one question each. The database counts; names are read only when they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnClause,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Table,
    and_,
    case,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    values,
)

from bot.domain.calendar import Period, end_of
from bot.domain.cycles import Cadence
from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.figures import Figure, Reason, State
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import SeatRole
from bot.domain.people import Standing
from bot.domain.periods import Month
from bot.domain.reports import EndedCycle, Waiting
from bot.domain.rounds import Answer, Offer, RoundState
from storage.base import AnyRow, Repository, chunks
from storage.cadences import CADENCES
from storage.enrolments import ENROLMENTS
from storage.meetings import MEETINGS, SKIPS
from storage.mentorships import ENDED, MENTORSHIPS, PAUSES, SEATS
from storage.of_months import counted_in, lived_to, month_of, numbered, paused, stands
from storage.people import PEOPLE
from storage.programmes import PROGRAMMES
from storage.rounds import INVITATIONS, PROPOSALS, ROUNDS

#: Values of one statement are bounded (`storage/base.py`); an ended cycle takes eleven.
CYCLES_AT_ONCE = 700
#: What a mentorship and a cycle have to agree on.
CADENCE = ("anchor", "period_months", "period_weeks", "first_cycle")
#: A cycle that a change cut short, and of which nothing was heard: it counts nowhere.
NOBODYS = "nobodys"
NOT_TAKEN = [Offer.DECLINED.value, Offer.LAPSED.value]
NOT_LEARNING = [part.value for part in Part if not part.learns]

Found = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


class Figures(Repository):
    def cadences(self, programme_id: int) -> Sequence[Cadence]:
        here = (MENTORSHIPS.c.programme_id == programme_id, self.mine(MENTORSHIPS))
        until = literal(None, Date).label("until")
        lasting = select(*(MENTORSHIPS.c[name] for name in CADENCE), until).where(*here)
        earlier = (
            select(*(CADENCES.c[name] for name in CADENCE), CADENCES.c.until)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == CADENCES.c.mentorship_id)
            .where(*here)
        )
        return [
            Cadence(
                anchor=row.anchor,
                period=Period(months=row.period_months, weeks=row.period_weeks),
                first_cycle=row.first_cycle,
                until=row.until,
            )
            for query in (lasting, earlier)
            for row in self.rows(query.distinct())
        ]

    def people(self, programme_id: int, *, on: date, before: datetime, today: date) -> Mapping[str, int]:
        statuses = once(self.statuses(programme_id, on=on, before=before, today=today))
        query = select(statuses.c.status, func.count().label("number")).group_by(statuses.c.status)
        return {row.status: row.number for row in self.rows(query)}

    def named(
        self, programme_id: int, *, on: date, before: datetime, today: date, reasons: Iterable[Reason]
    ) -> Mapping[Reason, Sequence[int]]:
        found: dict[Reason, list[int]] = {}
        for one in self.waiting(programme_id, on=on, before=before, today=today, reasons=reasons):
            found.setdefault(one.reason, []).append(one.person_id)
        return found

    def waiting(
        self, programme_id: int, *, on: date, before: datetime, today: date, reasons: Iterable[Reason]
    ) -> Sequence[Waiting]:
        statuses = self.statuses(programme_id, on=on, before=before, today=today).subquery()
        wanted = statuses.c.status.in_([reason.value for reason in reasons])
        query = select(statuses).where(wanted).order_by(statuses.c.name, statuses.c.id)
        return [
            Waiting(person_id=row.id, reason=Reason(row.status), round_id=row.round_id, left_out=row.left_out)
            for row in self.rows(query)
        ]

    def pairs(self, programme_id: int, *, on: date, before: datetime) -> Mapping[str, int]:
        found = self.states(programme_id, on=on, before=before).subquery()
        query = select(found.c.state, func.count().label("number")).group_by(found.c.state)
        return {row.state: row.number for row in self.rows(query)}

    def cycles(self, programme_id: int, ended: Iterable[EndedCycle]) -> Mapping[Month, Mapping[str, int]]:
        counts: dict[Month, Counter[str]] = {}
        for some in chunks(ended, CYCLES_AT_ONCE):
            found = once(self.outcomes(programme_id, some))
            query = select(found.c.month, found.c.state, func.count())
            for month, state, number in self.rows(query.group_by(found.c.month, found.c.state)):
                counts.setdefault(month_of(month), Counter())[state] += number
        return counts

    def quiet(self, programme_id: int, ended: Iterable[EndedCycle]) -> Sequence[tuple[int, ...]]:
        members: dict[int, dict[int, None]] = {}
        for some in chunks(ended, CYCLES_AT_ONCE):
            outcomes = once(self.outcomes(programme_id, some))
            query = (
                select(SEATS.c.mentorship_id, SEATS.c.person_id)
                .join(outcomes, outcomes.c.id == SEATS.c.mentorship_id)
                .where(outcomes.c.state == State.QUIET.value)
                .order_by(SEATS.c.mentorship_id, SEATS.c.id)
            )
            for mentorship_id, person_id in self.rows(query):
                members.setdefault(mentorship_id, {})[person_id] = None
        return [tuple(people) for people in members.values()]

    # -- people ------------------------------------------------------------------------------------------------------

    def statuses(
        self, programme_id: int, *, on: date, before: datetime, today: date
    ) -> Select[*tuple[Any, ...]]:
        """Everybody concerned, each with one status: a mentor, or the reason for having none."""
        asked = and_(
            INVITATIONS.c.person_id == PEOPLE.c.id, INVITATIONS.c.round_id == self._asked_by(programme_id)
        )
        proposed = and_(PROPOSALS.c.round_id == ROUNDS.c.id, PROPOSALS.c.mentee_id == PEOPLE.c.id)
        running = ROUNDS.c.state != RoundState.PUBLISHED.value
        then = self.lasting(programme_id, on=on, before=before)
        now = and_(MENTORSHIPS.c.programme_id == programme_id, MENTORSHIPS.c.state != ENDED)
        status = case(
            (_has_a_mentor(then), Figure.WITH_A_MENTOR.value),
            (_has_a_mentor(now), Reason.SINCE.value),
            (ENROLMENTS.c.part.is_(None), Reason.UNDECIDED.value),
            (ROUNDS.c.id.is_(None), Reason.NO_ROUND.value),
            (and_(ROUNDS.c.solo, running), Reason.CHANGING.value),
            (INVITATIONS.c.answer.is_(None), Reason.NO_ANSWER.value),
            (INVITATIONS.c.answer == Answer.NOT_THIS_TIME.value, Reason.NOT_THIS_TIME.value),
            (running, Reason.IN_ROUND.value),
            (PROPOSALS.c.offer == Offer.OPEN.value, Reason.SUGGESTED.value),
            (PROPOSALS.c.offer.in_(NOT_TAKEN), Reason.NOT_TAKEN.value),
            else_=Reason.LEFT_OUT.value,
        )
        return (
            select(
                PEOPLE.c.id,
                PEOPLE.c.name,
                status.label("status"),
                ROUNDS.c.id.label("round_id"),
                PROPOSALS.c.left_out.label("left_out"),
            )
            .outerjoin(ENROLMENTS, enrolled(programme_id))
            .outerjoin(INVITATIONS, asked)
            .outerjoin(ROUNDS, ROUNDS.c.id == INVITATIONS.c.round_id)
            .outerjoin(PROPOSALS, proposed)
            .where(self.mine(PEOPLE), *concerned(on, today))
        )

    def _asked_by(self, programme_id: int) -> ColumnElement[int]:
        """The latest round that asked a person: the latest campaign, or one of their own after it.

        Looked up for each person by an index: SQLite would go through a list of everybody who was asked for each of
        them, and a company of 16,000 would take seconds.
        """
        latest = self._latest_round(programme_id)
        campaign = latest.id if latest is not None else 0
        invited, asking = INVITATIONS.alias("invited"), ROUNDS.alias("asking")
        return (
            select(func.max(asking.c.id))
            .join(invited, invited.c.round_id == asking.c.id)
            .where(
                invited.c.person_id == PEOPLE.c.id,
                asking.c.programme_id == programme_id,
                asking.c.workspace_id == self.workspace_id,
                or_(asking.c.id == campaign, and_(asking.c.solo, asking.c.id > campaign)),
            )
            .correlate(PEOPLE)
            .scalar_subquery()
        )

    def _latest_round(self, programme_id: int) -> AnyRow | None:
        mine = (ROUNDS.c.programme_id == programme_id, ROUNDS.c.solo.is_(False), self.mine(ROUNDS))
        return self.first(
            select(ROUNDS.c.id, ROUNDS.c.state).where(*mine).order_by(ROUNDS.c.id.desc()).limit(1)
        )

    # -- mentorships -------------------------------------------------------------------------------------------------

    def states(self, programme_id: int, *, on: date, before: datetime) -> Select[*tuple[Any, ...]]:
        """Every mentorship of that day, paused, flagged by then, or neither."""
        state = case(
            (paused(on), Figure.PAUSED.value),
            (MENTORSHIPS.c.flagged_at < before, Figure.FLAGGED.value),
            else_=Figure.NOT_FLAGGED.value,
        )
        return select(MENTORSHIPS.c.id, state.label("state")).where(
            self.lasting(programme_id, on=on, before=before)
        )

    def lasting(self, programme_id: int, *, on: date, before: datetime) -> ColumnElement[bool]:
        """Introduced by the end of that day, and not ended before it. An end without a date is of long ago."""
        return and_(counted_in(self, programme_id, stand_ins=True), stands(on, before))

    def outcomes(self, programme_id: int, ended: Sequence[EndedCycle]) -> Found:
        """One row for each mentorship and cycle, with what became of it; cycles that began before the mentorship was
        written down here are nobody's.

        Those of the cadences that were changed since are asked for only where there are any.
        """
        lasting = [one for one in ended if one.cadence.until is None]
        earlier = [one for one in ended if one.cadence.until is not None]
        found = [
            self._became(programme_id, cadences, some)
            for cadences, some in ((MENTORSHIPS, lasting), (CADENCES, earlier))
            if some
        ]
        return found[0] if len(found) == 1 else union_all(*found)

    def _became(
        self, programme_id: int, cadences: Table, ended: Sequence[EndedCycle]
    ) -> Select[*tuple[Any, ...]]:
        """The same, for the cadences that stand in this table."""
        ends = _table_of(ended, self._zone(programme_id), name=f"ended_{cadences.name}")
        meeting = and_(MEETINGS.c.mentorship_id == MENTORSHIPS.c.id, MEETINGS.c.cycle == ends.c.cycle)
        held = exists().where(meeting, MEETINGS.c.state == MeetingState.HELD.value)
        disputed = exists().where(meeting, MEETINGS.c.state == MeetingState.DISPUTED.value)
        skipped = exists().where(SKIPS.c.mentorship_id == MENTORSHIPS.c.id, SKIPS.c.cycle == ends.c.cycle)
        on_pause = exists().where(
            PAUSES.c.mentorship_id == MENTORSHIPS.c.id,
            PAUSES.c.since < PAUSES.c.until,
            PAUSES.c.since <= ends.c.last,
            PAUSES.c.until > ends.c.starts,
        )
        state = case(
            (held, State.MET.value),
            (disputed, State.DISPUTED.value),
            (on_pause, State.ON_PAUSE.value),
            (skipped, State.SKIPPED.value),
            (ends.c.cut_short == 1, NOBODYS),
            else_=State.QUIET.value,
        )
        same = [cadences.c[name] == ends.c[name] for name in CADENCE]
        query = select(MENTORSHIPS.c.id, ends.c.month, state.label("state"))
        if cadences is CADENCES:
            query = query.join(CADENCES, CADENCES.c.mentorship_id == MENTORSHIPS.c.id)
            same.append(CADENCES.c.until == ends.c.until)
        return (
            query.join(ends, and_(*same))
            .where(MENTORSHIPS.c.programme_id == programme_id, lived_to(ends.c.last), self.mine(MENTORSHIPS))
            .where(MENTORSHIPS.c.introduced_at < ends.c.known)
        )

    def _zone(self, programme_id: int) -> str:
        programme = self.find(PROGRAMMES, programme_id)
        return str(programme.timezone) if programme is not None else "UTC"


def _has_a_mentor(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the person learns in such a mentorship, beside a mentor. A stand-in does not count.

    A list made once: asked for each person anew, a company of 20,000 pairs would take minutes.
    """
    mentee, mentor = SEATS.alias("mentee"), SEATS.alias("mentor")
    mentored = (
        select(mentee.c.person_id)
        .join(MENTORSHIPS, MENTORSHIPS.c.id == mentee.c.mentorship_id)
        .join(mentor, mentor.c.mentorship_id == MENTORSHIPS.c.id)
        .where(which, MENTORSHIPS.c.temporary.is_(False))
        .where(mentee.c.role == SeatRole.MENTEE.value, mentor.c.role == SeatRole.MENTOR.value)
    )
    return PEOPLE.c.id.in_(mentored)


def enrolled(programme_id: int) -> ColumnElement[bool]:
    return and_(ENROLMENTS.c.person_id == PEOPLE.c.id, ENROLMENTS.c.programme_id == programme_id)


def concerned(on: date, today: date) -> Iterable[ColumnElement[bool]]:
    """Employees who had joined by that day, except who is not for mentoring, mentors only, left it or is away."""
    yield PEOPLE.c.standing == Standing.EMPLOYEE.value
    yield or_(PEOPLE.c.joined_on.is_(None), PEOPLE.c.joined_on <= on)
    yield or_(ENROLMENTS.c.part.is_(None), ENROLMENTS.c.part.not_in(NOT_LEARNING))
    here = and_(
        ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
        or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= today),
    )
    yield or_(ENROLMENTS.c.id.is_(None), here)


def once(found: Found) -> CTE:
    """Each row is worked out once, and not again for the grouping."""
    return found.cte("found").prefix_with("MATERIALIZED")


def _table_of(ended: Iterable[EndedCycle], zone: str, *, name: str) -> CTE:
    """The ended cycles as a table to join with, so that one query counts them all.

    `known` is the end of the day on which each began.
    """
    rows = [
        (
            *(one.cadence.anchor, one.cadence.period.months, one.cadence.period.weeks),
            *(one.cadence.first_cycle, one.cadence.until or one.ends, one.cycle, int(one.cut_short)),
            *(one.starts, one.last_day, numbered(one.month)),
            end_of(one.starts, zone),
        )
        for one in ended
    ]
    columns: list[ColumnClause[Any]] = [
        *(column("anchor", Date), column("period_months", Integer), column("period_weeks", Integer)),
        *(column("first_cycle", Integer), column("until", Date)),
        *(column("cycle", Integer), column("cut_short", Integer)),
        *(column("starts", Date), column("last", Date), column("month", Integer)),
        column("known", MENTORSHIPS.c.introduced_at.type),
    ]
    return values(*columns, name="rows").data(rows).cte(name)
