"""Topics and promised actions on a sheet: added, shared, ticked, dropped.

A topic that its author keeps to themselves is theirs in everything: it is read, ticked, shared and dropped by nobody
else, and no message of the others is drawn again for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.people import Person
from bot.domain.points import NothingWritten, Point, PointKind, changes, check_date, check_room
from bot.domain.refusals import Outdated
from bot.programme import answers, sheets
from bot.programme.outcomes import running_cycle
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What somebody would like to add. Whatever has an `owner_id` is an action, promised to the others."""

    words: str
    shared: bool = False
    owner_id: int | None = None
    due_on: date | None = None

    @property
    def kind(self) -> PointKind:
        return PointKind.TOPIC if self.owner_id is None else PointKind.ACTION


def add(work: Work, actor: Person, mentorship_id: int, cycle: int, draft: Draft) -> Point:
    """Put it on the sheet of this cycle. Raises `NothingWritten`, `NoDateForATopic`, `PromisedForThePast` or
    `SheetIsFull`; `Outdated` for a sheet that is not the actor's, or a promise of somebody who is not there.
    """
    mentorship = answers.meant(work, actor, mentorship_id)
    page = sheets.at(work, actor, mentorship_id, cycle)
    if not draft.words:
        raise NothingWritten
    if draft.owner_id is not None and mentorship.seat_of(draft.owner_id) is None:
        raise Outdated
    check_date(draft.kind, draft.due_on, work.today(actor))
    check_room(page.points)
    return work.points.add(
        mentorship_id,
        kind=draft.kind,
        by=actor.id,
        shared=draft.shared or draft.kind is PointKind.ACTION,
        words=draft.words,
        owner_id=draft.owner_id,
        due_on=draft.due_on,
        cycle=cycle,
        at=work.now,
    )


def share(work: Work, actor: Person, point_id: int) -> Point:
    """The others see it from now on, for good: what was read cannot be unread."""
    point = _seen(work, actor, point_id)
    if point.by_id != actor.id:
        raise Outdated
    work.points.share(point.id, at=work.now)
    return point


def drop(work: Work, actor: Person, point_id: int) -> Point:
    """It is on no sheet any more, and its words are gone. Raises `Outdated` for what is none of the actor's."""
    point = _seen(work, actor, point_id)
    if not point.may_be_dropped_by(actor.id):
        raise Outdated
    work.points.drop(point.id)
    return point


def tick(
    work: Work, actor: Person, mentorship_id: int, cycle: int, *, shown: Iterable[int], chosen: Iterable[int]
) -> None:
    """Keep what the actor ticked or took back, for everybody who sees it, as `sheets.tick` does for lines.

    Who kept the form open over the end of the cycle ticks it on the new sheet too, from which it would be gone.
    """
    page = sheets.at(work, actor, mentorship_id, cycle)
    meant = changes(shown, chosen, page.points)
    mentorship = answers.meant(work, actor, mentorship_id)
    done_in = max(cycle, running_cycle(work, mentorship))
    for point_id in sorted(meant.ticked):
        work.points.settle(point_id, by=actor.id, cycle=done_in, at=work.now)
    for point_id in sorted(meant.taken_back):
        work.points.settle(point_id, by=actor.id, cycle=done_in, at=None)


def _seen(work: Work, actor: Person, point_id: int) -> Point:
    """One that the actor may see, of a mentorship of theirs that runs. Raises `Outdated` otherwise."""
    point = work.points.get(point_id, reader_id=actor.id)
    if point is None:
        raise Outdated
    answers.meant(work, actor, point.mentorship_id)
    return point
