"""The lines of a report: which figure over which other, in which unit that is said, and what it comes to.

Each has a numerator and a denominator, so that whoever reads "80 %" also reads of how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.figures import Amount, Figure, Figures, State

#: Minutes in an hour; days in a month, of a year that has 365.25.
HOUR, MONTH = 60, 30.4375
#: From a hundred hours on, in minutes, nobody reads tenths of one.
MANY = 100 * HOUR


class Unit(StrEnum):
    """How a measure is said: a share in per cent, a number, hours (of minutes), days, months (of days), a mark of 5."""

    SHARE = "share"
    NUMBER = "number"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    MARK = "mark"


class Measure(StrEnum):
    """One line of the report, and what an objective may be about."""

    WITHOUT = "without"
    FIRST_CHOICE = "first_choice"
    ONE_OF_THREE = "one_of_three"
    ACTIVE = "active"
    MET = "met"
    QUIET = "quiet"
    FLAGGED = "flagged"
    TIME_TO_FIRST = "time_to_first"
    SOON = "soon"
    HOURS = "hours"
    LOAD = "load"
    STEPS = "steps"
    CERTIFICATES = "certificates"
    GOALS = "goals"
    SKILLS = "skills"
    CHANGES = "changes"
    DECISION = "decision"
    LASTED = "lasted"
    ACROSS_NETWORKS = "across_networks"
    ACROSS_ENTITIES = "across_entities"
    ACROSS_TENURES = "across_tenures"
    RESPONSE = "response"
    TIME = "time"
    ADVICE = "advice"
    LEARNING = "learning"
    PROACTIVE = "proactive"
    TRUST = "trust"
    CLOSING_RESPONSE = "closing_response"
    SKILLS_GAINED = "skills_gained"
    OPPORTUNITIES = "opportunities"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class Reading:
    """`part` ÷ `whole` in this unit. Hours say `part` in all, over so many of `whole`."""

    part: Figure | Amount | State
    whole: Figure | Amount | State
    unit: Unit = Unit.SHARE


READINGS: Mapping[Measure, Reading] = {
    Measure.WITHOUT: Reading(Figure.WITHOUT, Figure.CONCERNED),
    Measure.FIRST_CHOICE: Reading(Figure.GOT_FIRST, Figure.CHOSE),
    Measure.ONE_OF_THREE: Reading(Figure.ONE_OF_THREE, Figure.CHOSE),
    Measure.ACTIVE: Reading(Figure.RUNNING, Figure.PAIRS),
    Measure.MET: Reading(State.MET, Figure.COUNTED),
    Measure.QUIET: Reading(State.QUIET, Figure.COUNTED),
    Measure.FLAGGED: Reading(Figure.FLAGGED, Figure.RUNNING),
    Measure.TIME_TO_FIRST: Reading(Amount.DAYS_TO_FIRST, Figure.FIRST_MET, Unit.DAYS),
    Measure.SOON: Reading(Figure.FIRST_MET_SOON, Figure.FIRST_MET),
    Measure.HOURS: Reading(Amount.MINUTES, Amount.TIMED_MEETINGS, Unit.HOURS),
    Measure.LOAD: Reading(Amount.PLACES_TAKEN, Amount.PLACES),
    Measure.STEPS: Reading(Amount.STEPS_DONE, Amount.STEPS_ASKED),
    Measure.CERTIFICATES: Reading(Figure.CERTIFIED, Figure.FINISHED),
    Measure.GOALS: Reading(Figure.REACHED_ONE, Figure.SET_GOALS),
    Measure.SKILLS: Reading(Figure.WENT_UP, Figure.RATED_TWICE),
    Measure.CHANGES: Reading(Figure.CHANGES_ASKED, Figure.PAIRS, Unit.NUMBER),
    Measure.DECISION: Reading(Amount.DAYS_TO_DECIDE, Figure.CHANGES_DECIDED, Unit.DAYS),
    Measure.LASTED: Reading(Amount.DAYS_LASTED, Figure.ENDED_PAIRS, Unit.MONTHS),
    Measure.ACROSS_NETWORKS: Reading(Figure.ACROSS_NETWORKS, Figure.NETWORKS_KNOWN),
    Measure.ACROSS_ENTITIES: Reading(Figure.ACROSS_ENTITIES, Figure.ENTITIES_KNOWN),
    Measure.ACROSS_TENURES: Reading(Figure.ACROSS_TENURES, Figure.TENURES_KNOWN),
    Measure.RESPONSE: Reading(Figure.PULSE_ANSWERED, Figure.PULSE_ASKED),
    Measure.TIME: Reading(Amount.MARKS_TIME, Figure.PULSE_ANSWERED, Unit.MARK),
    Measure.ADVICE: Reading(Amount.MARKS_ADVICE, Figure.PULSE_ANSWERED, Unit.MARK),
    Measure.LEARNING: Reading(Amount.MARKS_LEARNING, Figure.PULSE_ANSWERED, Unit.MARK),
    Measure.PROACTIVE: Reading(Amount.MARKS_PROACTIVE, Figure.PULSE_ANSWERED, Unit.MARK),
    Measure.TRUST: Reading(Amount.MARKS_TRUST, Figure.PULSE_ANSWERED, Unit.MARK),
    Measure.CLOSING_RESPONSE: Reading(Figure.CLOSING_ANSWERED, Figure.CLOSING_ASKED),
    Measure.SKILLS_GAINED: Reading(Amount.MARKS_SKILLS, Figure.CLOSING_ANSWERED, Unit.MARK),
    Measure.OPPORTUNITIES: Reading(Amount.MARKS_OPPORTUNITIES, Figure.CLOSING_ANSWERED, Unit.MARK),
    Measure.SATISFACTION: Reading(Amount.MARKS_SATISFACTION, Figure.CLOSING_ANSWERED, Unit.MARK),
}

#: What is marked in a pulse, and at the end of a mentorship.
MARKS = (Measure.TIME, Measure.ADVICE, Measure.LEARNING, Measure.PROACTIVE, Measure.TRUST)
CLOSING_MARKS = (Measure.SKILLS_GAINED, Measure.OPPORTUNITIES, Measure.SATISFACTION)
#: What is asked about first, and how many of these are read before all others.
ASKED_FIRST = (Measure.WITHOUT, Measure.ACTIVE, Measure.MET, Measure.QUIET, Measure.SOON)
READ_FIRST = 4
#: Of so many people most figures can be told, whatever few are among them.
MANY_PEOPLE = 100


def read_first(figures: Figures) -> Sequence[Measure]:
    """The four figures of a programme that are read before all others: the first that it counts."""
    return [one for one in ASKED_FIRST if READINGS[one].whole in figures][:READ_FIRST]


def is_of_few(figures: Figures) -> bool:
    """Whether half or more of what is read first cannot be told, since there are few people to tell of."""
    first = [READINGS[one] for one in read_first(figures)]
    people = figures[Figure.CONCERNED if Figure.CONCERNED in figures else Figure.PAIRS] or 0
    return people < MANY_PEOPLE and sum(is_withheld(figures, one) for one in first) * 2 >= len(first)


def is_there(figures: Figures | None, reading: Reading) -> bool:
    """Whether it can be said: it is counted, it may be told, and there is something to measure."""
    return figures is not None and figures[reading.part] is not None and bool(figures[reading.whole])


def is_withheld(figures: Figures, reading: Reading) -> bool:
    return reading.part in figures and figures[reading.part] is None


def value_of(figures: Figures, reading: Reading) -> float | None:
    """The measure in its unit, rounded as it is said: an objective is never missed by what nobody can read.

    None when it is withheld, when there was nothing to measure, and when the programme does not count it.
    """
    part, whole = figures[reading.part], figures[reading.whole]
    if part is None or whole is None:
        return None
    match reading.unit:
        case Unit.NUMBER:
            return part
        case Unit.HOURS:
            return in_hours(part)
        case Unit.SHARE:
            return share_of(figures, reading)
        case Unit.MONTHS:
            return round(part / whole / MONTH, 1) if whole else None
        case _:
            return round(part / whole, 1) if whole else None


def in_hours(minutes: int) -> float:
    """Rounded as it is said."""
    return round(minutes / HOUR, 1 if minutes < MANY else None)


def share_of(figures: Figures, reading: Reading) -> int | None:
    """In whole per cent: 100 only when all are in, 0 only when nobody is."""
    part, whole = figures[reading.part], figures[reading.whole]
    if part is None or not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, 1), 99) if 0 < part < whole else rounded
