"""What people need, asked before a programme takes its form (`field.md` F7).

An answer has no author: who has answered and what was answered are kept apart, and nothing links them. For the same
reason the result is shown once answers are closed, and not before: whoever could watch it grow would know what the
latest answer was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.anonymity import SMALLEST, may_be_told
from bot.domain.programmes import Kind
from bot.domain.refusals import Refusal

#: How many topics are ranked: a first, a second and a third need.
RANKED = 3
#: Below so many answers nothing is shown, so that nobody is recognised (design §8).
LEAST_ANSWERS = SMALLEST


class SurveyRunning(Refusal):
    """People are asked one thing at a time: a survey runs until the end of `day`."""

    key = "refusals.survey_running"


class TooFewAsked(Refusal):
    """Fewer than `least` people would be asked: their answers could not stay anonymous."""

    key = "refusals.too_few_asked"


class SurveyClosed(Refusal):
    """Answers were taken until the end of `day`."""

    key = "refusals.survey_closed"


class AlreadyAnswered(Refusal):
    """An answer cannot be changed, since nothing tells which one is whose."""

    key = "refusals.survey_answered"


class TopicTwice(Refusal):
    """A topic was ranked twice; `place` says where (0 is the first)."""

    key = "refusals.topic_twice"

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


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
    """The most needed first: a first choice weighs three, a second two, a third one; with how many named it at all.

    Topics that one to four people named are left out: three names among many, not to name a topic says nothing of
    anybody. Forms are the parts of a whole, so they are shown together or not at all. `withheld`: there is more.
    """

    answers: int
    topics: tuple[tuple[str, int], ...]
    forms: tuple[tuple[Kind, int], ...]
    withheld: bool


def check_asked(people: Collection[int]) -> None:
    if len(people) < LEAST_ANSWERS:
        raise TooFewAsked(least=LEAST_ANSWERS)


def ranked(named: Sequence[str | None]) -> tuple[str, ...]:
    """The topics in order, an empty place closed up. Raises `TopicTwice`."""
    for place, topic in enumerate(named):
        if topic is not None and topic in named[:place]:
            raise TopicTwice(place)
    return tuple(topic for topic in named if topic is not None)[:RANKED]


def tally(needs: Iterable[Need]) -> Result | None:
    """Ranked needs, or None below `LEAST_ANSWERS`. Nothing that is shown tells of one to four people."""
    said = list(needs)
    if len(said) < LEAST_ANSWERS:
        return None
    weight: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for need in said:
        for place, topic in enumerate(need.topics[:RANKED]):
            weight[topic] += RANKED - place
            named[topic] += 1
    ranking = sorted(named, key=lambda topic: (-weight[topic], -named[topic], topic))
    shown = [topic for topic in ranking if may_be_told(named[topic])]
    forms = Counter(need.form for need in said)
    all_forms = all(may_be_told(count) for count in forms.values())
    wished = [(form, count) for form, count in forms.most_common() if form is not None]
    return Result(
        answers=len(said),
        topics=tuple((topic, named[topic]) for topic in shown),
        forms=tuple(wished) if all_forms else (),
        withheld=len(shown) < len(ranking) or (bool(wished) and not all_forms),
    )
