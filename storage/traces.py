"""Where everybody is in a programme, told by what they left behind: three questions for a whole company.

What they wrote is not opened, and what they chose is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.mentorships import SeatRole
from bot.domain.whereabouts import Trace
from storage.applications import APPLICATIONS, PARTS
from storage.base import AnyRow, Repository
from storage.enrolments import ENROLMENTS, enrolment_of
from storage.mentorships import ENDED, MENTORSHIPS, SEATS


class Traces(Repository):
    def of(self, programme_id: int) -> Mapping[int, Trace]:
        taken = (
            select(PARTS.c.enrolment_id, func.max(PARTS.c.at).label("at"))
            .where(self.mine(PARTS))
            .group_by(PARTS.c.enrolment_id)
            .cte("taken")
        )
        latest = (
            select(APPLICATIONS.c.enrolment_id, func.max(APPLICATIONS.c.id).label("id"))
            .where(self.mine(APPLICATIONS))
            .group_by(APPLICATIONS.c.enrolment_id)
            .cte("latest")
        )
        place = ENROLMENTS.c
        columns = [column for column in place if column.name not in ("expectation", "workspace_id")]
        query = (
            select(
                *columns,
                place.expectation.is_not(None).label("has_written"),
                taken.c.at.label("took_part_at"),
                APPLICATIONS.c.id.label("application_id"),
                APPLICATIONS.c.applied_at,
                APPLICATIONS.c.decided_at,
            )
            .outerjoin(taken, taken.c.enrolment_id == place.id)
            .outerjoin(latest, latest.c.enrolment_id == place.id)
            .outerjoin(APPLICATIONS, APPLICATIONS.c.id == latest.c.id)
            .where(place.programme_id == programme_id, self.mine(ENROLMENTS))
        )
        return {row.person_id: _trace(row) for row in self.rows(query)}

    def introduced(self, programme_id: int) -> Mapping[int, datetime]:
        mentor, mentee = SEATS.alias("mentor"), SEATS.alias("mentee")
        query = (
            select(mentee.c.person_id, func.min(MENTORSHIPS.c.introduced_at).label("at"))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentee.c.mentorship_id)
            .join(mentor, mentor.c.mentorship_id == MENTORSHIPS.c.id)
            .where(
                MENTORSHIPS.c.programme_id == programme_id,
                MENTORSHIPS.c.state != ENDED,
                MENTORSHIPS.c.temporary.is_(False),
                mentee.c.role == SeatRole.MENTEE.value,
                mentor.c.role == SeatRole.MENTOR.value,
                self.mine(MENTORSHIPS),
            )
            .group_by(mentee.c.person_id)
        )
        return {row.person_id: row.at for row in self.rows(query)}


def _trace(row: AnyRow) -> Trace:
    return Trace(
        enrolment=enrolment_of(row, expectation="" if row.has_written else None),
        took_part_at=row.took_part_at,
        application_id=row.application_id,
        applied_at=row.applied_at,
        decided_at=row.decided_at,
    )
