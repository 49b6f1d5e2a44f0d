"""Publishing a round: once, in one transaction, with everything checked as it is at that moment.

Both halves of each pair are introduced, a suggestion is offered to whom it was made for, and whoever is left out hears
why; all of it is written in the ledger beside the mentorships, so that a crash loses none (design §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut, PairRules
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import (
    MentorsFirst,
    MentorsReading,
    NothingProposed,
    Offer,
    Round,
    RoundState,
    SavedProposal,
    Wanted,
)
from bot.domain.suitability import Mentee, Mentor, bar_between, can_be_locked
from bot.programme import introducing, offering, with_mentors
from bot.programme.closeness import close_to
from bot.programme.inviting import period_of
from bot.programme.proposing import gather, nobody_waits
from bot.programme.work import Work

#: They have found a mentor meanwhile, or no longer look for one.
GONE = "gone"
#: Nothing is announced to these, and no priority is kept: they did not ask, or ask no more (`field.md` U3).
NOT_WAITING = frozenset({LeftOut.DID_NOT_ANSWER.value, GONE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """A proposal that could not be kept: the place was taken meanwhile, or a rule now forbids the pair."""

    mentee: Person
    mentor: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """`pairs` have begun, `offered` wait for the mentee's yes. `already` when this press changed nothing. `lost` holds
    those that this coordinator may see.
    """

    round: Round
    pairs: int
    offered: int
    without: int
    lost: tuple[Lost, ...]
    already: bool = False


def ready(work: Work, actor: Person, round_id: int) -> Round:
    """The round that may be published now, or was already.

    Raises `NotAllowed`, `Outdated`, `NothingProposed`; `MentorsFirst` and `MentorsReading` until the mentors, where
    they are asked, have had their say.
    """
    work.authorise(actor, Act.RUN_ROUND)
    found = work.rounds.held(round_id)
    if found is None:
        raise Outdated
    if found.state is not RoundState.PUBLISHED:
        _check_ready(work, found)
    return found


def publish(work: Work, actor: Person, round_id: int) -> Published:
    """Make the proposals mentorships. A second press, or one after a crash, finds it done and changes nothing.

    Raises what `ready` raises.
    """
    found = ready(work, actor, round_id)
    before = work.rounds.proposals(round_id)
    if found.state is RoundState.PUBLISHED:
        return _told(work, actor, found, before, before=before, already=True)
    published = _publish(work, found, before)
    return _told(work, actor, published, work.rounds.proposals(round_id), before=before)


def by_itself(work: Work, round_id: int) -> bool:
    """Publish what nobody presses for: a round of one person. True for the one call that did it."""
    found = work.rounds.held(round_id)
    if found is None or found.state is RoundState.PUBLISHED:
        return False
    _check_ready(work, found)
    _publish(work, found, work.rounds.proposals(round_id))
    return True


def _check_ready(work: Work, found: Round) -> None:
    prepared = work.rounds.proposals(found.id) or nobody_waits(work, found)
    if not prepared or found.state is RoundState.COLLECTING or found.wanted is Wanted.PROPOSALS:
        raise NothingProposed
    asked = replace(found, wanted=None)
    if not with_mentors.may_publish(work, asked):
        if found.state is RoundState.PROPOSED:
            raise MentorsFirst
        raise MentorsReading(day=found.mentors_until)


def _publish(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> Round:
    kept = _as_they_stand_now(work, found, proposals)
    work.rounds.move(found.id, expected=found.state, to=RoundState.PUBLISHED)
    published = work.rounds.change(found.id, published_at=work.now, wanted=None, wanted_by=None)
    work.rounds.propose(found.id, kept)
    work.prompts.cancel(
        reason="published",
        kinds=[PromptKind.INVITATION, PromptKind.MENTOR_LIST],
        period=period_of(found.id),
    )
    for one in kept:
        if one.mentor_id is None:
            _remember(work, published, one)
        elif one.suggested:
            offering.offer(work, published, one)
        else:
            introducing.link(work, published, mentor_id=one.mentor_id, mentee_id=one.mentee_id)
    return published


def _as_they_stand_now(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> list[SavedProposal]:
    """The same proposals, those that no longer hold turned into a reason; better choices keep their places."""
    # Who lowers their capacity or finds a mentor elsewhere at this moment waits, or has done so.
    paired = [one for one in proposals if one.mentor_id is not None]
    work.people.hold_all(who for one in paired for who in (one.mentor_id, one.mentee_id) if who is not None)
    request = gather(work, found.id)
    mentees = {mentee.id: mentee for mentee in request.mentees}
    mentors = {mentor.id: mentor for mentor in request.mentors}
    taken: Counter[int] = Counter()
    kept = []
    for one in sorted(proposals, key=_first_come):
        mentor = mentors.get(one.mentor_id or 0)
        why_not = _why_not(one, mentees.get(one.mentee_id), mentor, request.rules, taken)
        if why_not is None and mentor is not None:
            taken[mentor.id] += 1
            kept.append(one)
        else:
            nobody = replace(one, mentor_id=None, rank=None, reason={}, suggested=False, mentor_says=None)
            kept.append(replace(nobody, left_out=why_not))
    return kept


def _why_not(
    one: SavedProposal, mentee: Mentee | None, mentor: Mentor | None, rules: PairRules, taken: Counter[int]
) -> str | None:
    if mentee is None:
        return GONE
    if one.mentor_id is None:
        return one.left_out
    if mentor is None or not _allowed(one, mentee, mentor, rules):
        return LeftOut.NOBODY_AVAILABLE.value
    if mentor.free_places - taken[mentor.id] < 1:
        return (LeftOut.CHOICES_FULL if mentee.choices else LeftOut.NO_PLACE_LEFT).value
    return None


def _allowed(one: SavedProposal, mentee: Mentee, mentor: Mentor, rules: PairRules) -> bool:
    """What a coordinator confirmed by hand holds against every rule that can be confirmed, and against no other."""
    if one.by_hand or one.locked:
        return can_be_locked(mentee, mentor)
    return bar_between(mentee, mentor, rules) is None


def _remember(work: Work, found: Round, one: SavedProposal) -> None:
    """They come first next time (U3), and are told why and what happens next."""
    if one.left_out in NOT_WAITING:
        return
    programme = work.programmes.get(found.programme_id)
    introducing.set_left_out(work, programme, one.mentee_id, again=True)
    work.prompts.plan([introducing.told(work, found, PromptKind.LEFT_OUT, one.mentee_id)], now=work.now)


def _told(
    work: Work,
    actor: Person,
    found: Round,
    kept: Sequence[SavedProposal],
    *,
    before: Sequence[SavedProposal],
    already: bool = False,
) -> Published:
    hidden = close_to(work, actor)
    still = {one.mentee_id: one for one in kept if one.mentor_id is not None}
    lost = [
        (one.mentee_id, one.mentor_id)
        for one in before
        if one.mentor_id is not None and one.mentee_id not in still
    ]
    known = work.people.many(person_id for pair in lost for person_id in pair)
    offered = sum(one.offer is Offer.OPEN for one in still.values())
    return Published(
        round=found,
        pairs=len(still) - offered,
        offered=offered,
        without=sum(one.mentor_id is None and one.left_out != GONE for one in kept),
        lost=tuple(
            Lost(mentee=known[mentee_id], mentor=known[mentor_id])
            for mentee_id, mentor_id in lost
            if hidden.isdisjoint((mentee_id, mentor_id))
        ),
        already=already,
    )


def _first_come(one: SavedProposal) -> tuple[bool, int, int]:
    return one.suggested, one.rank or 4, one.mentee_id
