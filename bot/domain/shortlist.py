"""Everyone who could mentor somebody, best suited first, for thousands of people who said "choose for me".

A set of mentors is one integer, a bit per mentor, so that "all who share at least two of these topics" is a
handful of machine operations instead of a loop over two thousand people. The rules are those of
`suitability`, told with sets: a test holds the two against each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import or_
from typing import TypeVar

from bot.domain.suitability import (
    LITTLE_THINGS,
    MONTHS_LONGER,
    NO_RULES,
    POINTS_PER_TOPIC,
    TOPICS_THAT_COUNT,
    Mentee,
    Mentor,
    PairRules,
    are_close,
    month_of,
)

Trait = TypeVar("Trait", bound=Hashable)


class Shortlist:
    """The mentors in the order of the draw; a bit set in a mask stands for the mentor at that position."""

    def __init__(self, mentors: Sequence[Mentor], rules: PairRules = NO_RULES) -> None:
        self.everyone = (1 << len(mentors)) - 1
        self._rules = rules
        self._size = len(mentors)
        self._position = {mentor.id: position for position, mentor in enumerate(mentors)}
        self._by_topic = _masks(mentors, lambda mentor: mentor.topics)
        self._by_language = _masks(mentors, lambda mentor: mentor.languages)
        self._by_network = _masks(mentors, lambda mentor: (mentor.network,))
        self._by_entity = _masks(mentors, lambda mentor: (mentor.entity,))
        self._by_team = _masks(mentors, lambda mentor: (mentor.team,))
        self._by_form = _masks(mentors, lambda mentor: (mentor.form,))
        self._by_zone = _masks(mentors, lambda mentor: (mentor.zone,))
        self._close_to: dict[int | None, int] = {}
        by_month = _masks(mentors, lambda mentor: (_month_joined(mentor),))
        self._months: list[int] = sorted(month for month in by_month if month is not None)
        self._here_since: list[int] = [0, *accumulate((by_month[month] for month in self._months), or_)]

    def allowed(self, mentee: Mentee) -> int:
        """Everyone whom no hard rule keeps from this mentee, whether or not they have a place."""
        mask = 0
        for language in mentee.languages | mentee.reads:
            mask |= self._by_language.get(language, 0)
        if self._rules.other_team:
            mask &= ~_of(self._by_team, mentee.team)
        if self._rules.other_entity:
            mask &= ~_of(self._by_entity, mentee.entity)
        if self._rules.other_network:
            mask &= ~_of(self._by_network, mentee.network)
        barred = {mentee.id} | mentee.manager_line | mentee.apart_from
        for person in barred if len(barred) < self._size else self._position.keys() & barred:
            if (position := self._position.get(person)) is not None:
                mask &= ~(1 << position)
        return mask

    def by_points(self, mentee: Mentee) -> Iterator[tuple[int, int]]:
        """(points, mask) for each possible number of points, best first; hard rules are not applied."""
        sharing = _at_least(
            TOPICS_THAT_COUNT, (self._by_topic.get(topic, 0) for topic in mentee.topics), self.everyone
        )
        easing = _at_least(LITTLE_THINGS, self._little_things(mentee), self.everyone)
        for count in range(TOPICS_THAT_COUNT, -1, -1):
            these = sharing[count] & ~sharing[count + 1]
            for little in range(LITTLE_THINGS, -1, -1) if these else ():
                yield count * POINTS_PER_TOPIC + little, these & easing[little] & ~easing[little + 1]

    def _little_things(self, mentee: Mentee) -> Iterator[int]:
        """For each thing that counts a point, the mentors of whom it is true."""
        yield self._elsewhere(self._by_network, mentee.network)
        yield self._elsewhere(self._by_entity, mentee.entity)
        yield _of(self._by_language, mentee.own_language)
        yield self._close(mentee.zone)
        yield self._longer_here(mentee)
        yield _of(self._by_form, mentee.form)

    def _elsewhere(self, masks: Mapping[str | None, int], own: str | None) -> int:
        if own is None:
            return 0
        return self.everyone & ~masks.get(own, 0) & ~masks.get(None, 0)

    def _close(self, zone: int | None) -> int:
        if zone not in self._close_to:
            near = (mask for other, mask in self._by_zone.items() if are_close(zone, other))
            self._close_to[zone] = sum(near)
        return self._close_to[zone]

    def _longer_here(self, mentee: Mentee) -> int:
        if mentee.joined_on is None:
            return 0
        return self._here_since[bisect_right(self._months, month_of(mentee.joined_on) - MONTHS_LONGER)]


def positions(mask: int, *, start: int, at_most: int) -> Iterator[int]:
    """Up to that many positions of the mask, going round from `start`: equals do not all get the same few."""
    ahead = mask >> start << start
    for part in (ahead, mask ^ ahead):
        while part and at_most:
            lowest = part & -part
            yield lowest.bit_length() - 1
            part ^= lowest
            at_most -= 1


def _at_least(most: int, sets: Iterable[int], everyone: int) -> list[int]:
    """Index k: those who are in at least k of the sets. The last index is nobody: more than `most` count no more."""
    counted = [everyone] + [0] * (most + 1)
    seen = 0
    for one in sets:
        seen = min(seen + 1, most)
        for count in range(seen, 0, -1):
            counted[count] |= counted[count - 1] & one
    return counted


def _of(masks: Mapping[Trait | None, int], trait: Trait | None) -> int:
    """Those of whom this trait is known; nobody when it is not known of the mentee."""
    return 0 if trait is None else masks.get(trait, 0)


def _month_joined(mentor: Mentor) -> int | None:
    return None if mentor.joined_on is None else month_of(mentor.joined_on)


def _masks(
    mentors: Sequence[Mentor], traits: Callable[[Mentor], Iterable[Trait | None]]
) -> dict[Trait | None, int]:
    masks: defaultdict[Trait | None, int] = defaultdict(int)
    for position, mentor in enumerate(mentors):
        for trait in traits(mentor):
            masks[trait] |= 1 << position
    return dict(masks)
