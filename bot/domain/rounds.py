"""One matching campaign: collecting → proposed → with mentors → published.

The list of invited people is written when the round opens, and grows by those who arrive while it collects:
it is the denominator of "without a mentor". An answer may change until the round closes; before publication
nobody but the coordinator sees a proposal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.people import Person
from bot.domain.programmes import Matching, Mode, ProgrammeType
from bot.domain.refusals import Refusal

#: How many mentors a mentee names, in order of preference (`field.md` W18).
MOST_CHOICES = 3
#: Working days for mentors to look at who would be theirs, and the most that they are given.
MENTORS_DAYS, MOST_MENTORS_DAYS = Matching().mentors_days, 10
#: How people can come together in a round; a newcomer's mentor comes with their start date instead.
MODES = (Mode.THREE_CHOICES, Mode.SUGGESTED, Mode.BY_COORDINATOR)
#: How long people have to answer, unless the coordinator says otherwise; and the longest that is no mistake.
USUAL_WINDOW, LONGEST_WINDOW = timedelta(days=14), timedelta(days=90)


class RoundState(StrEnum):
    """`PROPOSED`: answers are closed, proposals are being prepared or reviewed. `WITH_MENTORS`: each mentor reads who
    would be theirs, and may decline somebody.
    """

    COLLECTING = "collecting"
    PROPOSED = "proposed"
    WITH_MENTORS = "with_mentors"
    PUBLISHED = "published"


class Answer(StrEnum):
    """What an invited mentee said."""

    CHOICES = "choices"
    CHOOSE_FOR_ME = "choose_for_me"
    NOT_THIS_TIME = "not_this_time"


class Wanted(StrEnum):
    """What somebody asked for, that takes a while: a crash in the middle leaves it written down, to be finished."""

    PROPOSALS = "proposals"
    PUBLICATION = "publication"


class MentorSays(StrEnum):
    """A mentor's word on one person of their list, before anything is announced. Silence is yes."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Offer(StrEnum):
    """Where a suggestion is: the mentee, who named nobody of that name, accepts or declines it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What a coordinator decided for one round (issue C, items 1 and 2).

    `networks` is whom it invites, everybody when empty. `mentors_days`: working days for mentors to look at their
    list, 0 when they are not asked. `other_team`, `other_entity`, `other_network`: both halves of a pair differ there.
    """

    mode: Mode = Mode.THREE_CHOICES
    networks: tuple[str, ...] = ()
    other_team: bool = False
    other_entity: bool = False
    other_network: bool = False
    mentors_days: int = MENTORS_DAYS

    @classmethod
    def usual(cls, kind: ProgrammeType) -> Rules:
        """What a round of this programme begins with, as its file says."""
        given = kind.matching
        return cls(
            mode=kind.mode if kind.mode in MODES else Mode.THREE_CHOICES,
            other_team=given.other_team,
            other_entity=given.other_entity,
            other_network=given.other_network,
            mentors_days=given.mentors_days,
        )

    def is_for(self, person: Person) -> bool:
        """Whether somebody belongs to the networks that are invited."""
        return not self.networks or not {person.network, *person.other_networks}.isdisjoint(self.networks)

    @property
    def names_mentors(self) -> bool:
        """Whether those who are invited name mentors; otherwise they say whether they would like one."""
        return self.mode is Mode.THREE_CHOICES


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """`solo`: one person looks for a mentor outside a campaign, and the round runs by itself. `mentors_until` is the
    last local date on which a mentor may decline somebody.
    """

    id: int
    programme_id: int
    state: RoundState
    opened_at: datetime
    closes_on: date
    opened_by: int
    published_at: datetime | None
    rules: Rules = field(default_factory=Rules)
    solo: bool = False
    mentors_until: date | None = None
    wanted: Wanted | None = None
    wanted_by: int | None = None

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

    `reason` is the data of `matching.Reason`; `rank` is told to the mentee only (design §1). `locked`: preparing anew
    leaves it alone; `by_hand`: a coordinator made it. `offer` is that of a suggestion that was published, which holds
    its place until it is answered, or to the end of the local date `offer_until`.
    """

    mentee_id: int
    mentor_id: int | None
    rank: int | None
    reason: dict[str, object]
    left_out: str | None
    suggested: bool
    locked: bool = False
    by_hand: bool = False
    mentor_says: MentorSays | None = None
    offer: Offer | None = None
    offer_until: date | None = None


class AdjustmentKind(StrEnum):
    """What a coordinator does by hand. `PLACE` gives one mentor one place more in this round."""

    MOVE = "move"
    LOCK = "lock"
    EXCLUDE = "exclude"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """One of them: `person_id` is the mentee, or the mentor of a place; undoing it brings back `before`."""

    id: int
    round_id: int
    kind: AdjustmentKind
    person_id: int
    before: Mapping[str, object]
    after: Mapping[str, object]
    made_by: int
    made_at: datetime


class NobodyToName(Refusal):
    """In this round the programme looks for each mentor: nobody is named."""

    key = "refusals.nobody_to_name"


class RoundClosed(Refusal):
    """The round no longer takes answers: proposals are being prepared, or published."""

    key = "refusals.round_closed"


class AlreadyLooking(Refusal):
    """They look for a mentor alone, and their answer has just become a search."""

    key = "refusals.already_looking"


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


class MentorsFirst(Refusal):
    """The programme asks mentors before anything is announced, and they have not been asked."""

    key = "refusals.mentors_first"


class MentorsReading(Refusal):
    """Mentors may still say a word on their lists, until the end of `day`."""

    key = "refusals.mentors_reading"


class ListClosed(Refusal):
    """A mentor's list takes no more words: it was open until the end of `day`, or the round is published."""

    key = "refusals.list_closed"


class OfferOver(Refusal):
    """A suggestion that is over: answered, gone by, or no longer possible."""

    key = "refusals.offer_over"


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
