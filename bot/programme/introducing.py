"""Making a mentorship of two people, and telling each half who the other is and how to begin.

However it comes about (a campaign, a round of one person, an accepted suggestion), both halves are told in the same
transaction's ledger, so that a crash loses neither (design §5).
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.rounds import Round
from bot.programme import charters, ending, steps
from bot.programme.inviting import period_of
from bot.programme.work import Work

#: An introduction, or the news of being left out, is still worth saying after a long absence.
STILL_NEWS = timedelta(days=30)


def link(work: Work, found: Round, *, mentor_id: int, mentee_id: int) -> Mentorship:
    """Their first cycle begins today, in the programme's own place. Whoever had a mentor before goes on from there:
    what was open on their last sheet comes along.
    """
    programme = work.programmes.get(found.programme_id)
    type_ = work.type_of(programme)
    today = local_day(programme.timezone, work.now)
    mentorship = work.mentorships.link(
        programme.id,
        seats=[(mentor_id, SeatRole.MENTOR), (mentee_id, SeatRole.MENTEE)],
        anchor=today,
        period=type_.period,
        introduced_at=work.now,
        round_id=found.id,
        temporary=type_.temporary,
        ends_on=type_.duration.end_of(today) - DAY if type_.duration else None,
        replaces=ending.predecessor(work, programme.id, mentee_id),
    )
    steps.begin(work, mentorship)
    set_left_out(work, programme, mentee_id, again=False)
    both = [mentor_id, mentee_id]
    introductions = [told(work, found, PromptKind.INTRODUCTION, one, mentorship.id) for one in both]
    work.prompts.plan(introductions, now=work.now)
    work.prompts.plan(charters.reminders(work, programme, both), now=work.now)
    return mentorship


def set_left_out(work: Work, programme: Programme, person_id: int, *, again: bool) -> None:
    """Whoever is left out once more comes first next time (`field.md` U3); whoever finds a mentor starts anew."""
    enrolment = work.enrolments.of(person_id, programme.id)
    if enrolment is not None:
        work.enrolments.change(enrolment.id, left_out=enrolment.left_out + 1 if again else 0)


def told(
    work: Work, found: Round, kind: PromptKind, person_id: int, mentorship_id: int | None = None
) -> PromptDue:
    """What a round ends with, for one person, as soon as they are at work."""
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
