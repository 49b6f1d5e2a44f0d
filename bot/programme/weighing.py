"""Whom a mentee might be moved to by hand, and what speaks for and against each mentor.

What is private is judged like anything else and reads like nothing in particular (`bot/domain/adjusting.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.adjusting import (
    CannotMove,
    MustConfirm,
    Never,
    NotNow,
    TooClose,
    Verdict,
    is_adjustable,
    judged,
)
from bot.domain.enrolments import Enrolment, EnrolmentState
from bot.domain.matching import LeftOut, Mentee, Mentor, Request
from bot.domain.mentors import is_approved, must_prepare
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import Mode
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round, SavedProposal
from bot.domain.suitability import Bar, bars_between, points_between
from bot.programme.closeness import close_to
from bot.programme.proposing import gather
from bot.programme.rounds import by_name
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Somebody whom a mentee might be moved to. `free` are places that nobody is proposed for, 0 at least."""

    mentor: Person
    free: int
    rank: int | None
    verdict: Verdict
    points: int = 0


def candidates(work: Work, actor: Person, round_id: int, mentee_id: int) -> tuple[Candidate, ...]:
    """Every mentor whom this coordinator may see, those who were named and suit best first, the impossible last.

    Raises `NotAllowed`, `Outdated`, `NotNow`, `TooClose`.
    """
    work.check(actor, Act.RUN_ROUND)
    found = adjustable(work.rounds.get(round_id))
    proposal = row_of(work, found, mentee_id)
    close = close_to(work, actor)
    check_distance(close, about(proposal))
    request = gather(work, round_id)
    mentee = mentee_in(request, mentee_id)
    shown = [
        one
        for one in _everyone(work, found, request, mentee)
        if one.mentor.id not in {*close, mentee_id, proposal.mentor_id}
    ]
    return tuple(sorted(shown, key=_best_first))


def seen_of(proposal: SavedProposal) -> str:
    """Stands for the row as it was shown: whoever presses after somebody else has changed it is told."""
    aside = proposal.left_out == LeftOut.SET_ASIDE
    return f"{proposal.mentor_id or 0}-{int(proposal.locked)}-{int(aside)}"


def check_distance(close: frozenset[int], about: set[int]) -> None:
    """Raises `TooClose` for what concerns somebody close to the coordinator: a colleague does it."""
    if not close.isdisjoint(about):
        raise TooClose(act=Act.RUN_ROUND.value)


def adjustable(found: Round | None) -> Round:
    """The round, where it may be changed by hand now: one of a single person only where a coordinator proposes
    everybody. Raises `Outdated`, `NotNow`.
    """
    if found is None or runs_by_itself(found):
        raise Outdated
    if not is_adjustable(found):
        raise NotNow
    return found


def runs_by_itself(found: Round) -> bool:
    return found.solo and found.rules.mode is not Mode.BY_COORDINATOR


def row_of(work: Work, found: Round, mentee_id: int) -> SavedProposal:
    """What is proposed for them, or why nothing is. Raises `Outdated` for whoever is not in the round."""
    proposal = work.rounds.proposal(found.id, mentee_id)
    if proposal is None:
        raise Outdated
    return proposal


def about(proposal: SavedProposal) -> set[int]:
    """The one or two people whom a row is about."""
    return {one for one in (proposal.mentee_id, proposal.mentor_id) if one is not None}


def mentee_in(request: Request, mentee_id: int) -> Mentee:
    """Raises `Outdated` for whoever looks for a mentor no more."""
    found = next((one for one in request.mentees if one.id == mentee_id), None)
    if found is None:
        raise Outdated
    return found


def allowed(
    work: Work, found: Round, request: Request, mentee: Mentee, mentor_id: int, confirmed: frozenset[Bar]
) -> Mentor:
    """Raises `CannotMove`, `MustConfirm`."""
    everyone = _everyone(work, found, request, mentee)
    wanted = next((one for one in everyone if one.mentor.id == mentor_id), None)
    if wanted is None:
        raise CannotMove(Never.NOT_FOR_THIS_PAIR)
    if wanted.verdict.never is not None:
        raise CannotMove(wanted.verdict.never)
    if not confirmed.issuperset(wanted.verdict.breaks):
        raise MustConfirm(wanted.verdict.breaks)
    return next(one for one in request.mentors if one.id == mentor_id)


def _everyone(work: Work, found: Round, request: Request, mentee: Mentee) -> Iterator[Candidate]:
    """Whoever volunteered to mentor and is in the company, with what speaks against each for this mentee."""
    ready = {one.id: one for one in request.mentors}
    enrolled = {one.person_id: one for one in work.enrolments.mentors(found.programme_id)}
    known = work.people.many({*ready, *enrolled})
    others = [one for one in work.rounds.proposals(found.id) if one.mentee_id != mentee.id]
    taken = Counter(one.mentor_id for one in others)
    for person in known.values():
        mentor = ready.get(person.id)
        if mentor is not None:
            verdict = judged(bars_between(mentee, mentor, request.rules, taken=taken[person.id]))
            yield Candidate(
                mentor=person,
                free=max(0, mentor.free_places - taken[person.id]),
                rank=mentee.rank_of(person.id),
                verdict=verdict,
                points=0 if verdict.never else points_between(mentee, mentor),
            )
        elif person.is_welcome and enrolled[person.id].state is not EnrolmentState.LEFT:
            never = _not_ready(work, found, mentee, enrolled[person.id])
            yield Candidate(
                mentor=person, free=0, rank=mentee.rank_of(person.id), verdict=Verdict(never=never)
            )


def _not_ready(work: Work, found: Round, mentee: Mentee, enrolment: Enrolment) -> Never:
    """Why nobody can be given to them today; a pause is theirs, and is not told."""
    kind = work.type_of(work.programmes.get(found.programme_id))
    if enrolment.person_id in mentee.manager_line:
        return Never.LINE
    if not is_approved(enrolment, kind):
        return Never.NOT_APPROVED
    return Never.NOT_PREPARED if must_prepare(enrolment, kind) else Never.NOT_FOR_THIS_PAIR


def _best_first(one: Candidate) -> tuple[bool, int, int, int, tuple[str, int]]:
    return (
        one.verdict.never is not None,
        one.rank or 4,
        len(one.verdict.breaks),
        -one.points,
        by_name(one.mentor),
    )
