"""Everybody has a mentor (`field.md` W3): who has none, why, and what a coordinator can do about it today.

Whoever waits for something that the programme does is named, with their reason. "Not for me", a change under way and
people who have not said how they take part are figures and no more. Who is close to the reader is followed by a
colleague (design §8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.cadence import to_each
from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Part, Programme
from bot.domain.figures import Reason
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.reports import (
    WAITING,
    Waiting,
)
from bot.domain.rounds import Round, RoundState
from bot.programme import solo
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.inviting import REMINDS, period_of
from bot.programme.reports import without_a_mentor
from bot.programme.work import Work

#: Names on one page.
PAGE = 10


class Next(StrEnum):
    """What can be done for somebody."""

    REMIND = "remind"
    PLACE = "place"
    LOOK = "look"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Somebody without a mentor. `left_out` is a word of `matching.LeftOut`; `round_id`, the round they are in."""

    person: Person
    reason: Reason
    left_out: str | None
    round_id: int | None
    next: Next | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Without:
    """One page, whoever needs somebody first at the top; pages count from 0. `total` and `counts` are those of the
    report, about everybody; `not_for_me` and `changes` are about people whom this coordinator may follow.
    """

    total: int
    counts: Mapping[Reason, int]
    not_for_me: int
    changes: int
    rows: tuple[Row, ...]
    page: int
    pages: int
    withheld: Withheld


def see(work: Work, actor: Person, page: int = 0) -> Without:
    """A whole company is looked at: in a transaction that only reads. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_PEOPLE)
    programme = work.programme()
    if programme is None:
        return _nobody_yet(work)
    close = close_to(work, actor)
    found = sorted(_waiting(work, programme), key=lambda one: WAITING.index(one.reason))
    seen = [one for one in found if one.person_id not in close]
    pages = max(1, -(-len(seen) // PAGE))
    page = min(max(page, 0), pages - 1)
    counts = without_a_mentor(work)
    return Without(
        total=sum(counts.values()),
        counts=counts,
        not_for_me=_not_for_me(work, programme, but=close),
        changes=_changes(work, programme, but=close),
        rows=tuple(_rows(work, programme, seen[page * PAGE : (page + 1) * PAGE])),
        page=page,
        pages=pages,
        withheld=withheld(work, [frozenset({one.person_id}) for one in found if one.person_id in close]),
    )


def remind(work: Work, actor: Person, person_id: int) -> bool:
    """Ask somebody once more for their answer to the round, once only by hand. False when they were asked already.

    Raises `Outdated` for whoever has nothing to answer, `NotAllowed`.
    """
    work.authorise(actor, Act.SEE_PEOPLE)
    row, programme = _one(work, actor, person_id, Next.REMIND)
    found = work.rounds.get(row.round_id or 0)
    if found is None:
        raise Outdated
    again = to_each(
        [person_id],
        PromptKind.INVITATION,
        period=period_of(found.id),
        rung="by-hand",
        now=work.now,
        until=end_of(found.closes_on, programme.timezone),
        about={"round": found.id, REMINDS: 1},
    )
    return work.prompts.plan(again, now=work.now) == 1


def look_for(work: Work, actor: Person, person_id: int) -> Round:
    """Let them look for a mentor by themselves, outside a campaign. Raises `Outdated`, `NotAllowed`."""
    work.authorise(actor, Act.RUN_ROUND)
    row, _ = _one(work, actor, person_id, Next.LOOK)
    return solo.look_for(work, row.person, opened_by=actor.id)


def _one(work: Work, actor: Person, person_id: int, wanted: Next) -> tuple[Row, Programme]:
    programme = work.programme()
    if programme is None or person_id in close_to(work, actor):
        raise Outdated
    theirs = [one for one in _waiting(work, programme) if one.person_id == person_id]
    row = next(_rows(work, programme, theirs), None)
    if row is None or row.next is not wanted:
        raise Outdated
    return row, programme


def _waiting(work: Work, programme: Programme) -> Sequence[Waiting]:
    today = _today(work, programme)
    before = end_of(today, programme.timezone)
    return work.figures.waiting(programme.id, on=today, before=before, today=today, reasons=WAITING)


def _rows(work: Work, programme: Programme, some: Sequence[Waiting]) -> Iterator[Row]:
    known = work.people.many(one.person_id for one in some)
    campaign = work.rounds.latest(programme.id)
    rounds: dict[int, Round | None] = {}
    for one in some:
        if one.round_id is not None and one.round_id not in rounds:
            rounds[one.round_id] = work.rounds.get(one.round_id)
        theirs = rounds.get(one.round_id or 0)
        yield Row(
            person=known[one.person_id],
            reason=one.reason,
            left_out=one.left_out,
            round_id=one.round_id,
            next=_next(one.reason, theirs, campaign, _today(work, programme)),
        )


def _next(reason: Reason, theirs: Round | None, campaign: Round | None, today: date) -> Next | None:
    """Whoever is in a round under way waits for it; whoever is not may look alone, unless one takes answers."""
    if reason is Reason.NO_ANSWER and theirs is not None and theirs.takes_answers(today):
        return Next.REMIND
    if reason is Reason.IN_ROUND:
        proposed = theirs is not None and theirs.state is RoundState.PROPOSED
        return Next.PLACE if proposed else None
    collecting = campaign is not None and campaign.takes_answers(today)
    if reason in (Reason.LEFT_OUT, Reason.NOT_TAKEN, Reason.NO_ROUND) and not collecting:
        return Next.LOOK
    over = theirs is not None and theirs.state is RoundState.PUBLISHED
    return Next.LOOK if reason is Reason.NO_ANSWER and over else None


def _not_for_me(work: Work, programme: Programme, *, but: frozenset[int]) -> int:
    parts = work.enrolments.parts(programme.id)
    said = (one for one, part in parts.items() if part is Part.NOT_FOR_ME)
    mentored = work.seats.people_with_a_mentor(programme.id)
    known = work.people.many(one for one in said if one not in but and one not in mentored)
    return sum(person.is_welcome for person in known.values())


def _changes(work: Work, programme: Programme, *, but: frozenset[int]) -> int:
    """Requests that wait for a decision, those who asked for them not being told."""
    concerned = {one.mentorship_id for one in work.changes.waiting(programme.id)}
    found = work.mentorships.many(concerned).values()
    return sum(but.isdisjoint(seat.person_id for seat in one.seats) for one in found)


def _nobody_yet(work: Work) -> Without:
    counts = without_a_mentor(work)
    return Without(
        total=sum(counts.values()),
        counts=counts,
        not_for_me=0,
        changes=0,
        rows=(),
        page=0,
        pages=1,
        withheld=withheld(work, []),
    )


def _today(work: Work, programme: Programme) -> date:
    return local_day(programme.timezone, work.now)
