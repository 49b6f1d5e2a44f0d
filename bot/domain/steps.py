"""The steps that a mentorship is expected to take, and how far along it is (`field.md` G6).

They are copied from the programme's type when it begins, so that how many there are does not change on the way. A step
once taken stays taken; what two of its people leave out by agreement counts neither for them nor against them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.refusals import Refusal

#: At so many percent of its steps each member of a mentorship gets a certificate, unless the type says otherwise.
USUAL_SHARE = 80
#: A certificate for less than half would say little.
LEAST_SHARE = 50


class StepTaken(Refusal):
    """What was done is not left out."""

    key = "refusals.step_taken"


class What(StrEnum):
    """What may take a step."""

    MEETING = "meeting"
    LINE = "line"
    CHARTER = "charter"
    GOAL = "goal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asks:
    """What a step takes: so many `meetings` held, these lines of a sheet ticked (`items`), the charter signed by
    everybody, so many `goals` set. A type's file says exactly one of them.
    """

    meetings: int | None = None
    items: tuple[str, ...] = ()
    charter: bool = False
    goals: int | None = None

    @property
    def what(self) -> What:
        if self.meetings is not None:
            return What.MEETING
        if self.goals is not None:
            return What.GOAL
        return What.CHARTER if self.charter else What.LINE


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Something that a mentorship is expected to have done, in every language."""

    key: str
    texts: Mapping[str, str]
    asks: Asks


class StepState(StrEnum):
    """`SUGGESTED`: one of them would leave it out, and waits for another's yes."""

    OPEN = "open"
    SUGGESTED = "suggested"
    LEFT_OUT = "left_out"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenStep:
    """A step of one mentorship, and what became of it; `skip_by` would leave it out, `skip_agreed_by` too."""

    key: str
    texts: Mapping[str, str]
    asks: Asks
    done_at: datetime | None = None
    skip_by: int | None = None
    skip_agreed_by: int | None = None

    @property
    def state(self) -> StepState:
        if self.done_at is not None:
            return StepState.DONE
        if self.skip_agreed_by is not None:
            return StepState.LEFT_OUT
        return StepState.OPEN if self.skip_by is None else StepState.SUGGESTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Lived:
    """What a mentorship has behind it: meetings that nobody disputes, the keys of lines that were ticked on any of its
    sheets, whether all have signed the charter, how many goals were set.
    """

    meetings: int = 0
    ticked: frozenset[str] = frozenset()
    charter: bool = False
    goals: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many steps were taken, of how many; those left out by agreement are in neither."""

    done: int
    of: int
    left_out: int = 0

    def reaches(self, share: int) -> bool:
        """Whether so many percent of the steps are done: 7 of 9 are not 80 %, 8 of 10 are."""
        return self.of > 0 and self.done * 100 >= share * self.of


def is_done(asks: Asks, lived: Lived) -> bool:
    match asks.what:
        case What.MEETING:
            return lived.meetings >= (asks.meetings or 0)
        case What.GOAL:
            return lived.goals >= (asks.goals or 0)
        case What.CHARTER:
            return lived.charter
        case What.LINE:
            return bool(asks.items) and lived.ticked.issuperset(asks.items)


def newly_done(steps: Iterable[TakenStep], lived: Lived) -> list[str]:
    """The keys of those that what they have lived makes done by now, also of those they had left out."""
    return [step.key for step in steps if step.done_at is None and is_done(step.asks, lived)]


def taken(steps: Iterable[TakenStep], keys: Collection[str], at: datetime) -> list[TakenStep]:
    """The same, with these done at that instant."""
    return [replace(step, done_at=at) if step.key in keys else step for step in steps]


def count(steps: Sequence[TakenStep]) -> Count:
    states = [step.state for step in steps]
    left_out = states.count(StepState.LEFT_OUT)
    return Count(done=states.count(StepState.DONE), of=len(states) - left_out, left_out=left_out)
