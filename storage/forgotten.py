"""Whoever asked to be forgotten: an imprint of their Slack id, which tells them from all others, and nothing to whoever
has no key. The id itself is kept sealed beside it, for the imprint of a new key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from storage.base import SealingRepository, table_of
from storage.evidence_tables import ForgottenRow
from storage.sealing import SealBroken, SealedColumn, Sealer

FORGOTTEN: Table = table_of(ForgottenRow)


class Forgotten(SealingRepository):
    def add(self, slack_id: str) -> None:
        """From now on nothing but their own word brings them back; said twice, it is kept once."""
        imprint = self._imprints(slack_id)[0]
        new = {"workspace_id": self.workspace_id, "imprint": imprint}
        sealed = self.sealer.seal(slack_id, owner=_owner(self.workspace_id, imprint))
        self.run(self.inserting(FORGOTTEN).values(**new, whom=sealed).on_conflict_do_nothing())

    def knows(self, slack_id: str) -> bool:
        one = select(FORGOTTEN.c.id).where(self._theirs(slack_id), self.mine(FORGOTTEN)).limit(1)
        return self.first(one) is not None

    def among(self, slack_ids: Iterable[str]) -> frozenset[str]:
        """Those of these who asked for it; a whole company is asked for in one question."""
        imprints = {row.imprint for row in self.rows(select(FORGOTTEN.c.imprint).where(self.mine(FORGOTTEN)))}
        if not imprints:
            return frozenset()
        return frozenset(one for one in slack_ids if not imprints.isdisjoint(self._imprints(one)))

    def drop(self, slack_id: str) -> None:
        """They came back by themselves: a new person."""
        self.run(FORGOTTEN.delete().where(self._theirs(slack_id), self.mine(FORGOTTEN)))

    def _theirs(self, slack_id: str) -> Any:
        return FORGOTTEN.c.imprint.in_(self._imprints(slack_id))

    def _imprints(self, slack_id: str) -> tuple[str, ...]:
        return self.sealer.imprints(f"forgotten:{self.workspace_id}:{slack_id}")


def imprint_anew(connection: Connection, sealer: Sealer) -> int:
    """Make every imprint with the newest key, so that the former ones can be let go of; returns how many changed."""
    changed = 0
    for row in connection.execute(select(FORGOTTEN).order_by(FORGOTTEN.c.id)).all():
        try:
            slack_id = sealer.open(row.whom, owner=owner_of(row))
        except SealBroken:
            continue  # nobody can tell any more who it was
        imprint = sealer.imprints(f"forgotten:{row.workspace_id}:{slack_id}")[0]
        if imprint != row.imprint:
            anew = {
                "imprint": imprint,
                "whom": sealer.seal(slack_id, owner=_owner(row.workspace_id, imprint)),
            }
            this = FORGOTTEN.update().where(FORGOTTEN.c.id == bindparam("this"))
            connection.execute(this.values(**anew), {"this": row.id})
            changed += 1
    return changed


def owner_of(row: Any) -> str:
    return _owner(row.workspace_id, row.imprint)


def _owner(workspace_id: int, imprint: str) -> str:
    return f"forgotten:{workspace_id}:{imprint}"


SEALED = (SealedColumn(table=FORGOTTEN, column="whom", owner=owner_of),)
