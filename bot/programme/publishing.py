"""Publishing a round: once, in one transaction, with everything checked as it is at that moment.

Both halves of each pair are introduced, and whoever is left out hears why; all of it is written in the ledger
beside the mentorships, so that a crash loses neither (design §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import NothingProposed, Round, RoundState, SavedProposal
from bot.domain.suitability import Mentee, Mentor, bar_between
from bot.programme import charters
from bot.programme.closeness import close_to
from bot.programme.proposing import gather, nobody_waits
from bot.programme.rounds import period_of
from bot.programme.work import Work

#: An introduction, or the news of being left out, is still worth saying after a long absence.
STILL_NEWS = timedelta(days=30)
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
    """`already` when this press changed nothing. `lost` holds those that this coordinator may see."""

    round: Round
    pairs: int
    without: int
    lost: tuple[Lost, ...]
    already: bool = False


def publish(work: Work, actor: Person, round_id: int) -> Published:
    """Make the proposals mentorships. A second press, or one after a crash, finds it done and changes nothing.

    Raises `NothingProposed`, `NotAllowed`, `Outdated`.
    """
    work.authorise(actor, Act.RUN_ROUND)
    found = work.rounds.held(round_id)
    if found is None:
        raise Outdated
    proposals = work.rounds.proposals(round_id)
    if found.state is RoundState.PUBLISHED:
        return _told(work, actor, found, proposals, before=proposals, already=True)
    prepared = proposals or nobody_waits(work, found)
    if not prepared or not work.rounds.move(round_id, expected=RoundState.PROPOSED, to=RoundState.PUBLISHED):
        raise NothingProposed
    kept = _as_they_stand_now(work, found, proposals)
    work.rounds.propose(round_id, kept)
    _link(work, found, kept)
    _remember_the_left_out(work, found, kept)
    work.prompts.cancel(reason="published", kinds=[PromptKind.INVITATION], period=period_of(round_id))
    published = work.rounds.change(round_id, published_at=work.now)
    return _told(work, actor, published, kept, before=proposals)


def _as_they_stand_now(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> list[SavedProposal]:
    """The same proposals, those that no longer hold turned into a reason; better choices keep their places."""
    for mentor_id in sorted({one.mentor_id for one in proposals if one.mentor_id is not None}):
        work.people.held(mentor_id)  # who lowers their capacity at this moment waits, or has done so
    request = gather(work, found.id)
    mentees = {mentee.id: mentee for mentee in request.mentees}
    mentors = {mentor.id: mentor for mentor in request.mentors}
    taken: Counter[int] = Counter()
    kept = []
    for one in sorted(proposals, key=_first_come):
        mentor = mentors.get(one.mentor_id or 0)
        why_not = _why_not(one, mentees.get(one.mentee_id), mentor, taken)
        if why_not is None and mentor is not None:
            taken[mentor.id] += 1
            kept.append(one)
        else:
            kept.append(replace(one, mentor_id=None, rank=None, left_out=why_not, suggested=False))
    return kept


def _why_not(
    one: SavedProposal, mentee: Mentee | None, mentor: Mentor | None, taken: Counter[int]
) -> str | None:
    if mentee is None:
        return GONE
    if one.mentor_id is None:
        return one.left_out
    if mentor is None or bar_between(mentee, mentor) is not None:
        return LeftOut.NOBODY_AVAILABLE.value
    if mentor.free_places - taken[mentor.id] < 1:
        return (LeftOut.CHOICES_FULL if mentee.choices else LeftOut.NO_PLACE_LEFT).value
    return None


def _link(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> None:
    """Everybody's first cycle begins today, in the programme's own place."""
    programme = work.programmes.get(found.programme_id)
    type_ = work.type_of(programme)
    today = local_day(programme.timezone, work.now)
    for one in proposals:
        if one.mentor_id is None:
            continue
        mentorship = work.mentorships.link(
            programme.id,
            seats=[(one.mentor_id, SeatRole.MENTOR), (one.mentee_id, SeatRole.MENTEE)],
            anchor=today,
            period=type_.period,
            introduced_at=work.now,
            round_id=found.id,
            temporary=type_.temporary,
            ends_on=type_.duration.end_of(today) - DAY if type_.duration else None,
        )
        _set_left_out(work, programme, one.mentee_id, again=False)
        work.prompts.plan(_introductions(work, found, mentorship), now=work.now)
    introduced = [one for pair in proposals if pair.mentor_id for one in (pair.mentor_id, pair.mentee_id)]
    work.prompts.plan(charters.reminders(work, programme, introduced), now=work.now)


def _remember_the_left_out(work: Work, found: Round, proposals: Sequence[SavedProposal]) -> None:
    """They come first next time (U3), and are told why and what happens next."""
    programme = work.programmes.get(found.programme_id)
    for one in proposals:
        if one.mentor_id is not None or one.left_out in NOT_WAITING:
            continue
        _set_left_out(work, programme, one.mentee_id, again=True)
        work.prompts.plan([_due(work, found, PromptKind.LEFT_OUT, one.mentee_id)], now=work.now)


def _set_left_out(work: Work, programme: Programme, person_id: int, *, again: bool) -> None:
    enrolment = work.enrolments.of(person_id, programme.id)
    if enrolment is not None:
        work.enrolments.change(enrolment.id, left_out=enrolment.left_out + 1 if again else 0)


def _introductions(work: Work, found: Round, mentorship: Mentorship) -> Iterator[PromptDue]:
    for seat in mentorship.seats:
        yield _due(work, found, PromptKind.INTRODUCTION, seat.person_id, mentorship.id)


def _due(
    work: Work, found: Round, kind: PromptKind, person_id: int, mentorship_id: int | None = None
) -> PromptDue:
    return PromptDue(
        kind=kind,
        mentorship_id=mentorship_id,
        recipient_id=person_id,
        period=period_of(found.id),
        rung="published",
        not_before=work.now,
        expires_at=work.now + STILL_NEWS,
        about={"round": found.id},
    )


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
    still = {one.mentee_id for one in kept if one.mentor_id is not None}
    lost = [
        (one.mentee_id, one.mentor_id)
        for one in before
        if one.mentor_id is not None and one.mentee_id not in still
    ]
    known = work.people.many(person_id for pair in lost for person_id in pair)
    return Published(
        round=found,
        pairs=len(still),
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
