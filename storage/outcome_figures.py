"""What comes of mentorships: steps, certificates, goals, skills, how long they lasted, and what was to be changed.

Whoever is counted is counted in the database: of goals and of how people rate themselves not one row is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select

from bot.domain.certificates import CertificateKind
from bot.domain.changes import ChangeState
from bot.domain.figures import Amount, Figure
from bot.domain.goals import GoalState
from bot.domain.people import NAMELESS
from bot.domain.periods import Month
from bot.domain.skills import Moment
from bot.programme.outcome_ports import Lived, Settled
from storage.base import Repository
from storage.certificates import CERTIFICATES
from storage.changes import CHANGES
from storage.goals import GOALS, STANDS
from storage.mentorships import MENTORSHIPS, SEATS
from storage.of_months import began_on, counted_in, during, month_of, stands, table_of_months
from storage.people import PEOPLE
from storage.skills import RATINGS
from storage.steps import STEPS


class OutcomeFigures(Repository):
    def certified(
        self, programme_id: int, *, since: date, on: date, before: datetime, stand_ins: bool
    ) -> Mapping[str, int]:
        theirs = and_(
            CERTIFICATES.c.mentorship_id == SEATS.c.mentorship_id,
            CERTIFICATES.c.person_id == SEATS.c.person_id,
            CERTIFICATES.c.kind == CertificateKind.MENTORSHIP.value,
            CERTIFICATES.c.issued_at < before,
        )
        people = (
            select(func.max(_is(CERTIFICATES.c.id.is_not(None))).label("yes"))
            .select_from(SEATS)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .join(PEOPLE, PEOPLE.c.id == SEATS.c.person_id)
            .outerjoin(CERTIFICATES, theirs)
            .where(counted_in(self, programme_id, stand_ins=stand_ins), _ended_in(since, on))
            .where(began_on() <= MENTORSHIPS.c.ends_on, PEOPLE.c.slack_id.not_like(f"{NAMELESS}%"))
            .group_by(SEATS.c.person_id)
        )
        return self._parted(people, Figure.CERTIFIED, Figure.UNCERTIFIED)

    def steps(self, programme_id: int, *, on: date, before: datetime, stand_ins: bool) -> Mapping[str, int]:
        asked = or_(STEPS.c.done_at.is_not(None), STEPS.c.skip_agreed_by.is_(None))
        query = (
            select(
                func.count(STEPS.c.mentorship_id.distinct()).label(Figure.WITH_STEPS.value),
                func.count().label(Amount.STEPS_ASKED.value),
                _number(STEPS.c.done_at < before).label(Amount.STEPS_DONE.value),
            )
            .join(MENTORSHIPS, MENTORSHIPS.c.id == STEPS.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=stand_ins), stands(on, before), asked)
        )
        row = self.run(query).one()
        return {name: int(number) for name, number in row._mapping.items()}

    def goals(
        self, programme_id: int, *, since: date, on: date, before: datetime, stand_ins: bool
    ) -> Mapping[str, int]:
        changed_since = and_(GOALS.c.state == GoalState.CHANGED.value, GOALS.c.closed_at >= before)
        reached = and_(GOALS.c.state == GoalState.REACHED.value, GOALS.c.closed_at < before)
        people = (
            select(func.max(_is(reached)).label("yes"))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == GOALS.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=stand_ins), _ended_in(since, on))
            .where(GOALS.c.set_at < before, or_(GOALS.c.state.in_(STANDS), changed_since))
            .group_by(GOALS.c.mentee_id)
        )
        return self._parted(people, Figure.REACHED_ONE, Figure.REACHED_NONE)

    def skills(self, programme_id: int, *, since: date, on: date, stand_ins: bool) -> Mapping[str, int]:
        start, end = RATINGS.alias("start"), RATINGS.alias("end_")
        same = [start.c[name] == end.c[name] for name in ("mentorship_id", "person_id", "skill")]
        gained = (
            select(end.c.person_id, func.sum(end.c.value - start.c.value).label("gained"))
            .join(start, and_(*same))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == end.c.mentorship_id)
            .where(start.c.moment == Moment.START.value, end.c.moment == Moment.END.value)
            .where(counted_in(self, programme_id, stand_ins=stand_ins))
            .where(_ended_in(since, on))
            .group_by(end.c.mentorship_id, end.c.person_id)
            .subquery()
        )
        people = select(func.max(_is(gained.c.gained > 0)).label("yes")).group_by(gained.c.person_id)
        return self._parted(people, Figure.WENT_UP, Figure.STAYED)

    def ended(
        self, programme_id: int, months: Iterable[Month], *, zone: str, today: date, stand_ins: bool
    ) -> Sequence[Lived]:
        table, first = table_of_months(months, zone), began_on()
        ended = (
            select(table.c.month, first.label("first"), MENTORSHIPS.c.ends_on)
            .join_from(table, MENTORSHIPS, MENTORSHIPS.c.ends_on.between(table.c.first, table.c.last))
            .where(counted_in(self, programme_id, stand_ins=stand_ins), MENTORSHIPS.c.ends_on < today)
            .subquery()
        )
        alike = (ended.c.month, ended.c.first, ended.c.ends_on)
        query = select(*alike, func.count().label("number")).group_by(*alike)
        return [
            Lived(month=month_of(row.month), first=row.first, last=row.ends_on, number=row.number)
            for row in self.rows(query.where(ended.c.ends_on >= ended.c.first))
        ]

    def changes_asked(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Mapping[Month, int]:
        table = table_of_months(months, zone)
        query = (
            select(table.c.month, func.count(CHANGES.c.mentorship_id.distinct()).label("number"))
            .join_from(table, CHANGES, during(CHANGES.c.asked_at, table))
            .where(self._asked_in(programme_id))
            .group_by(table.c.month)
        )
        return {month_of(row.month): row.number for row in self.rows(query)}

    def decided(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Sequence[Settled]:
        decisions = self._decisions(programme_id, table_of_months(months, zone))
        return [
            Settled(
                month=month_of(row.month),
                asked_at=row.asked_at,
                decided_at=row.decided_at,
                decide_by=row.decide_by,
            )
            for row in self.rows(select(decisions).where(decisions.c.turn == 1))
        ]

    def _decisions(self, programme_id: int, months: CTE) -> CTE:
        """Each with its turn, by month and mentorship: the latest has turn 1."""
        turn = func.row_number().over(
            partition_by=(months.c.month, CHANGES.c.mentorship_id),
            order_by=(CHANGES.c.decided_at.desc(), CHANGES.c.id.desc()),
        )
        columns = (CHANGES.c.asked_at, CHANGES.c.decided_at, CHANGES.c.decide_by)
        return (
            select(months.c.month, *columns, turn.label("turn"))
            .join_from(months, CHANGES, during(CHANGES.c.decided_at, months))
            .where(self._asked_in(programme_id), CHANGES.c.state == ChangeState.DECIDED.value)
            .cte("decisions")
        )

    def _asked_in(self, programme_id: int) -> ColumnElement[bool]:
        """By somebody, in a mentorship of the programme: a list made once, not gone through month by month."""
        there = select(MENTORSHIPS.c.id).where(counted_in(self, programme_id, stand_ins=True))
        return and_(CHANGES.c.asked_by.is_not(None), CHANGES.c.mentorship_id.in_(there))

    def _parted(self, people: Select[Any], yes: str, no: str) -> Mapping[str, int]:
        """How many of these people are, and how many are not, what the column `yes` says."""
        each = people.subquery()
        query = select(func.coalesce(func.sum(each.c.yes), 0).label("yes"), func.count().label("number"))
        row = self.run(query.select_from(each)).one()
        return {yes: int(row.yes), no: row.number - int(row.yes)}


def _ended_in(since: date, on: date) -> ColumnElement[bool]:
    """After the one day, and on the other at the latest."""
    return and_(MENTORSHIPS.c.ends_on > since, MENTORSHIPS.c.ends_on <= on)


def _is(what: ColumnElement[bool]) -> ColumnElement[int]:
    return case((what, 1), else_=0)


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(_is(which)), 0)
