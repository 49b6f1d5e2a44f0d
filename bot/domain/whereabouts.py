"""Where somebody is on their way through a programme, as the coordinators see it: a place and a date, never what was
said or written there.

Whoever mentors and learns is in two places. "Not for me" is a number and no list (`field.md` C16).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import Hours, add_working_days, local_day
from bot.domain.enrolments import Application, Enrolment, EnrolmentState, Part
from bot.domain.mentors import application_of
from bot.domain.people import Person
from bot.domain.preferences import Progress
from bot.domain.programmes import ProgrammeType

#: Who has stopped half-way for longer than this may need a word.
STOPPED_AFTER = timedelta(days=7)
#: Who volunteers should not wait longer than this for an answer.
WORKING_DAYS_TO_ANSWER = 3


class Where(StrEnum):
    """In the order in which coordinators read them: who may be waiting for something first."""

    HALF_WAY = "half_way"
    APPLYING = "applying"
    SILENT = "silent"
    UNPREPARED = "unprepared"
    WAITING = "waiting"
    MENTOR = "mentor"
    WITH_A_MENTOR = "with_a_mentor"
    PAUSED = "paused"
    DECLINED = "declined"
    NOT_FOR_ME = "not_for_me"


#: Of these only the number is known to anybody.
NAMELESS = frozenset({Where.NOT_FOR_ME})


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """What somebody's way left behind: their place in the programme, and instants.

    In `enrolment` the expectation is not opened: an empty one stands for whatever was written.
    `application_id`, `applied_at` and `decided_at` are those of the latest application.
    """

    enrolment: Enrolment
    took_part_at: datetime | None = None
    application_id: int | None = None
    applied_at: datetime | None = None
    decided_at: datetime | None = None


def whereabouts(
    enrolment: Enrolment | None, progress: Progress, *, kind: ProgrammeType, mentored: bool, today: date
) -> tuple[Where, ...]:
    """Every place that somebody is in. `today` is a local date of the programme's zone."""
    return tuple(_places(enrolment, progress, kind, mentored, today))


def since(
    where: Where, person: Person, trace: Trace | None, introduced_at: datetime | None
) -> datetime | None:
    """Since when they are there; None for who was never greeted, and where nothing tells."""
    match where, trace:
        case Where.WITH_A_MENTOR, _:
            return introduced_at
        case (_, None) | (Where.SILENT, _):
            return person.welcomed_at
        case Where.HALF_WAY, Trace():
            return trace.took_part_at or person.welcomed_at
        case Where.APPLYING, Trace():
            return trace.applied_at
        case ((Where.UNPREPARED | Where.MENTOR | Where.DECLINED), Trace()):
            return trace.decided_at or trace.enrolment.completed_at
        case Where.WAITING, Trace():
            return trace.enrolment.completed_at
    return None


def is_stuck(where: Where, at: datetime | None, now: datetime, hours: Hours) -> bool:
    """Half-way for more than a week, or without an answer for more than three working days of the team."""
    if at is None:
        return False
    if where is Where.APPLYING:
        last = add_working_days(hours, local_day(hours.zone, at), WORKING_DAYS_TO_ANSWER)
        return local_day(hours.zone, now) > last
    return where is Where.HALF_WAY and at + STOPPED_AFTER < now


def _places(
    enrolment: Enrolment | None, progress: Progress, kind: ProgrammeType, mentored: bool, today: date
) -> Iterator[Where]:
    if enrolment is not None and _is_away(enrolment, today):
        yield Where.PAUSED
        return
    if mentored:
        yield Where.WITH_A_MENTOR
    if enrolment is not None and _is_out(enrolment):
        if not mentored:
            yield Where.NOT_FOR_ME
    elif progress.current is not None:
        if not mentored:
            yield Where.HALF_WAY if progress.answered else Where.SILENT
    elif enrolment is not None and enrolment.part is not None:
        if enrolment.part.mentors:
            yield _as_a_mentor(enrolment, kind)
        if enrolment.part.learns and not mentored:
            yield Where.WAITING


def _as_a_mentor(enrolment: Enrolment, kind: ProgrammeType) -> Where:
    application = application_of(enrolment, kind)
    if application is Application.DECLINED:
        return Where.DECLINED
    if application is not Application.APPROVED:
        return Where.APPLYING
    if kind.preparation is not None and enrolment.prepared_at is None:
        return Where.UNPREPARED
    return Where.MENTOR


def _is_out(enrolment: Enrolment) -> bool:
    return enrolment.part is Part.NOT_FOR_ME or enrolment.state is EnrolmentState.LEFT


def _is_away(enrolment: Enrolment, today: date) -> bool:
    if _is_out(enrolment):
        return False
    return enrolment.away_until(today) is not None or enrolment.state is EnrolmentState.PAUSED
