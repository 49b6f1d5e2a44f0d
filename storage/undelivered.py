"""The messages of the ledger that could not be said, and of which the team has read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.kinds import PromptKind
from bot.programme.undelivered_ports import NotSaid
from storage.base import AnyRow, Repository, chunks
from storage.prompts import DEAD, PROMPTS


class Undelivered(Repository):
    def unreported(self, *, but: Collection[PromptKind], limit: int) -> Sequence[NotSaid]:
        others = PROMPTS.c.kind.not_in([kind.value for kind in but])
        return self._dead(PROMPTS.c.reported_at.is_(None), others, limit=limit)

    def report(self, prompt_ids: Iterable[int], at: datetime) -> int:
        unreported = PROMPTS.update().where(PROMPTS.c.reported_at.is_(None), self.mine(PROMPTS))
        return sum(
            self.run(unreported.where(PROMPTS.c.id.in_(some)).values(reported_at=at)).rowcount
            for some in chunks(prompt_ids)
        )

    def reported(self, at: datetime) -> Sequence[NotSaid]:
        return self._dead(PROMPTS.c.reported_at == at)

    def last_report(self) -> datetime | None:
        last = select(func.max(PROMPTS.c.reported_at).label("at")).where(
            PROMPTS.c.state == DEAD, self.mine(PROMPTS)
        )
        row = self.first(last)
        return row.at if row is not None else None

    def _dead(self, *where: Any, limit: int | None = None) -> Sequence[NotSaid]:
        query = select(PROMPTS.c.id, PROMPTS.c.recipient_id, PROMPTS.c.reason).where(
            PROMPTS.c.state == DEAD, *where, self.mine(PROMPTS)
        )
        return [_not_said(row) for row in self.rows(query.order_by(PROMPTS.c.id).limit(limit))]


def _not_said(row: AnyRow) -> NotSaid:
    return NotSaid(prompt_id=row.id, person_id=row.recipient_id, reason=row.reason)
