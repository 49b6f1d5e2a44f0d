"""What somebody may add about themselves, in Home: all of it optional, none of it a condition for being matched.

One profile serves all programmes. Who can see a line is declared here, once, and said beside the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.people import Person
from bot.domain.refusals import Refusal

#: More goals than this are a list, not a direction.
MOST_GOALS = 3
#: Characters: a goal is a sentence, and so is an experience.
LONGEST_GOAL = 200
LONGEST_EXPERIENCE = 300
#: A site or an entity is a name.
LONGEST_PLACE = 75
#: Beside the main network, and beside the language they are written to in: more would say nothing of somebody.
MOST_NETWORKS, MOST_LANGUAGES, MOST_ROLES = 10, 10, 10
#: People whom somebody would rather not be paired with.
MOST_AVOIDED = 20


class Line(StrEnum):
    """One line of a profile."""

    OTHER_NETWORKS = "other_networks"
    ROLES = "roles"
    SITE = "site"
    ENTITY = "entity"
    LANGUAGES = "languages"
    SENIORITY = "seniority"
    TOPICS_TO_GIVE = "topics_to_give"
    EXPERIENCE = "experience"
    GOALS = "goals"
    DAYS = "days"
    FORM = "form"
    PAUSE = "pause"


class SeenBy(StrEnum):
    """Who reads a line besides its author. The matcher is a rule, not a reader."""

    CHOOSERS = "choosers"
    """Whoever may choose a mentor, once they look for one, and the programme team."""
    PARTNERS = "partners"
    """The people somebody is paired with, and nobody else."""
    TEAM = "team"
    """The programme team."""


SEEN_BY: Mapping[Line, SeenBy] = {
    Line.OTHER_NETWORKS: SeenBy.CHOOSERS,
    Line.ROLES: SeenBy.CHOOSERS,
    Line.SITE: SeenBy.CHOOSERS,
    Line.ENTITY: SeenBy.CHOOSERS,
    # Those that two people share are a reason that both read when they are introduced.
    Line.LANGUAGES: SeenBy.CHOOSERS,
    Line.SENIORITY: SeenBy.TEAM,
    Line.TOPICS_TO_GIVE: SeenBy.CHOOSERS,
    Line.EXPERIENCE: SeenBy.CHOOSERS,
    Line.GOALS: SeenBy.PARTNERS,
    Line.DAYS: SeenBy.PARTNERS,
    Line.FORM: SeenBy.PARTNERS,
    Line.PAUSE: SeenBy.TEAM,
}


class TooManyGoals(Refusal):
    """More than `most` goals."""

    key = "refusals.too_many_goals"


class TooManyOfThem(Refusal):
    """More than `most` of what a line may hold: networks, roles, languages."""

    key = "refusals.too_many_of_them"


class TooManyAvoided(Refusal):
    """More than `most` people whom somebody would rather not be paired with."""

    key = "refusals.too_many_avoided"


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What somebody added about themselves. `days` are weekdays, Monday being 0; `languages` are those spoken besides
    the one they are written to in, as codes ("de"); `muted` are kinds of messages they do not want; until
    `quiet_until` nothing is asked about questions left open.
    """

    person_id: int
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    seniority: str | None = None
    topics_to_give: tuple[str, ...] = ()
    experience: str | None = None
    goals: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    form: Form | None = None
    muted: frozenset[PromptKind] = frozenset()
    quiet_until: date | None = None


def languages_of(person: Person, profile: Profile | None) -> frozenset[str]:
    """Every language somebody can be mentored in: the one they are written to in, and those they added."""
    return frozenset({person.language, *(profile.languages if profile else ())})


def topics_given(person: Person, profile: Profile | None) -> tuple[str, ...]:
    """What somebody offers as a mentor: the topics they said they give, else those they answered with."""
    return (profile.topics_to_give if profile else ()) or person.topics
