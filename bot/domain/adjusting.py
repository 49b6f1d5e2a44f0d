"""What a coordinator may change by hand before a round is published, and what stands in the way of a move.

A rule that can be named is named, and what can be weighed is asked twice. What is private (a refusal, a mentorship of
the past, a pause, a mentor's decline) reads alike for all, and nobody can force it (issue C, item 4; design §8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.refusals import NotAllowed, Refusal
from bot.domain.rounds import Round, RoundState
from bot.domain.suitability import NEVER_FORCED, Bar

#: A mentee who was set aside and is welcome again: whoever prepares the proposals anew looks for their mentor.
BROUGHT_BACK = "brought_back"
#: Where a coordinator's hand still counts.
ADJUSTABLE = frozenset({RoundState.PROPOSED, RoundState.WITH_MENTORS})


class Never(StrEnum):
    """Why a mentor cannot be given to a mentee, whoever insists. `NOT_FOR_THIS_PAIR` says no more than that."""

    LINE = "line"
    NOT_APPROVED = "not_approved"
    NOT_PREPARED = "not_prepared"
    NOT_FOR_THIS_PAIR = "not_for_this_pair"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What speaks against a move: nothing, rules that a coordinator may weigh, or something that they may not."""

    never: Never | None = None
    breaks: tuple[Bar, ...] = ()


def judged(bars: Iterable[Bar]) -> Verdict:
    """What a coordinator is told of these bars. Beside a private one nothing else is said, so that all of them read
    the same.
    """
    found = set(bars)
    if Bar.LINE in found:
        return Verdict(never=Never.LINE)
    if found & NEVER_FORCED:
        return Verdict(never=Never.NOT_FOR_THIS_PAIR)
    return Verdict(breaks=tuple(bar for bar in Bar if bar in found))


def is_adjustable(found: Round) -> bool:
    """Whether it may be changed by hand now: proposals are there, nothing is published or being prepared."""
    return found.state in ADJUSTABLE and found.wanted is None


class TooClose(NotAllowed):
    """About oneself, one's line of management or one's own mentorship: somebody else of the team changes it."""

    key = "adjusting.too_close"


class NotNow(Refusal):
    """Proposals are being prepared or published at this moment, or the round is over."""

    key = "adjusting.not_now"


class ChangedMeanwhile(Refusal):
    """Somebody else of the team was quicker: what was pressed belongs to what was shown before."""

    key = "adjusting.changed_meanwhile"


class CannotMove(Refusal):
    """Nobody can force this pair; `never` says why, as far as it may be said."""

    key = "adjusting.never_not_for_this_pair"

    def __init__(self, never: Never) -> None:
        super().__init__()
        self.never = never


class MustConfirm(Refusal):
    """The move breaks rules that may be broken knowingly: all of them, at once."""

    key = "adjusting.must_confirm"

    def __init__(self, breaks: tuple[Bar, ...]) -> None:
        super().__init__()
        self.breaks = breaks


class CannotUndo(Refusal):
    """What stood before is not possible any more: the places are taken, or the pair is not."""

    key = "adjusting.cannot_undo"


class PlaceTaken(CannotUndo):
    """The place that was added has somebody in it by now."""

    key = "adjusting.place_taken"
