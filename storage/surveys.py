"""Needs, asked of a population. Who has answered and what was answered are two tables that nothing links."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.people import Standing
from bot.domain.programmes import Kind
from bot.domain.surveys import Need, Survey
from storage.base import AnyRow, Repository, chunks, filled, table_of
from storage.enrolments import ENROLMENTS
from storage.joining_tables import NeedRow, SurveyGuestRow, SurveyRow
from storage.people import PEOPLE
from storage.programmes import PROGRAMMES
from storage.unsigned import write_among_others

SURVEYS = table_of(SurveyRow)
GUESTS = table_of(SurveyGuestRow)
NEEDS = table_of(NeedRow)


class Surveys(Repository):
    def population(self, programme_id: int, networks: Sequence[str]) -> Sequence[int]:
        enrolled = and_(ENROLMENTS.c.person_id == PEOPLE.c.id, ENROLMENTS.c.programme_id == programme_id)
        query = (
            select(PEOPLE.c.id)
            .outerjoin(ENROLMENTS, enrolled)
            .where(
                PEOPLE.c.standing == Standing.EMPLOYEE.value,
                or_(ENROLMENTS.c.part.is_(None), ENROLMENTS.c.part != Part.NOT_FOR_ME.value),
                or_(ENROLMENTS.c.state.is_(None), ENROLMENTS.c.state != EnrolmentState.LEFT.value),
                self.mine(PEOPLE),
            )
        )
        if networks:
            query = query.where(PEOPLE.c.network.in_(networks))
        return [row.id for row in self.rows(query.order_by(PEOPLE.c.id))]

    def ask(
        self,
        programme_id: int,
        *,
        person_ids: Iterable[int],
        networks: Sequence[str],
        by: int,
        at: datetime,
        closes_on: date,
    ) -> Survey:
        row = self.put(
            SurveyRow,
            programme_id=programme_id,
            asked_by=by,
            asked_at=at,
            closes_on=closes_on,
            networks=list(networks),
        )
        for some in chunks(person_ids):
            guests = [
                filled(SurveyGuestRow, workspace_id=self.workspace_id, survey_id=row.id, person_id=one)
                for one in some
            ]
            self.run(GUESTS.insert(), guests)
        return self._survey(row)

    def get(self, survey_id: int) -> Survey | None:
        row = self.find(SURVEYS, survey_id)
        return None if row is None else self._survey(row)

    def latest(self, programme_id: int) -> Survey | None:
        query = select(SURVEYS).where(SURVEYS.c.programme_id == programme_id, self.mine(SURVEYS))
        row = self.first(query.order_by(SURVEYS.c.id.desc()).limit(1))
        return None if row is None else self._survey(row)

    def held(self, programme_id: int) -> Survey | None:
        """The programme's row is held, while others go on writing rows which belong to it."""
        self.hold(PROGRAMMES, programme_id, lightly=True)
        return self.latest(programme_id)

    def close(self, survey_id: int, on: date) -> None:
        self.alter(SURVEYS, survey_id, {"closes_on": on})

    def is_asked(self, survey_id: int, person_id: int) -> bool:
        return self._guest(survey_id, person_id) is not None

    def has_answered(self, survey_id: int, person_id: int) -> bool:
        guest = self._guest(survey_id, person_id)
        return guest is not None and bool(guest.answered)

    def answer(self, survey_id: int, person_id: int, need: Need) -> bool:
        open_for = (
            GUESTS.c.survey_id == survey_id,
            GUESTS.c.person_id == person_id,
            GUESTS.c.answered.is_(False),
            self.mine(GUESTS),
        )
        if self.run(GUESTS.update().where(*open_for).values(answered=True)).rowcount != 1:
            return False
        new = filled(
            NeedRow,
            id=secrets.token_hex(16),
            workspace_id=self.workspace_id,
            survey_id=survey_id,
            topics=list(need.topics),
            form=need.form,
        )
        write_among_others(self, NEEDS, new, NEEDS.c.survey_id == survey_id)
        return True

    def needs(self, survey_id: int) -> Sequence[Need]:
        """In the order of their ids, which were drawn."""
        query = select(NEEDS).where(NEEDS.c.survey_id == survey_id, self.mine(NEEDS)).order_by(NEEDS.c.id)
        return [
            Need(topics=tuple(row.topics), form=None if row.form is None else Kind(row.form))
            for row in self.rows(query)
        ]

    def _guest(self, survey_id: int, person_id: int) -> AnyRow | None:
        theirs = (GUESTS.c.survey_id == survey_id, GUESTS.c.person_id == person_id)
        return self.first(select(GUESTS).where(*theirs, self.mine(GUESTS)))

    def _survey(self, row: AnyRow) -> Survey:
        asked = select(func.count(), func.count().filter(GUESTS.c.answered)).where(
            GUESTS.c.survey_id == row.id, self.mine(GUESTS)
        )
        counted = self.run(asked).one()
        return Survey(
            id=row.id,
            programme_id=row.programme_id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            closes_on=row.closes_on,
            networks=tuple(row.networks),
            asked=counted[0],
            answered=counted[1],
        )
