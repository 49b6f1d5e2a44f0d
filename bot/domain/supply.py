"""Supply and demand, topic by topic, while there is still time to find somebody (issue C, item 3; `field.md` F8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.suitability import Mentee, Mentor


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicSupply:
    """How many people want to learn it, and how many free places the mentors who give it have between them.

    A mentor's place counts for each of their topics: `places` is what there is at most, `missing` at least.
    """

    topic: str
    wanted: int
    places: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.places)


def supply(mentees: Iterable[Mentee], mentors: Iterable[Mentor]) -> tuple[TopicSupply, ...]:
    """Every topic that somebody wants or gives, the scarcest first: most missing, then most wanted."""
    wanted = Counter(topic for mentee in mentees if not mentee.set_aside for topic in mentee.topics)
    places: Counter[str] = Counter()
    for mentor in mentors:
        for topic in mentor.topics:
            places[topic] += max(0, mentor.free_places)
    topics = (
        TopicSupply(topic=topic, wanted=wanted[topic], places=places[topic]) for topic in wanted | places
    )
    return tuple(sorted(topics, key=lambda one: (-one.missing, -one.wanted, one.topic)))
