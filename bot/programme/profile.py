"""What people say of themselves: one answer at a time, each saved alone, each to be changed at any time.

Nobody becomes a mentor but by their own answer (`field.md` W17), and "not for me" is an answer like the others
(C16). Each function returns where the person now is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.cadence import PromptKind
from bot.domain.enrolments import Enrolment, EnrolmentState, Part
from bot.domain.people import Person
from bot.domain.preferences import (
    NotOffered,
    Question,
    check_places,
    check_topics,
    topics_still_fit,
    words_still_fit,
)
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer
from bot.programme import choosing, mentors, reminding
from bot.programme.joining import Arrival, answered_for, programme_of, where
from bot.programme.work import Work
from bot.texts import LANGUAGES

#: What would only disturb somebody for whom mentoring is not.
SPARED = (PromptKind.WELCOME, PromptKind.INVITATION)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """An answer that is kept. `onward` when it changes what is asked next: only then is there more to say."""

    question: Question
    arrival: Arrival
    onward: bool


def choose_language(work: Work, actor: Person, language: str, *, arriving: bool = True) -> Answered:
    """From now on they are spoken to in this language, whatever Slack is set to. Whoever only changes it in Home is
    not `arriving`: nobody reminds them of questions for it.
    """
    if language not in LANGUAGES:
        raise NotOffered
    return _answered(
        work,
        actor,
        Question.LANGUAGE,
        lambda _: _person(work, actor, language=language, language_chosen=True),
        arriving=arriving,
    )


def choose_part(work: Work, actor: Person, part: Part) -> Answered:
    """Mentee, mentor, both, or not for me: then nothing more is asked, and nothing that waited is said."""

    def write(enrolment: Enrolment) -> None:
        before = answered_for(work, enrolment)
        if _mentors(enrolment.part) and not part.mentors:
            mentors.put_down(work, actor, enrolment)
        came_back = part is not Part.NOT_FOR_ME and enrolment.state is EnrolmentState.LEFT
        if part is not enrolment.part:
            work.applications.took(enrolment.id, part, work.now)
        taken = work.enrolments.change(
            enrolment.id,
            part=part,
            state=EnrolmentState.ACTIVE if came_back else enrolment.state,
            topics_answered=enrolment.topics_answered and topics_still_fit(before, part),
            **({} if words_still_fit(before, part) else {"expectation": None, "expectation_skipped": False}),
        )
        if part.mentors and taken.capacity is not None:
            # They once said for how many, and are not asked again: the team may never have heard of them.
            mentors.volunteer(work, taken, programme_of(work))
        if not part.learns:
            _leave_the_round(work, actor)
        if part is Part.NOT_FOR_ME:
            work.prompts.cancel(reason="not_for_me", recipient_id=actor.id, kinds=SPARED)

    return _answered(work, actor, Question.PART, write)


def confirm_network(work: Work, actor: Person, network: str | None) -> Answered:
    """Their main network (W1), or None when it is not in the list: nobody is stuck for a list's sake."""
    if network is not None and network not in where(work, actor).networks:
        raise NotOffered
    return _answered(
        work, actor, Question.NETWORK, lambda _: _person(work, actor, network=network, network_confirmed=True)
    )


def choose_topics(work: Work, actor: Person, topics: Sequence[str]) -> Answered:
    """One to five topics of the programme's: what they would learn, or can offer."""
    check_topics(topics, offered={topic.key for topic in where(work, actor).type.topics})

    def write(enrolment: Enrolment) -> None:
        _person(work, actor, topics=tuple(dict.fromkeys(topics)))
        work.enrolments.change(enrolment.id, topics_answered=True)

    return _answered(work, actor, Question.TOPICS, write)


def say_expectation(work: Work, actor: Person, words: str | None) -> Answered:
    """One sentence, sealed where it is kept (I11); None is an answer too. `words` come cleaned and cut."""
    return _answered(
        work,
        actor,
        Question.EXPECTATION,
        lambda enrolment: work.enrolments.change(
            enrolment.id, expectation=words or None, expectation_skipped=not words
        ),
    )


def offer_places(work: Work, actor: Person, places: int) -> Answered:
    """How many people a mentor carries at once, within the programme's bounds (W19)."""
    arrival = where(work, actor)
    if Question.CAPACITY not in arrival.asked:
        raise Outdated
    check_places(places, arrival.type.capacity)

    def write(enrolment: Enrolment) -> None:
        mentors.volunteer(work, work.enrolments.change(enrolment.id, capacity=places), programme_of(work))

    return _answered(work, actor, Question.CAPACITY, write)


def start_over(work: Work, actor: Person) -> Arrival:
    """Every question is asked again; the network and the topics known so far are proposed. Until when they had a part
    is noted: whoever stops half-way has not begun years ago (`retention.unfinished`).
    """
    actor = work.people.held(actor.id)
    enrolment = work.enrolments.open_for(actor.id, programme_of(work).id)
    if enrolment.part is not None:
        work.applications.took(enrolment.id, enrolment.part, work.now)
    if _mentors(enrolment.part):
        mentors.put_down(work, actor, enrolment)
    work.enrolments.change(
        enrolment.id,
        part=None,
        capacity=None,
        expectation=None,
        expectation_skipped=False,
        topics_answered=False,
        completed_at=None,
    )
    _leave_the_round(work, actor)
    arrival = where(work, _person(work, actor, language_chosen=False, network_confirmed=False))
    reminding.follow_up(work, arrival)
    return arrival


def _answered(
    work: Work,
    actor: Person,
    question: Question,
    write: Callable[[Enrolment], object],
    *,
    arriving: bool = True,
) -> Answered:
    """Save one answer. Two presses at once are two in turn, so that the next question is asked once."""
    actor = work.people.held(actor.id)
    before = where(work, actor)
    if question not in before.asked:
        raise Outdated
    write(work.enrolments.open_for(actor.id, programme_of(work).id))
    after = _dated(work, where(work, work.people.get(actor.id)))
    if arriving or after.current is None:
        reminding.follow_up(work, after)
    return Answered(question=question, arrival=after, onward=before.current is not after.current)


def _dated(work: Work, arrival: Arrival) -> Arrival:
    """Write down when all was answered; a question that opens again takes it back."""
    enrolment = arrival.enrolment
    if enrolment is None or (arrival.current is None) is (enrolment.completed_at is not None):
        return arrival
    complete = arrival.current is None
    if not complete and enrolment.part is not None:
        work.applications.took(enrolment.id, enrolment.part, work.now)
    work.enrolments.change(enrolment.id, completed_at=work.now if complete else None)
    if complete and not arrival.networks and enrolment.part is not Part.NOT_FOR_ME:
        # There was no list to choose from: a list that comes later is no reason to ask them again.
        _person(work, arrival.person, network_confirmed=True)
    if complete:
        choosing.come_late(work, arrival.person, told=True)
    return where(work, work.people.get(arrival.person.id))


def _person(work: Work, actor: Person, **values: object) -> Person:
    return work.people.change(actor.id, **values)


def _mentors(part: Part | None) -> bool:
    return part is not None and part.mentors


def _leave_the_round(work: Work, actor: Person) -> None:
    """Whoever no longer looks for a mentor is matched with nobody in the round that is open."""
    if waiting := where(work, actor).open_round:
        work.rounds.answer(waiting.id, actor.id, answer=Answer.NOT_THIS_TIME, choices=(), at=work.now)
