"""An answer given in words instead of pressed, when it answers the question that waits. Other words end here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.enrolments import Part
from bot.domain.preferences import MOST_TOPICS, Question
from bot.programme import profile
from bot.programme.joining import Arrival
from bot.programme.profile import Answered
from bot.programme.work import Work
from handlers.wishes import Wish, read_number, read_one, read_some

PARTS = {Wish.MENTEE: Part.MENTEE, Wish.MENTOR: Part.MENTOR, Wish.BOTH: Part.BOTH}
LANGUAGES = {Wish.FRENCH: "fr", Wish.ENGLISH: "en"}


def answer(work: Work, arrival: Arrival, text: str, wish: Wish | None) -> Answered | None:
    """The answer that these words are, saved; None when they are none, and then nothing of them is kept.

    A language, and "not for me", are understood at any time; the rest, when it is asked.
    """
    actor = arrival.person
    if wish is Wish.NOT_FOR_ME:
        return profile.choose_part(work, actor, Part.NOT_FOR_ME)
    if wish in LANGUAGES:
        return profile.choose_language(work, actor, LANGUAGES[wish])
    if wish in PARTS:
        return profile.choose_part(work, actor, PARTS[wish]) if _may_take(arrival, PARTS[wish]) else None
    match arrival.current:
        case Question.NETWORK:
            return _network(work, arrival, text, wish)
        case Question.TOPICS if wish is None:
            topics = read_some(text, _topics(arrival))
            return profile.choose_topics(work, actor, topics) if 1 <= len(topics) <= MOST_TOPICS else None
        case Question.EXPECTATION if wish is Wish.PASS:
            return profile.say_expectation(work, actor, None)
        case Question.CAPACITY if (places := read_number(text)) is not None:
            return profile.offer_places(work, actor, places)
    return None


def changes_part(arrival: Arrival, wish: Wish | None) -> bool:
    """Another part, typed by somebody who has answered everything: one word is not enough to leave a round for it, so
    the question is put to them again.
    """
    return wish in PARTS and arrival.current is None and not _may_take(arrival, PARTS[wish])


def _may_take(arrival: Arrival, part: Part) -> bool:
    """A part is taken by a word while it is open, by whoever said "not for me", and half-way if it is another one."""
    taken = arrival.enrolment.part if arrival.enrolment else None
    return taken in (None, Part.NOT_FOR_ME) or (arrival.current is not None and part is not taken)


def _network(work: Work, arrival: Arrival, text: str, wish: Wish | None) -> Answered | None:
    actor = arrival.person
    if wish is Wish.YES and actor.network is not None:
        return profile.confirm_network(work, actor, actor.network)
    if wish is Wish.PASS:
        return profile.confirm_network(work, actor, None)
    network = read_one(text, {name: name for name in arrival.networks}) if wish is None else None
    return profile.confirm_network(work, actor, network) if network is not None else None


def _topics(arrival: Arrival) -> Mapping[str, str]:
    """By their names in every language: people type the word that comes to them."""
    return {name: topic.key for topic in arrival.type.topics for name in topic.texts.values()}
