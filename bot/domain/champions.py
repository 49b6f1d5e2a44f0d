"""A month on one page, for somebody of the management who stands by the programme (`field.md` C15, F12, I14).

The time that was given beside what came of it, and how the two of a pair get on beside how often they meet. It says
nothing about anybody, and makes up no amount of money.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.figures import Amount, Figure, Figures
from bot.domain.measures import MARKS, READINGS, Measure
from bot.domain.pulses import HIGHEST, LOWEST

#: What came of it, in the order in which it is read.
CAME_OF_IT = (
    Measure.MET,
    Measure.GOALS,
    Measure.CERTIFICATES,
    Measure.SKILLS,
    Measure.STEPS,
    Measure.ACROSS_NETWORKS,
)
#: What was given: each beside what it was given among.
INVESTED: Mapping[Figure | Amount, Figure | Amount] = {
    Amount.MINUTES: Amount.TIMED_MEETINGS,
    Amount.MEETINGS: Figure.MET_PAIRS,
    Figure.MENTORS: Amount.PLACES_TAKEN,
}


def relational_index(figures: Figures) -> int | None:
    """The average of the pulse's five marks, from 0 (all gave the lowest) to 100 (all gave the highest).

    None when fewer than five people answered, or no wave was closed.
    """
    answered = figures[Figure.PULSE_ANSWERED]
    given = [figures[READINGS[mark].part] for mark in MARKS]
    marks = [one for one in given if one is not None]
    if not answered or len(marks) < len(MARKS):
        return None
    average = sum(marks) / len(MARKS) / answered
    return round(100 * (average - LOWEST) / (HIGHEST - LOWEST))
