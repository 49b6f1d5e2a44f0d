"""`/mentor-admin topics`: the coordinators add, reword, withdraw and bring back; what people suggest is adopted or not.

Everything happens in one form, which shows the catalogue again after each change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.refusals import Outdated
from bot.domain.topics import LONGEST_TOPIC, TopicChanged, TopicExists, TopicUnsaid
from bot.programme import topics
from bot.programme.work import Work
from bot.texts import LANGUAGES
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import topics as views
from handlers.views.blocks import Block
from handlers.words import clean


def show(turn: Turn) -> None:
    """The catalogue, from the menu, a command, or back from the form of one topic."""
    with turn.look() as work:
        view = _board(turn, work)
    turn.put(view)


def add(turn: Turn) -> None:
    with turn.look() as work:
        topics.board(work, turn.actor)
    turn.put(views.add_form(turn.t))


def adopt(turn: Turn) -> None:
    """A suggestion, to be said in the other language too before it is offered."""
    with turn.look() as work:
        suggestion = topics.suggestion(work, turn.actor, turn.number())
    turn.put(views.add_form(turn.t, suggestion=suggestion))


def pick(turn: Turn) -> None:
    """One topic, to be reworded or withdrawn."""
    with turn.look() as work:
        topic = topics.one(work, turn.actor, turn.picked)
    turn.put(views.reword_form(topic, turn.t))


def form_sent(turn: Turn) -> None:
    """A new topic, or other words for one; what is taken or missing is told beside it."""
    what, _, which = turn.kept.partition(":")
    words: dict[str, str] = {language: _words(turn, language) for language in LANGUAGES}
    try:
        with turn.work() as work:
            done = _written(work, turn, what, which, words)
            view = _board(turn, work, done=done)
    except (TopicExists, TopicUnsaid) as refusal:
        told = say_refusal(refusal, turn.t).text
        return turn.correct(**{_block(turn, language): told for language in refusal.languages})
    except TopicChanged:
        return turn.show_instead(_asked_again(turn, which))
    turn.show_instead(view)


def withdraw(turn: Turn) -> None:
    key, _, seen = turn.value.rpartition(":")
    try:
        _change(turn, lambda work: topics.withdraw(work, turn.actor, key, seen=seen), "topics.withdrawn")
    except TopicChanged:
        turn.put(_asked_again(turn, turn.value))


def bring_back(turn: Turn) -> None:
    key = turn.picked
    _change(turn, lambda work: topics.bring_back(work, turn.actor, key), "topics.brought_back")


def set_aside(turn: Turn) -> None:
    _change(turn, lambda work: topics.set_aside(work, turn.actor, turn.number()), "topics.aside")


def _written(work: Work, turn: Turn, what: str, which: str, words: Mapping[str, str]) -> str:
    """The sentence that says what was done."""
    match what:
        case "add":
            topics.add(work, turn.actor, words, suggestion_id=number_in(which) if which else None)
            return "topics.added"
        case "reword":
            key, _, seen = which.rpartition(":")
            topics.reword(work, turn.actor, key, words, seen=seen)
            return "topics.reworded"
        case _:
            topics.board(work, turn.actor)
            raise Outdated


def _change(turn: Turn, act: Callable[[Work], None], done: str) -> None:
    with turn.work() as work:
        act(work)
        view = _board(turn, work, done=done)
    turn.put(view)


def _board(turn: Turn, work: Work, *, done: str | None = None) -> Block:
    return views.board(topics.board(work, turn.actor), turn.t, done=done)


def _asked_again(turn: Turn, which: str) -> Block:
    """The form with the words that a colleague has given the topic; the catalogue once it is withdrawn."""
    key = which.rpartition(":")[0]
    with turn.look() as work:
        shown = topics.board(work, turn.actor)
    found = [entry.topic for entry in shown.entries if entry.topic.key == key]
    if not found:
        return views.board(shown, turn.t, done="topics.gone")
    return views.reword_form(found[0], turn.t, changed=True)


def _block(turn: Turn, language: str) -> str:
    """Asked again, a question has another name (`handlers/views/topics.py`)."""
    again = f"{language}_again"
    return again if again in turn.form else language


def _words(turn: Turn, language: str) -> str:
    return clean(str(turn.form.get(_block(turn, language)) or ""), LONGEST_TOPIC)
