"""What mentors offer to somebody who chooses, in which order it is shown, and why one of them could suit.

The reasons are those of the matcher (`suitability.py`) and no guess: topics in common, a language, another network.
How many people have named a mentor is no reason, and is not known here (design §1, principle 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from zlib import crc32

from bot.domain.suitability import TOPICS_THAT_COUNT


class Offer(NamedTuple):
    """A mentor as those who choose may read of them. `languages` begins with the one they are written to in; `carried`
    is how many people they mentor now. A tuple, because two thousand are made for each letter that somebody types.
    """

    person_id: int
    slack_id: str
    name: str
    handle: str
    title: str
    network: str | None
    other_networks: tuple[str, ...]
    site: str | None
    timezone: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    capacity: int
    carried: int

    @property
    def free_places(self) -> int:
        """Never less than none: a mentor may have lowered their capacity below what they carry."""
        return max(self.capacity - self.carried, 0)

    @property
    def networks(self) -> tuple[str, ...]:
        return (self.network, *self.other_networks) if self.network else self.other_networks


@dataclass(frozen=True, kw_only=True, slots=True)
class Seeker:
    """Who chooses: what a mentor's offer is read against."""

    person_id: int
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    network: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """Why a mentor could suit: keys of topics in common, languages in common, and another network."""

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    other_network: bool

    @property
    def is_empty(self) -> bool:
        return not (self.topics or self.languages or self.other_network)


def fit(seeker: Seeker, offer: Offer) -> Fit:
    """In the seeker's own order: what they named first is told first."""
    return Fit(
        topics=tuple(topic for topic in seeker.topics if topic in offer.topics),
        languages=tuple(language for language in seeker.languages if language in offer.languages),
        other_network=_networks_differ(seeker, offer),
    )


def suited_first(seeker: Seeker) -> Callable[[Offer], tuple[int, bool, bool, int]]:
    """What to sort offers by, the best suited first: topics in common, then a language, then another network.

    Between equals a draw decides, the same each time for one seeker and another for the next: were it the alphabet,
    the same few mentors would stand first for everybody.
    """
    wanted, spoken = frozenset(seeker.topics), frozenset(seeker.languages)

    # Many mentors offer the same few topics and languages: each list is weighed once.
    @cache
    def topics_missed(offered: tuple[str, ...]) -> int:
        return -min(len(wanted.intersection(offered)), TOPICS_THAT_COUNT)

    no_language = cache(spoken.isdisjoint)

    def key(offer: Offer) -> tuple[int, bool, bool, int]:
        return (
            topics_missed(offer.topics),
            no_language(offer.languages),
            not _networks_differ(seeker, offer),
            crc32(b"%d:%d" % (seeker.person_id, offer.person_id)),
        )

    return key


def _networks_differ(seeker: Seeker, offer: Offer) -> bool:
    return seeker.network is not None and offer.network is not None and seeker.network != offer.network
