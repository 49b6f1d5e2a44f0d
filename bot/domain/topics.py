"""The catalogue of topics: what a programme's file offers, as coordinators have changed it since (`field.md` F8)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.programmes import Texts, Topic
from bot.domain.refusals import Refusal

#: A menu holds so many lines (`slack.md` §2.1).
MOST_TOPICS_OFFERED = 100
#: Characters: a topic is a line of a menu.
LONGEST_TOPIC = 75
#: Beyond so many unread suggestions nobody reads them: the coordinators first read what waits.
MOST_SUGGESTIONS = 200
#: Characters of the English words that a key is made of, before its number.
LONGEST_KEY = 32
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


class TooManyTopics(Refusal):
    """The catalogue is full: `most` topics are offered already."""

    key = "refusals.too_many_topics"


class TopicExists(Refusal):
    """A topic of that name is offered already, or was withdrawn and can be brought back.

    `languages` are those in which the words are taken.
    """

    key = "refusals.topic_exists"

    def __init__(self, languages: Collection[str]) -> None:
        super().__init__()
        self.languages = tuple(languages)


class TopicUnsaid(Refusal):
    """A topic is read by everybody, so it is said in every language; `languages` are those that miss."""

    key = "refusals.topic_unsaid"

    def __init__(self, languages: Collection[str]) -> None:
        super().__init__()
        self.languages = tuple(languages)


class LastTopic(Refusal):
    """Without a topic nobody could answer the question about topics."""

    key = "refusals.last_topic"


class TopicChanged(Refusal):
    """Somebody else reworded or withdrew the topic while its form was open."""

    key = "refusals.topic_changed"


class SuggestionSettled(Refusal):
    """Somebody else has adopted the suggestion, or set it aside."""

    key = "refusals.suggestion_settled"


class TooManySuggestions(Refusal):
    """Too many suggestions wait to be read already."""

    key = "refusals.too_many_suggestions"


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicChange:
    """A topic that coordinators added, reworded or withdrew; its key stays, so that nobody's choice is lost."""

    key: str
    texts: Texts
    withdrawn: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A topic that somebody missed, in their words and language. Who it was is not kept."""

    id: int
    words: str
    language: str


def catalogue(of_the_file: Sequence[Topic], changes: Iterable[TopicChange]) -> tuple[Topic, ...]:
    """What people are offered: the file's topics in its order, reworded or withdrawn, then those that were added."""
    changed = {change.key: change for change in changes}
    kept = [*of_the_file, *(_topic(one) for one in changed.values())]
    known = dict.fromkeys(topic.key for topic in kept)
    texts = {topic.key: topic.texts for topic in reversed(kept)} | {
        key: change.texts for key, change in changed.items()
    }
    withdrawn = {key for key, change in changed.items() if change.withdrawn}
    return tuple(Topic(key=key, texts=texts[key]) for key in known if key not in withdrawn)


def to_bring_back(changes: Iterable[TopicChange]) -> tuple[Topic, ...]:
    """The topics that were withdrawn: each keeps its words and its place."""
    return tuple(_topic(change) for change in changes if change.withdrawn)


def check_room(offered: Sequence[Topic]) -> None:
    if len(offered) >= MOST_TOPICS_OFFERED:
        raise TooManyTopics(most=MOST_TOPICS_OFFERED)


def check_new(texts: Texts, known: Iterable[Topic]) -> None:
    """Raise `TopicUnsaid` when a language has no word, and `TopicExists` when another topic reads the same in one,
    whatever its case, accents and punctuation.
    """
    others = list(known)
    if unsaid := [language for language, words in texts.items() if not _plain(words)]:
        raise TopicUnsaid(unsaid)
    taken = [
        language
        for language, words in texts.items()
        if any(_plain(words) == _plain(other.texts.get(language, "")) for other in others)
    ]
    if taken:
        raise TopicExists(taken)


def key_for(english: str, taken: Collection[str]) -> str:
    """A name for good, as in `speaking_in_public_1`: rewording the topic later changes nobody's choice."""
    words = _NOT_IN_A_KEY.sub("_", _plain(english))[:LONGEST_KEY].strip("_") or "topic"
    number = 1
    while f"{words}_{number}" in taken:
        number += 1
    return f"{words}_{number}"


def fingerprint(texts: Texts) -> str:
    """Stands for exactly these words, so that nobody changes what they have not read."""
    words = "\n".join(texts[language] for language in sorted(texts))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _plain(words: str) -> str:
    """Words as they are compared: without case, accents, punctuation, or more than one space in a row."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one if one.isalnum() else " " for one in apart if not unicodedata.combining(one))
    return " ".join(letters.split())


def _topic(change: TopicChange) -> Topic:
    return Topic(key=change.key, texts=change.texts)
