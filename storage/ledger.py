"""The ledger as whoever runs the bot looks at it and sets it right (`bot/programme/ledger.py`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.kinds import DISCREET, PromptKind
from bot.domain.prompts import PromptState
from bot.programme.ledger_ports import Entry, Heap
from storage.base import Repository, chunks
from storage.prompts import DEAD, PLANNED, PROMPTS, UNKNOWN, prompt_of

#: Whatever had become of it is forgotten.
FROM_THE_START = {"reason": None, "attempts": 0, "lease_until": None, "reported_at": None}
PRIVATE = PROMPTS.c.kind.in_([kind.value for kind in DISCREET])


class Ledger(Repository):
    def heaps(self, states: Collection[PromptState], *, person_id: int | None = None) -> Sequence[Heap]:
        named = (PROMPTS.c.state, PROMPTS.c.kind, PROMPTS.c.reason)
        query = select(*named, func.count().label("number")).where(*self._in(states, person_id), ~PRIVATE)
        found = [
            Heap(state=PromptState(row.state), kind=PromptKind(row.kind), reason=row.reason, count=row.number)
            for row in self.rows(query.group_by(*named))
        ]
        return found if person_id is not None else [*found, *self._private(states)]

    def listed(
        self, states: Collection[PromptState], *, person_id: int | None = None, limit: int
    ) -> Sequence[Entry]:
        return self._entries(*self._in(states, person_id), ~PRIVATE, limit=limit)

    def entries(self, prompt_ids: Iterable[int]) -> Sequence[Entry]:
        return [one for some in chunks(prompt_ids) for one in self._entries(PROMPTS.c.id.in_(some), ~PRIVATE)]

    def dead(self, *, now: datetime) -> Sequence[Entry]:
        return self._entries(PROMPTS.c.state == DEAD, PROMPTS.c.expires_at > now)

    def plan_again(self, prompt_ids: Iterable[int]) -> None:
        anew = {"state": PLANNED, "marker": None, **FROM_THE_START}
        for some in chunks(prompt_ids):
            self._change([DEAD], anew, PROMPTS.c.id.in_(some))

    def look_up(self, marker: str, *, at: datetime) -> None:
        """All that travelled in it are looked up together, and nobody who held it may write about it any more."""
        doubted = {
            "state": UNKNOWN,
            "generation": PROMPTS.c.generation + 1,
            **FROM_THE_START,
            "lease_until": at,
        }
        self._change([DEAD, UNKNOWN], doubted, PROMPTS.c.marker == marker)

    def cancel(self, prompt_ids: Iterable[int], *, reason: str) -> None:
        off = {"state": PromptState.CANCELLED.value, "marker": None, "reason": reason, "lease_until": None}
        for some in chunks(prompt_ids):
            self._change([PLANNED, DEAD], off, PROMPTS.c.id.in_(some))

    def _in(self, states: Collection[PromptState], person_id: int | None) -> list[Any]:
        theirs = [] if person_id is None else [PROMPTS.c.recipient_id == person_id]
        return [PROMPTS.c.state.in_([one.value for one in states]), *theirs, self.mine(PROMPTS)]

    def _private(self, states: Collection[PromptState]) -> list[Heap]:
        query = select(PROMPTS.c.state, func.count().label("number")).where(*self._in(states, None), PRIVATE)
        return [
            Heap(state=PromptState(row.state), kind=None, reason=None, count=row.number)
            for row in self.rows(query.group_by(PROMPTS.c.state))
        ]

    def _entries(self, *where: Any, limit: int | None = None) -> list[Entry]:
        query = select(PROMPTS).where(*where, self.mine(PROMPTS)).order_by(PROMPTS.c.not_before, PROMPTS.c.id)
        return [
            Entry(prompt=prompt_of(row), held_until=row.lease_until) for row in self.rows(query.limit(limit))
        ]

    def _change(self, leaving: Sequence[str], values: dict[str, Any], *where: Any) -> None:
        rows = PROMPTS.update().where(*where, PROMPTS.c.state.in_(leaving), self.mine(PROMPTS))
        self.run(rows.values(values))
