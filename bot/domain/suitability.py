"""Who may mentor whom, how well two people suit each other, and the reasons that will be told.

Hard rules (`field.md` W7, I2, U6; design §8), never traded against anything: nobody mentors themselves; no
mentor is up or down the line of management; a pair that ended, or that either would rather not make, is not
made; the two have a language in common; and what this round asks for: another team, entity or network.

Suitability is simple on purpose, so that a coordinator can say it aloud: seven points for each topic in
common, three topics at most, and one point for each of six things that make a pair easier or richer (another
network, which is what the programme is for (`field.md` F11), another entity, the mentee's own language, close
time zones, a mentor who has been here for longer, the same way of meeting). A topic in common always weighs
more than all six together. What is not known of somebody counts neither way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.meetings import Form

TOPICS_THAT_COUNT = 3
#: Another network, another entity, their own language, close time zones, longer here, the same way of meeting.
LITTLE_THINGS = 6
POINTS_PER_TOPIC = LITTLE_THINGS + 1
MOST_POINTS = TOPICS_THAT_COUNT * POINTS_PER_TOPIC + LITTLE_THINGS
#: Two working days of which six hours in eight or so are shared.
CLOSE_ZONES = 3 * 60
ROUND_THE_CLOCK = 24 * 60
#: Somebody who joined at least so many months earlier has been here for longer, as far as a mentee may notice.
MONTHS_LONGER = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentee:
    """Someone who asked for a mentor, or was invited to.

    `choices` are mentor ids in order of preference, three at most; `choose_for_me` lets the programme
    choose among all. `left_out_before` is in rounds. `manager_line` comes from `line.line_of`;
    `apart_from` are the mentors of ended pairs, those who declined them in this round, and whomever either
    of two people would rather avoid.

    `languages` are those that they told us, `own_language` among them the one that they are written to in; `reads`
    are those of the mentors whom they named, having read them beside the name.
    `team` is their manager's id, `zone` the minutes that their clock is ahead of UTC now. `locked_to`: they have
    this mentor, unless a rule that nobody can lift forbids it. `set_aside`: nobody is looked for in this round.
    """

    id: int
    choices: tuple[int, ...] = ()
    choose_for_me: bool = False
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    own_language: str | None = None
    reads: frozenset[str] = frozenset()
    network: str | None = None
    entity: str | None = None
    team: int | None = None
    zone: int | None = None
    joined_on: date | None = None
    form: Form | None = None
    left_out_before: int = 0
    manager_line: frozenset[int] = frozenset()
    apart_from: frozenset[int] = frozenset()
    locked_to: int | None = None
    set_aside: bool = False

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
    """A volunteer. `mentees_now` are those they already have: they count for an even load.

    A mentor who lowered their capacity below what they carry has no place left, whatever the subtraction
    says. `team`, `zone` and the rest read as a mentee's do.
    """

    id: int
    free_places: int
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    network: str | None = None
    entity: str | None = None
    team: int | None = None
    zone: int | None = None
    joined_on: date | None = None
    form: Form | None = None
    mentees_now: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PairRules:
    """What this round asks of every pair: to differ there. What is unknown of either is no reason to refuse."""

    other_team: bool = False
    other_entity: bool = False
    other_network: bool = False


NO_RULES = PairRules()


class Bar(StrEnum):
    """A hard rule that keeps two people apart. `NOT_FOR_THIS_PAIR` never says more than that (design §8)."""

    LINE = "line"
    LANGUAGE = "language"
    TEAM = "team"
    ENTITY = "entity"
    NETWORK = "network"
    NOT_FOR_THIS_PAIR = "not_for_this_pair"
    CAPACITY = "capacity"
    """For a move by hand only: between two rounds a place may come free."""


#: No coordinator can confirm these. All the others are theirs to weigh, once they are named.
NEVER_FORCED = frozenset({Bar.LINE, Bar.NOT_FOR_THIS_PAIR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why this mentor, as data; a catalogue makes it one sentence. The rank is for the mentee's eyes only.

    Each flag is false when it is not known of either. `form` is the way of meeting that both prefer: for the two
    alone, as each told it to whom they are paired with. `more_senior` is for the programme team alone.
    """

    rank: int | None
    shared_topics: tuple[str, ...]
    shared_languages: tuple[str, ...]
    same_network: bool
    other_network: bool
    other_entity: bool = False
    close_zones: bool = False
    more_senior: bool = False
    form: Form | None = None


