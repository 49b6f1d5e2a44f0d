"""The steps of mentorships, and what is counted towards them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from bot.domain.meetings import MeetingState
from bot.domain.steps import Asks, Step, TakenStep
from storage.base import AnyRow, Repository, filled, table_of
from storage.tables import MeetingRow, MentorshipRow, SheetItemRow, SheetRow
from storage.together_tables import MentorshipStepRow

STEPS = table_of(MentorshipStepRow)
MEETINGS = table_of(MeetingRow)
MENTORSHIPS = table_of(MentorshipRow)
SHEETS = table_of(SheetRow)
ITEMS = table_of(SheetItemRow)


class Steps(Repository):
    def begin(self, mentorship_id: int, steps: Iterable[Step]) -> None:
        theirs = {"workspace_id": self.workspace_id, "mentorship_id": mentorship_id}
        rows = [
            filled(
                MentorshipStepRow,
                **theirs,
                position=position,
                key=step.key,
                texts=dict(step.texts),
                asks=_told(step.asks),
            )
            for position, step in enumerate(steps)
        ]
        if rows:
            self.run(self.inserting(STEPS).on_conflict_do_nothing(), rows)

    def of(self, mentorship_id: int) -> Sequence[TakenStep]:
        # Both halves may take the last two steps in the same second: one waits, then counts what the other did.
        self.hold(MENTORSHIPS, mentorship_id)
        theirs = select(STEPS).where(*self._of(mentorship_id)).order_by(STEPS.c.position)
        return [_step(row) for row in self.rows(theirs)]

    def with_meetings(self, mentorship_id: int) -> tuple[Sequence[TakenStep], int]:
        """Without steps the meetings are not counted either: there is nothing that they could be counted for."""
        self.hold(MENTORSHIPS, mentorship_id)
        rows = self.rows(_with_meetings(), {"mentorship": mentorship_id, "mine": self.workspace_id})
        return [_step(row) for row in rows], max((row.held for row in rows), default=0)

    def ticked(self, mentorship_id: int) -> frozenset[str]:
        ticked = (SHEETS.c.mentorship_id == mentorship_id, ITEMS.c.ticked_at.is_not(None), self.mine(SHEETS))
        keys = select(ITEMS.c.key).join(SHEETS, SHEETS.c.id == ITEMS.c.sheet_id).where(*ticked).distinct()
        return frozenset(row.key for row in self.rows(keys))

    def done(self, mentorship_id: int, keys: Iterable[str], *, at: datetime) -> None:
        these = (*self._of(mentorship_id), STEPS.c.key.in_(list(keys)), STEPS.c.done_at.is_(None))
        self.run(STEPS.update().where(*these).values(done_at=at))

    def leave_out(self, mentorship_id: int, key: str, *, by: int | None, agreed_by: int | None) -> None:
        this = (*self._of(mentorship_id), STEPS.c.key == key)
        self.run(STEPS.update().where(*this).values(skip_by=by, skip_agreed_by=agreed_by))

    def erase(self, person_id: int) -> None:
        """A suggestion that nobody has answered goes with whoever made it; what two agreed on stays agreed on, by
        whoever stays.
        """
        mine, by, agreed = self.mine(STEPS), STEPS.c.skip_by == person_id, STEPS.c.skip_agreed_by == person_id
        self.run(STEPS.update().where(mine, by).values(skip_by=STEPS.c.skip_agreed_by))
        self.run(STEPS.update().where(mine, agreed).values(skip_agreed_by=STEPS.c.skip_by))

    def _of(self, mentorship_id: int) -> tuple[Any, ...]:
        return STEPS.c.mentorship_id == mentorship_id, self.mine(STEPS)


@cache
def _with_meetings() -> Select[*tuple[Any, ...]]:
    theirs = (
        MEETINGS.c.mentorship_id == bindparam("mentorship"),
        MEETINGS.c.workspace_id == bindparam("mine"),
    )
    held = (
        select(func.count()).select_from(MEETINGS).where(*theirs, MEETINGS.c.state == MeetingState.HELD.value)
    )
    here = (STEPS.c.mentorship_id == bindparam("mentorship"), STEPS.c.workspace_id == bindparam("mine"))
    return select(STEPS, held.scalar_subquery().label("held")).where(*here).order_by(STEPS.c.position)


def _told(asks: Asks) -> dict[str, object]:
    """The one thing that it asks for."""
    if asks.meetings is not None:
        return {"meetings": asks.meetings}
    if asks.goals is not None:
        return {"goals": asks.goals}
    return {"charter": True} if asks.charter else {"items": list(asks.items)}


def _step(row: AnyRow) -> TakenStep:
    asks = row.asks
    return TakenStep(
        key=row.key,
        texts=row.texts,
        asks=Asks(
            meetings=asks.get("meetings"),
            items=tuple(asks.get("items", ())),
            charter=asks.get("charter", False),
            goals=asks.get("goals"),
        ),
        done_at=row.done_at,
        skip_by=row.skip_by,
        skip_agreed_by=row.skip_agreed_by,
    )
