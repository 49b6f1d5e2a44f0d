"""What all senders of a workspace share (design §5). Machine time only: on PostgreSQL, the database's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, select

from bot.domain.pacing import Pace
from bot.programme.delivery_ports import Broken, Retouch
from storage.base import Repository, table_of
from storage.delivery_tables import PaceRow, PauseRow, RetouchRow
from storage.tables import WorkspaceRow

PACES, PAUSES, RETOUCHES = table_of(PaceRow), table_of(PauseRow), table_of(RetouchRow)
WORKSPACES = table_of(WorkspaceRow)


class Delivery(Repository):
    #: True once this piece of work wrote something for the sender to draw again.
    woke = False

    def __init__(
        self, connection: Connection, workspace_id: int, *, writing: bool = True, machine_now: datetime
    ) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self.machine_now = machine_now
        self._wanted: set[tuple[str, str]] = set()

    # -- drawing again -------------------------------------------------------------------------------------------

    def retouch(self, channel: str, ts: str) -> None:
        self._wanted.add((channel, ts))
        self.woke = True

    def write_down(self) -> None:
        """What is to be drawn again comes last in its transaction, and always in the same order: messages tell of
        several things, and whoever writes about one never waits for whoever writes about another.

        One that waits or is being drawn keeps its time: `retouched` sees that it is wanted again.
        """
        wanted, self._wanted = sorted(self._wanted), set()
        for channel, ts in wanted:
            new = {
                "workspace_id": self.workspace_id,
                "channel": channel,
                "ts": ts,
                "wanted": 1,
                "attempts": 0,
            }
            inserting = self.inserting(RETOUCHES).values(new | {"due_at": self.machine_now})
            again = {"wanted": RETOUCHES.c.wanted + 1}
            place = ["workspace_id", "channel", "ts"]
            self.run(inserting.on_conflict_do_update(index_elements=place, set_=again))

    def leave(self, places: Sequence[str]) -> None:
        self._wanted = {(channel, ts) for channel, ts in self._wanted if channel not in places}
        self.run(RETOUCHES.delete().where(RETOUCHES.c.channel.in_(places), self.mine(RETOUCHES)))
        self.run(PACES.delete().where(PACES.c.place.in_(places), self.mine(PACES)))

    def has_retouches(self) -> bool:
        due = (RETOUCHES.c.due_at <= self.machine_now, self.mine(RETOUCHES))
        return self.first(select(RETOUCHES.c.id).where(*due).limit(1)) is not None

    def take_retouches(self, *, until: datetime, limit: int = 20) -> Sequence[Retouch]:
        self.write_down()
        due = (RETOUCHES.c.due_at <= self.machine_now, self.mine(RETOUCHES))
        query = select(RETOUCHES).where(*due).order_by(RETOUCHES.c.due_at, RETOUCHES.c.id).limit(limit)
        rows = self.rows(query.with_for_update(skip_locked=True))
        if rows:
            taken = RETOUCHES.update().where(RETOUCHES.c.id.in_([row.id for row in rows]))
            self.run(taken.values(due_at=until))
        return [
            Retouch(id=row.id, channel=row.channel, ts=row.ts, wanted=row.wanted, attempts=row.attempts)
            for row in rows
        ]

    def retouched(self, done: Retouch) -> None:
        self.write_down()
        this = (RETOUCHES.c.id == done.id, self.mine(RETOUCHES))
        if not self.run(RETOUCHES.delete().where(*this, RETOUCHES.c.wanted == done.wanted)).rowcount:
            self.run(RETOUCHES.update().where(*this).values(due_at=self.machine_now, attempts=0))

    def retouch_later(self, failed: Retouch, *, at: datetime, attempted: bool) -> None:
        this = RETOUCHES.update().where(RETOUCHES.c.id == failed.id, self.mine(RETOUCHES))
        self.run(this.values(due_at=at, attempts=RETOUCHES.c.attempts + int(attempted)))

    # -- what Slack asked for ------------------------------------------------------------------------------------

    def pause(self, method: str, until: datetime) -> None:
        inserting = self.inserting(PAUSES).values(workspace_id=self.workspace_id, method=method, until=until)
        longer = case(
            (PAUSES.c.until > inserting.excluded.until, PAUSES.c.until), else_=inserting.excluded.until
        )
        self.run(
            inserting.on_conflict_do_update(index_elements=["workspace_id", "method"], set_={"until": longer})
        )

    def paused_until(self, method: str) -> datetime | None:
        this = (PAUSES.c.method == method, PAUSES.c.until > self.machine_now, self.mine(PAUSES))
        row = self.first(select(PAUSES.c.until).where(*this))
        return None if row is None else row.until

    # -- the pace ------------------------------------------------------------------------------------------------

    def room(self, place: str, pace: Pace, *, within: timedelta) -> int:
        return pace.room(self._taken_until(place), self.machine_now, within=within)

    def first_free(self, place: str, pace: Pace) -> datetime:
        return pace.first_free(self._taken_until(place), self.machine_now)

    def take(self, place: str, pace: Pace) -> datetime:
        taken_until = self._held(place)
        taken = PACES.update().where(PACES.c.place == place, self.mine(PACES))
        self.run(taken.values(taken_until=pace.taken(taken_until, self.machine_now)))
        return pace.first_free(taken_until, self.machine_now)

    def take_now(self, place: str, pace: Pace) -> bool:
        free = pace.first_free(self._held(place), self.machine_now) <= self.machine_now
        if free:
            self.take(place, pace)
        return free

    def forget(self, before: datetime) -> int:
        paces = PACES.delete().where(PACES.c.taken_until < before, self.mine(PACES))
        pauses = PAUSES.delete().where(PAUSES.c.until < before, self.mine(PAUSES))
        return self.run(paces).rowcount + self.run(pauses).rowcount

    def _held(self, place: str) -> datetime | None:
        """Until when it is taken, by nobody else before our commit."""
        fresh = {"workspace_id": self.workspace_id, "place": place, "taken_until": self.machine_now}
        self.run(self.inserting(PACES).values(fresh).on_conflict_do_nothing())
        return self._taken_until(place, hold=True)

    def _taken_until(self, place: str, *, hold: bool = False) -> datetime | None:
        query = select(PACES.c.taken_until).where(PACES.c.place == place, self.mine(PACES))
        row = self.first(query.with_for_update() if hold else query)
        return None if row is None else row.taken_until

    # -- the circuit ---------------------------------------------------------------------------------------------

    def broken(self) -> Broken | None:
        columns = (WORKSPACES.c.broken_since, WORKSPACES.c.broken_why)
        row = self.run(select(*columns).where(WORKSPACES.c.id == self.workspace_id)).one()
        return None if row.broken_since is None else Broken(since=row.broken_since, why=row.broken_why or "")

    def break_off(self, why: str) -> bool:
        whole = (WORKSPACES.c.id == self.workspace_id, WORKSPACES.c.broken_since.is_(None))
        broken = WORKSPACES.update().where(*whole).values(broken_since=self.machine_now, broken_why=why)
        return self.run(broken).rowcount > 0

    def mend(self) -> bool:
        open_one = (WORKSPACES.c.id == self.workspace_id, WORKSPACES.c.broken_since.is_not(None))
        mended = WORKSPACES.update().where(*open_one).values(broken_since=None, broken_why=None)
        return self.run(mended).rowcount > 0
