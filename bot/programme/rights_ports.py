"""What use cases ask of rights, of user groups that are bound to one, and of what is on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.permissions import Act, Grant, Right


class Rights(Protocol):
    def held(self, person_id: int, slack_id: str, *, since: datetime) -> Sequence[Grant]:
        """What they are, for the company or for a programme: what they were named to be, and what they have as a member
        of user groups that were read at this instant of machine time or later.
        """

    def given(self, person_id: int) -> Sequence[Grant]:
        """What they were named to be by themselves."""

    def of(self, person_id: int) -> frozenset[Right]:
        """Of that, what they are for the whole company."""

    def grant(self, person_id: int, right: Right, *, programme_id: int | None = None) -> bool:
        """True for the one caller who gave it."""

    def withdraw(self, person_id: int, right: Right, *, programme_id: int | None = None) -> bool:
        """True for the one caller who took it away."""

    def holders(self, right: Right, *, programme_id: int | None = None) -> Sequence[int]:
        """Who was named for the company, or for this programme; each once."""

    def everybody(self) -> Sequence[tuple[int, Grant]]:
        """Every right that was given, and to whom."""

    def record(
        self,
        actor_id: int,
        act: Act,
        *,
        allowed: bool,
        at: datetime,
        programme_id: int | None = None,
        subject_id: int | None = None,
        number: int | None = None,
    ) -> None:
        """Write down who asked for what, granted or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BoundGroup:
    """A Slack user group whose members have this right. `members` are Slack ids, as they were at `read_at`: machine
    time, None as long as nobody has read them.
    """

    id: int
    group_id: str
    name: str
    grant: Grant
    members: tuple[str, ...]
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UserGroup:
    """A user group on Slack, as people write it after `@`; `members` are Slack ids, where they were asked for."""

    id: str
    handle: str
    members: tuple[str, ...] = ()


class BoundGroups(Protocol):
    def all(self) -> Sequence[BoundGroup]: ...
    def get(self, bound_id: int) -> BoundGroup | None: ...
    def members(self, right: Right, *, programme_id: int | None = None, since: datetime) -> Sequence[int]:
        """Who has this right so, for the company or for this programme: people whom we know, each once."""

    def bind(
        self, group_id: str, name: str, grant: Grant, members: Iterable[str], *, at: datetime
    ) -> BoundGroup | None:
        """None when it was bound so already."""

    def unbind(self, bound_id: int) -> bool:
        """True for the one caller who did."""

    def read(self, group_id: str, members: Iterable[str], *, at: datetime) -> None:
        """Who is in it now, whatever it is bound to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnRecord:
    """One line of the record. `times` counts what was refused again within the same minute; `id` is the earliest's."""

    id: int
    at: datetime
    actor_id: int
    act: Act
    allowed: bool
    programme_id: int | None
    subject_id: int | None
    number: int | None
    times: int = 1


class Records(Protocol):
    def page(
        self, *, size: int, before: int | None = None, actor_id: int | None = None, act: Act | None = None
    ) -> Sequence[OnRecord]:
        """Lines of the record, the latest first, each older than the line `before`; one more than `size` when there are
        more. Refusals of one act by one person within a minute are one line.
        """
