"""Counting what is in the ledger, for whoever watches over the bot. Reads, and never writes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Select, func, select

from bot.domain.people import Workspace
from bot.domain.prompts import PromptState
from bot.programme.readings import Readings
from storage.base import table_of
from storage.delivery_tables import RetouchRow
from storage.engine import reading
from storage.migrate import HEAD, revision_of
from storage.problems import DatabaseBusy, DatabaseProblem, said_plainly
from storage.tables import PromptRow, WorkspaceRow

PROMPTS, RETOUCHES, WORKSPACES = table_of(PromptRow), table_of(RetouchRow), table_of(WorkspaceRow)


class Gauges:
    """One database's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = reading(engine)

    def read(self, workspace: Workspace, now: datetime) -> Readings:
        ledger, mine = PROMPTS.c, PROMPTS.c.workspace_id == workspace.id
        counting = select(ledger.state, ledger.kind, func.coalesce(ledger.reason, ""), func.count())
        waiting = mine, ledger.state == PromptState.PLANNED, ledger.not_before <= now
        with said_plainly(self._engine), self._reading.begin() as connection:
            counts = connection.execute(
                counting.where(mine).group_by(ledger.state, ledger.kind, ledger.reason)
            )
            due, oldest = connection.execute(
                select(func.count(), func.min(ledger.not_before)).where(*waiting)
            ).one()
            retouches = connection.execute(
                select(func.count()).where(RETOUCHES.c.workspace_id == workspace.id)
            ).scalar_one()
            return Readings(
                prompts={(state, kind, reason): count for state, kind, reason, count in counts},
                due=due,
                oldest=(now - oldest.astimezone(UTC)).total_seconds() if due else 0.0,
                retouches=retouches,
                broken=connection.scalar(_broken(workspace)),
            )

    def not_ready(self, workspace: Workspace) -> str | None:
        try:
            with said_plainly(self._engine):
                if revision_of(self._engine) != HEAD:
                    return "schema_not_ours"
                with self._reading.begin() as connection:
                    return "circuit_open" if connection.scalar(_broken(workspace)) else None
        except DatabaseBusy:
            return "database_busy"
        except DatabaseProblem:
            return "database_unreachable"


def _broken(workspace: Workspace) -> Select[*tuple[Any, ...]]:
    """Since when Slack refuses the installation, if it does: the word for it, never empty."""
    why = func.coalesce(WORKSPACES.c.broken_why, "unknown")
    return select(why).where(WORKSPACES.c.id == workspace.id, WORKSPACES.c.broken_since.is_not(None))
