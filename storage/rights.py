"""Rights that people were given, and the record of what was asked in their name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, String, bindparam, select, union_all

from bot.domain.permissions import Act, Grant, Right
from storage.base import Repository, table_of
from storage.bound_groups import BOUND, grant_of, holds, quoted, reaches
from storage.tables import AuditRow, GrantRow

GRANTS = table_of(GrantRow)


class Rights(Repository):
    """One piece of work asks for the same person's a dozen times: they are read once, and anew after a change."""

    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool = True) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._held: dict[int, Sequence[Grant]] = {}

    def held(self, person_id: int, slack_id: str, *, since: datetime) -> Sequence[Grant]:
        if person_id not in self._held:
            asked = {
                "person": person_id,
                "quoted": quoted(slack_id),
                "since": since,
                "mine": self.workspace_id,
            }
            self._held[person_id] = [grant_of(row) for row in self.rows(_theirs(), asked)]
        return self._held[person_id]

    def given(self, person_id: int) -> Sequence[Grant]:
        theirs = (GRANTS.c.person_id == person_id, self.mine(GRANTS))
        query = select(GRANTS.c.right, GRANTS.c.programme_id).where(*theirs)
        return [grant_of(row) for row in self.rows(query.order_by(GRANTS.c.id))]

    def of(self, person_id: int) -> frozenset[Right]:
        return frozenset(one.right for one in self.given(person_id) if one.programme_id is None)

    def grant(self, person_id: int, right: Right, *, programme_id: int | None = None) -> bool:
        """Give a right; given twice it is one right."""
        if self.first(select(GRANTS.c.id).where(*self._same(person_id, right, programme_id))) is not None:
            return False
        self._held.pop(person_id, None)
        self.put(GrantRow, person_id=person_id, right=right, programme_id=programme_id)
        return True

    def withdraw(self, person_id: int, right: Right, *, programme_id: int | None = None) -> bool:
        self._held.pop(person_id, None)
        return self.run(GRANTS.delete().where(*self._same(person_id, right, programme_id))).rowcount > 0

    def holders(self, right: Right, *, programme_id: int | None = None) -> Sequence[int]:
        held = (GRANTS.c.right == right.value, reaches(GRANTS, programme_id), self.mine(GRANTS))
        query = select(GRANTS.c.person_id).distinct().where(*held)
        return [row.person_id for row in self.rows(query.order_by(GRANTS.c.person_id))]

    def everybody(self) -> Sequence[tuple[int, Grant]]:
        query = select(GRANTS.c.person_id, GRANTS.c.right, GRANTS.c.programme_id).where(self.mine(GRANTS))
        return [(row.person_id, grant_of(row)) for row in self.rows(query.order_by(GRANTS.c.id))]

    def record(
        self,
        actor_id: int,
        act: Act,
        *,
        allowed: bool,
        at: datetime,
        programme_id: int | None = None,
        subject_id: int | None = None,
        number: int | None = None,
    ) -> None:
        self.put(
            AuditRow,
            actor_id=actor_id,
            act=act,
            allowed=allowed,
            at=at,
            programme_id=programme_id,
            subject_id=subject_id,
            number=number,
        )

    def _same(self, person_id: int, right: Right, programme_id: int | None) -> Any:
        """A right over the whole workspace has no programme; hence a comparison in which NULL equals NULL."""
        return (
            GRANTS.c.person_id == person_id,
            GRANTS.c.right == right.value,
            GRANTS.c.programme_id.is_not_distinct_from(programme_id),
            self.mine(GRANTS),
        )


@cache
def _theirs() -> CompoundSelect[*tuple[Any, ...]]:
    """Every turn of a coordinator's asks it: what they were given, and what they have as a member of a user group."""
    known = bindparam("quoted", type_=String)
    own = (GRANTS.c.person_id == bindparam("person"), GRANTS.c.workspace_id == bindparam("mine"))
    shared = (BOUND.c.read_at >= bindparam("since"), holds(known), BOUND.c.workspace_id == bindparam("mine"))
    return union_all(
        select(GRANTS.c.right, GRANTS.c.programme_id).where(*own),
        select(BOUND.c.right, BOUND.c.programme_id).where(*shared),
    )
