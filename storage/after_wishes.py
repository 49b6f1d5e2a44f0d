"""What people would like after the end of a mentorship, sealed; and who keeps in touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from bot.domain.afterwards import After
from bot.domain.mentorships import MentorshipState
from storage.base import SealingRepository, filled, table_of
from storage.change_tables import AfterWishRow
from storage.sealing import SealedColumn
from storage.tables import MentorshipRow

WISHES = table_of(AfterWishRow)
MENTORSHIPS = table_of(MentorshipRow)


class AfterWishes(SealingRepository):
    def to_ask(self, programme_id: int, *, first: date, last: date, temporary: bool) -> Sequence[int]:
        asked = {"programme": programme_id, "first": first, "last": last, "mine": self.workspace_id}
        return [row.id for row in self.rows(_to_ask(temporary), asked)]

    def of(self, mentorship_id: int) -> Mapping[int, After]:
        query = select(WISHES.c.person_id, WISHES.c.wish).where(*self._about(mentorship_id))
        rows = self.rows(query.order_by(WISHES.c.id))
        return {
            row.person_id: After(self.sealer.open(row.wish, owner=_whose(mentorship_id, row.person_id)))
            for row in rows
        }

    def say(self, mentorship_id: int, person_id: int, wish: After) -> None:
        self.run(WISHES.delete().where(*self._about(mentorship_id), WISHES.c.person_id == person_id))
        sealed = self.sealer.seal(wish.value, owner=_whose(mentorship_id, person_id))
        whose = {"mentorship_id": mentorship_id, "person_id": person_id}
        said = filled(AfterWishRow, workspace_id=self.workspace_id, **whose, wish=sealed)
        self.run(WISHES.insert().values(said))

    def forget(self, mentorship_id: int) -> None:
        self.run(WISHES.delete().where(*self._about(mentorship_id)))

    def erase(self, person_id: int) -> None:
        self.run(WISHES.delete().where(WISHES.c.person_id == person_id, self.mine(WISHES)))

    def keep(self, mentorship_id: int, next_at: datetime) -> None:
        self.run(WISHES.update().where(*self._about(mentorship_id)).values(next_at=next_at))

    def kept(self, mentorship_id: int) -> bool:
        kept = select(WISHES.c.id).where(*self._about(mentorship_id), WISHES.c.next_at.is_not(None))
        return self.first(kept.limit(1)) is not None

    def due(self, now: datetime, *, limit: int) -> Sequence[int]:
        due = select(WISHES.c.mentorship_id).where(WISHES.c.next_at <= now, self.mine(WISHES)).distinct()
        return [row.mentorship_id for row in self.rows(due.order_by(WISHES.c.mentorship_id).limit(limit))]

    def _about(self, mentorship_id: int) -> tuple[Any, ...]:
        return WISHES.c.mentorship_id == mentorship_id, self.mine(WISHES)


@cache
def _to_ask(temporary: bool) -> Select[tuple[Any]]:
    """Every beat asks it."""
    soon = (
        MENTORSHIPS.c.programme_id == bindparam("programme"),
        MENTORSHIPS.c.state != MentorshipState.ENDED.value,
        MENTORSHIPS.c.ends_on.between(bindparam("first"), bindparam("last")),
        or_(MENTORSHIPS.c.end_asked_on.is_(None), MENTORSHIPS.c.end_asked_on != MENTORSHIPS.c.ends_on),
        MENTORSHIPS.c.workspace_id == bindparam("mine"),
    )
    which = () if temporary else (MENTORSHIPS.c.temporary.is_(False),)
    return select(MENTORSHIPS.c.id).where(*soon, *which).order_by(MENTORSHIPS.c.id)


def _whose(mentorship_id: int, person_id: int) -> str:
    return f"after:{mentorship_id}:{person_id}"


SEALED = (
    SealedColumn(table=WISHES, column="wish", owner=lambda row: _whose(row.mentorship_id, row.person_id)),
)
