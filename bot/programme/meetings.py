"""Logging a meeting, correcting it, and disagreeing about it.

Either half may log (`field.md` W11). The other half is told and may correct it or say "we did not meet"; from then on
it counts neither as met nor as quiet until both agree. Logging by any way spares the mentorship its nudge.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.cadence import PromptDue, PromptKind
from bot.domain.meetings import (
    Confirmed,
    Deed,
    Form,
    Meeting,
    MeetingState,
    MetThatDay,
    check_held,
    check_there,
)
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.steps import What
from bot.programme import fitting, meeting_history, steps
from bot.programme.fitting import Fit
from bot.programme.others import others_in
from bot.programme.work import Work

#: How long the other half may be told of a meeting: later than this, it is no longer news.
NEWS = timedelta(days=14)

#: What a logged meeting makes needless.
SPARED = (PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD)


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """A meeting as the person who acts on it is told: with whom, and whether it was there already. `fit` asks how it
    feels, after the first one. `there` are those of a group who were, when not everybody was.
    """

    meeting: Meeting
    partners: tuple[Person, ...]
    already: bool = False
    fit: Fit | None = None
    there: tuple[Person, ...] = ()


def log(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    *,
    minutes: int | None,
    day: date,
    form: Form | None,
    there: Collection[int] | None = None,
) -> Logged:
    """Write down that they met, spare them the nudge, and let the other half know.

    `day` is a local date, `minutes` whole minutes, `there` the ids of those of a group who were; None says nothing of
    it, and everybody was. The same day told twice, by either half, is one meeting; told by the second half, it is
    agreed. Raises `TooLong`, `TooShort`, `NotYet`, `TooOld`, `TooFewThere`.
    """
    check_held(held_on=day, minutes=minutes, today=work.today(actor), since=mentorship.began_on)
    check_there(there)
    that_day = work.meetings.that_day(mentorship.id, day)
    known = next((one for one in that_day if one.state is not MeetingState.PLANNED), None)
    if known is not None:
        told = _told_again(work, actor, known, minutes, form)
        _add_there(work, mentorship, told, there)
        if told.state is not known.state:
            steps.look(work, mentorship, after=What.MEETING)
        return _logged(work, actor, mentorship, told, already=True)
    planned = next(iter(that_day), None)
    meeting = _write(work, actor, mentorship, planned, minutes=minutes, day=day, form=form)
    meeting_history.keep_there(work, mentorship, meeting, there)
    meeting_history.note(work, actor, meeting, Deed.LOGGED)
    _settle(work, mentorship, meeting)
    _tell(work, mentorship, actor, meeting, PromptKind.PARTNER_LOG)
    return _logged(work, actor, mentorship, meeting)


def correct(
    work: Work,
    actor: Person,
    meeting_id: int,
    *,
    minutes: int | None,
    day: date,
    form: Form | None,
    there: Collection[int] | None = None,
) -> Logged:
    """Either half mends what was logged; the other half is told again. Raises as `log` does, and `MetThatDay`."""
    meeting, mentorship = _told(work, actor, meeting_id)
    # Whoever told it may live where it is tomorrow already: its own day is never still to come.
    today = max(work.today(actor), meeting.held_on)
    check_held(held_on=day, minutes=minutes, today=today, since=mentorship.began_on)
    check_there(there)
    another = work.meetings.on(mentorship.id, day)
    if another is not None and another.id != meeting.id:
        raise MetThatDay(day=day)
    mended = work.meetings.change(
        meeting.id,
        minutes=minutes,
        held_on=day,
        form=form,
        cycle=mentorship.cycle_on(day),
        state=MeetingState.HELD,
        logged_by=actor.id,
        logged_at=work.now,
        agreed=False,
    )
    meeting_history.keep_there(work, mentorship, mended, there)
    meeting_history.note(work, actor, mended, Deed.CORRECTED)
    _settle(work, mentorship, mended)
    work.prompts.cancel(reason="corrected", recipient_id=actor.id, period=_period(meeting))
    _tell(work, mentorship, actor, mended, PromptKind.PARTNER_LOG)
    return _logged(work, actor, mentorship, mended)


def agree(work: Work, actor: Person, meeting_id: int) -> Logged:
    """The other half says: yes, we met. Also mends an earlier "we did not meet"."""
    meeting, mentorship = _told(work, actor, meeting_id)
    if meeting.logged_by == actor.id:
        raise Outdated
    agreed = work.meetings.change(meeting.id, state=MeetingState.HELD, agreed=True)
    if agreed != meeting:
        meeting_history.note(work, actor, agreed, Deed.AGREED)
    _settle(work, mentorship, agreed)
    return Logged(meeting=agreed, partners=others_in(work, mentorship, actor))


def deny(work: Work, actor: Person, meeting_id: int) -> Logged:
    """The other half says: we did not meet. It counts neither way until both agree, and the first half is told.

    In a group a meeting of which two have said that it was stands: whoever missed it need not deny it.
    """
    meeting, mentorship = _told(work, actor, meeting_id)
    if meeting.logged_by == actor.id or (mentorship.is_group and meeting.agreed):
        raise Outdated
    denied = work.meetings.change(meeting.id, state=MeetingState.DISPUTED, agreed=False)
    if denied != meeting:
        meeting_history.note(work, actor, denied, Deed.DENIED)
    work.mentorships.look_again({mentorship.id: work.now})
    _tell(work, mentorship, actor, denied, PromptKind.LOG_DENIED, only={meeting.logged_by})
    return Logged(meeting=denied, partners=others_in(work, mentorship, actor))


def withdraw(work: Work, actor: Person, meeting_id: int) -> Logged:
    """Whoever logged it takes it back; the other half is spared the news if it has not left yet.

    Raises `Confirmed` once the other half has said that it was: two have told it, and one alone does not untell it.
    """
    meeting, mentorship = _as_it_stands(work, actor, meeting_id)
    if meeting.logged_by != actor.id or meeting.state is MeetingState.PLANNED:
        raise Outdated
    if meeting.agreed and meeting.state is MeetingState.HELD:
        raise Confirmed
    gone = work.meetings.change(meeting.id, state=MeetingState.WITHDRAWN)
    if gone != meeting:
        meeting_history.note(work, actor, gone, Deed.WITHDRAWN)
    work.mentorships.look_again({mentorship.id: work.now})
    work.prompts.cancel(reason="withdrawn", mentorship_id=mentorship.id, period=_period(meeting))
    return Logged(meeting=gone, partners=others_in(work, mentorship, actor))


def partners_of(work: Work, mentorships: Sequence[Mentorship], actor: Person) -> tuple[Person, ...]:
    """Everybody whom the actor meets in these, each once."""
    ids = {seat.person_id for mentorship in mentorships for seat in mentorship.others(actor.id)}
    return tuple(work.people.many(ids).values())


def mine(work: Work, actor: Person, meeting_id: int) -> Logged:
    """A meeting of the actor's own. Raises `Outdated` for anybody else's: its button was forged."""
    meeting, mentorship = of_ones_own(work, actor, meeting_id)
    people = meeting_history.who_was_there(work, mentorship, meeting)
    return Logged(meeting=meeting, partners=others_in(work, mentorship, actor), there=people)


def of_ones_own(work: Work, actor: Person, meeting_id: int) -> tuple[Meeting, Mentorship]:
    """The same, and the mentorship it is of. Raises `Outdated` for anybody else's."""
    meeting = work.meetings.get(meeting_id)
    mentorship = work.mentorships.get(meeting.mentorship_id) if meeting else None
    if meeting is None or mentorship is None or mentorship.seat_of(actor.id) is None:
        raise Outdated
    return meeting, mentorship


