"""A suggestion: somebody whom the mentee did not name, to accept or to decline without a reason (`field.md` U4, U8).

The place is held while they think. Nothing is said to the mentor before a yes; after a no, or when the days have gone
by, the place is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.cadence import PromptDue
from bot.domain.calendar import MIDNIGHT, Hours, add_working_days, at_local, end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.fit import Offer as Place
from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Offer, OfferOver, Round, SavedProposal
from bot.programme import introducing
from bot.programme.browsing import shelf
from bot.programme.inviting import period_of
from bot.programme.loads import places_added
from bot.programme.presence import wants_a_mentor
from bot.programme.reasons import Why, why
from bot.programme.work import Work

#: What the second asking has among its ids, and the first has not.
RECALLS = "recalls"
#: Working days to think about it, and how many of them are left when it is recalled.
DAYS, RECALLED_BEFORE = 5, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What the mentee reads: `mentor` and `why` are there while it is open, and once it is accepted. `until` is the
    last local date on which it can be answered; `experience` is what the mentor lets whoever chooses read.
    """

    round: Round
    mentor: Person | None
    why: Why
    experience: str | None
    state: Offer
    until: date
    is_open: bool


def offer(work: Work, found: Round, proposal: SavedProposal) -> SavedProposal:
    """Hold the place and ask the mentee, once now and once two working days before the end."""
    programme = work.programmes.get(found.programme_id)
    hours = _hours(work, programme)
    until = add_working_days(hours, local_day(programme.timezone, work.now), DAYS)
    work.rounds.change_proposal(found.id, proposal.mentee_id, offer=Offer.OPEN, offer_until=until)
    work.prompts.plan(_asked(work, programme, found, proposal.mentee_id, until), now=work.now)
    held = work.rounds.proposal(found.id, proposal.mentee_id)
    assert held is not None
    return held


def mine(work: Work, mentee: Person, round_id: int) -> Suggestion:
    """Raises `Outdated` for whoever was suggested nobody in this round."""
    found, proposal = work.rounds.get(round_id), work.rounds.proposal(round_id, mentee.id)
    if found is None or proposal is None or proposal.offer is None or proposal.offer_until is None:
        raise Outdated
    programme = work.programmes.get(found.programme_id)
    mentor = work.people.get(proposal.mentor_id) if proposal.mentor_id else None
    today = local_day(programme.timezone, work.now)
    return Suggestion(
        round=found,
        mentor=mentor,
        why=replace(why(proposal, work.type_of(programme)), more_senior=False, form=None),
        experience=work.profiles.of(mentor.id).experience if mentor else None,
        state=proposal.offer,
        until=proposal.offer_until,
        is_open=proposal.offer is Offer.OPEN and today <= proposal.offer_until,
    )


def open_to(work: Work, mentee: Person) -> tuple[Suggestion, ...]:
    """Those that wait for this person's answer, for their Home."""
    found = (mine(work, mentee, round_id) for round_id, _ in work.own_rounds.offered_to(mentee.id))
    return tuple(one for one in found if one.is_open)


def accept(work: Work, actor: Person, round_id: int) -> Suggestion:
    """Yes: a mentorship begins, and both halves are introduced. Pressed twice it begins once.

    When the mentor can no longer be had, the suggestion is over, the person is told, and comes first next time.
    Raises `OfferOver` when it was answered otherwise, or its days are over.
    """
    suggestion = _held(work, actor, round_id)
    if suggestion.state is Offer.ACCEPTED:
        return suggestion
    if not suggestion.is_open or suggestion.mentor is None:
        raise OfferOver
    # Who lowers their capacity or finds a mentor elsewhere at this moment waits, or has done so.
    work.people.hold_all([suggestion.mentor.id, actor.id])
    if not _still_possible(work, actor, suggestion):
        _over(work, suggestion.round, actor.id, Offer.LAPSED, LeftOut.NOBODY_AVAILABLE)
        return mine(work, actor, round_id)
    work.rounds.change_proposal(round_id, actor.id, offer=Offer.ACCEPTED)
    introducing.link(work, suggestion.round, mentor_id=suggestion.mentor.id, mentee_id=actor.id)
    _call_off(work, suggestion.round, actor.id)
    return mine(work, actor, round_id)


def decline(work: Work, actor: Person, round_id: int) -> Suggestion:
    """No, without a reason. The place is free, and nobody learns whose it would have been.

    Raises `OfferOver` when it was accepted, or its days are over.
    """
    suggestion = _held(work, actor, round_id)
    if suggestion.state is Offer.DECLINED:
        return suggestion
    if not suggestion.is_open:
        raise OfferOver
    _over(work, suggestion.round, actor.id, Offer.DECLINED, LeftOut.DECLINED_SUGGESTION)
    return mine(work, actor, round_id)


