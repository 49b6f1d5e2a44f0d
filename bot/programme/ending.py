"""How a mentorship ends, whatever the reason: once, for good, and never in silence (issue C, item 7).

Each half that is still here is told, in their own language, with thanks and with what comes next. The words are the
same whoever wished for it: they name neither requester nor reason. What was open goes along (`carrying.py`).

Three doors lead here: a decision (`deciding.py`), somebody who is gone (`departures.py`), and the end of the term.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, MIDNIGHT, add_working_days, at_local, local_day, next_window
from bot.domain.changes import ToldBy
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.programme import in_touch, steps
from bot.programme.presence import wants_a_mentor
from bot.programme.work import Work

#: Where a person tells the other half, the bot does so after that many of their working days, in any case.
A_PERSON_TELLS_FIRST = 2
#: How long the news may wait for somebody who is away.
STILL_NEWS = timedelta(days=30)


def end(
    work: Work,
    mentorship: Mentorship,
    why: EndedWhy,
    *,
    told_by: ToldBy = ToldBy.BOT,
    gone: Collection[int] = (),
    asked_by: Collection[int] = (),
) -> bool:
    """End it: nothing more is asked of it, its places are free, and each half that is not `gone` is told.

    `asked_by` know already, and read at once what follows; with `told_by` a person, the others read it two working
    days later. True for the one call that ended it: a second one changes nothing, and tells nobody.
    """
    if work.meetings.first_held(mentorship.id) is not None:
        steps.look(work, mentorship)  # those that ran before steps were counted were perhaps never looked at
    if not work.mentorships.end(mentorship.id, why, at=work.now, ends_on=_last_day(work, mentorship)):
        return False
    _call_off(work, mentorship)
    in_touch.keep_what_stays(work, mentorship, as_planned=why is EndedWhy.TERM)
    if told_by is ToldBy.BOT:
        _drop_dates(work, mentorship)
    told = [seat.person_id for seat in mentorship.seats if seat.person_id not in gone]
    early = set(told) if told_by is ToldBy.BOT else set(asked_by)
    work.prompts.plan(_news(work, mentorship, told, early=early), now=work.now)
    return True


def leave(
    work: Work,
    mentorship: Mentorship,
    person_id: int,
    why: EndedWhy,
    *,
    told_by: ToldBy = ToldBy.BOT,
    gone: Collection[int] = (),
    asked_by: Collection[int] = (),
) -> Mentorship:
    """One person leaves. A pair ends with either half, a group with its mentor or its last mentee; another mentee
    leaves their seat, and the group goes on.

    Returns what ended: of a group that goes on, the leaver's own part of it, so that nobody forgets who mentored whom.
    Whoever has left already has left.
    """
    work.changes.held(mentorship.id)  # two who leave at once would each leave the other behind
    mentorship = work.mentorships.get(mentorship.id) or mentorship
    finish = partial(end, work, why=why, told_by=told_by, gone=gone, asked_by=asked_by)
    seat = mentorship.seat_of(person_id)
    if seat is None or mentorship.state is MentorshipState.ENDED:
        return mentorship
    if not _goes_on_without(mentorship, person_id):
        finish(mentorship)
        return work.mentorships.get(mentorship.id) or mentorship
    work.mentorships.take_from(mentorship.id, person_id)
    work.points.leave(mentorship.id, person_id)
    work.prompts.cancel(reason="ended", mentorship_id=mentorship.id, recipient_id=person_id)
    _close_changes(work, mentorship, asked_by=person_id)
    mentors = [(one.person_id, one.role) for one in mentorship.with_role(SeatRole.MENTOR)]
    part = work.mentorships.link(
        mentorship.programme_id,
        seats=[*mentors, (person_id, seat.role)],
        anchor=local_day(mentorship.timezone, work.now),
        period=mentorship.period,
        introduced_at=work.now,
        temporary=mentorship.temporary,
        name=mentorship.name,
        replaces=mentorship.id,
    )
    finish(part)
    stay = [one.person_id for one in mentorship.with_role(seat.role) if one.person_id != person_id]
    early = set(stay) if told_by is ToldBy.BOT else set()
    work.prompts.plan(_news(work, part, stay, early=early), now=work.now)
    return work.mentorships.get(part.id) or part


def predecessor(work: Work, programme_id: int, mentee_id: int) -> int | None:
    """The mentorship whose mentee goes on in the next one: the latest that ended for them in this programme.

    Whoever links a new one passes it as `replaces`, and its first sheet carries what was left open.
    """
    return work.mentorships.last_ended(programme_id, mentee_id)


def told_from(work: Work, person_id: int) -> datetime:
    """When this person has heard of what ended for them: now, unless a person is to tell them first.

    Nothing that follows from it, such as asking whom they would like next, may be said before.
    """
    waiting = [one for one in work.prompts.series(person_id, PromptKind.ENDED) if one.not_before > work.now]
    return max((one.not_before for one in waiting), default=work.now)


def looks_for_another(work: Work, person: Person) -> bool:
    """Whether this person wants a mentor, is here to be given one, and has none by now; a stand-in is none."""
    programme = work.programme()
    enrolment = work.enrolments.of(person.id, programme.id) if programme else None
    if programme is None or enrolment is None or not wants_a_mentor(work, programme, person, enrolment):
        return False
    return not any(_mentored_in(one, person.id) for one in work.mentorships.of(person.id))


def _mentored_in(mentorship: Mentorship, person_id: int) -> bool:
    seat = mentorship.seat_of(person_id)
    learns = seat is not None and seat.role is SeatRole.MENTEE
    return learns and not mentorship.temporary and bool(mentorship.with_role(SeatRole.MENTOR))


def _last_day(work: Work, mentorship: Mentorship) -> date:
    """The last whole day that it lived, by which reports count: whoever is without a mentor is so today."""
    yesterday = local_day(mentorship.timezone, work.now) - DAY
    return min(yesterday, mentorship.ends_on or yesterday)


def _call_off(work: Work, mentorship: Mentorship) -> None:
    """Nothing of it is said, asked or planned any more."""
    work.prompts.cancel(reason="ended", mentorship_id=mentorship.id)
    _close_changes(work, mentorship)


def _drop_dates(work: Work, mentorship: Mentorship) -> None:
    """Whoever is still to be told of the end finds the date that they set where it was (`untold.py`)."""
    while (planned := work.meetings.planned(mentorship.id)) is not None:
        work.meetings.change(planned.id, state=MeetingState.WITHDRAWN)


def _close_changes(work: Work, mentorship: Mentorship, *, asked_by: int | None = None) -> None:
    for change in work.changes.open_in(mentorship.id):
        if asked_by is None or change.asked_by == asked_by:
            work.changes.withdraw(change.id)


def _goes_on_without(mentorship: Mentorship, person_id: int) -> bool:
    """Whether enough stay: somebody who learns, and a mentor where there was one."""
    left = [seat.role for seat in mentorship.others(person_id)]
    if len(left) < 2:
        return False
    mentored = bool(mentorship.with_role(SeatRole.MENTOR))
    return not mentored or (SeatRole.MENTOR in left and SeatRole.MENTEE in left)


def _news(
    work: Work, mentorship: Mentorship, told: Collection[int], *, early: Collection[int]
) -> Iterator[PromptDue]:
    for person in work.people.many(told).values():
        if person.is_welcome:
            starts = work.now if person.id in early else _after_a_person_told(work, person)
            yield PromptDue(
                kind=PromptKind.ENDED,
                mentorship_id=mentorship.id,
                recipient_id=person.id,
                period="end",
                rung="ended",
                not_before=starts,
                expires_at=starts + STILL_NEWS,
            )


def _after_a_person_told(work: Work, person: Person) -> datetime:
    hours = work.hours(person)
    day = add_working_days(hours, work.today(person), A_PERSON_TELLS_FIRST)
    return next_window(hours, at_local(day, MIDNIGHT, person.timezone))[0]
