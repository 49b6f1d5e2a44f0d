"""The arrival, from the first words to the thanks, and what the bot answers in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.preferences import Question, next_question
from bot.programme.facts import Welcome
from bot.programme.joining import Arrival
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import mine, onboarding, prompts
from handlers.views.blocks import Message, message
from tests.views.cases import Case
from tests.views.cast import INES, LEA, TODAY, TOM, TYPE, WORKSPACE
from tests.views.home_cases import OPEN_ROUND, enrolled, mentor_of, seen_by
from tests.views.test_prompts import prompt

WORDS = {
    "fr": "Prendre la parole plus tôt en revue de conception.",
    "en": "I would like to speak up earlier in design reviews.",
}
SHOWN: dict[Part | None, Person] = {None: TOM, Part.MENTEE: TOM, Part.MENTOR: LEA, Part.BOTH: LEA}


def arriving(
    part: Part | None, t: Speech, *, answered: bool = False, linked: bool = False, words: bool = True
) -> Arrival:
    """Somebody who has answered nothing yet, or everything."""
    person = SHOWN.get(part, TOM)
    person = replace(
        person,
        language=t.language,
        language_chosen=answered or part is not None,
        network_confirmed=answered,
        topics=person.topics if answered else (),
    )
    capacity = 4 if answered and part in (Part.MENTOR, Part.BOTH) else None
    enrolment = replace(
        enrolled(person, part or Part.MENTEE, capacity=capacity, finished=answered),
        part=part,
        expectation=WORDS[t.language] if answered and words else None,
        expectation_skipped=answered and not words,
    )
    return replace(
        seen_by(person, enrolment).arrival,
        type=TYPE,
        progress=next_question(person, enrolment),
        linked=linked,
    )


def asked(title: str, question: Question, part: Part | None, **more: bool) -> Case:
    return Case(
        "arrival", title, lambda t: message(*onboarding.question(question, arriving(part, t), t, **more))
    )


def roster_knows_nothing(t: Speech) -> Message:
    one = arriving(Part.MENTEE, t)
    unknown = replace(one, person=replace(one.person, network=None))
    return message(*onboarding.question(Question.NETWORK, unknown, t))


def answered(title: str, part: Part, *questions: Question, words: bool = True) -> Case:
    def draw(t: Speech) -> Message:
        one = arriving(part, t, answered=True, words=words)
        blocks = [block for question in questions for block in onboarding.answered(question, one, t)]
        for place, block in enumerate(blocks):
            blocks[place] = {**block, "block_id": f"answer_{place}"}
        return message(*blocks)

    return Case("arrival", title, draw)


def after(title: str, part: Part, **more: bool) -> Case:
    def draw(t: Speech) -> Message:
        return onboarding.next_step(arriving(part, t, answered=True, **more), t)

    return Case("arrival", title, draw)


def everything(draw: Callable[[Arrival, Speech], Message]) -> Callable[[Speech], Message]:
    return lambda t: draw(arriving(Part.MENTEE, t, answered=True), t)


def half_way(t: Speech, *, unread: bool) -> Message:
    return mine.resume(replace(arriving(Part.MENTEE, t), knows_what_is_kept=not unread), t, unread=unread)


def spoken_first(t: Speech) -> Message:
    one = Welcome(prompt=prompt(PromptKind.WELCOME), arrival=arriving(None, t))
    return prompts.bundle(Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=(one,)), t)


def redrawn(t: Speech) -> Message:
    """A message once its question is answered."""
    asked_ = onboarding.question(Question.PART, arriving(None, t), t)
    return onboarding.redrawn(asked_, onboarding.answered(Question.PART, arriving(Part.MENTEE, t), t))


CASES = [
    Case("arrival", "The first words", lambda t: onboarding.welcome(arriving(None, t), t)),
    Case("arrival", "The bot speaks first", spoken_first),
    asked("The part one wants", Question.PART, None),
    Case("arrival", "The part one wants, answered", redrawn),
    asked("A network, as the roster says", Question.NETWORK, Part.MENTEE),
    Case("arrival", "A network that no roster tells", roster_knows_nothing),
    asked("Topics to learn", Question.TOPICS, Part.MENTEE),
    asked("Topics to offer", Question.TOPICS, Part.MENTOR),
    asked("One expectation, who learns", Question.EXPECTATION, Part.MENTEE),
    asked("One expectation, who mentors", Question.EXPECTATION, Part.MENTOR),
    Case(
        "arrival",
        "One expectation, written",
        lambda t: onboarding.expectation_form(arriving(Part.MENTEE, t, answered=True), t, kept="D0 1.2"),
    ),
    asked("How many people", Question.CAPACITY, Part.MENTOR),
    asked("Changing an answer", Question.PART, Part.MENTEE, changing=True),
    answered(
        "Each answer, said back",
        Part.MENTEE,
        Question.LANGUAGE,
        Question.PART,
        Question.NETWORK,
        Question.TOPICS,
        Question.EXPECTATION,
    ),
    answered(
        "A mentor's answers",
        Part.MENTOR,
        Question.PART,
        Question.TOPICS,
        Question.EXPECTATION,
        Question.CAPACITY,
        words=False,
    ),
    after("What comes next, who learns", Part.MENTEE),
    after("What comes next, who mentors", Part.MENTOR),
    after("What comes next, who does both", Part.BOTH),
    after("What comes next, in a pair already", Part.MENTEE, linked=True),
    after("Not for me", Part.NOT_FOR_ME),
    after("Not for me, in a pair already", Part.NOT_FOR_ME, linked=True),
    Case("arrival", "Going on where one stopped", lambda t: half_way(t, unread=False)),
    Case("arrival", "Words that are no answer", lambda t: half_way(t, unread=True)),
    Case(
        "answers",
        "My answers, to change",
        lambda t: mine.my_answers(arriving(Part.BOTH, t, answered=True), t),
    ),
    Case("answers", "Answers saved", everything(mine.saved)),
    Case("answers", "Starting over", mine.restart_sure),
    Case(
        "answers",
        "My space, before the round",
        lambda t: mine.space(seen_by(TOM, enrolled(TOM, Part.MENTEE), running=OPEN_ROUND), WORKSPACE, t),
    ),
    Case("answers", "My space, with a mentorship", lambda t: mine.space(mentor_of(1), WORKSPACE, t)),
    Case(
        "answers", "Words that are no command", lambda t: mine.space(mentor_of(1), WORKSPACE, t, unread=True)
    ),
    Case("help", "Help", everything(lambda one, t: mine.help_(one, t, team=[INES], coordinates=False))),
    Case(
        "help",
        "Help for a coordinator, unknown word",
        everything(lambda one, t: mine.help_(one, t, team=[INES], coordinates=True, unknown=True)),
    ),
    Case("help", "A command written as a message", everything(mine.a_command)),
    Case("privacy", "What is kept, in the conversation", mine.privacy),
]
