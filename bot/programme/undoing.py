"""What was changed by hand in a round, by whom and when; and the last of it undone.

Undoing brings back the row exactly as it stood, or nothing at all: when the place is taken by now, or the pair is not
possible any more, that is said and the change stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.adjusting import CannotUndo, ChangedMeanwhile, PlaceTaken, is_adjustable
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import Adjustment, AdjustmentKind, Round, RoundState
from bot.domain.suitability import can_be_locked
from bot.programme import with_mentors
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.proposing import gather
from bot.programme.weighing import adjustable, check_distance, runs_by_itself
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change that stands. `person` is the mentee, or the mentor of a place; `mentor` whom they were moved to;
    `on` tells a lock from its opening, and setting aside from bringing back.
    """

    id: int
    kind: AdjustmentKind
    person: Person
    mentor: Person | None
    on: bool
    by: Person
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """The changes that stand, the latest first; `last` is the one that can be undone, None when it is not for this
    coordinator to undo, or the round is over.
    """

    round: Round
    changes: tuple[Change, ...]
    withheld: Withheld
    last: int | None


def history(work: Work, actor: Person, round_id: int) -> History:
    """Raises `NotAllowed`, `Outdated`."""
    work.check(actor, Act.RUN_ROUND)
    found = work.rounds.get(round_id)
    if found is None or runs_by_itself(found):
        raise Outdated
    close = close_to(work, actor)
    standing = _standing(work, round_id)
    shown = [one for one in standing if close.isdisjoint(_about(one))]
    may_undo = is_adjustable(found) and bool(standing) and close.isdisjoint(_about(standing[-1]))
    known = work.people.many({who for one in shown for who in (*_about(one), one.made_by)})
    return History(
        round=found,
        changes=tuple(_told(one, known) for one in reversed(shown)),
        withheld=withheld(work, [_about(one) for one in standing if not close.isdisjoint(_about(one))]),
        last=standing[-1].id if may_undo else None,
    )


def undo(work: Work, actor: Person, round_id: int, adjustment_id: int) -> None:
    """Take back the last change that stands.

    Raises `ChangedMeanwhile` when it is not the last any more, `CannotUndo` when what stood before is not possible now,
    and `NotAllowed`, `Outdated`, `NotNow`, `TooClose`.
    """
    work.authorise(actor, Act.RUN_ROUND)
    found = adjustable(work.rounds.held(round_id))
    standing = _standing(work, round_id)
    if not standing or standing[-1].id != adjustment_id:
        raise ChangedMeanwhile
    last = standing[-1]
    check_distance(close_to(work, actor), set(_about(last)))
    work.rounds.undo(last.id, work.now)
    if isinstance(place := last.after.get("with_place"), int):
        work.rounds.undo(place, work.now)
    if last.kind is AdjustmentKind.PLACE:
        return _check_room(work, found, last.person_id, PlaceTaken())
    work.rounds.change_proposal(round_id, last.person_id, **last.before)
    _check_possible(work, found, last)


def _standing(work: Work, round_id: int) -> Sequence[Adjustment]:
    """A place that came with a move goes with it, and is no change of its own."""
    every = work.rounds.adjustments(round_id)
    with_a_move = {one.after.get("with_place") for one in every}
    return [one for one in every if one.id not in with_a_move]


def _check_possible(work: Work, found: Round, undone: Adjustment) -> None:
    """Raises `CannotUndo`, and with it everything is as it was before the attempt."""
    mentor_id = undone.before.get("mentor_id")
    if not isinstance(mentor_id, int):
        return
    request = gather(work, found.id)
    mentee = next((one for one in request.mentees if one.id == undone.person_id), None)
    mentor = next((one for one in request.mentors if one.id == mentor_id), None)
    if mentee is None or mentor is None or not can_be_locked(mentee, mentor):
        raise CannotUndo
    _check_room(work, found, mentor_id, CannotUndo())
    if found.state is RoundState.WITH_MENTORS and undone.before.get("mentor_says") is None:
        with_mentors.tell(work, found, [mentor_id])


def _check_room(work: Work, found: Round, mentor_id: int, refusal: CannotUndo) -> None:
    mentor = next((one for one in gather(work, found.id).mentors if one.id == mentor_id), None)
    if mentor is not None and len(work.rounds.proposals_to(found.id, mentor_id)) > max(0, mentor.free_places):
        raise refusal


def _about(one: Adjustment) -> frozenset[int]:
    mentors = (one.before.get("mentor_id"), one.after.get("mentor_id"))
    return frozenset({one.person_id, *(who for who in mentors if isinstance(who, int))})


def _told(one: Adjustment, known: Mapping[int, Person]) -> Change:
    mentor_id = one.after.get("mentor_id")
    return Change(
        id=one.id,
        kind=one.kind,
        person=known[one.person_id],
        mentor=known[mentor_id] if isinstance(mentor_id, int) else None,
        on=bool(one.after.get("locked") if one.kind is AdjustmentKind.LOCK else one.after.get("excluded")),
        by=known[one.made_by],
        at=one.made_at,
    )
