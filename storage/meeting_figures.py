"""What a report counts of meetings. A million of them stay in the database: what leaves it is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, exists, func, select

from bot.domain.figures import Amount, Figure
from bot.domain.meetings import MeetingState
from bot.domain.periods import Month
from bot.domain.reports import FirstMeetings
from storage.base import Repository
from storage.meetings import MEETINGS
from storage.mentorships import MENTORSHIPS
from storage.of_months import as_number, began_on, counted_in, month_of

HELD = MEETINGS.c.state == MeetingState.HELD.value


class MeetingFigures(Repository):
    def held(
        self, programme_id: int, months: Sequence[Month], today: date
    ) -> Mapping[Month, Mapping[str, int]]:
        pairs = self.by_pair(months, today)
        query = (
            select(pairs.c.month, *of_pairs(pairs))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == pairs.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=True))
            .group_by(pairs.c.month)
        )
        return {month_of(row.month): leaves_of(row) for row in self.rows(query)}

    def met_first(
        self, programme_id: int, months: Sequence[Month], today: date, *, stand_ins: bool
    ) -> Sequence[FirstMeetings]:
        """Whoever met in these months is looked up once for a meeting before them: of most there is an early one."""
        begins = min(months).first
        then = (
            select(MEETINGS.c.mentorship_id, func.min(MEETINGS.c.held_on).label("met_on"))
            .where(*self._held(months, today))
            .group_by(MEETINGS.c.mentorship_id)
            .cte("then")
        )
        sooner = exists().where(
            MEETINGS.c.mentorship_id == MENTORSHIPS.c.id, HELD, MEETINGS.c.held_on < begins
        )
        asked = (
            select(MENTORSHIPS.c.introduced_at, began_on().label("began"), then.c.met_on)
            .join(then, then.c.mentorship_id == MENTORSHIPS.c.id)
            .where(counted_in(self, programme_id, stand_ins=stand_ins), ~sooner)
        )
        found = asked.subquery()
        query = select(found, func.count().label("number")).group_by(*found.c)
        return [
            FirstMeetings(
                introduced_at=row.introduced_at, began=row.began, met_on=row.met_on, number=row.number
            )
            for row in self.rows(query)
        ]

    def by_pair(self, months: Sequence[Month], today: date) -> CTE:
        """For each month and mentorship, its meetings, how many of them have a length, and the minutes in all."""
        month = as_number(MEETINGS.c.held_on) // 100
        return (
            select(
                month.label("month"),
                MEETINGS.c.mentorship_id,
                func.count().label("meetings"),
                func.count(MEETINGS.c.minutes).label("timed"),
                func.coalesce(func.sum(MEETINGS.c.minutes), 0).label("minutes"),
            )
            .where(*self._held(months, today))
            .group_by("month", MEETINGS.c.mentorship_id)  # by its name: written twice, it is worked out twice
            .cte("by_pair")
        )

    def _held(self, months: Sequence[Month], today: date) -> tuple[ColumnElement[bool], ...]:
        last = min(max(months).last, today)
        return (HELD, MEETINGS.c.held_on.between(min(months).first, last), self.mine(MEETINGS))


def of_pairs(pairs: CTE) -> tuple[ColumnElement[Any], ...]:
    """What is told of some of them together."""
    timed = func.count().filter(pairs.c.timed > 0)
    return (
        timed.label(Figure.TIMED_PAIRS.value),
        (func.count() - timed).label(Figure.UNTIMED_PAIRS.value),
        func.sum(pairs.c.meetings).label(Amount.MEETINGS.value),
        func.sum(pairs.c.timed).label(Amount.TIMED_MEETINGS.value),
        func.sum(pairs.c.minutes).label(Amount.MINUTES.value),
    )


def leaves_of(row: Any) -> Mapping[str, int]:
    names = (
        *(Figure.TIMED_PAIRS, Figure.UNTIMED_PAIRS),
        *(Amount.MEETINGS, Amount.TIMED_MEETINGS, Amount.MINUTES),
    )
    return {name: int(getattr(row, name.value)) for name in names}
