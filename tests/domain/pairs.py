"""Léa and Tom's mentorship, as the tests of the ladder and of the budget know it."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.cadence import Rhythm, SeatFacts
from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.mentorships import SeatRole

PARIS = "Europe/Paris"
HOUR = timedelta(hours=1)
FIRST_OF_MARCH, A_MONTH = date(2026, 3, 1), Period()
LEA, TOM = 1, 2
LEA_MENTORS = SeatFacts(person_id=LEA, role=SeatRole.MENTOR, carries=1)
TOM_LEARNS = SeatFacts(person_id=TOM, role=SeatRole.MENTEE)


def pair(*, anchor=FIRST_OF_MARCH, period=A_MONTH, **facts):
    """Léa and Tom, introduced on 1 March 2026, who met in March."""
    return Rhythm(
        **{
            "mentorship_id": 7,
            "programme_id": 3,
            "cadence": Cadence(anchor=anchor, period=period),
            "began": anchor,
            "zone": PARIS,
            "introduced_at": datetime(2026, 3, 1, 9, tzinfo=UTC),
            "seats": (LEA_MENTORS, TOM_LEARNS),
            "first_met": True,
            "cycle": 1,
        }
        | facts
    )


def newly_introduced(**facts):
    return pair(**{"first_met": False, "cycle": 0} | facts)


def noon(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