def lapse(work: Work) -> int:
    """Suggestions whose days are over: the place is free, the person is told, and comes first next time."""
    over = 0
    for programme in work.programmes.running():
        today = local_day(programme.timezone, work.now)
        for round_id, proposal in work.own_rounds.offered(programme.id):
            if proposal.offer_until is not None and proposal.offer_until < today:
                found = work.rounds.held(round_id)
                now = work.rounds.proposal(round_id, proposal.mentee_id)
                if found is not None and now is not None and now.offer is Offer.OPEN:
                    _over(work, found, proposal.mentee_id, Offer.LAPSED, LeftOut.DECLINED_SUGGESTION)
                    over += 1
    return over


def _held(work: Work, actor: Person, round_id: int) -> Suggestion:
    """Two presses at once are two presses in turn."""
    work.rounds.held(round_id)
    return mine(work, actor, round_id)


def _still_possible(work: Work, actor: Person, suggestion: Suggestion) -> bool:
    """As things stand now: the mentor is here and may mentor them, the place that is held exists, and they look for a
    mentor still. What a coordinator confirmed by hand stays confirmed.
    """
    assert suggestion.mentor is not None
    programme = work.programmes.get(suggestion.round.programme_id)
    enrolment = work.enrolments.of(actor.id, programme.id)
    looks = enrolment is not None and wants_a_mentor(work, programme, actor, enrolment)
    if not looks or actor.id in work.seats.people_with_a_mentor(programme.id):
        return False
    around = shelf(work, actor, programme.id)
    place = next((one for one in (*around.open, *around.full) if one.person_id == suggestion.mentor.id), None)
    return place is not None and _has_a_place(work, suggestion.round, place)


def _has_a_place(work: Work, found: Round, place: Place) -> bool:
    """The others for whom a place is held have not said yes; whoever says so first has it."""
    carried = work.seats.mentees_carried(found.programme_id).get(place.person_id, 0)
    return carried < place.capacity + places_added(work, found.id)[place.person_id]


def _over(work: Work, found: Round, mentee_id: int, became: Offer, why_not: LeftOut) -> None:
    """Who it was is forgotten. Whoever declined knows; the others are told, and come first next time: not those who
    have found somebody elsewhere.
    """
    programme = work.programmes.get(found.programme_id)
    nobody: dict[str, object] = {"mentor_id": None, "rank": None, "reason": {}, "suggested": False}
    work.rounds.change_proposal(found.id, mentee_id, **nobody, left_out=why_not.value, offer=became)
    _call_off(work, found, mentee_id)
    if became is Offer.LAPSED and not _has_a_mentor(work, programme, mentee_id):
        introducing.set_left_out(work, programme, mentee_id, again=True)
        work.prompts.plan([introducing.told(work, found, PromptKind.LEFT_OUT, mentee_id)], now=work.now)


def _has_a_mentor(work: Work, programme: Programme, mentee_id: int) -> bool:
    lasting = [one for one in work.mentorships.of(mentee_id) if one.programme_id == programme.id]
    return any(
        seat.person_id == mentee_id and not one.temporary and bool(one.with_role(SeatRole.MENTOR))
        for one in lasting
        for seat in one.with_role(SeatRole.MENTEE)
    )


def _call_off(work: Work, found: Round, mentee_id: int) -> None:
    work.prompts.cancel(
        reason="answered",
        recipient_id=mentee_id,
        kinds=[PromptKind.SUGGESTION],
        period=period_of(found.id),
    )


def _asked(
    work: Work, programme: Programme, found: Round, mentee_id: int, until: date
) -> Iterator[PromptDue]:
    """Now, and once more before the end; of two that wait together only the later is said."""
    recalled = add_working_days(_hours(work, programme), until, -RECALLED_BEFORE)
    over = end_of(until, programme.timezone)
    starts = {"offered": work.now, "recalled": at_local(recalled, MIDNIGHT, programme.timezone)}
    for rung, not_before in starts.items():
        yield PromptDue(
            kind=PromptKind.SUGGESTION,
            mentorship_id=None,
            recipient_id=mentee_id,
            period=period_of(found.id),
            rung=rung,
            not_before=not_before,
            expires_at=over,
            about={"round": found.id, RECALLS: 1} if rung == "recalled" else {"round": found.id},
        )


def _hours(work: Work, programme: Programme) -> Hours:
    """Working days as the company has them."""
    return work.team_hours(programme.timezone)
