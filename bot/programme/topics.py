"""The coordinators' hand on the catalogue of topics (`field.md` F8): what they change is offered from the next
question on, and whoever chose a topic keeps it under its key. What people miss in it, they suggest.

How many people offer or look for a topic is told from five on, since fewer could be recognised (design §8).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.anonymity import may_be_told
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import Texts, Topic
from bot.domain.refusals import Outdated
from bot.domain.topics import (
    MOST_SUGGESTIONS,
    LastTopic,
    Suggestion,
    SuggestionSettled,
    TooManySuggestions,
    TopicChange,
    TopicChanged,
    check_new,
    check_room,
    fingerprint,
    key_for,
    to_bring_back,
)
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A topic on offer; a number is None where it would tell of one to four people."""

    topic: Topic
    offered: int | None
    wanted: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """The catalogue as a coordinator sees it. A suggestion has words and no author."""

    entries: tuple[Entry, ...]
    withdrawn: tuple[Topic, ...]
    suggestions: tuple[Suggestion, ...]


def board(work: Work, actor: Person) -> Board:
    """Raises `NotAllowed`."""
    work.check(actor, Act.EDIT_TOPICS)
    programme, changes = work.programme(), work.topics.changes()
    counts = work.topics.counts(programme.id) if programme else {}
    return Board(
        entries=tuple(_entry(topic, *counts.get(topic.key, (0, 0))) for topic in work.kind().topics),
        withdrawn=to_bring_back(changes),
        suggestions=tuple(work.topics.suggestions()),
    )


def one(work: Work, actor: Person, key: str) -> Topic:
    """A topic on offer, to be reworded. Raises `Outdated` once it is not, and `NotAllowed`."""
    work.check(actor, Act.EDIT_TOPICS)
    return _known(key, work.kind().topics)


def suggestion(work: Work, actor: Person, suggestion_id: int) -> Suggestion:
    """Raises `SuggestionSettled` once somebody has dealt with it, and `NotAllowed`."""
    work.check(actor, Act.EDIT_TOPICS)
    found = [waiting for waiting in work.topics.suggestions() if waiting.id == suggestion_id]
    if not found:
        raise SuggestionSettled
    return found[0]


def add(work: Work, actor: Person, texts: Texts, *, suggestion_id: int | None = None) -> None:
    """Offer a new topic, said in every language; a suggestion that it comes from is off the list, and nothing tells
    whose it was.

    Raises `TopicExists`, `TopicUnsaid`, `TooManyTopics`, `SuggestionSettled` and `NotAllowed`.
    """
    work.authorise(actor, Act.EDIT_TOPICS)
    changes, known = _held(work)
    check_room(known)
    check_new(texts, [*known, *to_bring_back(changes)])
    if suggestion_id is not None and not work.topics.settle(suggestion_id):
        raise SuggestionSettled
    taken = {topic.key for kind in work.customs.types.values() for topic in kind.topics}
    work.topics.offer(key_for(texts["en"], taken | {change.key for change in changes}), texts)


def reword(work: Work, actor: Person, key: str, texts: Texts, *, seen: str) -> None:
    """The same topic in other words, for a coordinator who has `seen` those it has now (a fingerprint).

    Raises `TopicChanged`, `TopicExists`, `TopicUnsaid`, `Outdated` and `NotAllowed`.
    """
    changes, known = _as_seen(work, actor, key, seen)
    others = [topic for topic in (*known, *to_bring_back(changes)) if topic.key != key]
    check_new(texts, others)
    work.topics.offer(key, texts)


def withdraw(work: Work, actor: Person, key: str, *, seen: str) -> None:
    """Offered no more. Whoever chose it keeps it, unseen, and finds it again should it be brought back.

    Raises `LastTopic`, `TopicChanged`, `Outdated` and `NotAllowed`.
    """
    _, known = _as_seen(work, actor, key, seen)
    if len(known) == 1:
        raise LastTopic
    work.topics.offer(key, _known(key, known).texts, withdrawn=True)


def bring_back(work: Work, actor: Person, key: str) -> None:
    """Raises `TooManyTopics`, `TopicExists`, `Outdated` for a topic that is not withdrawn, and `NotAllowed`."""
    work.authorise(actor, Act.EDIT_TOPICS)
    changes, known = _held(work)
    topic = _known(key, to_bring_back(changes))
    check_room(known)
    check_new(topic.texts, known)
    work.topics.offer(key, topic.texts)


def set_aside(work: Work, actor: Person, suggestion_id: int) -> None:
    """Off the list, and gone. Set aside twice is set aside once. Raises `NotAllowed`."""
    work.authorise(actor, Act.EDIT_TOPICS)
    work.topics.settle(suggestion_id)


def suggest(work: Work, words: str, language: str) -> None:
    """A topic that somebody misses, for the coordinators to read; who it was is not kept. Said twice is once.

    Raises `TooManySuggestions`.
    """
    waiting = work.topics.suggestions()
    if any(one.words.casefold() == words.casefold() for one in waiting):
        return
    if len(waiting) >= MOST_SUGGESTIONS:
        raise TooManySuggestions
    work.topics.suggest(words, language)


def _as_seen(work: Work, actor: Person, key: str, seen: str) -> tuple[Sequence[TopicChange], Sequence[Topic]]:
    """The catalogue, held, in which this topic still reads as it was seen."""
    work.authorise(actor, Act.EDIT_TOPICS)
    changes, known = _held(work)
    if fingerprint(_known(key, known).texts) != seen:
        raise TopicChanged
    return changes, known


def _held(work: Work) -> tuple[Sequence[TopicChange], Sequence[Topic]]:
    """What coordinators have changed, and what is offered, until our commit."""
    return work.topics.held(), work.kind().topics


def _known(key: str, topics: Iterable[Topic]) -> Topic:
    for topic in topics:
        if topic.key == key:
            return topic
    raise Outdated


def _entry(topic: Topic, given: int, wanted: int) -> Entry:
    return Entry(topic=topic, offered=_told(given), wanted=_told(wanted))


def _told(figure: int) -> int | None:
    return figure if may_be_told(figure) else None
