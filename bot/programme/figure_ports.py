"""What a report asks of meetings and of mentors, and what it asks group by group. `on` is the last day it speaks of,
`before` the instant at which that day ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.periods import Month
from bot.domain.reports import EndedCycle, FirstMeetings
from bot.domain.splits import By

#: Leaves by group; the group of those of whom it is not known is None.
ByGroup = Mapping[str | None, Mapping[str, int]]
MonthsByGroup = Mapping[str | None, Mapping[Month, Mapping[str, int]]]


class MeetingFigures(Protocol):
    def held(
        self, programme_id: int, months: Sequence[Month], today: date
    ) -> Mapping[Month, Mapping[str, int]]:
        """Meetings that were held up to today, their minutes, and the mentorships that held them."""

    def met_first(
        self, programme_id: int, months: Sequence[Month], today: date, *, stand_ins: bool
    ) -> Sequence[FirstMeetings]:
        """How many mentorships, introduced when, met for the first time on which day of these months."""


class MentorFigures(Protocol):
    def mentors(
        self, programme_id: int, *, on: date, before: datetime, today: date, approved: bool, stand_ins: bool
    ) -> Mapping[str, int]:
        """Who may be given mentees today, with how many places, and how many of these were taken on that day.

        `approved`: only those to whom a coordinator said yes.
        """


class GroupFigures(Protocol):
    """As of `Figures` and `MeetingFigures`, for each group of mentees. Groups are those of today."""

    def people(self, programme_id: int, by: By, *, on: date, before: datetime, today: date) -> ByGroup: ...
    def concerned(self, programme_id: int, by: By, *, on: date, today: date) -> Mapping[str | None, int]:
        """How many people each group is, with a mentor or without one."""

    def learners(self, programme_id: int, by: By, *, on: date, before: datetime) -> Mapping[str | None, int]:
        """How many people of each group learned in a mentorship on that day."""

    def pairs(self, programme_id: int, by: By, *, on: date, before: datetime) -> ByGroup: ...
    def cycles(self, programme_id: int, by: By, ended: Iterable[EndedCycle]) -> MonthsByGroup: ...
    def held(self, programme_id: int, by: By, months: Sequence[Month], today: date) -> MonthsByGroup: ...
