"""Answering: a press or a form, one answer at a time, said back in the place of its question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.domain.enrolments import Enrolment, Part
from bot.domain.preferences import LONGEST_EXPECTATION, NotOffered, Question
from bot.domain.refusals import Outdated, Refusal
from bot.programme import joining, profile
from bot.programme.joining import Arrival
from bot.programme.profile import Answered
from bot.programme.work import Work
from handlers import endings, ids, places
from handlers.finding import with_letters
from handlers.onboarding import follow, go_on
from handlers.places import Place
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import menus, mine, onboarding
from handlers.views.blocks import Message, message
from handlers.views.common import sentence
from handlers.words import clean

#: How many lines a searchable menu shows (`slack.md` §2.1), less the one for "not in the list".
MOST_FOUND = 99

# -- pressing ----------------------------------------------------------------------------------------------------


def language(turn: Turn) -> None:
    """The message that asked, which mostly is the welcome, is drawn again in the language chosen."""
    with turn.work() as work:
        done = profile.choose_language(work, turn.actor, turn.value)
        place = places.pressed(turn, work)
        today = turn.today(work)
    if not place.ledgers:
        turn.replace(_language_said(turn, place, done.arrival))
    go_on(turn, done, place, today=today)


def part(turn: Turn) -> None:
    _keep(turn, lambda work: profile.choose_part(work, turn.actor, _part(turn.value)))


def network(turn: Turn) -> None:
    """Confirmed by the button, or picked from the list."""
    value = turn.picked
    _keep(turn, lambda work: profile.confirm_network(work, turn.actor, _network(work, value)))


def topics(turn: Turn) -> None:
    """ "Save", under the menu in which they were ticked."""
    chosen = _ticked(turn)
    _keep(turn, lambda work: profile.choose_topics(work, turn.actor, chosen))


def skip(turn: Turn) -> None:
    _keep(turn, lambda work: profile.say_expectation(work, turn.actor, None))


def capacity(turn: Turn) -> None:
    value = turn.picked
    _keep(turn, lambda work: profile.offer_places(work, turn.actor, number_in(value)))


def change(turn: Turn) -> None:
    """ "Change": the answer becomes its question again, in the same place.

    A message of the ledger always says how things stand, so its question is asked below.
    """
    with turn.look() as work:
        asked, arrival = _asked_about(turn, work)
        place = places.pressed(turn, work)
    question = onboarding.question(asked, arrival, turn.t, changing=True)
    if place.ledgers:
        turn.say_in_dm(message(*question))
    else:
        places.put(turn, place, question)


def keep(turn: Turn) -> None:
    """ "Keep my answer": the question becomes its answer again, or the one that waits if it was turned back to."""
    with turn.look() as work:
        asked, arrival = _asked_about(turn, work)
        place = places.pressed(turn, work)
    if place.by_back and arrival.current is not None:
        part = onboarding.question(arrival.current, arrival, turn.t)
    else:
        part = onboarding.answered(asked, arrival, turn.t)
    places.put(turn, place, part)


def restart(turn: Turn) -> None:
    with turn.work() as work:
        arrival = profile.start_over(work, turn.actor)
        today = turn.today(work)
    turn.replace(sentence(turn.t("onboarding.resume.restarted")))
    follow(turn, arrival, today=today)


# -- writing -----------------------------------------------------------------------------------------------------


def open_expectation(turn: Turn) -> None:
    with turn.look() as work:
        arrival = joining.where(work, turn.actor)
        place = places.pressed(turn, work)
    turn.open(onboarding.expectation_form(arrival, turn.t, kept=place.kept))


def expectation_sent(turn: Turn) -> None:
    """The one text that is kept of somebody; it comes in by its form only."""
    words = _words(turn.form.get(Question.EXPECTATION))
    if not words:
        return turn.correct(expectation=turn.t.plain("onboarding.expectation_empty"))
    with turn.work() as work:
        done = profile.say_expectation(work, turn.actor, words)
        place = places.remembered(turn, work)
        today = turn.today(work)
    _say_back(turn, done, place, today=today)


def open_mine(turn: Turn) -> None:
    """ "My answers": all of them on one page."""
    with turn.look() as work:
        arrival = joining.where(work, turn.actor)
    turn.open(mine.my_answers(arrival, turn.t))


def mine_sent(turn: Turn) -> None:
    """What was changed is saved, all or nothing; a mistake is told beside its line."""
    at = Question.LANGUAGE
    done: list[Answered] = []
    try:
        with turn.work() as work:
            shown = joining.where(work, turn.actor).enrolment
            for at in Question:
                done += _revised(work, turn, at, shown)
            today = turn.today(work)
    except Refusal as refusal:
        return turn.correct(**{at.value: say_refusal(refusal, turn.t).text})
    if done:
        turn.say_in_dm(mine.saved(done[-1].arrival, turn.t))
    if any(one.onward for one in done):
        follow(turn, done[-1].arrival, today=today)
    if any(one.question is Question.PART for one in done):
        endings.offer(turn, done[-1].arrival)


def search_networks(turn: Turn) -> None:
    """Networks that hold these letters, where there are too many for a list."""
    with turn.look() as work:
        known = joining.known_networks(work)
    turn.offer(menus.network_options(with_letters(turn.text, known)[:MOST_FOUND], turn.t))


# -- saying back -------------------------------------------------------------------------------------------------


def _keep(turn: Turn, answer: Callable[[Work], Answered]) -> None:
    """Save one answer, say it back where it was asked, and go on if there is something new to say."""
    with turn.work() as work:
        done = answer(work)
        place = places.pressed(turn, work)
        today = turn.today(work)
    _say_back(turn, done, place, today=today)


def _say_back(turn: Turn, done: Answered, place: Place, *, today: date) -> None:
    places.put(turn, place, onboarding.answered(done.question, done.arrival, turn.t))
    go_on(turn, done, place, today=today)
    if done.question is Question.PART:
        endings.offer(turn, done.arrival)


def _language_said(turn: Turn, place: Place, arrival: Arrival) -> Message:
    if any(block.get("block_id") == onboarding.WELCOME for block in place.blocks):
        return onboarding.welcome(arrival, turn.t)
    return onboarding.redrawn(place.blocks, onboarding.answered(Question.LANGUAGE, arrival, turn.t))


def _asked_about(turn: Turn, work: Work) -> tuple[Question, Arrival]:
    arrival = joining.where(work, turn.actor)
    if turn.value not in arrival.asked:
        raise Outdated
    return Question(turn.value), arrival


def _revised(work: Work, turn: Turn, asked: Question, shown: Enrolment | None) -> list[Answered]:
    """One line of "my answers", if it was changed and is still asked after the lines before it.

    A line that is sent as it was `shown` answers nothing: a new part asks its questions in other words.
    """
    arrival = joining.where(work, work.people.get(turn.actor.id))
    if asked not in arrival.asked or asked.value not in turn.form:
        return []
    given = turn.form[asked.value]
    person = arrival.person
    match asked:
        case Question.LANGUAGE if given and (given != person.language or not person.language_chosen):
            return [profile.choose_language(work, person, given)]
        case Question.PART if given and given != (shown and shown.part):
            return [profile.choose_part(work, person, _part(given))]
        case Question.NETWORK if given and (
            not person.network_confirmed or _network(work, given) != person.network
        ):
            return [profile.confirm_network(work, person, _network(work, given))]
        case Question.TOPICS if given and (
            tuple(given) != person.topics or not (shown and shown.topics_answered)
        ):
            return [profile.choose_topics(work, person, given)]
        case Question.EXPECTATION if _words(given) != ((shown and shown.expectation) or ""):
            return [profile.say_expectation(work, person, _words(given))]
        case Question.CAPACITY if given and given != str(shown and shown.capacity):
            return [profile.offer_places(work, person, number_in(given))]
    return []


# -- reading -----------------------------------------------------------------------------------------------------


def _part(value: str) -> Part:
    if value not in list(Part):
        raise NotOffered
    return Part(value)


def _network(work: Work, value: str) -> str | None:
    """The network that a button or a menu stands for."""
    if value == menus.NO_NETWORK:
        return None
    named = {menus.digest_of(name): name for name in joining.known_networks(work)}
    if value not in named:
        raise NotOffered
    return named[value]


def _words(given: Any) -> str:
    return clean(str(given or ""), LONGEST_EXPECTATION, lines=True)


def _ticked(turn: Turn) -> list[str]:
    """What is ticked in the menu above the button."""
    values = turn.body.get("state", {}).get("values", {})
    for block in values.values():
        if menu := block.get(ids.ARRIVAL_TOPICS_PICK):
            return [chosen["value"] for chosen in menu.get("selected_options") or []]
    return []
