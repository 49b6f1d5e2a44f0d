"""A coordinator changes proposals by hand, before anything is announced: move, lock, set aside, one more place.

Each change is noted with what stood before, so that it can be undone (`undoing.py`); whoever was moved is locked, and
preparing anew leaves them alone. What a move would break is judged in `bot/domain/adjusting.py`. Two coordinators take
turns by holding the round, and `seen` tells what the one who presses was looking at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from bot.domain.adjusting import BROUGHT_BACK, ChangedMeanwhile
from bot.domain.matching import LeftOut, Mentee, Mentor, Request
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.profiles import languages_of
from bot.domain.refusals import Outdated
from bot.domain.rounds import AdjustmentKind, Round, RoundState, SavedProposal
from bot.domain.suitability import Bar, reason_between
from bot.programme import with_mentors
from bot.programme.closeness import close_to
from bot.programme.loads import places_added
from bot.programme.proposing import gather
from bot.programme.reasons import kept
from bot.programme.weighing import about, adjustable, allowed, check_distance, mentee_in, row_of, seen_of
from bot.programme.work import Work

NOBODY: Mapping[str, object] = {
    "mentor_id": None,
    "rank": None,
    "reason": {},
    "suggested": False,
    "locked": False,
    "by_hand": False,
    "mentor_says": None,
}


def move(
    work: Work,
    actor: Person,
    round_id: int,
    mentee_id: int,
    mentor_id: int,
    *,
    seen: str,
    confirmed: frozenset[Bar] = frozenset(),
) -> None:
    """Give this mentee this mentor, and hold them together. Beyond the mentor's places, one is added for this round.

    Raises `CannotMove`; `MustConfirm` unless every rule that it breaks is among the `confirmed`; and what `_change`
    raises.
    """
    found, before = _change(work, actor, round_id, mentee_id, seen, also=mentor_id)
    if before.left_out == LeftOut.SET_ASIDE or before.mentor_id == mentor_id:
        raise ChangedMeanwhile
    request = gather(work, round_id)
    mentee = mentee_in(request, mentee_id)
    mentor = allowed(work, found, request, mentee, mentor_id, confirmed)
    place = _room_for_one_more(work, actor, found, mentor)
    after = {**NOBODY, **_together(work, request, mentee, mentor), "locked": True, "by_hand": True}
    note = {"with_place": place} if place else {}
    _put(work, actor, found, AdjustmentKind.MOVE, before, after, note)
    if found.state is RoundState.WITH_MENTORS:
        with_mentors.tell(work, found, [mentor_id])


def lock(work: Work, actor: Person, round_id: int, mentee_id: int, *, locked: bool, seen: str) -> None:
    """Preparing anew leaves this pair as it is, or is free to change it again. Raises what `_change` raises."""
    found, before = _change(work, actor, round_id, mentee_id, seen)
    if before.mentor_id is None or before.locked is locked:
        raise ChangedMeanwhile
    _put(work, actor, found, AdjustmentKind.LOCK, before, {"locked": locked})


def exclude(work: Work, actor: Person, round_id: int, mentee_id: int, *, excluded: bool, seen: str) -> None:
    """Nobody is looked for in this round, and the team talks to this person; or they are in it again, and whoever
    prepares anew looks for their mentor. Raises what `_change` raises.
    """
    found, before = _change(work, actor, round_id, mentee_id, seen)
    if (before.left_out == LeftOut.SET_ASIDE) is excluded:
        raise ChangedMeanwhile
    why = LeftOut.SET_ASIDE.value if excluded else BROUGHT_BACK
    after = {**NOBODY, "left_out": why}
    _put(work, actor, found, AdjustmentKind.EXCLUDE, before, after, {"excluded": excluded})


def add_place(work: Work, actor: Person, round_id: int, mentor_id: int, *, seen: int) -> None:
    """One place more at this mentor, in this round alone; `seen` are those that were added before.

    Raises `ChangedMeanwhile` for a second press, `Outdated` for whoever cannot be given mentees today, and
    `NotAllowed`, `NotNow`, `TooClose`.
    """
    found = _held(work, actor, round_id)
    check_distance(close_to(work, actor), {mentor_id})
    if mentor_id not in {one.id for one in gather(work, round_id).mentors}:
        raise Outdated
    if places_added(work, round_id)[mentor_id] != seen:
        raise ChangedMeanwhile
    _note_place(work, actor, found, mentor_id, 1)


def snapshot(proposal: SavedProposal) -> dict[str, object]:
    """The row as it stands, to be brought back by an undo."""
    kept_out = ("mentee_id", "offer", "offer_until")
    return {name: value for name, value in asdict(proposal).items() if name not in kept_out}


def _change(
    work: Work, actor: Person, round_id: int, mentee_id: int, seen: str, *, also: int | None = None
) -> tuple[Round, SavedProposal]:
    """The round, held, and this mentee's row. Raises `NotAllowed`, `Outdated`, `NotNow`, `TooClose`, and
    `ChangedMeanwhile` when the row is no longer what was `seen`.
    """
    found = _held(work, actor, round_id)
    before = row_of(work, found, mentee_id)
    check_distance(close_to(work, actor), about(before) | ({also} if also else set()))
    if seen_of(before) != seen:
        raise ChangedMeanwhile
    return found, before


def _held(work: Work, actor: Person, round_id: int) -> Round:
    work.authorise(actor, Act.RUN_ROUND)
    return adjustable(work.rounds.held(round_id))


def _together(work: Work, request: Request, mentee: Mentee, mentor: Mentor) -> dict[str, object]:
    """The row that says so, with the languages that both told us themselves."""
    known, profiles = (
        work.people.many({mentee.id, mentor.id}),
        work.profiles.many({mentee.id, mentor.id}),
    )
    spoken = [languages_of(known[one], profiles.get(one)) for one in (mentee.id, mentor.id)]
    reason = reason_between(mentee, mentor)
    return {
        "mentor_id": mentor.id,
        "rank": reason.rank,
        "reason": kept(reason, spoken[0] & spoken[1]),
        "left_out": None,
        "suggested": request.suggests(mentee, mentor.id),
    }


def _room_for_one_more(work: Work, actor: Person, found: Round, mentor: Mentor) -> int | None:
    """The note of the places that a confirmed move beyond them needs; None when there is room."""
    short = 1 - (mentor.free_places - len(work.rounds.proposals_to(found.id, mentor.id)))
    return _note_place(work, actor, found, mentor.id, short) if short > 0 else None


def _note_place(work: Work, actor: Person, found: Round, mentor_id: int, places: int) -> int:
    return work.rounds.adjust(
        found.id,
        AdjustmentKind.PLACE,
        mentor_id,
        before={"places": 0},
        after={"places": places},
        by=actor.id,
        at=work.now,
    ).id


def _put(
    work: Work,
    actor: Person,
    found: Round,
    kind: AdjustmentKind,
    before: SavedProposal,
    after: Mapping[str, object],
    note: Mapping[str, object] | None = None,
) -> None:
    """Write the row and note what stood in its place."""
    work.rounds.change_proposal(found.id, before.mentee_id, **after)
    work.rounds.adjust(
        found.id,
        kind,
        before.mentee_id,
        before=snapshot(before),
        after={**after, **(note or {})},
        by=actor.id,
        at=work.now,
    )
