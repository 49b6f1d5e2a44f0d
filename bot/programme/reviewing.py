"""What a coordinator reads before anything is announced: who is proposed to whom, why, and who is left out.

Proposals are prepared in `proposing.py`, changed by hand in `adjusting.py` and published in `publishing.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.permissions import Act, check
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, Invitation, Round, SavedProposal
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.proposing import nobody_waits
from bot.programme.reasons import Why, why
from bot.programme.rounds import by_name
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What is proposed for one mentee: a mentor and why, or nobody and why."""

    mentee: Person
    mentor: Person | None
    why: Why
    left_out: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """`trusted`: matched after "choose for me". `declined`: "not this time", for whom nothing is proposed."""

    first: int
    second: int
    third: int
    trusted: int
    suggested: int
    without: int
    declined: int

    @property
    def matched(self) -> int:
        return self.first + self.second + self.third + self.trusted + self.suggested


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """The rows that this coordinator may see, people without a mentor first; `counts` are of those alone, since the
    difference would tell of the others.

    `ready` once proposals have been prepared, or when nobody is left to propose anything to.
    """

    round: Round
    rows: tuple[Row, ...]
    withheld: Withheld
    counts: Counts
    ready: bool


def review(work: Work, actor: Person, round_id: int) -> Review:
    """The proposals, each with its reason. Raises `NotAllowed`, `Outdated`."""
    check(work.rights_of(actor), Act.RUN_ROUND)
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    close = close_to(work, actor)
    proposals, invitations = work.rounds.proposals(round_id), work.rounds.invitations(round_id)
    shown = [one for one in proposals if close.isdisjoint(_about(one))]
    return Review(
        round=found,
        rows=tuple(sorted(rows_of(work, found, shown), key=_reading_order)),
        withheld=withheld(work, [_about(one) for one in proposals if not close.isdisjoint(_about(one))]),
        counts=_counts(shown, [one for one in invitations if one.person_id not in close]),
        ready=bool(proposals) or nobody_waits(work, found),
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
        )


def _about(one: SavedProposal) -> frozenset[int]:
    return frozenset(who for who in (one.mentee_id, one.mentor_id) if who is not None)


def _counts(proposals: Sequence[SavedProposal], invitations: Sequence[Invitation]) -> Counts:
    matched = [one for one in proposals if one.mentor_id is not None]
    ranks = Counter(one.rank for one in matched if not one.suggested)
    answers = Counter(one.answer for one in invitations)
    return Counts(
        first=ranks[1],
        second=ranks[2],
        third=ranks[3],
        trusted=ranks[None],
        suggested=sum(one.suggested for one in matched),
        without=len(proposals) - len(matched),
        declined=answers[Answer.NOT_THIS_TIME],
    )


def _reading_order(row: Row) -> tuple[bool, str, int]:
    return row.mentor is not None, *by_name(row.mentee)
