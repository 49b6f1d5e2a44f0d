"""A group: one mentor and several people who learn (`field.md` G1), and what keeps somebody from being in it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.refusals import Refusal

#: People who learn. A group may shrink below the fewest: it goes on while somebody is left.
FEWEST, MOST = 2, 8
#: Characters: a name has to fit into a menu's line.
LONGEST_NAME = 60


class Worry(StrEnum):
    """What a coordinator may go past, knowing it."""

    LANGUAGE = "language"
    HAS_A_MENTOR = "has_a_mentor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitness:
    """What speaks against a group. `line`: whoever is up or down the mentor's line of management; `apart`: they are not
    available together, which never says who or why (design §8). Neither can be confirmed away, the others can:
    `worries` by person, and `beyond`, so many people more than the mentor said they carry.
    """

    line: frozenset[int]
    apart: bool
    worries: Mapping[int, tuple[Worry, ...]]
    beyond: int

    @property
    def is_barred(self) -> bool:
        return self.apart or bool(self.line)

    @property
    def fingerprint(self) -> str:
        """Stands for exactly what has to be confirmed; empty when there is nothing."""
        if not self.worries and not self.beyond:
            return ""
        told = sorted((person, *worries) for person, worries in self.worries.items()), self.beyond
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


class GroupRefused(Refusal):
    """Some of these people cannot be in this group; `fitness` says who, and why."""

    key = "groups.refused"

    def __init__(self, fitness: Fitness) -> None:
        super().__init__()
        self.fitness = fitness


class NotAsSeen(Refusal):
    """It needs a yes to what speaks against it, which is not what was shown."""

    key = "groups.not_as_seen"

    def __init__(self, fitness: Fitness) -> None:
        super().__init__()
        self.fitness = fitness


class GroupTooSmall(Refusal):
    """Fewer than `least` people learn in it."""

    key = "groups.too_small"


class GroupTooLarge(Refusal):
    """More than `most` people learn in it."""

    key = "groups.too_large"


class MentorAmongMentees(Refusal):
    """Nobody mentors themselves."""

    key = "groups.mentor_among_mentees"


class NameTaken(Refusal):
    """Another group that is under way goes by this name."""

    key = "groups.name_taken"


class NoName(Refusal):
    """A group is spoken of by its name."""

    key = "groups.no_name"


def check_size(mentor_id: int, mentee_ids: Collection[int]) -> None:
    """Raise `MentorAmongMentees`, `GroupTooSmall`, `GroupTooLarge`."""
    if mentor_id in mentee_ids:
        raise MentorAmongMentees
    if len(set(mentee_ids)) < FEWEST:
        raise GroupTooSmall(least=FEWEST)
    if len(set(mentee_ids)) > MOST:
        raise GroupTooLarge(most=MOST)


def tidy_name(written: str) -> str:
    """The name in one line. Raises `NoName` when nothing is left of it."""
    name = " ".join(written.split())[:LONGEST_NAME].strip()
    if not any(letter.isalnum() for letter in name):
        raise NoName
    return name
