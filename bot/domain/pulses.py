"""How it goes, asked now and then, and what may be told of the answers (`field.md` W16, G5, C1).

A wave is a calendar month of the programme's place, and of the questions at the end of a mentorship a quarter.
Whoever is asked answers once; nobody's answer is known, to the team neither, and the marks are read once the wave is
closed: whoever could watch them grow would know what the latest answer was. A wave that fewer than five people could
answer asks nobody, since nobody could ever read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.anonymity import SMALLEST, Total, shown
from bot.domain.calendar import DAY
from bot.domain.mentorships import SeatRole
from bot.domain.periods import Month
from bot.domain.refusals import Refusal

#: Days since the introduction: the first time, then the days from one to the next, and the fewest between two.
FIRST_ASKED, THEN_EVERY, APART = 30, 60, 50
#: The day of the month on which its people are known: whoever was introduced on the first is asked on the thirty-first.
GATHERED_ON = 2
#: The last day of answers: so much of the month after.
CLOSES_ON = 10
#: Marks go from 1 to 5.
LOWEST, HIGHEST = 1, 5
#: The free lines are read from so many answers on (design §8).
WORDS_FROM = 10
#: The mark of an answer of which nothing is kept but that it was given.
NOT_KEPT = 0
#: Characters of a free line.
LONGEST_WORDS = 300
#: Of so many people one is invited to talk; at least one from the second on, at most the third.
ONE_OF, TALKS_FROM, MOST_TALKS = 20, 10, 5


class PulseKind(StrEnum):
    """How a mentorship goes, or how it was."""

    PULSE = "pulse"
    CLOSING = "closing"


class Theme(StrEnum):
    """What is marked. The names are those of the report's amounts (`figures.Amount`), without `marks_`."""

    TIME = "time"
    ADVICE = "advice"
    LEARNING = "learning"
    PROACTIVE = "proactive"
    TRUST = "trust"
    SKILLS = "skills"
    OPPORTUNITIES = "opportunities"
    SATISFACTION = "satisfaction"


THEMES: Mapping[PulseKind, tuple[Theme, ...]] = {
    PulseKind.PULSE: (Theme.TIME, Theme.ADVICE, Theme.LEARNING, Theme.PROACTIVE, Theme.TRUST),
    PulseKind.CLOSING: (Theme.SKILLS, Theme.OPPORTUNITIES, Theme.SATISFACTION),
}
#: Whose answers are read apart: whoever shares, and whoever learns.
SIDES = (SeatRole.MENTEE, SeatRole.MENTOR)


class WaveClosed(Refusal):
    """Answers were taken until the end of `day`."""

    key = "refusals.pulse_closed"


