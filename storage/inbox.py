"""What Slack already told us. The key is written in the transaction of its effect: both stay, or neither."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam

from storage.base import Repository, inserting_on, table_of
from storage.tables import InboxRow

INBOX = table_of(InboxRow)
KEY = ("workspace_id", "key", "received_at")


@cache
def _unless_known(database: str) -> Any:
    """Every turn of talk begins with it."""
    inserting = inserting_on(database, INBOX).values({name: bindparam(name) for name in KEY})
    return inserting.on_conflict_do_nothing().returning(INBOX.c.id)


class Inbox(Repository):
    def first_time(self, key: str, at: datetime) -> bool:
        """True once per key. On PostgreSQL a twin that arrives meanwhile waits for our commit first."""
        new = {"workspace_id": self.workspace_id, "key": key, "received_at": at}
        return self.first(_unless_known(self.connection.dialect.name), new) is not None

    def forget(self, before: datetime, *, prefix: str = "") -> int:
        old = (
            INBOX.c.received_at < before,
            self.mine(INBOX),
            INBOX.c.key.startswith(prefix, autoescape=True),
        )
        return self.run(INBOX.delete().where(*old)).rowcount

    def forget_one(self, key: str) -> None:
        self.run(INBOX.delete().where(INBOX.c.key == key, self.mine(INBOX)))
