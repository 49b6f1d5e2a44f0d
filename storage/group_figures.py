"""What a report counts, group by group: by the network, the entity or the site of those who learn, as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import CTE, ColumnElement, Connection, case, func, select

from bot.domain.mentorships import SeatRole
from bot.domain.periods import Month
from bot.domain.reports import EndedCycle
from bot.domain.splits import By
from storage.base import Repository, chunks
from storage.enrolments import ENROLMENTS
from storage.figures import CYCLES_AT_ONCE, Figures, concerned, enrolled, once
from storage.meeting_figures import MeetingFigures, leaves_of, of_pairs
from storage.mentorships import MENTORSHIPS, SEATS
from storage.of_months import counted_in, month_of, stands
from storage.people import PEOPLE


class GroupFigures(Repository):
    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._figures = Figures(connection, workspace_id, writing=writing)
        self._meetings = MeetingFigures(connection, workspace_id, writing=writing)

    def people(
        self, programme_id: int, by: By, *, on: date, before: datetime, today: date
    ) -> Mapping[str | None, Mapping[str, int]]:
        found = once(self._figures.statuses(programme_id, on=on, before=before, today=today))
        group = PEOPLE.c[by.value].label("of")
        query = (
            select(group, found.c.status, func.count().label("number"))
            .join(found, found.c.id == PEOPLE.c.id)
            .group_by(group, found.c.status)
        )
        counts: dict[str | None, dict[str, int]] = {}
        for row in self.rows(query):
            counts.setdefault(row.of, {})[row.status] = row.number
        return counts

    def concerned(self, programme_id: int, by: By, *, on: date, today: date) -> Mapping[str | None, int]:
        group = PEOPLE.c[by.value].label("of")
        query = (
            select(group, func.count().label("number"))
            .outerjoin(ENROLMENTS, enrolled(programme_id))
            .where(self.mine(PEOPLE), *concerned(on, today))
            .group_by(group)
        )
        return {row.of: row.number for row in self.rows(query)}

    def learners(self, programme_id: int, by: By, *, on: date, before: datetime) -> Mapping[str | None, int]:
        group = PEOPLE.c[by.value].label("of")
        query = (
            select(group, func.count(PEOPLE.c.id.distinct()).label("number"))
            .join(SEATS, SEATS.c.person_id == PEOPLE.c.id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(SEATS.c.role == SeatRole.MENTEE.value, stands(on, before))
            .where(counted_in(self, programme_id, stand_ins=True))
            .group_by(group)
        )
        return {row.of: row.number for row in self.rows(query)}

    def pairs(
        self, programme_id: int, by: By, *, on: date, before: datetime
    ) -> Mapping[str | None, Mapping[str, int]]:
        found = once(self._figures.states(programme_id, on=on, before=before))
        groups = self._groups(programme_id, by)
        query = (
            select(groups.c.of, found.c.state, func.count().label("number"))
            .select_from(found)
            .outerjoin(groups, groups.c.id == found.c.id)
            .group_by(groups.c.of, found.c.state)
        )
        counts: dict[str | None, dict[str, int]] = {}
        for row in self.rows(query):
            counts.setdefault(row.of, {})[row.state] = row.number
        return counts

    def cycles(
        self, programme_id: int, by: By, ended: Iterable[EndedCycle]
    ) -> Mapping[str | None, Mapping[Month, Mapping[str, int]]]:
        counts: dict[str | None, dict[Month, Counter[str]]] = {}
        for some in chunks(ended, CYCLES_AT_ONCE):
            found, groups = once(self._figures.outcomes(programme_id, some)), self._groups(programme_id, by)
            query = (
                select(groups.c.of, found.c.month, found.c.state, func.count().label("number"))
                .select_from(found)
                .outerjoin(groups, groups.c.id == found.c.id)
                .group_by(groups.c.of, found.c.month, found.c.state)
            )
            for row in self.rows(query):
                theirs = counts.setdefault(row.of, {})
                theirs.setdefault(month_of(row.month), Counter())[row.state] += row.number
        return counts

    def held(
        self, programme_id: int, by: By, months: Sequence[Month], today: date
    ) -> Mapping[str | None, Mapping[Month, Mapping[str, int]]]:
        pairs, groups = self._meetings.by_pair(months, today), self._groups(programme_id, by)
        query = (
            select(groups.c.of, pairs.c.month, *of_pairs(pairs))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == pairs.c.mentorship_id)
            .outerjoin(groups, groups.c.id == pairs.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=True))
            .group_by(groups.c.of, pairs.c.month)
        )
        counts: dict[str | None, dict[Month, Mapping[str, int]]] = {}
        for row in self.rows(query):
            counts.setdefault(row.of, {})[month_of(row.month)] = leaves_of(row)
        return counts

    def _groups(self, programme_id: int, by: By) -> CTE:
        """The group of each mentorship of which all who learn share one; the others are not in it."""
        of = PEOPLE.c[by.value]
        return (
            select(SEATS.c.mentorship_id.label("id"), _shared(of).label("of"))
            .join(PEOPLE, PEOPLE.c.id == SEATS.c.person_id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=True), SEATS.c.role == SeatRole.MENTEE.value)
            .group_by(SEATS.c.mentorship_id)
            .cte("groups")
            .prefix_with("MATERIALIZED")
        )


def _shared(of: ColumnElement[str | None]) -> ColumnElement[str | None]:
    alike = (func.min(of) == func.max(of)) & (func.count(of) == func.count())
    return case((alike, func.min(of)))
