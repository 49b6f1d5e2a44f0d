"""The order of the arrival's questions, and what counts as an answer, stated once.

The position in the conversation is derived from what is known, never stored: closing Slack, coming back in a week or
restarting the bot all resume at the first unanswered question.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.calendar import Period
from bot.domain.enrolments import Enrolment, Part
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.programmes import Capacity
from bot.domain.questions import Question as Question
from bot.domain.refusals import Refusal

#: More topics than this would no longer tell a mentor what somebody comes for.
MOST_TOPICS = 5
#: Characters: one expectation, in a sentence or two.
LONGEST_EXPECTATION = 300
#: Whoever learns says what they expect, even if they also mentor; whoever only mentors, what they would bring.
WRITTEN_AS: Mapping[Part | None, SeatRole] = {
    Part.MENTEE: SeatRole.MENTEE,
    Part.BOTH: SeatRole.MENTEE,
    Part.MENTOR: SeatRole.MENTOR,
}


class NotOffered(Refusal):
    """An answer that was not among those proposed: a forged one, or a topic or network that has gone since."""

    key = "refusals.not_offered"


class TopicsOutOfBounds(Refusal):
    """No topic at all, or more than `most`."""

    key = "refusals.topics_out_of_bounds"


class PlacesOutOfBounds(Refusal):
    """A mentor offers fewer or more places than the programme knows: from `least` to `most` (W19)."""

    key = "refusals.places_out_of_bounds"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where somebody is: `current` is None when everything asked has been answered. Shown as "3 / 6"."""

    current: Question | None
    answered: int
    total: int


#: The order in which people are asked, unless their programme's file gives another.
ORDER = tuple(Question)


def questions_for(
    enrolment: Enrolment | None, *, networks: bool = True, order: Sequence[Question] = ORDER
) -> tuple[Question, ...]:
    """What this person is asked, in order. Only mentors say a capacity, only people who take part are asked more.

    In a company of which no network is known, nobody is asked for theirs (`networks=False`).
    """
    part = enrolment.part if enrolment else None
    if part is Part.NOT_FOR_ME:
        return (Question.LANGUAGE, Question.PART)
    wanted = {Question.NETWORK: networks, Question.CAPACITY: part is not None and part.mentors}
    return tuple(question for question in order if wanted.get(question, True))


def question_before(question: Question, asked: Sequence[Question]) -> Question | None:
    """What "back" leads to; None from the first question, and from one that is not asked."""
    place = asked.index(question) if question in asked else 0
    return asked[place - 1] if place else None


def is_answered(question: Question, person: Person, enrolment: Enrolment | None) -> bool:
    match question:
        case Question.LANGUAGE:
            # Whoever has said "not for me" is asked nothing more, in any language.
            return person.language_chosen or (enrolment is not None and enrolment.part is Part.NOT_FOR_ME)
        case Question.NETWORK:
            return person.network_confirmed
        case _ if enrolment is None:
            return False
        case Question.PART:
            return enrolment.part is not None
        case Question.TOPICS:
            return enrolment.topics_answered
        case Question.EXPECTATION:
            return enrolment.expectation is not None or enrolment.expectation_skipped
        case Question.CAPACITY:
            return enrolment.capacity is not None


def next_question(
    person: Person,
    enrolment: Enrolment | None,
    *,
    networks: bool = True,
    order: Sequence[Question] = ORDER,
) -> Progress:
    """The first unanswered question of the one declared order, with the progress to show beside it."""
    asked = questions_for(enrolment, networks=networks, order=order)
    open_questions = [question for question in asked if not is_answered(question, person, enrolment)]
    return Progress(
        current=open_questions[0] if open_questions else None,
        answered=len(asked) - len(open_questions),
        total=len(asked),
    )


def topics_still_fit(before: Part | None, after: Part) -> bool:
    """What somebody wants to learn is not what they can offer: who changes sides is asked again."""
    if before is None or before is Part.NOT_FOR_ME or after is Part.NOT_FOR_ME:
        return True
    return before is Part.BOTH or after is Part.BOTH or before is after


def words_still_fit(before: Part | None, after: Part) -> bool:
    """What is said to one's mentor is not for whom one mentors: who changes sides is asked again (`field.md` I11).

    `before` is the part for which the sentence was written; when nobody knows it any more, it fits nobody.
    """
    return after is Part.NOT_FOR_ME or WRITTEN_AS.get(before) is WRITTEN_AS[after]


def check_topics(topics: Sequence[str], *, offered: Container[str]) -> None:
    if not 1 <= len(set(topics)) <= MOST_TOPICS:
        raise TopicsOutOfBounds(most=MOST_TOPICS)
    if any(topic not in offered for topic in topics):
        raise NotOffered


def check_places(places: int, capacity: Capacity) -> None:
    if not capacity.allows(places):
        raise PlacesOutOfBounds(least=capacity.least, most=capacity.most)


def meetings_a_month(places: int, period: Period) -> int:
    """What that many mentees mean in a mentor's diary, rounded up: a promise of time must not turn out longer."""
    if period.months:
        return -(-places // period.months)
    return -(-places * 52 // (12 * period.weeks))