class PulseAnswered(Refusal):
    """An answer cannot be changed, since nothing tells which one is whose."""

    key = "refusals.pulse_answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """Open from `opens_on` to the end of `closes_on`, local dates of the programme. `asked` counts its people."""

    id: int
    programme_id: int
    kind: PulseKind
    opens_on: date
    closes_on: date
    asked: int

    @property
    def month(self) -> Month:
        return Month.of(self.opens_on)

    def takes_answers(self, today: date) -> bool:
        return today <= self.closes_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Marks by theme, from one side, by nobody."""

    side: SeatRole
    marks: Mapping[Theme, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballot:
    """What one person gives: an answer, and a line that is parted from it. Nothing of it is read before the close."""

    answer: Answer
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """Somebody who is asked, from which side, on which local day; `drawn` to be invited to a talk."""

    person_id: int
    side: SeatRole
    day: date
    drawn: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A line that somebody wrote; whose is known to nobody. `done_at` once the team has seen to it."""

    id: str
    month: Month
    words: str
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What may be told of a closed wave; None is withheld, and so is a side that is not there.

    `marks` is the mean by theme of everybody, or, where both sides are enough people, of each side apart: never both,
    or one would tell how many the others are.
    """

    asked: int
    answered: int | None
    marks: Mapping[Theme, float]
    by_side: Mapping[SeatRole, Mapping[Theme, float]]

    @property
    def is_withheld(self) -> bool:
        return not self.marks and not self.by_side


def closing_of(month: Month) -> date:
    """The last day on which the wave of this month takes answers."""
    return month.last + timedelta(days=CLOSES_ON)


def due_on(introduced_on: date, month: Month) -> date | None:
    """The day of this month on which somebody introduced that day is asked; None in a month that asks nothing.

    Counted from the introduction, never from the time before: a bot that was away makes up for nothing.
    """
    first = introduced_on + timedelta(days=FIRST_ASKED)
    late = max(0, (month.first - first).days)
    day = first + timedelta(days=THEN_EVERY * -(-late // THEN_EVERY))
    return day if Month.of(day) == month else None


def gathered(
    seats: Iterable[tuple[int, SeatRole, date]], month: Month, asked_on: Mapping[int, date]
) -> list[Guest]:
    """Whom the wave of this month asks, of people with their side and the day of their introduction: each once, by
    whichever mentorship comes first, and nobody within `APART` days of the last time.
    """
    first: dict[int, Guest] = {}
    for person_id, side, introduced_on in seats:
        day = due_on(introduced_on, month)
        if side not in SIDES or day is None:
            continue
        known = first.get(person_id)
        if known is None or day < known.day:
            first[person_id] = Guest(person_id=person_id, side=side, day=day)
    return [guest for guest in first.values() if _is_spaced(guest.day, asked_on.get(guest.person_id))]


def talks(guests: int) -> int:
    """How many of so many people are invited to talk with a coordinator."""
    return min(MOST_TALKS, max(1, guests // ONE_OF)) if guests >= TALKS_FROM else 0


def is_enough(guests: Collection[Guest]) -> bool:
    """Whether what these people answer could ever be read."""
    return len(guests) >= SMALLEST


def are_all_marked(kind: PulseKind, marks: Mapping[Theme, int]) -> bool:
    return set(marks) == set(THEMES[kind]) and all(LOWEST <= mark <= HIGHEST for mark in marks.values())


def without_breaks(words: str) -> str:
    """A free line as it is kept: one line, without what cannot be read, and no longer than may be."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())[:LONGEST_WORDS]


def kept_of(answers: Sequence[Answer], drawn: Sequence[SeatRole]) -> list[Answer]:
    """What is kept of a wave once it is closed. The tables tell who answered, and from which side; so marks of fewer
    than five people, which nobody is ever told, go; and where fewer than five answered from one side, the answers have
    the sides in the order in which they were `drawn`.
    """
    if len(answers) < SMALLEST:
        return [replace(one, marks=dict.fromkeys(one.marks, NOT_KEPT)) for one in answers]
    if are_told_apart(answers):
        return list(answers)
    return [replace(one, side=side) for one, side in zip(answers, drawn, strict=True)]


def are_told_apart(answers: Sequence[Answer]) -> bool:
    """Whether so many answered from each side that what they said is told apart."""
    return all(sum(one.side is side for one in answers) >= SMALLEST for side in SIDES)


def told_of(kind: PulseKind, asked: int, answers: Sequence[Answer]) -> Told:
    """What anybody, the team too, may read of a wave that is closed.

    How many answered is told with how many were silent or not at all, as in the report; marks are told of five people
    on, and of both sides apart only where each is five.
    """
    answered = len(answers)
    counts = {"asked": asked, "answered": answered, "silent": max(0, asked - answered)}
    how_many = "answered" in shown(Total("asked", (Total("answered"), Total("silent"))), counts)
    by_side = {side: [one for one in answers if one.side is side] for side in SIDES}
    apart = are_told_apart(answers)
    return Told(
        asked=asked,
        answered=answered if how_many else None,
        marks=_means(kind, answers) if answered >= SMALLEST and not apart else {},
        by_side={side: _means(kind, some) for side, some in by_side.items()} if apart else {},
    )


def _means(kind: PulseKind, answers: Sequence[Answer]) -> dict[Theme, float]:
    return {
        theme: round(sum(one.marks[theme] for one in answers) / len(answers), 1) for theme in THEMES[kind]
    }


def _is_spaced(day: date, last: date | None) -> bool:
    return last is None or day - last >= APART * DAY
