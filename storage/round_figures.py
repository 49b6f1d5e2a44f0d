"""What rounds found for people, month by month of their publication."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Text, and_, case, cast, exists, func, or_, select

from bot.domain.calendar import DAY, Period
from bot.domain.cycles import Cadence
from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import SeatRole
from bot.domain.people import Standing
from bot.domain.periods import Month
from bot.domain.rounds import Answer, RoundState
from bot.domain.waves import SOMEBODY, Found, Line
from storage.base import Repository
from storage.enrolments import ENROLMENTS
from storage.meetings import MEETINGS
from storage.mentorships import ENDED, MENTORSHIPS, SEATS
from storage.of_months import counted_in, during, month_of, table_of_months
from storage.people import PEOPLE
from storage.rounds import INVITATIONS, PROPOSALS, ROUNDS

#: Why somebody is proposed nobody who no longer looks for a mentor (`bot/programme/publishing.py`).
GONE = "gone"
#: The cycles in which a pair meets early.
EARLY = (0, 1)
LEARNING = [part.value for part in Part if part.learns]
FOUND_SOMEBODY = [one.value for one in SOMEBODY]


class RoundFigures(Repository):
    def found(
        self, programme_id: int, months: Iterable[Month], *, zone: str
    ) -> Mapping[Month, Mapping[Found, int]]:
        asked = self._asked(programme_id, table_of_months(months, zone))
        query = select(asked.c.month, asked.c.found, func.count().label("number"))
        counts: dict[Month, dict[Found, int]] = {}
        for row in self.rows(query.where(asked.c.turn == 1).group_by(asked.c.month, asked.c.found)):
            counts.setdefault(month_of(row.month), {})[Found(row.found)] = row.number
        return counts

    def lines(
        self, programme_id: int, months: Iterable[Month], *, zone: str
    ) -> Mapping[Month, Mapping[Found, Line]]:
        asked = self._asked(programme_id, table_of_months(months, zone))
        somebody = asked.c.found.in_(FOUND_SOMEBODY)
        again = case((and_(somebody, self._had_one_before(programme_id, asked)), 1), else_=0)
        met = case((and_(somebody, self._met_early(asked)), 1), else_=0)
        query = select(
            asked.c.month,
            asked.c.found,
            func.count().label("number"),
            func.sum(again).label("again"),
            func.sum(met).label("met_early"),
        )
        found: dict[Month, dict[Found, Line]] = {}
        for row in self.rows(query.where(asked.c.turn == 1).group_by(asked.c.month, asked.c.found)):
            line = Line(number=row.number, again=int(row.again), met_early=int(row.met_early))
            found.setdefault(month_of(row.month), {})[Found(row.found)] = line
        return found

    def campaigns(self, programme_id: int) -> Sequence[datetime]:
        here = (*self._published(programme_id), ROUNDS.c.solo.is_(False))
        query = select(ROUNDS.c.published_at).where(*here).order_by(ROUNDS.c.published_at)
        return [row.published_at for row in self.rows(query)]

    def final_on(self, programme_id: int, months: Iterable[Month], *, zone: str) -> Mapping[Month, date]:
        table = table_of_months(months, zone)
        found: dict[Month, date] = {}
        for number, day in (
            *self._ends_of_second_cycles(programme_id, table),
            *self._ends_of_offers(programme_id, table),
        ):
            month = month_of(number)
            found[month] = max(found.get(month, day), day)
        return found

    def took_part(
        self, programme_id: int, months: Iterable[Month], *, zone: str, stand_ins: bool
    ) -> Mapping[Month, int]:
        first = (
            select(func.min(MENTORSHIPS.c.introduced_at).label("at"))
            .join(SEATS, SEATS.c.mentorship_id == MENTORSHIPS.c.id)
            .where(counted_in(self, programme_id, stand_ins=stand_ins))
            .group_by(SEATS.c.person_id)
            .subquery()
        )
        table = table_of_months(months, zone)
        query = select(table.c.month, func.count().label("number"))
        query = query.join_from(table, first, first.c.at < table.c.over).group_by(table.c.month)
        return {month_of(row.month): row.number for row in self.rows(query)}

    def wanted_topics(self, programme_id: int, *, today: date) -> Mapping[str, int]:
        """Read as the lists are written: of thousands of people most have one in common with somebody."""
        mentee, mentor = SEATS.alias("mentee"), SEATS.alias("mentor")
        mentored = (
            select(mentee.c.person_id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentee.c.mentorship_id)
            .join(mentor, mentor.c.mentorship_id == mentee.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=False), MENTORSHIPS.c.state != ENDED)
            .where(mentee.c.role == SeatRole.MENTEE.value, mentor.c.role == SeatRole.MENTOR.value)
        )
        topics = cast(PEOPLE.c.topics, Text)
        query = (
            select(topics.label("topics"), func.count().label("number"))
            .join(ENROLMENTS, ENROLMENTS.c.person_id == PEOPLE.c.id)
            .where(
                ENROLMENTS.c.programme_id == programme_id,
                ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
                ENROLMENTS.c.part.in_(LEARNING),
                or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= today),
                PEOPLE.c.standing == Standing.EMPLOYEE.value,
                PEOPLE.c.id.not_in(mentored),
                self.mine(PEOPLE),
            )
        )
        wanted: Counter[str] = Counter()
        for row in self.rows(query.group_by(topics)):
            for topic in set(json.loads(row.topics)):
                wanted[topic] += row.number
        return wanted

    # -- who was asked, and what was found for them --------------------------------------------------------------------

    def _published(self, programme_id: int) -> tuple[ColumnElement[bool], ...]:
        return (
            ROUNDS.c.programme_id == programme_id,
            ROUNDS.c.state == RoundState.PUBLISHED.value,
            ROUNDS.c.published_at.is_not(None),
            self.mine(ROUNDS),
        )

    def _asked(self, programme_id: int, months: CTE) -> CTE:
        """One row for each person and round; the first of somebody's in a month has turn 1, and alone counts."""
        proposed = and_(
            PROPOSALS.c.round_id == INVITATIONS.c.round_id, PROPOSALS.c.mentee_id == INVITATIONS.c.person_id
        )
        turn = func.row_number().over(
            partition_by=(months.c.month, INVITATIONS.c.person_id),
            order_by=(ROUNDS.c.published_at, ROUNDS.c.id),
        )
        return (
            select(
                months.c.month,
                INVITATIONS.c.person_id,
                ROUNDS.c.id.label("round_id"),
                ROUNDS.c.published_at,
                _found().label("found"),
                turn.label("turn"),
            )
            .select_from(ROUNDS)
            .join(months, during(ROUNDS.c.published_at, months))
            .join(INVITATIONS, INVITATIONS.c.round_id == ROUNDS.c.id)
            .outerjoin(PROPOSALS, proposed)
            .where(*self._published(programme_id))
            .cte("asked")
        )

    def _had_one_before(self, programme_id: int, asked: CTE) -> ColumnElement[bool]:
        return (
            exists()
            .where(SEATS.c.person_id == asked.c.person_id, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=False))
            .where(MENTORSHIPS.c.introduced_at < asked.c.published_at)
        )

    def _met_early(self, asked: CTE) -> ColumnElement[bool]:
        held = and_(
            MEETINGS.c.mentorship_id == MENTORSHIPS.c.id,
            MEETINGS.c.cycle.in_(EARLY),
            MEETINGS.c.state == MeetingState.HELD.value,
        )
        theirs = (SEATS.c.person_id == asked.c.person_id, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
        return exists().where(*theirs, MENTORSHIPS.c.round_id == asked.c.round_id, held)

    # -- when a wave is final ------------------------------------------------------------------------------------------

    def _ends_of_second_cycles(self, programme_id: int, months: CTE) -> Sequence[tuple[int, date]]:
        """The first day after cycle 1, or after the mentorship. A cycle of an earlier cadence is over."""
        columns = ("anchor", "period_months", "period_weeks", "first_cycle", "ends_on")
        query = (
            select(months.c.month, *(MENTORSHIPS.c[name] for name in columns))
            .select_from(ROUNDS)
            .join(months, during(ROUNDS.c.published_at, months))
            .join(MENTORSHIPS, MENTORSHIPS.c.round_id == ROUNDS.c.id)
            .where(*self._published(programme_id), MENTORSHIPS.c.first_cycle <= EARLY[-1])
            .where(MENTORSHIPS.c.programme_id == programme_id)
            .distinct()
        )
        return [(row.month, _second_is_over(row)) for row in self.rows(query)]

    def _ends_of_offers(self, programme_id: int, months: CTE) -> Sequence[tuple[int, date]]:
        query = (
            select(months.c.month, func.max(PROPOSALS.c.offer_until).label("until"))
            .select_from(ROUNDS)
            .join(months, during(ROUNDS.c.published_at, months))
            .join(PROPOSALS, PROPOSALS.c.round_id == ROUNDS.c.id)
            .where(*self._published(programme_id), PROPOSALS.c.offer_until.is_not(None))
            .group_by(months.c.month)
        )
        return [(row.month, row.until + DAY) for row in self.rows(query)]


def _found() -> ColumnElement[str]:
    """What this round found for this person (docs/figures.md, "Rank obtained")."""
    answer, ranked = INVITATIONS.c.answer, PROPOSALS.c.rank
    given, offered = PROPOSALS.c.mentor_id.is_not(None), PROPOSALS.c.offer.is_not(None)
    named, as_wished = answer == Answer.CHOICES.value, and_(given, ~offered)
    no_longer = or_(PROPOSALS.c.id.is_(None), func.coalesce(PROPOSALS.c.left_out, "") == GONE)
    return case(
        (answer.is_(None), Found.SILENT.value),
        (or_(answer == Answer.NOT_THIS_TIME.value, no_longer), Found.NO_WISH.value),
        (and_(named, as_wished, ranked == 1), Found.FIRST.value),
        (and_(named, as_wished, ranked == 2), Found.SECOND.value),
        (and_(named, as_wished, ranked == 3), Found.THIRD.value),
        (and_(named, or_(given, offered)), Found.ANOTHER.value),
        (named, Found.NOBODY.value),
        (or_(given, offered), Found.FOR_THEM.value),
        else_=Found.NOBODY_FOR_THEM.value,
    )


def _second_is_over(row: Any) -> date:
    cadence = Cadence(
        anchor=row.anchor,
        period=Period(months=row.period_months, weeks=row.period_weeks),
        first_cycle=row.first_cycle,
    )
    over: date = cadence.bounds(EARLY[-1])[1]
    return over if row.ends_on is None else min(over, row.ends_on + DAY)
