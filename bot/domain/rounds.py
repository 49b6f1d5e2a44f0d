"""One matching campaign: inviting → collecting → proposed → published.

The list of invited people is fixed when the round opens: it is the denominator of "without a mentor".
A choice may change until the round closes; before publication nobody but the coordinator sees a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.refusals import Refusal


class RoundState(StrEnum):
    COLLECTING = "collecting"
    PROPOSED = "proposed"
    PUBLISHED = "published"


class Answer(StrEnum):
    """What an invited mentee said."""

    CHOICES = "choices"
    CHOOSE_FOR_ME = "choose_for_me"
    NOT_THIS_TIME = "not_this_time"


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    id: int
    programme_id: int
    state: RoundState
    opened_at: datetime
    closes_on: date
    opened_by: int
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """One person of the round's list; `choices` are mentor ids in order of preference."""

    round_id: int
    person_id: int
    answer: Answer | None
    choices: tuple[int, ...]
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedProposal:
    """What the matcher proposed for one mentee: a mentor and why, or why not.

    `reason` is the data of `matching.Reason`; `rank` is told to the mentee only (design §1).
    """

    mentee_id: int
    mentor_id: int | None
    rank: int | None
    reason: dict[str, object]
    left_out: str | None
    suggested: bool


class RoundClosed(Refusal):
    """The round no longer takes answers: proposals are being prepared, or published."""

    key = "refusals.round_closed"


class NoRoundOpen(Refusal):
    """No round is open for this person."""

    key = "refusals.no_round"


class RoundAlreadyOpen(Refusal):
    """A programme runs one round at a time."""

    key = "refusals.round_already_open"


class NobodyToInvite(Refusal):
    """Nobody who wants a mentor is without one."""

    key = "refusals.nobody_to_invite"


class NothingProposed(Refusal):
    """Publishing needs proposals first."""

    key = "refusals.nothing_proposed"


class ChoiceRefused(Refusal):
    """A chosen mentor cannot be chosen by this person: themselves, their line of management, twice, or full."""

    key = "refusals.choice_refused"


def check_choices(
    choices: tuple[int, ...], *, chooser: int, line: frozenset[int], mentors: frozenset[int]
) -> None:
    """Raise the refusal that explains what is wrong with these ranked choices (`field.md` W7, W18, I2)."""
    if not choices or len(choices) > 3:
        raise ChoiceRefused(why="count")
    if len(set(choices)) != len(choices):
        raise ChoiceRefused(why="twice")
    for mentor in choices:
        if mentor == chooser:
            raise ChoiceRefused(why="oneself")
        if mentor in line:
            raise ChoiceRefused(why="line")
        if mentor not in mentors:
            raise ChoiceRefused(why="unavailable")
