"""One matching campaign: collecting → proposed → published.

The list of invited people is written when the round opens, and grows by those who arrive while it collects:
it is the denominator of "without a mentor". An answer may change until the round closes; before publication
nobody but the coordinator sees a proposal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.refusals import Refusal

#: How many mentors a mentee names, in order of preference (`field.md` W18).
MOST_CHOICES = 3
#: How long people have to answer, unless the coordinator says otherwise; and the longest that is no mistake.
USUAL_WINDOW, LONGEST_WINDOW = timedelta(days=14), timedelta(days=90)


class RoundState(StrEnum):
    """`PROPOSED`: answers are closed, proposals are being prepared or reviewed."""

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

    def takes_answers(self, today: date) -> bool:
        """Whether an answer may still be given or changed; `today` is a local date of the programme's zone."""
        return self.state is RoundState.COLLECTING and today <= self.closes_on


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


class NobodyToChoose(Refusal):
    """No mentor can be chosen by this person at the moment."""

    key = "refusals.nobody_to_choose"


class ListChanged(Refusal):
    """Between the preview and the confirmation somebody came to the list, or left it."""

    key = "refusals.list_changed"


class ClosesTooSoon(Refusal):
    """A round stays open until tomorrow at least: invitations go out in working hours."""

    key = "refusals.closes_too_soon"


class ClosesTooLate(Refusal):
    """A round closes by `day` at the latest."""

    key = "refusals.closes_too_late"


class Barred(StrEnum):
    """Why somebody cannot be chosen. `UNAVAILABLE` never says more than that (design §8)."""

    MISSING = "missing"
    TWICE = "twice"
    ONESELF = "oneself"
    LINE = "line"
    FULL = "full"
    UNAVAILABLE = "unavailable"


class ChoiceRefused(Refusal):
    """Some of the three names cannot be chosen; `places` says which (0 is the first), and why."""

    key = "refusals.choice_refused"

    def __init__(self, places: Mapping[int, Barred]) -> None:
        super().__init__()
        self.places = places


def ranked(
    named: Sequence[int | None], *, chooser: int, open_to: frozenset[int], barred: Mapping[int, Barred]
) -> tuple[int, ...]:
    """The names in order of preference, an empty place closed up (`field.md` W7, W18, I2).

    `open_to` are the mentors whom this person may choose, `barred` those whom they may not, and why. Raises
    `ChoiceRefused` with everything that is wrong at once.
    """
    wrong: dict[int, Barred] = {}
    if not named or named[0] is None:
        wrong[0] = Barred.MISSING
    for place, mentor in enumerate(named):
        if mentor is None:
            continue
        if mentor in named[:place]:
            wrong[place] = Barred.TWICE
        elif mentor == chooser:
            wrong[place] = Barred.ONESELF
        elif mentor not in open_to:
            wrong[place] = barred.get(mentor, Barred.UNAVAILABLE)
        elif place >= MOST_CHOICES:
            wrong[place] = Barred.UNAVAILABLE
    if wrong:
        raise ChoiceRefused(wrong)
    return tuple(mentor for mentor in named if mentor is not None)


def check_closing(closes_on: date, *, today: date) -> None:
    """Raise `ClosesTooSoon` or `ClosesTooLate`; both are local dates of the programme's zone."""
    if closes_on <= today:
        raise ClosesTooSoon
    if closes_on > today + LONGEST_WINDOW:
        raise ClosesTooLate(day=today + LONGEST_WINDOW)
