"""How meetings were told, and who of a group was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select

from bot.domain.meetings import Deed, Form, Meeting, MeetingState, Told
from storage.base import AnyRow, Repository, chunks, filled, table_of
from storage.meetings import MEETINGS, meeting_in
from storage.together_tables import MeetingPresentRow, MeetingVersionRow

VERSIONS = table_of(MeetingVersionRow)
PRESENT = table_of(MeetingPresentRow)
SHOWN = [MeetingState.HELD.value, MeetingState.DISPUTED.value, MeetingState.PLANNED.value]


class MeetingHistory(Repository):
    def keep(self, meeting: Meeting, deed: Deed, *, by: int, at: datetime) -> None:
        self.put(
            MeetingVersionRow,
            meeting_id=meeting.id,
            at=at,
            by_id=by,
            what=deed,
            held_on=meeting.held_on,
            minutes=meeting.minutes,
            form=meeting.form,
        )

    def of(self, mentorship_id: int) -> Sequence[Told]:
        asked = {"mentorship": mentorship_id, "mine": self.workspace_id}
        return [_told(row) for row in self.rows(_versions(), asked)]

    def timeline(self, mentorship_id: int, *, most: int) -> Sequence[Meeting]:
        asked = {"mentorship": mentorship_id, "mine": self.workspace_id, "most": most}
        return [meeting_in(row) for row in self.rows(_timeline(), asked)]

    def usual_minutes(self, mentorship_id: int) -> int | None:
        row = self.first(_last_length(), {"mentorship": mentorship_id, "mine": self.workspace_id})
        return None if row is None else int(row.minutes)

    def were_there(self, meeting_id: int, person_ids: Collection[int]) -> None:
        self.run(PRESENT.delete().where(PRESENT.c.meeting_id == meeting_id, self.mine(PRESENT)))
        rows = [
            filled(
                MeetingPresentRow, workspace_id=self.workspace_id, meeting_id=meeting_id, person_id=person_id
            )
            for person_id in sorted(person_ids)
        ]
        if rows:
            self.run(PRESENT.insert(), rows)

    def there(self, meeting_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
        found: defaultdict[int, set[int]] = defaultdict(set)
        for some in chunks(meeting_ids):
            asked = (PRESENT.c.meeting_id.in_(some), self.mine(PRESENT))
            for row in self.rows(select(PRESENT.c.meeting_id, PRESENT.c.person_id).where(*asked)):
                found[row.meeting_id].add(row.person_id)
        return {meeting_id: frozenset(people) for meeting_id, people in found.items()}

    def erase(self, person_id: int) -> None:
        self.run(VERSIONS.delete().where(VERSIONS.c.by_id == person_id, self.mine(VERSIONS)))
        self.run(PRESENT.delete().where(PRESENT.c.person_id == person_id, self.mine(PRESENT)))


def _here() -> Any:
    return (MEETINGS.c.mentorship_id == bindparam("mentorship"), MEETINGS.c.workspace_id == bindparam("mine"))


@cache
def _versions() -> Select[*tuple[Any, ...]]:
    of_theirs = select(VERSIONS).join(MEETINGS, MEETINGS.c.id == VERSIONS.c.meeting_id).where(*_here())
    return of_theirs.order_by(VERSIONS.c.at, VERSIONS.c.id)


@cache
def _timeline() -> Select[*tuple[Any, ...]]:
    shown = select(MEETINGS).where(*_here(), MEETINGS.c.state.in_(SHOWN))
    newest = shown.order_by(MEETINGS.c.held_on.desc(), MEETINGS.c.id.desc())
    return newest.limit(bindparam("most", type_=Integer))


@cache
def _last_length() -> Select[*tuple[Any, ...]]:
    held = (MEETINGS.c.state == MeetingState.HELD.value, MEETINGS.c.minutes.is_not(None))
    lengths = select(MEETINGS.c.minutes).where(*_here(), *held)
    return lengths.order_by(MEETINGS.c.held_on.desc(), MEETINGS.c.id.desc()).limit(1)


def _told(row: AnyRow) -> Told:
    return Told(
        meeting_id=row.meeting_id,
        at=row.at,
        by=row.by_id,
        deed=Deed(row.what),
        held_on=row.held_on,
        minutes=row.minutes,
        form=None if row.form is None else Form(row.form),
    )