def bar_between(mentee: Mentee, mentor: Mentor, rules: PairRules = NO_RULES) -> Bar | None:
    """The hard rule that forbids this pair, or None. Capacity is not one of them: a place may come free."""
    return next(_bars(mentee, mentor, rules), None)


def bars_between(
    mentee: Mentee, mentor: Mentor, rules: PairRules = NO_RULES, *, taken: int = 0
) -> frozenset[Bar]:
    """Everything that speaks against this pair, for a move by hand; `taken` are the mentor's other proposals."""
    full = {Bar.CAPACITY} if mentor.free_places - taken < 1 else set()
    return frozenset({*_bars(mentee, mentor, rules), *full})


def can_be_locked(mentee: Mentee, mentor: Mentor) -> bool:
    """Whether a coordinator may hold these two together at all."""
    return NEVER_FORCED.isdisjoint(_bars(mentee, mentor, NO_RULES))


def points_between(mentee: Mentee, mentor: Mentor) -> int:
    """How well the two suit each other, from 0 to `MOST_POINTS`."""
    topics = min(len(mentee.topics & mentor.topics), TOPICS_THAT_COUNT)
    little_things = (
        _differ(mentee.network, mentor.network),
        _differ(mentee.entity, mentor.entity),
        mentee.own_language in mentor.languages,
        are_close(mentee.zone, mentor.zone),
        _is_longer_here(mentor.joined_on, mentee.joined_on),
        mentee.form is not None and mentee.form is mentor.form,
    )
    return topics * POINTS_PER_TOPIC + sum(little_things)


def reason_between(mentee: Mentee, mentor: Mentor) -> Reason:
    return Reason(
        rank=mentee.rank_of(mentor.id),
        shared_topics=tuple(sorted(mentee.topics & mentor.topics)),
        shared_languages=tuple(sorted(mentee.languages & mentor.languages)),
        same_network=_same(mentee.network, mentor.network),
        other_network=_differ(mentee.network, mentor.network),
        other_entity=_differ(mentee.entity, mentor.entity),
        close_zones=are_close(mentee.zone, mentor.zone),
        more_senior=_is_longer_here(mentor.joined_on, mentee.joined_on),
        form=mentee.form if mentee.form is mentor.form else None,
    )


def are_close(one: int | None, other: int | None) -> bool:
    """Whether two clocks, in minutes ahead of UTC, leave most of a working day in common, also across midnight."""
    if one is None or other is None:
        return False
    apart = abs(one - other) % ROUND_THE_CLOCK
    return min(apart, ROUND_THE_CLOCK - apart) <= CLOSE_ZONES


def month_of(day: date) -> int:
    """Months since year nought: nobody is more senior by a week."""
    return day.year * 12 + day.month


def _bars(mentee: Mentee, mentor: Mentor, rules: PairRules) -> Iterator[Bar]:
    if mentor.id == mentee.id or mentor.id in mentee.manager_line:
        yield Bar.LINE
    if mentor.languages.isdisjoint(mentee.languages) and mentor.languages.isdisjoint(mentee.reads):
        yield Bar.LANGUAGE
    if rules.other_team and _same(mentee.team, mentor.team):
        yield Bar.TEAM
    if rules.other_entity and _same(mentee.entity, mentor.entity):
        yield Bar.ENTITY
    if rules.other_network and _same(mentee.network, mentor.network):
        yield Bar.NETWORK
    if mentor.id in mentee.apart_from:
        yield Bar.NOT_FOR_THIS_PAIR


def _same(one: object, other: object) -> bool:
    return one is not None and one == other


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _is_longer_here(mentor: date | None, mentee: date | None) -> bool:
    if mentor is None or mentee is None:
        return False
    return month_of(mentee) - month_of(mentor) >= MONTHS_LONGER
