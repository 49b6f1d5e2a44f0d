"""Who may mentor whom, how well two people suit each other, and the reasons that will be told.

Hard rules (`field.md` W7, I2, U6; design §8), never traded against anything: nobody mentors themselves; no
mentor is up or down the line of management; a pair that ended is not made again; the two have a language in
common.

Suitability is simple on purpose, so that a coordinator can say it aloud: two points for each topic in
common, three topics at most, and one point when the two belong to different networks, since crossing
networks is what the programme is for (`field.md` F11). A topic in common always weighs more than the
network.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TOPICS_THAT_COUNT = 3
POINTS_PER_TOPIC = 2
POINTS_FOR_ANOTHER_NETWORK = 1
MOST_POINTS = TOPICS_THAT_COUNT * POINTS_PER_TOPIC + POINTS_FOR_ANOTHER_NETWORK


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentee:
    """Someone who asked for a mentor, or was invited to.

    `choices` are mentor ids in order of preference, three at most; `choose_for_me` lets the programme
    choose among all. `left_out_before` is in rounds. `manager_line` comes from `line.line_of`;
    `apart_from` are the mentors of ended pairs, and whomever either of two people would rather avoid.
    """

    id: int
    choices: tuple[int, ...] = ()
    choose_for_me: bool = False
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    network: str | None = None
    left_out_before: int = 0
    manager_line: frozenset[int] = frozenset()
    apart_from: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if len(self.choices) > 3:
            raise ValueError("a mentee names three mentors at most (field.md W18)")

    @property
    def has_answered(self) -> bool:
        return bool(self.choices) or self.choose_for_me

    def rank_of(self, mentor_id: int) -> int | None:
        """1, 2 or 3; the best one when somebody was named twice; None when they were not named."""
        return self.choices.index(mentor_id) + 1 if mentor_id in self.choices else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentor:
    """A volunteer with places left. `mentees_now` are those they already have: they count for an even load.

    A mentor who lowered their capacity below what they carry has no place left, whatever the subtraction
    says.
    """

    id: int
    free_places: int
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    network: str | None = None
    mentees_now: int = 0


class Bar(StrEnum):
    """A hard rule that keeps two people apart. `NOT_FOR_THIS_PAIR` never says more than that (design §8)."""

    LANGUAGE = "language"
    LINE = "line"
    NOT_FOR_THIS_PAIR = "not_for_this_pair"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why this mentor, as data; a catalogue makes it one sentence. The rank is for the mentee's eyes only.

    Both network flags are false when either network is unknown.
    """

    rank: int | None
    shared_topics: tuple[str, ...]
    shared_languages: tuple[str, ...]
    same_network: bool
    other_network: bool


def bar_between(mentee: Mentee, mentor: Mentor) -> Bar | None:
    """The hard rule that forbids this pair, or None. Capacity is not a bar: a place may come free."""
    if mentor.id == mentee.id or mentor.id in mentee.manager_line:
        return Bar.LINE
    if not mentee.languages & mentor.languages:
        return Bar.LANGUAGE
    if mentor.id in mentee.apart_from:
        return Bar.NOT_FOR_THIS_PAIR
    return None


def points_between(mentee: Mentee, mentor: Mentor) -> int:
    """How well the two suit each other, from 0 to `MOST_POINTS`."""
    topics = min(len(mentee.topics & mentor.topics), TOPICS_THAT_COUNT)
    crossing = POINTS_FOR_ANOTHER_NETWORK if _networks_differ(mentee, mentor) else 0
    return topics * POINTS_PER_TOPIC + crossing


def reason_between(mentee: Mentee, mentor: Mentor) -> Reason:
    both_known = mentee.network is not None and mentor.network is not None
    return Reason(
        rank=mentee.rank_of(mentor.id),
        shared_topics=tuple(sorted(mentee.topics & mentor.topics)),
        shared_languages=tuple(sorted(mentee.languages & mentor.languages)),
        same_network=both_known and mentee.network == mentor.network,
        other_network=_networks_differ(mentee, mentor),
    )


def _networks_differ(mentee: Mentee, mentor: Mentor) -> bool:
    return mentee.network is not None and mentor.network is not None and mentee.network != mentor.network
