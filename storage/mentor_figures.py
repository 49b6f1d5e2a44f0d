"""What a report counts of mentors: how many there are, and how many of the places that they offer are taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, or_, select

from bot.domain.enrolments import Application, EnrolmentState
from bot.domain.figures import Amount, Figure
from bot.domain.mentorships import SeatRole
from bot.domain.people import Standing
from storage.base import Repository
from storage.enrolments import ENROLMENTS, MENTORS
from storage.mentorships import MENTORSHIPS, SEATS
from storage.of_months import counted_in, stands
from storage.people import PEOPLE


class MentorFigures(Repository):
    def mentors(
        self, programme_id: int, *, on: date, before: datetime, today: date, approved: bool, stand_ins: bool
    ) -> Mapping[str, int]:
        mentor, mentee = SEATS.alias("mentor"), SEATS.alias("mentee")
        theirs = (
            select(mentor.c.person_id, func.count(mentee.c.person_id.distinct()).label("mentees"))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentor.c.mentorship_id)
            .join(mentee, mentee.c.mentorship_id == mentor.c.mentorship_id)
            .where(counted_in(self, programme_id, stand_ins=stand_ins), stands(on, before))
            .where(mentor.c.role == SeatRole.MENTOR.value, mentee.c.role == SeatRole.MENTEE.value)
            .group_by(mentor.c.person_id)
            .cte("carried")
        )
        places, taken = ENROLMENTS.c.capacity, func.coalesce(theirs.c.mentees, 0)
        asked = (ENROLMENTS.c.application == Application.APPROVED.value,) if approved else ()
        query = (
            select(
                func.count().filter(taken >= places).label(Figure.MENTORS_FULL.value),
                func.count().filter(taken < places).label(Figure.MENTORS_WITH_ROOM.value),
                func.coalesce(func.sum(places), 0).label(Amount.PLACES.value),
                func.coalesce(func.sum(taken), 0).label(Amount.PLACES_TAKEN.value),
            )
            .select_from(ENROLMENTS)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .outerjoin(theirs, theirs.c.person_id == PEOPLE.c.id)
            .where(
                ENROLMENTS.c.programme_id == programme_id,
                self.mine(ENROLMENTS),
                ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
                ENROLMENTS.c.part.in_(MENTORS),
                ENROLMENTS.c.capacity.is_not(None),
                or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= today),
                PEOPLE.c.standing == Standing.EMPLOYEE.value,
                or_(PEOPLE.c.joined_on.is_(None), PEOPLE.c.joined_on <= on),
                *asked,
            )
        )
        return {name: int(number) for name, number in self.run(query).mappings().one().items()}