def _logged(
    work: Work, actor: Person, mentorship: Mentorship, meeting: Meeting, *, already: bool = False
) -> Logged:
    return Logged(
        meeting=meeting,
        partners=others_in(work, mentorship, actor),
        already=already,
        fit=fitting.asked(work, actor, mentorship, meeting),
        there=meeting_history.who_was_there(work, mentorship, meeting),
    )


def _as_it_stands(work: Work, actor: Person, meeting_id: int) -> tuple[Meeting, Mentorship]:
    """As `of_ones_own`, once whoever says something of their meetings in the same second has said it."""
    _, mentorship = of_ones_own(work, actor, meeting_id)
    work.meetings.to_plan(mentorship.id)  # held, as by whoever logs or plans
    return of_ones_own(work, actor, meeting_id)


def _told(work: Work, actor: Person, meeting_id: int) -> tuple[Meeting, Mentorship]:
    """A meeting of the actor's own that was told, and not taken back."""
    meeting, mentorship = _as_it_stands(work, actor, meeting_id)
    if meeting.state not in (MeetingState.HELD, MeetingState.DISPUTED):
        raise Outdated
    return meeting, mentorship


def _told_again(work: Work, actor: Person, known: Meeting, minutes: int | None, form: Form | None) -> Meeting:
    """The second half agrees by logging it too; the first half merely repeats, or adds what was missing: what the
    other half denies stays denied.
    """
    agreed = known.agreed or known.logged_by != actor.id
    told = replace(
        known,
        minutes=known.minutes or minutes,
        form=known.form or form,
        agreed=agreed,
        state=MeetingState.HELD if agreed else known.state,
    )
    if told == known:
        return known
    told = work.meetings.change(
        known.id, minutes=told.minutes, form=told.form, agreed=told.agreed, state=told.state
    )
    repeats = known.logged_by == actor.id
    meeting_history.note(work, actor, told, Deed.CORRECTED if repeats else Deed.AGREED)
    return told


