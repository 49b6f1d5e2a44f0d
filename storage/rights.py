"""Rights that people were given, and the record of what was asked in their name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.permissions import Act, Right
from storage.base import Repository, table_of
from storage.tables import AuditRow, GrantRow

GRANTS = table_of(GrantRow)


class Rights(Repository):
    def of(self, person_id: int) -> frozenset[Right]:
        query = select(GRANTS.c.right).where(GRANTS.c.person_id == person_id, self.mine(GRANTS))
        return frozenset(Right(row.right) for row in self.rows(query))

    def grant(self, person_id: int, right: Right, *, programme_id: int | None = None) -> None:
        """Give a right; given twice it is one right."""
        if self.first(select(GRANTS.c.id).where(*self._grant(person_id, right, programme_id))) is None:
            self.put(GrantRow, person_id=person_id, right=right, programme_id=programme_id)

    def withdraw(self, person_id: int, right: Right, *, programme_id: int | None = None) -> None:
        self.run(GRANTS.delete().where(*self._grant(person_id, right, programme_id)))

    def holders(self, *rights: Right) -> Sequence[int]:
        """The people who hold any of these rights, each once."""
        wanted = GRANTS.c.right.in_([right.value for right in rights])
        query = select(GRANTS.c.person_id).distinct().where(wanted, self.mine(GRANTS))
        return [row.person_id for row in self.rows(query.order_by(GRANTS.c.person_id))]

    def record(self, actor_id: int, act: Act, *, allowed: bool, at: datetime) -> None:
        self.put(AuditRow, actor_id=actor_id, act=act, allowed=allowed, at=at)

    def _grant(self, person_id: int, right: Right, programme_id: int | None) -> Any:
        """A right over the whole workspace has no programme; hence a comparison in which NULL equals NULL."""
        return (
            GRANTS.c.person_id == person_id,
            GRANTS.c.right == right.value,
            GRANTS.c.programme_id.is_not_distinct_from(programme_id),
            self.mine(GRANTS),
        )
