"""Who can be matched and asked today: here, taking part, and neither away nor gone."""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import local_day
from bot.domain.enrolments import Enrolment, EnrolmentState, Programme
from bot.domain.people import Person
from bot.programme.work import Work


def wants_a_mentor(work: Work, programme: Programme, person: Person, enrolment: Enrolment) -> bool:
    """A mentee of the programme who is here: neither guest, bot nor leaver, nor away for a while."""
    learns = enrolment.part is not None and enrolment.part.learns
    return learns and is_here(work, programme, person, enrolment)


def is_here(work: Work, programme: Programme, person: Person, enrolment: Enrolment) -> bool:
    """Whether somebody of the programme can be matched today, on either side."""
    away = enrolment.away_until(local_day(programme.timezone, work.now)) is not None
    return person.is_welcome and enrolment.state is EnrolmentState.ACTIVE and not away


def away_until(work: Work, person: Person) -> date | None:
    """The day on which somebody is back from their break; None for whoever is here, or takes no part."""
    programme = work.programme()
    enrolment = work.enrolments.of(person.id, programme.id) if programme else None
    return enrolment.away_until(local_day(programme.timezone, work.now)) if programme and enrolment else None
