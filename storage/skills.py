"""How people rate themselves in the skills they chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from bot.domain.skills import Moment, Rating
from storage.base import AnyRow, Repository, filled, table_of
from storage.tables import MentorshipRow
from storage.together_tables import SkillRatingRow

RATINGS = table_of(SkillRatingRow)
MENTORSHIPS = table_of(MentorshipRow)


class Skills(Repository):
    def of(self, mentorship_id: int, person_id: int) -> Sequence[Rating]:
        theirs = (RATINGS.c.mentorship_id == mentorship_id, RATINGS.c.person_id == person_id)
        rows = self.rows(select(RATINGS).where(*theirs, self.mine(RATINGS)).order_by(RATINGS.c.id))
        return [_rating(row) for row in rows]

    def keep(self, mentorship_id: int, person_id: int, moment: Moment, rated: Mapping[str, int]) -> None:
        theirs = (RATINGS.c.mentorship_id == mentorship_id, RATINGS.c.person_id == person_id)
        self.run(delete(RATINGS).where(*theirs, RATINGS.c.moment == moment.value, self.mine(RATINGS)))
        said = {"mentorship_id": mentorship_id, "person_id": person_id, "moment": moment}
        rows = [
            filled(SkillRatingRow, workspace_id=self.workspace_id, **said, skill=skill, value=value)
            for skill, value in rated.items()
        ]
        if rows:
            self.run(RATINGS.insert(), rows)

    def in_programme(self, programme_id: int) -> Sequence[tuple[int, Rating]]:
        query = (
            select(RATINGS)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == RATINGS.c.mentorship_id)
            .where(MENTORSHIPS.c.programme_id == programme_id, self.mine(RATINGS), self.mine(MENTORSHIPS))
        )
        return [(row.mentorship_id, _rating(row)) for row in self.rows(query.order_by(RATINGS.c.id))]

    def erase(self, person_id: int) -> None:
        self.run(delete(RATINGS).where(RATINGS.c.person_id == person_id, self.mine(RATINGS)))


def _rating(row: AnyRow) -> Rating:
    return Rating(person_id=row.person_id, skill=row.skill, moment=Moment(row.moment), value=row.value)
