"""What a mentor does with the next session of their circle: say whether they come, put a point on its agenda in their
name, ask a question in nobody's (`field.md` W21).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendar import Hours, local_day
from bot.domain.circles import (
    LEAST_MENTORS,
    MOST_OWN,
    MOST_POINTS,
    MOST_QUESTIONS,
    AgendaFull,
    BoxFull,
    BoxOpened,
    Circle,
    EnoughFromYou,
    NoMentorHere,
    Point,
    Session,
    SessionOver,
    SessionState,
    TooFewForABox,
    box_opens_at,
    token,
)
from bot.domain.dates import DateMoved
from bot.domain.enrolments import EnrolmentState, Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentors import is_approved
from bot.domain.people import Person
from bot.domain.preferences import NotOffered
from bot.domain.refusals import Outdated
from bot.programme.calendar_file import Entry, Status
from bot.programme.work import Work

#: What a form carries for the question that it will become.
TOKEN_BYTES = 16


class Box(StrEnum):
    """Where the box of questions is: one may be put, they are being read, or there is none among so few."""

    TAKES = "takes"
    READ = "read"
    TOO_FEW = "too_few"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A point of the agenda, with who put it."""

    point: Point
    author: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathering:
    """A session as its mentors see it. `comes` is what the reader said; `open` until it begins; `questions` are there
    once the box is read, from `read_on` on: a local date of the programme.
    """

    circle: Circle
    session: Session
    agenda: tuple[Item, ...]
    questions: tuple[str, ...]
    box: Box
    open: bool
    read_on: date
    comes: bool | None = None


def hours_of(work: Work, programme: Programme) -> Hours:
    """The programme's own working days: its zone, and the public holidays of the company's country."""
    return Hours(zone=programme.timezone, holidays=work.customs.holidays[work.customs.country])


def is_member(work: Work, person: Person, programme_id: int) -> bool:
    """Whether it is this person's circle: they mentor there and, where that is asked, the team has said yes."""
    enrolment = work.enrolments.of(person.id, programme_id)
    if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE or not person.is_welcome:
        return False
    return is_approved(enrolment, work.type_of(work.programmes.get(programme_id)))


def members(work: Work, programme: Programme) -> Sequence[int]:
    """Everybody whose circle it is."""
    return work.circles.mentors(programme.id, approved=work.type_of(programme).approval)


def next_session(work: Work, circle: Circle) -> Session | None:
    """The one that is announced and has not begun."""
    return next((one for one in work.circles.latest(circle.id) if one.takes_answers(work.now)), None)


def in_home(work: Work, reader: Person) -> Gathering | None:
    """The next session, for whoever mentors; None while there is none."""
    programme = work.programme()
    circle = work.circles.of(programme.id) if programme else None
    if circle is None or not is_member(work, reader, circle.programme_id):
        return None
    session = next_session(work, circle)
    return gathering(work, circle, session, reader) if session else None


def gathering(work: Work, circle: Circle, session: Session, reader: Person | None = None) -> Gathering:
    """As things stand; without a `reader`, nobody's own answer."""
    box, hours = box_of(work, circle, session), hours_of(work, work.programmes.get(circle.programme_id))
    points = work.circles.points(session.id)
    authors = work.people.many(point.person_id for point in points)
    seat = work.circles.seat(session.id, reader.id) if reader else None
    return Gathering(
        circle=circle,
        session=session,
        agenda=tuple(Item(point=point, author=authors[point.person_id]) for point in points),
        questions=tuple(work.circles.questions(session.id)) if box is Box.READ else (),
        box=box,
        open=session.takes_answers(work.now),
        read_on=local_day(hours.zone, box_opens_at(session.starts_at, hours)),
        comes=seat.comes if seat else None,
    )


def box_of(work: Work, circle: Circle, session: Session) -> Box:
    """What is in it already is read when its moment has come, however few the mentors are by then."""
    programme = work.programmes.get(circle.programme_id)
    if work.now >= box_opens_at(session.starts_at, hours_of(work, programme)):
        return Box.READ
    return Box.TAKES if len(members(work, programme)) >= LEAST_MENTORS else Box.TOO_FEW


def see(work: Work, reader: Person, session_id: int) -> Gathering:
    """A session with its agenda, for a mentor of the programme. Raises `NoMentorHere`, `Outdated`."""
    circle, session = _mine(work, reader, session_id)
    return gathering(work, circle, session, reader)


def in_calendars(work: Work, reader: Person, session_id: int, *, title: str) -> Entry:
    """The session as other calendars take it; called off, it takes itself out again. Raises what `see` raises."""
    circle, session = _mine(work, reader, session_id)
    off = session.state is SessionState.CANCELLED
    return Entry(
        name=f"circle-{session.id}",
        title=title,
        begins=session.starts_at,
        ends=session.starts_at + timedelta(minutes=circle.minutes),
        status=Status.CANCELLED if off else Status.CONFIRMED,
        where=circle.place,
    )


