"""What a type of programme is: its rhythm, its places, its sheets, its steps, in every language.

A type is written in a YAML file and read by `bot/programme/types.py`; nothing about a programme is coded
(design §1, principle 5). The words of a type are its authors': they are kept here as texts by language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendar import Period, add_months
from bot.domain.cycles import CADENCES, usual_days
from bot.domain.ladder import USUAL, Ladder
from bot.domain.questions import Question
from bot.domain.quiet_weeks import QuietWeeks
from bot.domain.steps import USUAL_SHARE, Step

#: A text by language: "fr", "en".
Texts = Mapping[str, str]


class Kind(StrEnum):
    """Who sits in one mentorship of this programme."""

    PAIR = "pair"
    PEERS = "peers"
    GROUP = "group"
    CIRCLE = "circle"


class Mode(StrEnum):
    """How people come together (`field.md`, tension T3)."""

    THREE_CHOICES = "three_choices"
    SUGGESTED = "suggested"
    ON_ARRIVAL = "on_arrival"
    BY_COORDINATOR = "by_coordinator"


class Stage(StrEnum):
    """The moment of a mentorship that a sheet is written for."""

    FIRST = "first"
    FOLLOWING = "following"
    MIDWAY = "midway"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Something to talk about, which mentors offer and mentees look for (`field.md` F8)."""

    key: str
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetItem:
    """One line of a sheet's checklist; short enough for a box to tick (75 characters, `slack.md` §2.1)."""

    key: str
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetTemplate:
    """The agenda of one meeting, before a mentorship makes it its own (`field.md` W12)."""

    stage: Stage
    title: Texts
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """A subject that one of the following meetings looks into; themes take turns, so months differ."""

    key: str
    title: Texts
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """How many people one mentor carries: what the question allows and proposes (`field.md` W19)."""

    least: int
    most: int
    default: int

    def allows(self, places: int) -> bool:
        return self.least <= places <= self.most


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """How long a mentorship lasts: a number of months or a number of days."""

    months: int = 0
    days: int = 0

    def end_of(self, start: date) -> date:
        """The first day after the mentorship."""
        return add_months(start, self.months) + timedelta(days=self.days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Charter:
    """The text that both sign before the first meeting; a new version is signed anew (`field.md` F13)."""

    version: int
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """One thing that both halves of a pair expect of each other, acknowledged by itself (`field.md` G10)."""

    key: str
    title: Texts
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One page of the mentors' preparation, read in a minute or two."""

    key: str
    title: Texts
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Preparation:
    """What mentors read before they begin (`field.md` I5). `required`: no mentee before it is read."""

    required: bool
    cards: tuple[Card, ...]


class Audience(StrEnum):
    """Whom something is written for."""

    EVERYONE = "everyone"
    MENTORS = "mentors"
    MENTEES = "mentees"
    COMPANY = "company"


class Moment(StrEnum):
    """When a resource is worth reading."""

    JOINING = "joining"
    CHOOSING = "choosing"
    FIRST_MEETING = "first_meeting"
    FOLLOWING = "following"
    MIDWAY = "midway"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """Something to read, on the shelf at any time and shown at its moment (`field.md` F14)."""

    key: str
    title: Texts
    texts: Texts
    link: str | None
    moment: Moment
    audience: Audience


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleTag:
    """A role people may hold in the company (`field.md` W22), as the company names it."""

    key: str
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Matching:
    """What a round of this programme begins with, until a coordinator says otherwise (issue C, item 1).

    `other_team`, `other_entity`, `other_network`: both halves of a pair differ there. `mentors_days`: working days for
    mentors to look at their list, 0 when they are not asked.
    """

    other_team: bool = False
    other_entity: bool = False
    other_network: bool = False
    mentors_days: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeType:
    """A kind of programme a company can run, as its YAML file describes it.

    `period` is the cycle (a month for most, W11). Without a `duration` a mentorship lasts until it is ended.
    Every `midway_every` cycles the sheet is the midway one: a pause to look at the road behind and ahead.

    `approval`: a coordinator says yes to each mentor before they are matched (I1). `arrival` is the order in which
    newcomers are asked. `why` holds the company's own reasons to take part (G2): what it did not write is not said.
    `values` are the company's, for the mentors' welcome and the charter (W6); `emergency`, whom to call at once.
    `of_networks` are lines of the first sheet for whoever belongs to a network, by its name in small letters (W4).
    `matching` is what its rounds begin with. In `quiet_weeks` nobody is nudged.
    `cadences` are how often its mentorships may choose to meet (W9, G3), `ladder` when it asks about a meeting.
    At `certificate` percent of its `steps` each member gets a certificate (G6).
    """

    key: str
    name: Texts
    summary: Texts
    kind: Kind
    mode: Mode
    period: Period
    duration: Duration | None
    capacity: Capacity
    midway_every: int | None
    topics: tuple[Topic, ...]
    sheets: Mapping[Stage, SheetTemplate]
    themes: tuple[Theme, ...]
    steps: tuple[Step, ...]
    charter: Charter | None
    approval: bool = True
    preparation: Preparation | None = None
    expectations: tuple[Expectation, ...] = ()
    resources: tuple[Resource, ...] = ()
    roles: tuple[RoleTag, ...] = ()
    why: Mapping[Audience, Texts] = field(default_factory=dict)
    values: Texts | None = None
    emergency: Texts | None = None
    arrival: tuple[Question, ...] = tuple(Question)
    of_networks: Mapping[str, tuple[SheetItem, ...]] = field(default_factory=dict)
    matching: Matching = Matching()
    quiet_weeks: tuple[QuietWeeks, ...] = ()
    cadences: tuple[Period, ...] = tuple(CADENCES.values())
    ladder: Ladder = USUAL
    certificate: int = USUAL_SHARE

    @property
    def offered(self) -> tuple[Period, ...]:
        """How often its mentorships may meet, the most often first: what they begin with is always among them."""
        return tuple(sorted({self.period, *self.cadences}, key=usual_days))

    @property
    def temporary(self) -> bool:
        """A temporary mentorship runs beside a long-term one, with places of its own (`field.md` W14)."""
        return self.duration is not None

    def topic(self, key: str) -> Topic | None:
        """The topic, or None when the file no longer offers it."""
        return next((topic for topic in self.topics if topic.key == key), None)

    def stage(self, cycle: int, *, last: bool = False) -> Stage:
        """Which sheet this cycle asks for; cycles count from 0, `last` is the one a mentorship ends in."""
        if cycle == 0:
            return Stage.FIRST
        if last:
            return Stage.CLOSING
        if self.midway_every and cycle % self.midway_every == 0:
            return Stage.MIDWAY
        return Stage.FOLLOWING

    def lines_of(self, networks: Iterable[str]) -> tuple[SheetItem, ...]:
        """What the first sheet holds besides for people of these networks, each line once."""
        found = (item for name in networks for item in self.of_networks.get(name.casefold(), ()))
        return tuple({item.key: item for item in found}.values())

    def sheet(self, cycle: int, *, last: bool = False) -> SheetTemplate:
        """What this cycle's meeting is about.

        A following meeting opens with the first line of its sheet, looks into the theme whose turn it is, and
        closes with the rest: the goal, one action, the next date.
        """
        template = self.sheets[self.stage(cycle, last=last)]
        if template.stage is not Stage.FOLLOWING or not self.themes:
            return template
        theme = self.themes[(cycle - 1) % len(self.themes)]
        opening, closing = template.items[:1], template.items[1:]
        return SheetTemplate(stage=template.stage, title=theme.title, items=opening + theme.items + closing)
