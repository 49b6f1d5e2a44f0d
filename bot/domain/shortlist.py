"""Everyone who could mentor somebody, best suited first, for thousands of people who said "choose for me".

A set of mentors is one integer, a bit per mentor, so that "all who share at least two of these topics" is a
handful of machine operations instead of a loop over two thousand people. The rules are those of
`suitability`, told with sets: a test holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.domain.suitability import (
    POINTS_FOR_ANOTHER_NETWORK,
    POINTS_PER_TOPIC,
    TOPICS_THAT_COUNT,
    Mentee,
    Mentor,
)


class Shortlist:
    """The mentors in the order of the draw; a bit set in a mask stands for the mentor at that position."""

    def __init__(self, mentors: Sequence[Mentor]) -> None:
        self.everyone = (1 << len(mentors)) - 1
        self._size = len(mentors)
        self._position = {mentor.id: position for position, mentor in enumerate(mentors)}
        self._by_topic = _masks(mentors, lambda mentor: mentor.topics)
        self._by_language = _masks(mentors, lambda mentor: mentor.languages)
        self._by_network = _masks(mentors, lambda mentor: (mentor.network,))

    def allowed(self, mentee: Mentee) -> int:
        """Everyone whom no hard rule keeps from this mentee, whether or not they have a place."""
        mask = 0
        for language in mentee.languages:
            mask |= self._by_language.get(language, 0)
        barred = {mentee.id} | mentee.manager_line | mentee.apart_from
        for person in barred if len(barred) < self._size else self._position.keys() & barred:
            if (position := self._position.get(person)) is not None:
                mask &= ~(1 << position)
        return mask

    def by_points(self, mentee: Mentee) -> Iterator[tuple[int, int]]:
        """(points, mask) for each possible number of points, best first; hard rules are not applied."""
        sharing = self._sharing_at_least(mentee.topics)
        elsewhere = self._in_another_network(mentee.network)
        for count in range(TOPICS_THAT_COUNT, -1, -1):
            exactly = sharing[count] & ~sharing[count + 1]
            points = count * POINTS_PER_TOPIC
            yield points + POINTS_FOR_ANOTHER_NETWORK, exactly & elsewhere
            yield points, exactly & ~elsewhere

    def _sharing_at_least(self, topics: frozenset[str]) -> list[int]:
        """Index k: those who share at least k of the topics. The last index is nobody: more count no more."""
        sharing = [self.everyone] + [0] * (TOPICS_THAT_COUNT + 1)
        for topic in topics:
            these = self._by_topic.get(topic, 0)
            for count in range(TOPICS_THAT_COUNT, 0, -1):
                sharing[count] |= sharing[count - 1] & these
        return sharing

    def _in_another_network(self, network: str | None) -> int:
        if network is None:
            return 0
        return self.everyone & ~self._by_network.get(network, 0) & ~self._by_network.get(None, 0)


def positions(mask: int, *, start: int, at_most: int) -> Iterator[int]:
    """Up to that many positions of the mask, going round from `start`: equals do not all get the same few."""
    ahead = mask >> start << start
    for part in (ahead, mask ^ ahead):
        while part and at_most:
            lowest = part & -part
            yield lowest.bit_length() - 1
            part ^= lowest
            at_most -= 1


def _masks(
    mentors: Sequence[Mentor], traits: Callable[[Mentor], Iterable[str | None]]
) -> dict[str | None, int]:
    masks: defaultdict[str | None, int] = defaultdict(int)
    for position, mentor in enumerate(mentors):
        for trait in traits(mentor):
            masks[trait] |= 1 << position
    return dict(masks)