def _add_there(work: Work, mentorship: Mentorship, told: Meeting, there: Collection[int] | None) -> None:
    """Whoever is named the second time was there as well as those who were named the first time."""
    if there is not None:
        known = work.meeting_history.there([told.id]).get(told.id, frozenset())
        meeting_history.keep_there(work, mentorship, told, {*known, *there})


def _write(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    planned: Meeting | None,
    *,
    minutes: int | None,
    day: date,
    form: Form | None,
) -> Meeting:
    """The meeting `planned` for that day becomes the one held; otherwise a new one is written."""
    cycle = mentorship.cycle_on(day)
    if planned is not None:
        return work.meetings.change(
            planned.id,
            state=MeetingState.HELD,
            cycle=cycle,
            minutes=minutes if minutes is not None else planned.minutes,
            form=form,
            logged_by=actor.id,
            logged_at=work.now,
            agreed=False,
        )
    return work.meetings.add(
        mentorship.id,
        state=MeetingState.HELD,
        cycle=cycle,
        held_on=day,
        minutes=minutes,
        form=form,
        logged_by=actor.id,
        logged_at=work.now,
    )


def _settle(work: Work, mentorship: Mentorship, meeting: Meeting) -> None:
    """They have met: nothing more is asked of them for that cycle, and the coordinator's flag is lowered.

    What time will ask of them next may have changed with it, so the next beat looks at them (`cadence.Outlook`).
    """
    work.prompts.cancel(reason="met", mentorship_id=mentorship.id, kinds=SPARED)
    work.meetings.unskip(mentorship.id, meeting.cycle)
    work.mentorships.met(mentorship.id, work.now)
    steps.look(work, mentorship, after=What.MEETING)


def _tell(
    work: Work,
    mentorship: Mentorship,
    actor: Person,
    meeting: Meeting,
    kind: PromptKind,
    *,
    only: Container[int] | None = None,
) -> None:
    told: Sequence[PromptDue] = [
        PromptDue(
            kind=kind,
            mentorship_id=mentorship.id,
            recipient_id=seat.person_id,
            period=_period(meeting),
            rung=f"{work.now:%Y%m%dT%H%M%S}",
            not_before=work.now,
            expires_at=work.now + NEWS,
            about={"meeting": meeting.id},
        )
        for seat in mentorship.others(actor.id)
        if only is None or seat.person_id in only
    ]
    work.prompts.plan(told, now=work.now)


def _period(meeting: Meeting) -> str:
    return f"meeting-{meeting.id}"
