"""What the counting of figures has in common: months and days as tables to join with, which mentorships are meant, and
from which day to which they live.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnClause,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    values,
)

from bot.domain.calendar import end_of, month_bounds
from bot.domain.periods import Month
from storage.base import Repository
from storage.cadences import CADENCES
from storage.mentorships import ENDED, MENTORSHIPS, PAUSES

#: One, or a column with one in each row.
Day = date | ColumnElement[date]
Instant = datetime | ColumnElement[datetime]


def table_of_months(months: Iterable[Month], zone: str) -> CTE:
    """Each with its first and last local date, and the instants at which it begins and is over in this place."""
    rows = [
        (numbered(one), one.first, one.last, month_bounds(zone, *one)[0], end_of(one.last, zone))
        for one in months
    ]
    instant = MENTORSHIPS.c.introduced_at.type
    columns: list[ColumnClause[Any]] = [
        *(column("month", Integer), column("first", Date), column("last", Date)),
        *(column("begins", instant), column("over", instant)),
    ]
    return values(*columns, name="rows").data(rows).cte("months")


def table_of_days(evenings: Mapping[date, datetime]) -> CTE:
    """Each day with the instant at which it ends, so that one query counts what there was on all of them."""
    columns: list[ColumnClause[Any]] = [column("day", Date), column("over", MENTORSHIPS.c.introduced_at.type)]
    return values(*columns, name="rows").data(list(evenings.items())).cte("days")


def during(instant: ColumnElement[datetime], months: CTE) -> ColumnElement[bool]:
    return and_(instant >= months.c.begins, instant < months.c.over)


def numbered(month: Month) -> int:
    """A month as one number, to group by."""
    return month.year * 100 + month.month


def as_number(day: ColumnElement[date]) -> ColumnElement[int]:
    """20260131. Both databases write a day as 2026-01-31; to ask for its parts one by one takes far longer."""
    return cast(func.replace(cast(day, String), "-", ""), Integer)


def month_of(number: int) -> Month:
    return Month(*divmod(number, 100))


def counted_in(repository: Repository, programme_id: int, *, stand_ins: bool) -> ColumnElement[bool]:
    """The programme's mentorships; without `stand_ins`, lasting ones alone."""
    here = and_(MENTORSHIPS.c.programme_id == programme_id, repository.mine(MENTORSHIPS))
    return here if stand_ins else and_(here, MENTORSHIPS.c.temporary.is_(False))


def stands(on: Day, before: Instant) -> ColumnElement[bool]:
    """Introduced by the end of that day, `before`, and not ended before it."""
    return and_(MENTORSHIPS.c.introduced_at < before, lived_to(on))


def paused(on: Day) -> ColumnElement[bool]:
    return exists().where(
        PAUSES.c.mentorship_id == MENTORSHIPS.c.id, PAUSES.c.since <= on, PAUSES.c.until > on
    )


def lived_to(day: Day) -> ColumnElement[bool]:
    """Not ended before that day. An end without a date is of long ago."""
    lasts = and_(MENTORSHIPS.c.ends_on.is_(None), MENTORSHIPS.c.state != ENDED)
    return or_(lasts, MENTORSHIPS.c.ends_on >= day)


def began_on() -> ColumnElement[date]:
    """The first day of the first cycle, whatever the cadence has become since."""
    earliest = (
        select(CADENCES.c.anchor)
        .where(CADENCES.c.mentorship_id == MENTORSHIPS.c.id)
        .order_by(CADENCES.c.first_cycle)
        .limit(1)
    )
    return func.coalesce(earliest.correlate(MENTORSHIPS).scalar_subquery(), MENTORSHIPS.c.anchor)
