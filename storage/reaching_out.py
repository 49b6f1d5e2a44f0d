"""Whom people can turn to, and who waits to be talked with: rows that go as soon as they are taken care of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.kinds import DISCREET
from bot.domain.prompts import PromptState
from bot.domain.reaching_out import Kind, Request
from storage.base import AnyRow, Repository, chunks, table_of
from storage.help_tables import HelpContactRow, HelpRequestRow
from storage.tables import PromptRow

CONTACTS = table_of(HelpContactRow)
REQUESTS = table_of(HelpRequestRow)
PROMPTS = table_of(PromptRow)
#: The largest number that both databases take for an id.
LARGEST = 2**31 - 1
#: A message in one of these may still be on its way.
UNFINISHED = (PromptState.PLANNED.value, PromptState.SENDING.value, PromptState.UNKNOWN.value)


class ReachingOut(Repository):
    def contacts(self) -> Mapping[Kind, Sequence[int]]:
        query = select(CONTACTS).where(self.mine(CONTACTS)).order_by(CONTACTS.c.position, CONTACTS.c.id)
        found: dict[Kind, list[int]] = {}
        for row in self.rows(query):
            found.setdefault(Kind(row.kind), []).append(row.person_id)
        return found

    def name(self, kind: Kind, person_ids: Iterable[int]) -> None:
        self.run(CONTACTS.delete().where(CONTACTS.c.kind == kind.value, self.mine(CONTACTS)))
        for position, person_id in enumerate(dict.fromkeys(person_ids)):
            self.put(HelpContactRow, kind=kind, person_id=person_id, position=position)

    def open(
        self, *, person_id: int, contact_id: int, kind: Kind, at: datetime, pass_on_at: datetime
    ) -> Request:
        return _request(
            self.put(
                HelpRequestRow,
                id=secrets.randbelow(LARGEST) + 1,
                person_id=person_id,
                contact_id=contact_id,
                kind=kind,
                asked_at=at,
                pass_on_at=pass_on_at,
            )
        )

    def get(self, request_id: int) -> Request | None:
        row = self.find(REQUESTS, request_id)
        return None if row is None else _request(row)

    def of(self, person_id: int) -> Sequence[Request]:
        return self._all(REQUESTS.c.person_id == person_id)

    def all(self) -> Sequence[Request]:
        return self._all()

    def pass_to(self, request: Request, contact_id: int, *, pass_on_at: datetime) -> bool:
        asked = [*request.asked, request.contact_id]
        return self._still(request, {"contact_id": contact_id, "pass_on_at": pass_on_at, "asked": asked})

    def run_out(self, request: Request) -> bool:
        return self._still(request, {"pass_on_at": request.end})

    def close(self, request_id: int) -> bool:
        gone = self.run(REQUESTS.delete().where(REQUESTS.c.id == request_id, self.mine(REQUESTS)))
        return gone.rowcount > 0

    def erase(self, person_id: int) -> None:
        self.run(REQUESTS.delete().where(REQUESTS.c.person_id == person_id, self.mine(REQUESTS)))

    def forget_said(self, before: datetime) -> int:
        """A ledger keeps 90 days of what was said; that somebody asked for a hand is not kept that long."""
        ours = PROMPTS.c.kind.in_([kind.value for kind in DISCREET])
        old = (PROMPTS.c.not_before < before, PROMPTS.c.state.not_in(UNFINISHED), self.mine(PROMPTS))
        still_open = {request.id for request in self.all()}
        said = self.rows(select(PROMPTS.c.id, PROMPTS.c.about).where(ours, *old))
        over = [row.id for row in said if row.about.get("request") not in still_open]
        return sum(
            self.run(PROMPTS.delete().where(PROMPTS.c.id.in_(some), self.mine(PROMPTS))).rowcount
            for some in chunks(over)
        )

    def _still(self, request: Request, values: Mapping[str, object]) -> bool:
        """Change it, if it is still as it was read."""
        as_read = (
            REQUESTS.c.id == request.id,
            REQUESTS.c.contact_id == request.contact_id,
            REQUESTS.c.pass_on_at == request.pass_on_at,
        )
        return self.run(REQUESTS.update().where(*as_read, self.mine(REQUESTS)).values(**values)).rowcount > 0

    def _all(self, *where: Any) -> Sequence[Request]:
        query = select(REQUESTS).where(*where, self.mine(REQUESTS))
        return [_request(row) for row in self.rows(query.order_by(REQUESTS.c.asked_at, REQUESTS.c.id))]


def _request(row: AnyRow) -> Request:
    return Request(
        id=row.id,
        person_id=row.person_id,
        contact_id=row.contact_id,
        kind=Kind(row.kind),
        asked_at=row.asked_at,
        pass_on_at=row.pass_on_at,
        asked=tuple(row.asked),
    )
