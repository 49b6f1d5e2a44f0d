"""The whole ledger, settled rows and all: read once, when a simulated time is over (`bot/commands/simulate.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import select

from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt, PromptState
from storage.base import Repository
from storage.prompts import PROMPTS

WRITTEN = [PROMPTS.c[one.name] for one in fields(Prompt)]


class Chronicle(Repository):
    def ledger(self) -> Sequence[Prompt]:
        """Everything that was ever planned, in the order of planning."""
        query = select(*WRITTEN).where(self.mine(PROMPTS)).order_by(PROMPTS.c.id)
        return [
            Prompt(**{**row._asdict(), "kind": PromptKind(row.kind), "state": PromptState(row.state)})
            for row in self.rows(query)
        ]
