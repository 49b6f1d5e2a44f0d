"""The order of the arrival's questions, stated once.

The position in the conversation is derived from what is known, never stored: closing Slack, coming back in a week or
restarting the bot all resume at the first unanswered question.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.enrolments import Enrolment
from bot.domain.people import Person


class Question(StrEnum):
    LANGUAGE = "language"
    PART = "part"
    NETWORK = "network"
    TOPICS = "topics"
    EXPECTATION = "expectation"
    CAPACITY = "capacity"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where somebody is: `current` is None when everything asked has been answered. Shown as "3 / 5"."""

    current: Question | None
    answered: int
    total: int


def questions_for(enrolment: Enrolment | None) -> tuple[Question, ...]:
    """What this person is asked, in order. Only mentors say a capacity, only people who take part are asked more."""
    first = (Question.LANGUAGE, Question.PART)
    if enrolment is None or enrolment.part is None:
        return (*first, Question.NETWORK, Question.TOPICS, Question.EXPECTATION)
    if not (enrolment.part.learns or enrolment.part.mentors):
        return first
    capacity = (Question.CAPACITY,) if enrolment.part.mentors else ()
    return (*first, Question.NETWORK, Question.TOPICS, Question.EXPECTATION, *capacity)


def is_answered(question: Question, person: Person, enrolment: Enrolment | None) -> bool:
    match question:
        case Question.LANGUAGE:
            return person.language_chosen
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


def next_question(person: Person, enrolment: Enrolment | None) -> Progress:
    """The first unanswered question of the one declared order, with the progress to show beside it."""
    asked = questions_for(enrolment)
    open_questions = [question for question in asked if not is_answered(question, person, enrolment)]
    return Progress(
        current=open_questions[0] if open_questions else None,
        answered=len(asked) - len(open_questions),
        total=len(asked),
    )
