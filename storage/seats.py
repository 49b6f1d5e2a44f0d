"""Who has a seat with whom: whom mentors carry, who has a mentor, and who had which one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from bot.domain.mentorships import SeatRole
from bot.domain.people import Standing
from storage.base import Repository
from storage.mentorships import ENDED, MENTORSHIPS, SEATS
from storage.people import PEOPLE

#: Named one by one, so that the index finds them.
NO_EMPLOYEE = tuple(one.value for one in Standing if one is not Standing.EMPLOYEE)


class Seats(Repository):
    def mentees_carried(self, programme_id: int) -> Mapping[int, int]:
        return self._carried(self._lasting(programme_id))

    def for_a_while(self, programme_id: int) -> Mapping[int, int]:
        """How many mentees each mentor has there in temporary mentorships, which take no lasting place."""
        here = (MENTORSHIPS.c.programme_id == programme_id) & self.mine(MENTORSHIPS)
        return self._carried(here & (MENTORSHIPS.c.state != ENDED) & MENTORSHIPS.c.temporary.is_(True))

    def people_with_a_mentor(self, programme_id: int) -> frozenset[int]:
        """Mentees whose mentorship has not ended, a temporary stand-in aside."""
        mentor, mentee = SEATS.alias("mentor"), SEATS.alias("mentee")
        query = (
            select(mentee.c.person_id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentee.c.mentorship_id)
            .join(mentor, mentor.c.mentorship_id == mentee.c.mentorship_id)
            .where(
                self._lasting(programme_id),
                mentor.c.role == SeatRole.MENTOR.value,
                mentee.c.role == SeatRole.MENTEE.value,
            )
        )
        return frozenset(row.person_id for row in self.rows(query))

    def members(self, programme_id: int) -> frozenset[int]:
        query = (
            select(SEATS.c.person_id)
            .distinct()
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(
                MENTORSHIPS.c.programme_id == programme_id,
                MENTORSHIPS.c.state != ENDED,
                self.mine(MENTORSHIPS),
            )
        )
        return frozenset(row.person_id for row in self.rows(query))

    def past_mentors(self, programme_id: int) -> Mapping[int, frozenset[int]]:
        """For each mentee, whoever was their mentor in a mentorship that ended."""
        mentor, mentee = SEATS.alias("mentor"), SEATS.alias("mentee")
        query = (
            select(mentee.c.person_id.label("mentee"), mentor.c.person_id.label("mentor"))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentee.c.mentorship_id)
            .join(mentor, mentor.c.mentorship_id == mentee.c.mentorship_id)
            .where(
                MENTORSHIPS.c.programme_id == programme_id,
                MENTORSHIPS.c.state == ENDED,
                mentor.c.role == SeatRole.MENTOR.value,
                mentee.c.role == SeatRole.MENTEE.value,
                self.mine(MENTORSHIPS),
            )
        )
        past: dict[int, set[int]] = {}
        for row in self.rows(query):
            past.setdefault(row.mentee, set()).add(row.mentor)
        return {mentee_id: frozenset(mentors) for mentee_id, mentors in past.items()}

    def members_gone(self) -> Sequence[int]:
        left = (PEOPLE.c.standing.in_(NO_EMPLOYEE), MENTORSHIPS.c.state != ENDED)
        query = (
            select(SEATS.c.person_id)
            .distinct()
            .join(PEOPLE, PEOPLE.c.id == SEATS.c.person_id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(*left, self.mine(MENTORSHIPS))
        )
        return [row.person_id for row in self.rows(query.order_by(SEATS.c.person_id))]

    def _lasting(self, programme_id: int) -> Any:
        here = (MENTORSHIPS.c.programme_id == programme_id) & self.mine(MENTORSHIPS)
        return here & (MENTORSHIPS.c.state != ENDED) & MENTORSHIPS.c.temporary.is_(False)

    def _carried(self, which: Any) -> Mapping[int, int]:
        """How many mentees each mentor has in these mentorships."""
        mentor, mentee = SEATS.alias("mentor"), SEATS.alias("mentee")
        query = (
            select(mentor.c.person_id, func.count(mentee.c.person_id.distinct()).label("carried"))
            .join(MENTORSHIPS, MENTORSHIPS.c.id == mentor.c.mentorship_id)
            .join(mentee, mentee.c.mentorship_id == mentor.c.mentorship_id)
            .where(which, mentor.c.role == SeatRole.MENTOR.value, mentee.c.role == SeatRole.MENTEE.value)
            .group_by(mentor.c.person_id)
        )
        return {row.person_id: row.carried for row in self.rows(query)}