def answer(work: Work, actor: Person, session_id: int, *, comes: bool, seen: str) -> Gathering:
    """I'm coming, or I can't; it may be said anew until it begins. `seen` is the `token` of the date that was read.

    Raises `DateMoved` when it is another one by now, `SessionOver`, and what `see` raises.
    """
    work.circles.held_session(session_id)
    circle, session = _open(work, actor, session_id)
    if seen != token(session):
        raise DateMoved(when=session.starts_at)
    work.circles.answer(session.id, actor.id, comes)
    work.prompts.cancel(
        reason="answered",
        recipient_id=actor.id,
        kinds=[PromptKind.CIRCLE, PromptKind.CIRCLE_CHANGED],
        period=period_of(session),
    )
    return gathering(work, circle, session, actor)


def to_put(work: Work, actor: Person, session_id: int) -> Gathering:
    """For the form of a point. Raises what `put` raises."""
    circle, session = _open(work, actor, session_id)
    _check_agenda(work, actor, session)
    return gathering(work, circle, session, actor)


def put(work: Work, actor: Person, session_id: int, words: str) -> Gathering:
    """A point in one's own name, read by every mentor. `words` come cleaned and cut.

    Raises `NotOffered` for an empty one, `AgendaFull`, `EnoughFromYou`, `SessionOver`, and what `see` raises.
    """
    if not words:
        raise NotOffered
    work.circles.held_session(session_id)
    circle, session = _open(work, actor, session_id)
    _check_agenda(work, actor, session)
    work.circles.put_point(session.id, actor.id, words)
    return gathering(work, circle, session, actor)


def take_off(work: Work, actor: Person, point_id: int) -> Gathering:
    """One's own point comes off the agenda. Raises `Outdated` for anybody else's."""
    session_id = work.circles.take_off(point_id, actor.id)
    if session_id is None:
        raise Outdated
    return see(work, actor, session_id)


def blank(work: Work, actor: Person, session_id: int) -> tuple[Gathering, str]:
    """What a form for a question tells and carries: the id that the question will have, drawn now. The same form sent
    twice is one question, without any note of who sent it. Raises what `ask` raises.
    """
    circle, session = _open(work, actor, session_id)
    _check_box(work, circle, session)
    return gathering(work, circle, session), secrets.token_hex(TOKEN_BYTES)


def ask(work: Work, actor: Person, session_id: int, token: str, words: str) -> Gathering:
    """A question in nobody's name. That the actor is a mentor is looked up and not written down; nothing else may be
    written in this transaction (`docs/decisions/0006…`). `words` come cleaned and cut.

    Raises `NotOffered`, `BoxOpened`, `BoxFull`, `TooFewForABox`, `SessionOver`, and what `see` raises.
    """
    if not words:
        raise NotOffered
    if len(token) != 2 * TOKEN_BYTES or not set(token) <= set("0123456789abcdef"):
        raise Outdated
    work.circles.held_session(session_id)
    circle, session = _open(work, actor, session_id)
    _check_box(work, circle, session)
    work.circles.ask(session.id, token, words)
    return gathering(work, circle, session)


def period_of(session: Session) -> str:
    """What is said of a session on one date is filed under this: on another date it is said anew."""
    return f"circle-{session.id}-{session.moves}"


def _check_agenda(work: Work, actor: Person, session: Session) -> None:
    points = work.circles.points(session.id)
    if len(points) >= MOST_POINTS:
        raise AgendaFull(most=MOST_POINTS)
    if sum(point.person_id == actor.id for point in points) >= MOST_OWN:
        raise EnoughFromYou(most=MOST_OWN)


def _check_box(work: Work, circle: Circle, session: Session) -> None:
    match box_of(work, circle, session):
        case Box.READ:
            raise BoxOpened
        case Box.TOO_FEW:
            raise TooFewForABox(least=LEAST_MENTORS)
    if len(work.circles.questions(session.id)) >= MOST_QUESTIONS:
        raise BoxFull(most=MOST_QUESTIONS)


def _open(work: Work, actor: Person, session_id: int) -> tuple[Circle, Session]:
    circle, session = _mine(work, actor, session_id)
    if not session.takes_answers(work.now):
        raise SessionOver
    return circle, session


def _mine(work: Work, reader: Person, session_id: int) -> tuple[Circle, Session]:
    session = work.circles.session(session_id)
    circle = work.circles.get(session.circle_id) if session else None
    if session is None or circle is None:
        raise Outdated
    if not is_member(work, reader, circle.programme_id):
        raise NoMentorHere
    return circle, session
