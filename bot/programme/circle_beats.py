"""What a beat does for the mentors' circle: announce the next session, invite to it, remind whoever comes, and ask the
team afterwards who was there. The same facts plan the same messages, and each is planned once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.cadence import PromptDue, to_each
from bot.domain.calendar import local_day
from bot.domain.circles import (
    KEPT,
    SEATS_KEPT,
    Circle,
    Session,
    SessionState,
    box_opens_at,
    next_number,
    occurrence,
    wants_invitations,
)
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.programme.circle_sessions import hours_of, next_session, period_of
from bot.programme.closeness import team_but
from bot.programme.work import Work

#: Later than that nobody remembers who was there.
STILL_REMEMBERED = timedelta(days=14)


def announce_next(work: Work) -> None:
    """The session after the one that was announced last, once that one is over or called off."""
    programme = work.programme()
    circle = work.circles.of(programme.id) if programme else None
    if programme is None or circle is None or circle.stopped_on is not None:
        return
    if next_session(work, circle) is not None:
        return
    circle = work.circles.held(programme.id)  # whoever gives it another rhythm meanwhile has announced one
    if circle is not None and circle.stopped_on is None and next_session(work, circle) is None:
        number, starts_at = upcoming(work, circle, programme)
        work.circles.announce(circle.id, number, starts_at)


def to_tell(work: Work) -> Iterator[PromptDue]:
    """Invitations some ten days before; on the working day before, when and where, to those who come; and once it is
    over, to the team, who was there.
    """
    announce_next(work)
    programme = work.programme()
    circle = work.circles.of(programme.id) if programme else None
    if programme is None or circle is None:
        return
    for session in work.circles.latest(circle.id):
        if session.takes_answers(work.now):
            yield from _invitations(work, programme, session)
            yield from _reminders(work, programme, session)
        elif session.state is SessionState.ANNOUNCED and work.now >= _end(circle, session):
            yield from _ask_who_was_there(work, session)


def forget(work: Work) -> int:
    """What was put on agendas and into boxes goes a month after its session, and who came after two years. Returns how
    many rows went.
    """
    return work.circles.forget(written_before=work.now - KEPT, seats_before=work.now - SEATS_KEPT)


def _invitations(work: Work, programme: Programme, session: Session) -> Sequence[PromptDue]:
    """To every mentor who is here and was not asked; a newcomer among them at the next beat. Until the eve: from then
    on it is too late to plan for it.
    """
    if not wants_invitations(session, work.now):
        return ()
    period = period_of(session)
    people = work.circles.to_invite(
        session.id,
        programme.id,
        period=period,
        approved=work.type_of(programme).approval,
        today=local_day(programme.timezone, work.now),
    )
    until = box_opens_at(session.starts_at, hours_of(work, programme))
    return said(people, PromptKind.CIRCLE, session, rung="invitation", now=work.now, until=until)


def _reminders(work: Work, programme: Programme, session: Session) -> Sequence[PromptDue]:
    if work.now < box_opens_at(session.starts_at, hours_of(work, programme)):
        return ()
    people = work.circles.to_remind(session.id, period=period_of(session))
    return said(
        people,
        PromptKind.CIRCLE_TOMORROW,
        session,
        rung="tomorrow",
        now=work.now,
        until=session.starts_at,
    )


def _ask_who_was_there(work: Work, session: Session) -> Sequence[PromptDue]:
    """Once: the session is over from then on, and whatever told mentors of it has nothing to press any more. A bot that
    slept through it asks all the same, within two weeks.
    """
    work.circles.change(session.id, SessionState.OVER)
    for channel, ts in work.circles.told_at(session.id):
        work.delivery.retouch(channel, ts)
    return to_each(
        [one.id for one in team_but(work, frozenset())],
        PromptKind.CIRCLE_OVER,
        period=over_period(session.id),
        rung="over",
        now=work.now,
        until=session.starts_at + STILL_REMEMBERED,
        about={"session": session.id},
    )


def said(
    people: Collection[int],
    kind: PromptKind,
    session: Session,
    *,
    rung: str,
    now: datetime,
    until: datetime,
) -> Sequence[PromptDue]:
    return to_each(
        people,
        kind,
        period=period_of(session),
        rung=rung,
        now=now,
        until=until,
        about={"session": session.id},
    )


def upcoming(work: Work, circle: Circle, programme: Programme) -> tuple[int, datetime]:
    hours = hours_of(work, programme)
    number = next_number(circle, last_number(work, circle), work.now, hours)
    return number, occurrence(circle, number, hours)


def last_number(work: Work, circle: Circle | None) -> int:
    """Of the session that was announced last; -1 before the first."""
    announced = work.circles.latest(circle.id) if circle else ()
    return announced[0].number if announced else -1


def over_period(session_id: int) -> str:
    return f"circle-{session_id}-over"


def _end(circle: Circle, session: Session) -> datetime:
    return session.starts_at + timedelta(minutes=circle.minutes)
