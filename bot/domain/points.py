"""What people add to their sheet: a topic to talk about, or an action that one of them promises.

A topic is its author's alone until they share it; a promise is made to somebody, so the others see it. Each comes back
on every sheet until it is done (`field.md` W12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.refusals import Refusal
from bot.domain.sheets import Ticks

#: Characters: a line of an agenda, which a box to tick shows the beginning of.
LONGEST_POINT = 150
#: Open ones that one person sees on a sheet: more is no agenda.
MOST_POINTS = 40


class PointKind(StrEnum):
    TOPIC = "topic"
    ACTION = "action"


class NothingWritten(Refusal):
    """There is nothing to put on the sheet."""

    key = "points.nothing_written"


class NoDateForATopic(Refusal):
    """Only what somebody promises has a day by which it is done."""

    key = "points.no_date_for_a_topic"


class PromisedForThePast(Refusal):
    """An action is promised for today at the earliest."""

    key = "points.promised_for_the_past"


class SheetIsFull(Refusal):
    """There are `most` open topics and actions on it already."""

    key = "points.sheet_is_full"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A topic, or an action with its `owner_id` and perhaps a local date. Not `shared`, it is its author's alone."""

    id: int
    mentorship_id: int
    kind: PointKind
    by_id: int
    shared: bool
    words: str
    owner_id: int | None
    due_on: date | None
    first_cycle: int
    at: datetime
    done_at: datetime | None
    done_by: int | None

    @property
    def is_action(self) -> bool:
        return self.kind is PointKind.ACTION

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def came_before(self, cycle: int) -> bool:
        """Whether it was on an earlier sheet already."""
        return self.first_cycle < cycle

    def may_be_dropped_by(self, person_id: int) -> bool:
        """Whoever put it there, or whoever it was promised by."""
        return person_id in (self.by_id, self.owner_id)


def in_order(points: Iterable[Point]) -> Sequence[Point]:
    """What is open before what is done, what was promised before what is to be talked about, the oldest first."""
    return sorted(points, key=lambda point: (point.is_done, not point.is_action, point.first_cycle, point.id))


def named_in(points: Iterable[Point]) -> frozenset[int]:
    """Whoever wrote or promised one of them; some may have left since."""
    return frozenset(one for point in points for one in (point.by_id, point.owner_id) if one is not None)


def check_room(seen: Iterable[Point]) -> None:
    """Raise `SheetIsFull` when one more would be too many."""
    if sum(not point.is_done for point in seen) >= MOST_POINTS:
        raise SheetIsFull(most=MOST_POINTS)


def check_date(kind: PointKind, due_on: date | None, today: date) -> None:
    if due_on is None:
        return
    if kind is PointKind.TOPIC:
        raise NoDateForATopic
    if due_on < today:
        raise PromisedForThePast


def changes(shown: Iterable[int], chosen: Iterable[int], points: Iterable[Point]) -> Ticks:
    """What a form changes, compared with what it showed when it was opened: as `sheets.changes`."""
    here = {point.id: point.is_done for point in points}
    before, now = frozenset(shown), frozenset(chosen)
    return Ticks(
        ticked=frozenset(one for one in now - before if here.get(one) is False),
        taken_back=frozenset(one for one in before - now if here.get(one) is True),
    )
