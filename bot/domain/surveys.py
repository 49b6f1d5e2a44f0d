"""What people need, asked before a programme takes its form (`field.md` F7).

An answer has no author: who has answered and what was answered are kept apart, and nothing links them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.programmes import Kind

#: How many topics are ranked: a first, a second and a third need.
RANKED = 3
#: Below so many answers nothing is shown, so that nobody is recognised (design §8).
LEAST_ANSWERS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """`networks` is the population that was asked; empty for everybody. `closes_on` is the last day, inclusive."""

    id: int
    programme_id: int
    asked_by: int
    asked_at: datetime
    closes_on: date
    networks: tuple[str, ...]
    asked: int
    answered: int

    def takes_answers(self, today: date) -> bool:
        return today <= self.closes_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One answer: topics, the most needed first, and the form of mentoring wished for."""

    topics: tuple[str, ...]
    form: Kind | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """Topics and forms, the most needed first. A first choice weighs three, a second two, a third one; `counts` say
    how many people named it at all. None while there are too few answers.
    """

    answers: int
    topics: tuple[tuple[str, int, int], ...]
    forms: tuple[tuple[Kind, int], ...]


def tally(needs: Iterable[Need]) -> Result | None:
    """Ranked needs, or None below `LEAST_ANSWERS`. What fewer than five people named is left out of the ranking."""
    said = list(needs)
    if len(said) < LEAST_ANSWERS:
        return None
    weight: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for need in said:
        for place, topic in enumerate(need.topics[:RANKED]):
            weight[topic] += RANKED - place
            named[topic] += 1
    forms = Counter(need.form for need in said if need.form is not None)
    topics = sorted(
        ((key, weight[key], count) for key, count in named.items() if count >= LEAST_ANSWERS),
        key=lambda one: (-one[1], -one[2], one[0]),
    )
    shown = [(form, count) for form, count in forms.most_common() if count >= LEAST_ANSWERS]
    return Result(answers=len(said), topics=tuple(topics), forms=tuple(shown))
