"""The mentors' circle as those who run the programme set it: when, how often, where; and who was there.

What follows each change is said to whoever had answered; what a beat does by itself is in `circle_beats.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import add_working_days, at_local, local_day
from bot.domain.circles import (
    LENGTHS,
    PERIODS,
    Circle,
    Often,
    Session,
    SessionState,
    check_first,
    check_moved,
    clocks,
    occurrence,
)
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.domain.refusals import Outdated
from bot.programme.circle_attendance import Held, by_name, known, last
from bot.programme.circle_beats import announce_next, last_number, said, upcoming
from bot.programme.circle_sessions import Gathering, gathering, hours_of, members, next_session, period_of
from bot.programme.joining import programme_of
from bot.programme.work import Work

#: What the form opens with: in two weeks, at eleven, for an hour.
AHEAD, USUAL_HOUR, USUAL_LENGTH = 10, time(11), 60
#: Of a session that was moved or called off, mentors hear until it would have begun, and this long at least.
STILL_NEWS = timedelta(days=2)
SAID_BEFORE = (PromptKind.CIRCLE, PromptKind.CIRCLE_TOMORROW, PromptKind.CIRCLE_CHANGED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What the form opens with; `begun` when there is a circle under way, whose rhythm changes."""

    starts_at: datetime
    often: Often
    minutes: int
    place: str
    begun: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Who comes to a session, who can't, and how many have not said."""

    come: tuple[Person, ...]
    cannot: int
    silent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """Where the circle is. `following` is the session after the next one, as far as it is known; `zones` are one for
    each hour at which the next one begins for its mentors, when that is not the reader's hour for all.
    """

    circle: Circle | None
    mentors: int
    next: Gathering | None = None
    expected: Expected | None = None
    following: datetime | None = None
    zones: tuple[str, ...] = ()
    last: Held | None = None


# -- reading -----------------------------------------------------------------------------------------------------


def see(work: Work, actor: Person) -> Panel:
    """Raises `NotAllowed`."""
    work.check(actor, Act.RUN_CIRCLE)
    programme = work.programme()
    circle = work.circles.of(programme.id) if programme else None
    if programme is None or circle is None:
        return Panel(circle=None, mentors=len(members(work, programme)) if programme else 0)
    mentors = members(work, programme)
    coming = next_session(work, circle)
    return Panel(
        circle=circle,
        mentors=len(mentors),
        next=gathering(work, circle, coming) if coming else None,
        expected=_expected(work, coming, mentors) if coming else None,
        following=_following(work, circle, programme, coming) if coming else None,
        zones=_zones(work, actor, mentors, coming) if coming else (),
        last=last(work, circle),
    )


def draft(work: Work, actor: Person) -> Draft:
    """Raises `NotAllowed`."""
    work.check(actor, Act.RUN_CIRCLE)
    programme = work.programme()
    circle = work.circles.of(programme.id) if programme else None
    if programme is None or circle is None or circle.stopped_on is not None:
        zone = programme.timezone if programme else work.customs.timezone
        day = local_day(zone, work.now)
        hours = hours_of(work, programme) if programme else work.hours(actor)
        first = at_local(add_working_days(hours, day, AHEAD), USUAL_HOUR, zone)
        return Draft(starts_at=first, often=Often.MONTHLY, minutes=USUAL_LENGTH, place="", begun=False)
    coming = next_session(work, circle)
    first = coming.starts_at if coming else upcoming(work, circle, programme)[1]
    return Draft(starts_at=first, often=circle.often, minutes=circle.minutes, place=circle.place, begun=True)


# -- setting -----------------------------------------------------------------------------------------------------


def set_up(
    work: Work, actor: Person, *, starts_at: datetime, often: Often, minutes: int, place: str
) -> Panel:
    """Begin the circle, or give it another rhythm from its next session on: that one moves to `starts_at`, a UTC
    instant, and the others are counted from it. `place` comes cleaned and cut.

    Raises `SessionGone`, `SessionTooFar`, `NotOffered`, `NotAllowed`.
    """
    work.authorise(actor, Act.RUN_CIRCLE)
    if minutes not in LENGTHS:
        raise NotOffered
    programme = programme_of(work)
    before = work.circles.held(programme.id)
    check_first(starts_at, now=work.now, zone=programme.timezone)
    coming = next_session(work, before) if before else None
    local = starts_at.astimezone(ZoneInfo(programme.timezone))
    circle = work.circles.set(
        programme.id,
        anchor=local.date(),
        first_number=coming.number if coming else last_number(work, before) + 1,
        period=PERIODS[often],
        at=time(local.hour, local.minute),
        minutes=minutes,
        place=place,
        by=actor.id,
    )
    first = occurrence(circle, circle.first_number, hours_of(work, programme))
    if coming is None:
        work.circles.announce(circle.id, circle.first_number, first)
    elif coming.starts_at != first:
        _move(work, coming, first)
    return see(work, actor)


