"""When the bot last lived, and what ran out while it did not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.programme.beat_ports import Beat
from storage.base import Repository, table_of
from storage.prompts import EXPIRED, PLANNED, PROMPTS
from storage.tables import WorkspaceRow

WORKSPACES = table_of(WorkspaceRow)


class Beats(Repository):
    def last(self) -> Beat | None:
        row = self.first(
            select(WORKSPACES.c.beat_at, WORKSPACES.c.lived_at).where(WORKSPACES.c.id == self.workspace_id)
        )
        if row is None or row.beat_at is None or row.lived_at is None:
            return None
        return Beat(at=row.beat_at, lived=row.lived_at)

    def note(self, beat: Beat) -> None:
        mine = WORKSPACES.update().where(WORKSPACES.c.id == self.workspace_id)
        self.run(mine.values(beat_at=beat.at, lived_at=beat.lived))

    def too_late(self, since: datetime, until: datetime) -> int:
        between = (PROMPTS.c.expires_at > since, PROMPTS.c.expires_at <= until)
        # Those that are still planned are void too: the release has not come to them yet.
        void = PROMPTS.c.state.in_([EXPIRED, PLANNED])
        late = select(func.count()).where(void, *between, self.mine(PROMPTS))
        row = self.first(late)
        return int(row[0]) if row is not None else 0
