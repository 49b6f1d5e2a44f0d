"""Meetings planned and held, and cycles that a pair chose to skip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, or_, select, tuple_

from bot.domain.meetings import Around, Form, Meeting, MeetingState, Skip, SkipReason
from storage.base import AnyRow, Repository, filled, table_of
from storage.tables import MeetingRow, MentorshipRow, SkipRow

MEETINGS = table_of(MeetingRow)
SKIPS = table_of(SkipRow)
MENTORSHIPS = table_of(MentorshipRow)
TOLD = (MeetingState.HELD, MeetingState.DISPUTED)


class Meetings(Repository):
    def add(
        self,
        mentorship_id: int,
        *,
        state: MeetingState,
        cycle: int,
        held_on: date,
        minutes: int | None,
        form: Form | None,
        logged_by: int,
        logged_at: datetime,
        starts_at: datetime | None = None,
    ) -> Meeting:
        row = self.put(
            MeetingRow,
            mentorship_id=mentorship_id,
            state=state,
            cycle=cycle,
            held_on=held_on,
            starts_at=starts_at,
            minutes=minutes,
            form=form,
            logged_by=logged_by,
            logged_at=logged_at,
        )
        return meeting_in(row)

    def get(self, meeting_id: int) -> Meeting | None:
        row = self.find(MEETINGS, meeting_id)
        return None if row is None else meeting_in(row)

    def change(self, meeting_id: int, **values: object) -> Meeting:
        return meeting_in(self.alter(MEETINGS, meeting_id, values))

    def on(self, mentorship_id: int, day: date) -> Meeting | None:
        return next((one for one in self.that_day(mentorship_id, day) if one.state in TOLD), None)

    def that_day(self, mentorship_id: int, day: date) -> Sequence[Meeting]:
        # Both halves may log the same meeting in the same second: one waits, then finds what the other wrote.
        self.hold(MENTORSHIPS, mentorship_id)
        asked = {"mentorship": mentorship_id, "mine": self.workspace_id, "day": day}
        return [meeting_in(row) for row in self.rows(_that_day(), asked)]

    def planned(self, mentorship_id: int) -> Meeting | None:
        return self._one(_planned(), mentorship_id)

    def to_plan(self, mentorship_id: int) -> Meeting | None:
        # Both halves may propose a date in the same second: one waits, then finds what the other proposed.
        self.hold(MENTORSHIPS, mentorship_id)
        return self.planned(mentorship_id)

    def last_held(self, mentorship_id: int) -> Meeting | None:
        return self._one(_last_held(), mentorship_id)

    def first_held(self, mentorship_id: int) -> Meeting | None:
        return self._one(_first_held(), mentorship_id)

    def in_cycle(self, mentorship_id: int, cycle: int) -> Sequence[Meeting]:
        """Everything written about that cycle, in whatever state, the earliest day first."""
        asked = {"mentorship": mentorship_id, "cycle": cycle, "mine": self.workspace_id}
        return [meeting_in(row) for row in self.rows(_in_cycle(), asked)]

    def around(self, cycles: Mapping[int, int]) -> Mapping[int, Around]:
        if not cycles:
            return {}
        asked = {"mentorships": list(cycles), "cycles": list(cycles.items()), "mine": self.workspace_id}
        near = [meeting_in(row) for row in self.rows(_near(), asked)]
        last = {row.mentorship_id: meeting_in(row) for row in self.rows(_last_of_each(), asked)}
        skipped = {row.mentorship_id for row in self.rows(_skipped(), asked)}
        return {
            one: Around(
                in_cycle=tuple(told for told in near if (told.mentorship_id, told.cycle) == (one, cycle)),
                skipped=one in skipped,
                planned=next((told for told in near if _is_next(told, one)), None),
                last_held=last.get(one),
            )
            for one, cycle in cycles.items()
        }

    def skip(self, mentorship_id: int, cycle: int, *, by: int, at: datetime) -> None:
        new = filled(
            SkipRow,
            workspace_id=self.workspace_id,
            mentorship_id=mentorship_id,
            cycle=cycle,
            by_person_id=by,
            at=at,
        )
        self.run(self.inserting(SKIPS).values(new).on_conflict_do_nothing())

    def unskip(self, mentorship_id: int, cycle: int) -> None:
        self.run(SKIPS.delete().where(*self._skip(mentorship_id, cycle)))

    def skipped(self, mentorship_id: int, cycle: int) -> Skip | None:
        columns = select(SKIPS.c.by_person_id, SKIPS.c.reason)
        row = self.first(columns.where(*self._skip(mentorship_id, cycle)))
        if row is None:
            return None
        return Skip(by=row.by_person_id, reason=SkipReason(row.reason) if row.reason else None)

    def is_skipped(self, mentorship_id: int, cycle: int) -> bool:
        return self.skipped(mentorship_id, cycle) is not None

    def say_why(self, mentorship_id: int, cycle: int, *, by: int, reason: SkipReason | None) -> None:
        mine = (*self._skip(mentorship_id, cycle), SKIPS.c.by_person_id == by)
        self.run(SKIPS.update().where(*mine).values(reason=reason))

    def _one(self, query: Select[*tuple[Any, ...]], mentorship_id: int, **asked: object) -> Meeting | None:
        row = self.first(query, {"mentorship": mentorship_id, "mine": self.workspace_id, **asked})
        return None if row is None else meeting_in(row)

    def _skip(self, mentorship_id: int, cycle: int) -> Any:
        return (SKIPS.c.mentorship_id == mentorship_id, SKIPS.c.cycle == cycle, self.mine(SKIPS))


# What is asked of the meetings of one mentorship, put together once.


def _of_one() -> Select[*tuple[Any, ...]]:
    here = MEETINGS.c.workspace_id == bindparam("mine")
    return select(MEETINGS).where(MEETINGS.c.mentorship_id == bindparam("mentorship"), here)


@cache
def _that_day() -> Select[*tuple[Any, ...]]:
    stands = MEETINGS.c.state != MeetingState.WITHDRAWN.value
    return _of_one().where(stands, MEETINGS.c.held_on == bindparam("day")).order_by(MEETINGS.c.id)


@cache
def _planned() -> Select[*tuple[Any, ...]]:
    planned = _of_one().where(MEETINGS.c.state == MeetingState.PLANNED.value)
    return planned.order_by(MEETINGS.c.held_on, MEETINGS.c.starts_at, MEETINGS.c.id).limit(1)


@cache
def _first_held() -> Select[*tuple[Any, ...]]:
    return _held().order_by(MEETINGS.c.held_on, MEETINGS.c.id).limit(1)


@cache
def _last_held() -> Select[*tuple[Any, ...]]:
    return _held().order_by(MEETINGS.c.held_on.desc(), MEETINGS.c.id.desc()).limit(1)


def _held() -> Select[*tuple[Any, ...]]:
    return _of_one().where(MEETINGS.c.state == MeetingState.HELD.value)


@cache
def _in_cycle() -> Select[*tuple[Any, ...]]:
    return _of_one().where(MEETINGS.c.cycle == bindparam("cycle")).order_by(MEETINGS.c.held_on, MEETINGS.c.id)


# What is asked of several mentorships, each with one of its cycles: they are named by themselves too, because SQLite
# finds no pair of columns by an index.

THESE: BindParameter[Any] = bindparam("mentorships", expanding=True)
OF_THESE: BindParameter[Any] = bindparam("cycles", expanding=True)


@cache
def _near() -> Select[*tuple[Any, ...]]:
    told_of = tuple_(MEETINGS.c.mentorship_id, MEETINGS.c.cycle).in_(OF_THESE)
    near = (MEETINGS.c.mentorship_id.in_(THESE), MEETINGS.c.workspace_id == bindparam("mine"))
    query = select(MEETINGS).where(*near, or_(MEETINGS.c.state == MeetingState.PLANNED.value, told_of))
    return query.order_by(MEETINGS.c.held_on, MEETINGS.c.starts_at, MEETINGS.c.id)


@cache
def _last_of_each() -> Select[*tuple[Any, ...]]:
    held = (MEETINGS.c.mentorship_id == MENTORSHIPS.c.id, MEETINGS.c.state == MeetingState.HELD.value)
    last = select(MEETINGS.c.id).where(*held).order_by(MEETINGS.c.held_on.desc(), MEETINGS.c.id.desc())
    here = (MENTORSHIPS.c.id.in_(THESE), MENTORSHIPS.c.workspace_id == bindparam("mine"))
    each = select(last.limit(1).correlate(MENTORSHIPS).scalar_subquery()).select_from(MENTORSHIPS)
    return select(MEETINGS).where(MEETINGS.c.id.in_(each.where(*here)))


@cache
def _skipped() -> Select[*tuple[Any, ...]]:
    told_of = tuple_(SKIPS.c.mentorship_id, SKIPS.c.cycle).in_(OF_THESE)
    here = (SKIPS.c.mentorship_id.in_(THESE), SKIPS.c.workspace_id == bindparam("mine"))
    return select(SKIPS.c.mentorship_id).where(told_of, *here)


def _is_next(told: Meeting, mentorship_id: int) -> bool:
    return told.mentorship_id == mentorship_id and told.state is MeetingState.PLANNED


def meeting_in(row: AnyRow) -> Meeting:
    return Meeting(
        id=row.id,
        mentorship_id=row.mentorship_id,
        state=MeetingState(row.state),
        cycle=row.cycle,
        held_on=row.held_on,
        starts_at=row.starts_at,
        minutes=row.minutes,
        form=None if row.form is None else Form(row.form),
        logged_by=row.logged_by,
        agreed=row.agreed,
    )