def move(work: Work, actor: Person, session_id: int, starts_at: datetime) -> Panel:
    """One session on another date, a UTC instant before the one after it; the others stay where they are. Whoever had
    answered is told, and asked anew: another date is another question.

    Raises `SessionGone`, `SessionTooFar`, `Outdated`, `NotAllowed`.
    """
    work.authorise(actor, Act.RUN_CIRCLE)
    session, circle, programme = _to_change(work, session_id)
    after = occurrence(circle, session.number + 1, hours_of(work, programme))
    check_moved(starts_at, now=work.now, before=after, zone=programme.timezone)
    if starts_at != session.starts_at:
        _move(work, session, starts_at)
    return see(work, actor)


def cancel(work: Work, actor: Person, session_id: int) -> Panel:
    """One session is called off, and whoever would have come is told; the circle goes on. Raises as `move` does."""
    work.authorise(actor, Act.RUN_CIRCLE)
    session, _, _ = _to_change(work, session_id)
    _call_off(work, session)
    announce_next(work)
    return see(work, actor)


def stop(work: Work, actor: Person) -> Panel:
    """No session any more, until a new first date is set. Raises `Outdated` where there is no circle."""
    work.authorise(actor, Act.RUN_CIRCLE)
    programme = work.programme()
    circle = work.circles.held(programme.id) if programme else None
    if programme is None or circle is None:
        raise Outdated
    if coming := next_session(work, circle):
        _call_off(work, coming)
    work.circles.stop(circle.id, local_day(programme.timezone, work.now))
    return see(work, actor)


# -- what several of them do -------------------------------------------------------------------------------------


def _move(work: Work, session: Session, starts_at: datetime) -> None:
    """What was planned for the old date is not said any more; whoever had answered it hears of the new one."""
    _unsay(work, session, reason="moved")
    moved = work.circles.move(session.id, starts_at)
    told = work.circles.ask_again(session.id)
    until = max(starts_at, work.now + STILL_NEWS)
    dues = said(told, PromptKind.CIRCLE_CHANGED, moved, rung="moved", now=work.now, until=until)
    work.prompts.plan(dues, now=work.now)


def _call_off(work: Work, session: Session) -> None:
    """Whoever had answered about an earlier date, and not about this one, may still mean to come."""
    _unsay(work, session, reason="cancelled")
    off = work.circles.change(session.id, SessionState.CANCELLED)
    told = [seat.person_id for seat in work.circles.seats(session.id) if seat.comes is not False]
    until = max(session.starts_at, work.now + STILL_NEWS)
    dues = said(told, PromptKind.CIRCLE_CHANGED, off, rung="off", now=work.now, until=until)
    work.prompts.plan(dues, now=work.now)


def _unsay(work: Work, session: Session, *, reason: str) -> None:
    """What was planned is not said, and what was said no longer shows a date that does not hold."""
    work.prompts.cancel(reason=reason, kinds=SAID_BEFORE, period=period_of(session))
    for channel, ts in work.circles.told_at(session.id):
        work.delivery.retouch(channel, ts)


def _expected(work: Work, session: Session, mentors: Collection[int]) -> Expected:
    seats = work.circles.seats(session.id)
    come = [seat.person_id for seat in seats if seat.comes]
    cannot = sum(seat.comes is False for seat in seats)
    said = {seat.person_id for seat in seats if seat.comes is not None}
    return Expected(come=by_name(work, come), cannot=cannot, silent=len(set(mentors) - said))


def _zones(work: Work, reader: Person, mentors: Collection[int], coming: Session) -> tuple[str, ...]:
    theirs = [person.timezone for person in work.people.many(mentors).values()]
    found = clocks(theirs, coming.starts_at)
    return found if len(clocks([*found, reader.timezone], coming.starts_at)) > 1 else ()


def _following(work: Work, circle: Circle, programme: Programme, coming: Session) -> datetime:
    return occurrence(circle, coming.number + 1, hours_of(work, programme))


def _to_change(work: Work, session_id: int) -> tuple[Session, Circle, Programme]:
    """Raises `Outdated` for what has begun, was called off or never was."""
    _, circle = known(work, session_id)
    work.circles.held(circle.programme_id)
    work.circles.held_session(session_id)
    session, circle = known(work, session_id)
    if not session.takes_answers(work.now):
        raise Outdated
    return session, circle, work.programmes.get(circle.programme_id)
