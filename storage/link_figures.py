"""Whom the programme brings together: by network, entity or site, and by how long they have been in the company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, select

from bot.domain.figures import Figure
from bot.domain.mentorships import SeatRole
from bot.domain.splits import By
from storage.base import Repository
from storage.figures import once
from storage.mentorships import MENTORSHIPS, SEATS
from storage.of_months import as_number, counted_in, paused, stands, table_of_days
from storage.people import PEOPLE

#: People who joined so many years apart have known another company. Days written as numbers, as in 20260131, are this
#: far apart from the anniversary on.
YEARS_APART = 5
ON_THE_ANNIVERSARY = YEARS_APART * 10_000
MENTORS, MENTEES = SeatRole.MENTOR, SeatRole.MENTEE
TOTALS: Mapping[By, tuple[Figure, Figure]] = {
    By.NETWORK: (Figure.ACROSS_NETWORKS, Figure.WITHIN_NETWORK),
    By.ENTITY: (Figure.ACROSS_ENTITIES, Figure.WITHIN_ENTITY),
}


#: Both sides of a mentorship, each of its mentors beside each of its mentees.
SITS = {role: SEATS.alias(f"sits_as_{role.value}") for role in (MENTORS, MENTEES)}
WHO = {role: PEOPLE.alias(role.value) for role in (MENTORS, MENTEES)}


class LinkFigures(Repository):
    def across(
        self, programme_id: int, evenings: Mapping[date, datetime]
    ) -> Mapping[date, Mapping[str, int]]:
        """Both sides of a mentorship are looked at once, on however many days it is counted."""
        common = (_in_common(by, role) for by in TOTALS for role in WHO)
        joined = (column for role in WHO for column in _joined(role))
        lived = stands(min(evenings), max(evenings.values()))
        pairs = once(self._pairs(programme_id, *common, *joined).where(lived))
        days, leaves = table_of_days(evenings), dict(_across_and_within(pairs))
        query = (
            select(days.c.day, *(_number(is_so).label(leaf.value) for leaf, is_so in leaves.items()))
            .join_from(days, MENTORSHIPS, and_(stands(days.c.day, days.c.over), ~paused(days.c.day)))
            .join(pairs, pairs.c.id == MENTORSHIPS.c.id)
            .group_by(days.c.day)
        )
        none: Mapping[str, int] = dict.fromkeys(leaves, 0)
        found = {
            row.day: {leaf.value: int(getattr(row, leaf)) for leaf in leaves} for row in self.rows(query)
        }
        return {day: found.get(day, none) for day in evenings}

    def between(
        self, programme_id: int, by: By, *, on: date, before: datetime
    ) -> Mapping[tuple[str | None, str | None], int]:
        common = (_in_common(by, role) for role in WHO)
        pairs = self._pairs(programme_id, *common).where(stands(on, before), ~paused(on)).subquery()
        both = (pairs.c[_side(by, MENTORS)], pairs.c[_side(by, MENTEES)])
        query = select(*both, func.count().label("number")).group_by(*both)
        return {(mentors, mentees): number for mentors, mentees, number in self.rows(query)}

    def _pairs(self, programme_id: int, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
        """One row for each mentorship that has a mentor and a mentee."""
        query = select(MENTORSHIPS.c.id, *columns)
        for role, seats in SITS.items():
            query = query.join(
                seats, and_(seats.c.mentorship_id == MENTORSHIPS.c.id, seats.c.role == role.value)
            ).join(WHO[role], WHO[role].c.id == seats.c.person_id)
        return query.where(counted_in(self, programme_id, stand_ins=True)).group_by(MENTORSHIPS.c.id)


def _across_and_within(pairs: CTE) -> Iterator[tuple[Figure, ColumnElement[bool]]]:
    for by, (across, within) in TOTALS.items():
        mentors, mentees = pairs.c[_side(by, MENTORS)], pairs.c[_side(by, MENTEES)]
        yield across, mentors != mentees
        yield within, mentors == mentees
    joined = pairs.c
    apart = (
        joined.mentor_last - joined.mentee_first >= ON_THE_ANNIVERSARY,
        joined.mentee_last - joined.mentor_first >= ON_THE_ANNIVERSARY,
    )
    yield Figure.ACROSS_TENURES, apart[0] | apart[1]
    yield Figure.WITHIN_TENURE, ~apart[0] & ~apart[1]


def _side(by: By, role: SeatRole) -> str:
    return f"{by.value}_of_{role.value}"


def _in_common(by: By, role: SeatRole) -> ColumnElement[Any]:
    """What all of this role share; nothing where one has none, or another one."""
    theirs = WHO[role].c[by.value]
    same = and_(func.count(theirs) == func.count(), func.min(theirs) == func.max(theirs))
    return case((same, func.nullif(func.min(theirs), ""))).label(_side(by, role))


def _joined(role: SeatRole) -> Iterator[ColumnElement[Any]]:
    """The first day and the last on which one of them joined, as numbers; nothing where one day is not known."""
    day = WHO[role].c.joined_on
    known = func.count(day) == func.count()
    yield case((known, as_number(func.min(day)))).label(f"{role.value}_first")
    yield case((known, as_number(func.max(day)))).label(f"{role.value}_last")


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
