"""What would change in a round if one more place opened, or a rule were lifted: solved for real, written nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.matching import Cut, Request
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.rounds import Round
from bot.domain.suitability import Bar
from bot.domain.what_if import WhatIf, what_if
from bot.programme.closeness import close_to
from bot.programme.proposing import gather, solve
from bot.programme.weighing import adjustable
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What was found by solving again; `cut` is what the short lists of the first answer spared."""

    helpful: tuple[WhatIf, ...]
    cut: Cut


@dataclass(frozen=True, kw_only=True, slots=True)
class Supposed:
    """One change: one more place at this `mentor`, or the rule `lifted`; so many people more with a mentor, and so many
    first choices more, which may be fewer.
    """

    mentor: Person | None
    lifted: Bar | None
    matched: int
    first: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Supposition:
    round: Round
    changes: tuple[Supposed, ...]
    cut: Cut


def asked(work: Work, actor: Person, round_id: int) -> Request:
    """The round as the matcher would take it now. Raises `NotAllowed`, `Outdated`, `NotNow`."""
    work.authorise(actor, Act.RUN_ROUND)
    adjustable(work.rounds.get(round_id))
    return gather(work, round_id)


def tried(request: Request) -> Tried:
    """Outside any transaction: it takes as long as proposing, several times."""
    outcome = solve(request)
    return Tried(helpful=what_if(request, outcome), cut=outcome.cut)


def told(work: Work, actor: Person, round_id: int, found: Tried) -> Supposition:
    """What this coordinator may read of it: of mentors close to them, nothing. Raises `Outdated`, `NotNow`."""
    close = close_to(work, actor)
    shown = [one for one in found.helpful if one.mentor_id not in close]
    known = work.people.many(one.mentor_id for one in shown if one.mentor_id is not None)
    return Supposition(
        round=adjustable(work.rounds.get(round_id)),
        changes=tuple(
            Supposed(
                mentor=known[one.mentor_id] if one.mentor_id is not None else None,
                lifted=one.lifted,
                matched=one.matched,
                first=one.first,
            )
            for one in shown
        ),
        cut=found.cut,
    )
