"""The catalogue of topics: what a programme's file offers, as the coordinators have changed it since (`field.md` F8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.programmes import Texts, Topic
from bot.domain.refusals import Refusal

#: A menu holds so many lines (`slack.md` §2.1).
MOST_TOPICS_OFFERED = 100
#: Characters: a topic is a line of a menu.
LONGEST_TOPIC = 75


class TooManyTopics(Refusal):
    """The catalogue is full: `most` topics are offered already."""

    key = "refusals.too_many_topics"


class TopicExists(Refusal):
    """A topic of that name is offered already."""

    key = "refusals.topic_exists"


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


def _topic(change: TopicChange) -> Topic:
    return Topic(key=change.key, texts=change.texts)
