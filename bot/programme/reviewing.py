"""What a coordinator reads before anything is announced: who is proposed to whom, why, and who is left out.

Proposals are prepared in `proposing.py`, changed by hand in `adjusting.py` and published in `publishing.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, Invitation, Offer, Round, RoundState, SavedProposal
from bot.programme import with_mentors
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.loads import Load, loads
from bot.programme.proposing import nobody_waits
from bot.programme.reasons import Why, why
from bot.programme.rounds import by_name
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What is proposed for one mentee: a mentor and why, or nobody and why. `offer` is what became of a suggestion that
    was published.
    """

    mentee: Person
    mentor: Person | None
    why: Why
    left_out: str | None
    by_hand: bool = False
    locked: bool = False
    offer: Offer | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """`trusted`: matched after "choose for me". `declined`: "not this time", for whom nothing is proposed. Of published
    suggestions, those that were `accepted`, `refused` (or never answered), and `open`.
    """

    first: int
    second: int
    third: int
    trusted: int
    suggested: int
    without: int
    declined: int
    accepted: int = 0
    refused: int = 0
    open: int = 0

    @property
    def matched(self) -> int:
        return self.first + self.second + self.third + self.trusted + self.suggested


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """How many of the mentors who read their list have said something of everybody on it; silence is yes."""

    asked: int
    answered: int
    silent: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """The rows that this coordinator may see, people without a mentor first; `counts` are of those alone, since the
    difference would tell of the others. So are the `loads`.

    `ready` once proposals have been prepared, or when nobody is left to propose anything to. `changes` are those made
    by hand that stand; `heard` is None while no mentor reads anything. `may_publish`: nobody has to be asked first.
    """

    round: Round
    rows: tuple[Row, ...]
    withheld: Withheld
    counts: Counts
    ready: bool
    loads: tuple[Load, ...] = ()
    changes: int = 0
    heard: Heard | None = None
    may_publish: bool = True

    @property
    def alone(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.mentor is None)

    @property
    def pairs(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.mentor is not None)

    @property
    def short(self) -> tuple[Load, ...]:
        """The mentors whose places were not enough."""
        return tuple(sorted((one for one in self.loads if one.is_short), key=lambda one: by_name(one.mentor)))


def review(work: Work, actor: Person, round_id: int) -> Review:
    """The proposals, each with its reason. Raises `NotAllowed`, `Outdated`."""
    work.check(actor, Act.RUN_ROUND)
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    close = close_to(work, actor)
    proposals, invitations = work.rounds.proposals(round_id), work.rounds.invitations(round_id)
    shown = [one for one in proposals if close.isdisjoint(_about(one))]
    answers = [one for one in invitations if one.person_id not in close]
    return Review(
        round=found,
        rows=tuple(sorted(rows_of(work, found, shown), key=_reading_order)),
        withheld=withheld(work, [_about(one) for one in proposals if not close.isdisjoint(_about(one))]),
        counts=_counts(shown, answers),
        ready=bool(proposals) or nobody_waits(work, found),
        loads=loads(work, found, shown, answers, but=close),
        changes=len(work.rounds.adjustments(round_id)),
        heard=_heard(work, shown) if found.state is RoundState.WITH_MENTORS else None,
        may_publish=with_mentors.may_publish(work, found),
    )


def rows_of(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> Iterator[Row]:
    type_ = work.type_of(work.programmes.get(found.programme_id))
    concerned = {one.mentee_id for one in proposals} | {one.mentor_id for one in proposals if one.mentor_id}
    known = work.people.many(concerned)
    for one in proposals:
        yield Row(
            mentee=known[one.mentee_id],
            mentor=known[one.mentor_id] if one.mentor_id else None,
            why=why(one, type_),
            left_out=one.left_out,
            by_hand=one.by_hand,
            locked=one.locked,
            offer=one.offer,
        )


def _heard(work: Work, proposals: Sequence[SavedProposal]) -> Heard:
    """A mentor has answered once they said yes to each person on their list; whom they declined is no longer on it."""
    asked = {one.mentor_id for one in proposals if one.mentor_id}
    silent = {one.mentor_id for one in proposals if one.mentor_id and one.mentor_says is None}
    return Heard(
        asked=len(asked),
        answered=len(asked - silent),
        silent=tuple(sorted(work.people.many(silent).values(), key=by_name)),
    )


def _about(one: SavedProposal) -> frozenset[int]:
    return frozenset(who for who in (one.mentee_id, one.mentor_id) if who is not None)


def _counts(proposals: Sequence[SavedProposal], invitations: Sequence[Invitation]) -> Counts:
    matched = [one for one in proposals if one.mentor_id is not None]
    ranks = Counter(one.rank for one in matched if not one.suggested)
    answers = Counter(one.answer for one in invitations)
    offers = Counter(one.offer for one in proposals)
    return Counts(
        first=ranks[1],
        second=ranks[2],
        third=ranks[3],
        trusted=ranks[None],
        suggested=sum(one.suggested for one in matched),
        without=len(proposals) - len(matched),
        declined=answers[Answer.NOT_THIS_TIME],
        accepted=offers[Offer.ACCEPTED],
        refused=offers[Offer.DECLINED] + offers[Offer.LAPSED],
        open=offers[Offer.OPEN],
    )


def _reading_order(row: Row) -> tuple[bool, str, int]:
    return row.mentor is not None, *by_name(row.mentee)
