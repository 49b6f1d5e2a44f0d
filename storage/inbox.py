"""What Slack already told us. The key is written in the transaction of its effect: both stay, or neither."""

from __future__ import annotations

from datetime import datetime

from storage.base import Repository, table_of
from storage.tables import InboxRow

INBOX = table_of(InboxRow)


class Inbox(Repository):
    def first_time(self, key: str, at: datetime) -> bool:
        """True once per key. On PostgreSQL a twin that arrives meanwhile waits for our commit first."""
        new = {"workspace_id": self.workspace_id, "key": key, "received_at": at}
        inserting = self.inserting(INBOX).values(new).on_conflict_do_nothing()
        return self.first(inserting.returning(INBOX.c.id)) is not None

    def forget(self, before: datetime, *, prefix: str = "") -> int:
        old = (INBOX.c.received_at < before, self.mine(INBOX), INBOX.c.key.startswith(prefix, autoescape=True))
        return self.run(INBOX.delete().where(*old)).rowcount

    def forget_one(self, key: str) -> None:
        self.run(INBOX.delete().where(INBOX.c.key == key, self.mine(INBOX)))
