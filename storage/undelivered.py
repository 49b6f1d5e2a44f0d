"""The messages of the ledger that could not be said, and of which the team has read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from bot.domain.kinds import PromptKind
from bot.programme.undelivered_ports import NotSaid
from storage.base import AnyRow, Repository, chunks
from storage.prompts import DEAD, PROMPTS


class Undelivered(Repository):
    def unreported(self, *, but: Collection[PromptKind], limit: int) -> Sequence[NotSaid]:
        asked = {"but": [kind.value for kind in but], "limit": limit, "mine": self.workspace_id}
        return [_not_said(row) for row in self.rows(_unreported(), asked)]

    def report(self, prompt_ids: Iterable[int], at: datetime) -> int:
        unreported = PROMPTS.update().where(PROMPTS.c.reported_at.is_(None), self.mine(PROMPTS))
        return sum(
            self.run(unreported.where(PROMPTS.c.id.in_(some)).values(reported_at=at)).rowcount
            for some in chunks(prompt_ids)
        )

    def reported(self, at: datetime) -> Sequence[NotSaid]:
        reported = _dead(PROMPTS.c.reported_at == bindparam("at"))
        return [_not_said(row) for row in self.rows(reported, {"at": at, "mine": self.workspace_id})]

    def last_report(self) -> datetime | None:
        row = self.first(_last_report(), {"mine": self.workspace_id})
        return row.at if row is not None else None


def _dead(*where: Any) -> Select[*tuple[Any, ...]]:
    here = (PROMPTS.c.state == DEAD, *where, PROMPTS.c.workspace_id == bindparam("mine"))
    return select(PROMPTS.c.id, PROMPTS.c.recipient_id, PROMPTS.c.reason).where(*here).order_by(PROMPTS.c.id)


@cache
def _unreported() -> Select[*tuple[Any, ...]]:
    """Every beat asks it, and the next."""
    others = PROMPTS.c.kind.not_in(bindparam("but", expanding=True))
    return _dead(PROMPTS.c.reported_at.is_(None), others).limit(bindparam("limit", type_=Integer))


@cache
def _last_report() -> Select[*tuple[Any, ...]]:
    here = (PROMPTS.c.state == DEAD, PROMPTS.c.workspace_id == bindparam("mine"))
    return select(func.max(PROMPTS.c.reported_at).label("at")).where(*here)


def _not_said(row: AnyRow) -> NotSaid:
    return NotSaid(prompt_id=row.id, person_id=row.recipient_id, reason=row.reason)
