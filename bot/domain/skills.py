"""How somebody sees themselves in a few skills, at the start and at the end: for their own eyes (`field.md` W5).

The skills are topics that they chose. Nobody else reads a rating, neither their mentor nor the team; only how many
people went up leaves the pair, from five people on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.anonymity import Total, shown
from bot.domain.refusals import Outdated, Refusal

#: More than these are a questionnaire.
MOST_SKILLS = 3
#: From "I am beginning" to "I could teach it".
SCALE = (1, 2, 3, 4, 5)


class Moment(StrEnum):
    START = "start"
    END = "end"


class TooManySkills(Refusal):
    """More than `most` skills are rated."""

    key = "goals.too_many_skills"

    def __init__(self, most: int) -> None:
        super().__init__(most=most)
        self.most = most


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """How somebody rated themselves in one skill, a topic's key, at one moment: 1 to 5."""

    person_id: int
    skill: str
    moment: Moment
    value: int


def check(rated: Mapping[str, int], offered: Collection[str]) -> None:
    """Raises `TooManySkills`, and `Outdated` for a skill or a value that was never offered."""
    if not rated.keys() <= set(offered) or not set(rated.values()) <= set(SCALE):
        raise Outdated
    if len(rated) > MOST_SKILLS:
        raise TooManySkills(MOST_SKILLS)


# -- what leaves the pair ----------------------------------------------------------------------------------------------

PEOPLE = Total("rated", (Total("both", (Total("up"), Total("same"), Total("down"))), Total("start_only")))


def rates(ratings: Iterable[tuple[int, Rating]]) -> Mapping[str, int | None]:
    """How many people rated themselves, and went up, stayed or went down over all their skills together; None is
    withheld. The numbers beside the ratings are those of their mentorships.
    """
    told: dict[tuple[int, int], dict[tuple[str, Moment], int]] = {}
    for mentorship_id, one in ratings:
        told.setdefault((mentorship_id, one.person_id), {})[one.skill, one.moment] = one.value
    ways: dict[int, set[str]] = {}
    for (_, person), mine in told.items():
        ways.setdefault(person, set()).add(_way(mine))
    figures = Counter(_of_a_person(one) for one in ways.values())
    figures["both"] = figures["up"] + figures["same"] + figures["down"]
    figures["rated"] = figures["both"] + figures["start_only"]
    named = {node.name: figures[node.name] for node in PEOPLE.nodes()}
    may_be_told = shown(PEOPLE, named)
    return {name: figure if name in may_be_told else None for name, figure in named.items()}


def _way(mine: Mapping[tuple[str, Moment], int]) -> str:
    both = {skill for skill, moment in mine if moment is Moment.END and (skill, Moment.START) in mine}
    if not both:
        return "start_only"
    gained = sum(mine[skill, Moment.END] - mine[skill, Moment.START] for skill in both)
    return "up" if gained > 0 else "down" if gained < 0 else "same"


def _of_a_person(ways: set[str]) -> str:
    """One word for somebody of several mentorships: the best of them."""
    return next(word for word in ("up", "same", "down", "start_only") if word in ways)
