"""What mentees want to reach: sealed when written, opened for the few who may read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.domain.goals import LEARNS, REACHED, Goal, GoalState, Progress
from storage.base import AnyRow, NotThere, SealingRepository, filled, table_of
from storage.sealing import SealedColumn, new_ref
from storage.tables import MentorshipRow, SeatRow
from storage.together_tables import GoalProgressRow, GoalRow

GOALS = table_of(GoalRow)
PROGRESS = table_of(GoalProgressRow)
MENTORSHIPS = table_of(MentorshipRow)
SEATS = table_of(SeatRow)
#: What was set and not exchanged for other words: each goal once.
STANDS = (GoalState.OPEN.value, GoalState.REACHED.value)


class Goals(SealingRepository):
    def of(self, mentorship_id: int, mentee_ids: Iterable[int]) -> Sequence[Goal]:
        theirs = (
            GOALS.c.mentorship_id == mentorship_id,
            GOALS.c.mentee_id.in_(list(mentee_ids)),
            GOALS.c.words != "",  # of the others only that there was one is still kept
        )
        query = select(GOALS).where(*theirs, self.mine(GOALS)).order_by(GOALS.c.id)
        return [self._goal(row) for row in self.rows(query)]

    def progress(self, goal_ids: Iterable[int]) -> Sequence[Progress]:
        here = (PROGRESS.c.goal_id.in_(list(goal_ids)), self.mine(PROGRESS))
        rows = self.rows(select(PROGRESS).where(*here).order_by(PROGRESS.c.at, PROGRESS.c.id))
        return [
            Progress(goal_id=row.goal_id, cycle=row.cycle, progress=row.progress, at=row.at) for row in rows
        ]

    def set(
        self,
        mentorship_id: int,
        mentee_id: int,
        *,
        words: str,
        target_on: date | None,
        progress: int,
        at: datetime,
        replaces: int | None = None,
    ) -> Goal:
        ref = new_ref()
        row = self.put(
            GoalRow,
            mentorship_id=mentorship_id,
            mentee_id=mentee_id,
            ref=ref,
            words=self.sealer.seal(words, owner=_bound(mentorship_id, mentee_id, ref)),
            target_on=target_on,
            progress=progress,
            set_at=at,
            replaces_id=replaces,
        )
        if replaces is not None:
            earlier = (GOALS.c.id == replaces, GOALS.c.state == GoalState.OPEN.value, self.mine(GOALS))
            self.run(GOALS.update().where(*earlier).values(state=GoalState.CHANGED.value, closed_at=at))
        return self._goal(row)

    def reword(self, goal_id: int, words: str) -> None:
        row, ref = self.find(GOALS, goal_id), new_ref()
        if row is None:
            raise NotThere(f"goal {goal_id}")
        sealed = self.sealer.seal(words, owner=_bound(row.mentorship_id, row.mentee_id, ref))
        self.alter(GOALS, goal_id, {"words": sealed, "ref": ref})

    def aim(self, goal_id: int, target_on: date | None) -> None:
        self.alter(GOALS, goal_id, {"target_on": target_on})

    def say(self, goal_id: int, cycle: int, progress: int, *, by: int, at: datetime) -> None:
        reached = progress == REACHED
        state, closed_at = (GoalState.REACHED, at) if reached else (GoalState.OPEN, None)
        self.alter(GOALS, goal_id, {"progress": progress, "state": state, "closed_at": closed_at})
        said = {"progress": progress, "by_id": by, "at": at}
        new = filled(GoalProgressRow, workspace_id=self.workspace_id, goal_id=goal_id, cycle=cycle, **said)
        inserting = self.inserting(PROGRESS).values(new)
        self.run(inserting.on_conflict_do_update(index_elements=["goal_id", "cycle"], set_=said))

    def forget(self, goal_ids: Iterable[int]) -> None:
        ids = list(goal_ids)
        self.run(delete(PROGRESS).where(PROGRESS.c.goal_id.in_(ids), self.mine(PROGRESS)))
        self.run(delete(GOALS).where(GOALS.c.id.in_(ids), self.mine(GOALS)))

    def count(self, mentorship_id: int) -> Mapping[int, int]:
        here = (GOALS.c.mentorship_id == mentorship_id, GOALS.c.state.in_(STANDS), self.mine(GOALS))
        return Counter(row.mentee_id for row in self.rows(select(GOALS.c.mentee_id).where(*here)))

    def in_programme(self, programme_id: int) -> tuple[Sequence[int], Sequence[tuple[int, GoalState]]]:
        here = (
            MENTORSHIPS.c.programme_id == programme_id,
            MENTORSHIPS.c.temporary.is_(False),
            self.mine(MENTORSHIPS),
        )
        learners = (
            select(SEATS.c.person_id)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .where(*here, SEATS.c.role.in_([role.value for role in LEARNS]))
        )
        goals = (
            select(GOALS.c.mentee_id, GOALS.c.state)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == GOALS.c.mentorship_id)
            .where(*here, GOALS.c.state.in_(STANDS))
        )
        set_by = [(row.mentee_id, GoalState(row.state)) for row in self.rows(goals)]
        return [row.person_id for row in self.rows(learners.distinct())], set_by

    def erase(self, person_id: int) -> None:
        query = select(GOALS.c.id).where(GOALS.c.mentee_id == person_id, self.mine(GOALS))
        self.forget([row.id for row in self.rows(query)])

    def _goal(self, row: AnyRow) -> Goal:
        return Goal(
            id=row.id,
            ref=row.ref,
            mentorship_id=row.mentorship_id,
            mentee_id=row.mentee_id,
            words=self.sealer.open(row.words, owner=_owner(row)),
            target_on=row.target_on,
            progress=row.progress,
            state=GoalState(row.state),
            set_at=row.set_at,
            closed_at=row.closed_at,
            replaces=row.replaces_id,
        )


def _owner(row: AnyRow) -> str:
    return _bound(row.mentorship_id, row.mentee_id, row.ref)


def _bound(mentorship_id: int, mentee_id: int, ref: str) -> str:
    return f"goal:{mentorship_id}:{mentee_id}:{ref}"


SEALED = (SealedColumn(table=GOALS, column="words", owner=_owner),)
