"""Who agreed to what, in which version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.charter import Signature
from storage.base import AnyRow, Repository, filled, table_of
from storage.joining_tables import SignatureRow

SIGNATURES = table_of(SignatureRow)


class Signatures(Repository):
    def of(self, person_id: int, programme_id: int) -> Sequence[Signature]:
        theirs = (SIGNATURES.c.person_id == person_id, SIGNATURES.c.programme_id == programme_id)
        query = select(SIGNATURES).where(*theirs, self.mine(SIGNATURES)).order_by(SIGNATURES.c.id)
        return [_signature(row) for row in self.rows(query)]

    def sign(
        self,
        person_id: int,
        programme_id: int,
        *,
        what: str,
        version: int,
        language: str,
        digest: str,
        at: datetime,
    ) -> None:
        new = filled(
            SignatureRow,
            workspace_id=self.workspace_id,
            programme_id=programme_id,
            person_id=person_id,
            what=what,
            version=version,
            language=language,
            digest=digest,
            signed_at=at,
        )
        self.run(self.inserting(SIGNATURES).values(new).on_conflict_do_nothing())

    def complete(self, programme_id: int, *, version: int, parts: int) -> frozenset[int]:
        these = (SIGNATURES.c.programme_id == programme_id, SIGNATURES.c.version == version)
        query = (
            select(SIGNATURES.c.person_id)
            .where(*these, self.mine(SIGNATURES))
            .group_by(SIGNATURES.c.person_id)
            .having(func.count() >= parts)
        )
        return frozenset(row.person_id for row in self.rows(query))

    def latest(self, programme_id: int) -> Signature | None:
        query = select(SIGNATURES).where(SIGNATURES.c.programme_id == programme_id, self.mine(SIGNATURES))
        row = self.first(query.order_by(SIGNATURES.c.id.desc()).limit(1))
        return None if row is None else _signature(row)


def _signature(row: AnyRow) -> Signature:
    return Signature(
        what=row.what,
        version=row.version,
        language=row.language,
        digest=row.digest,
        signed_at=row.signed_at,
    )
