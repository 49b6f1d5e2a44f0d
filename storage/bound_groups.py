"""User groups of Slack that are bound to a right, and who was in them when Slack was last asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select

from bot.domain.permissions import Grant, Right
from bot.programme.rights_ports import BoundGroup
from storage.base import AnyRow, Repository, filled, table_of
from storage.evidence_tables import BoundGroupRow
from storage.people import PEOPLE

BOUND = table_of(BoundGroupRow)


class BoundGroups(Repository):
    def all(self) -> Sequence[BoundGroup]:
        query = select(BOUND).where(self.mine(BOUND)).order_by(BOUND.c.name, BOUND.c.id)
        return [_bound(row) for row in self.rows(query)]

    def get(self, bound_id: int) -> BoundGroup | None:
        row = self.find(BOUND, bound_id)
        return None if row is None else _bound(row)

    def members(self, right: Right, *, programme_id: int | None = None, since: datetime) -> Sequence[int]:
        asked = (BOUND.c.read_at >= since, BOUND.c.right == right.value, self.mine(BOUND))
        query = select(BOUND.c.members).where(*asked, reaches(BOUND, programme_id))
        slack_ids = {one for row in self.rows(query) for one in row.members}
        if not slack_ids:
            return []
        known = select(PEOPLE.c.id).where(PEOPLE.c.slack_id.in_(slack_ids), self.mine(PEOPLE))
        return [row.id for row in self.rows(known.order_by(PEOPLE.c.id))]

    def bind(
        self, group_id: str, name: str, grant: Grant, members: Iterable[str], *, at: datetime
    ) -> BoundGroup | None:
        """The constraint does not hold two apart that are for the whole company, hence the look."""
        same = (
            BOUND.c.group_id == group_id,
            BOUND.c.right == grant.right.value,
            BOUND.c.programme_id.is_not_distinct_from(grant.programme_id),
            self.mine(BOUND),
        )
        if self.first(select(BOUND.c.id).where(*same)) is not None:
            return None
        new = filled(
            BoundGroupRow,
            workspace_id=self.workspace_id,
            group_id=group_id,
            name=name,
            right=grant.right,
            programme_id=grant.programme_id,
            members=tuple(sorted(set(members))),
            read_at=at,
        )
        row = self.first(self.inserting(BOUND).values(new).on_conflict_do_nothing().returning(BOUND))
        return None if row is None else _bound(row)

    def unbind(self, bound_id: int) -> bool:
        done = self.run(BOUND.delete().where(BOUND.c.id == bound_id, self.mine(BOUND)))
        return done.rowcount == 1

    def read(self, group_id: str, members: Iterable[str], *, at: datetime) -> None:
        told = {"members": sorted(set(members)), "read_at": at}
        self.run(BOUND.update().where(BOUND.c.group_id == group_id, self.mine(BOUND)).values(told))


def reaches(table: Any, programme_id: int | None) -> ColumnElement[bool]:
    """What was given for the whole company counts in every programme."""
    whole: ColumnElement[bool] = table.c.programme_id.is_(None)
    return whole if programme_id is None else whole | (table.c.programme_id == programme_id)


def holds(quoted: ColumnElement[str]) -> ColumnElement[bool]:
    """Looked for as it stands in the list, so that a group of thousands is not fetched for one person."""
    return cast(BOUND.c.members, String).contains(quoted, escape="/")


def quoted(slack_id: str) -> str:
    """A Slack id as a list of them holds it, with nothing in it that LIKE would read as anything but itself."""
    plain = slack_id.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f'"{plain}"'


def grant_of(row: AnyRow) -> Grant:
    return Grant(right=Right(row.right), programme_id=row.programme_id)


def _bound(row: AnyRow) -> BoundGroup:
    return BoundGroup(
        id=row.id,
        group_id=row.group_id,
        name=row.name,
        grant=grant_of(row),
        members=tuple(row.members),
        read_at=row.read_at,
    )
