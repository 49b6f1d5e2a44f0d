"""The mentors' circle: those who mentor meet regularly to talk about how they do it (`field.md` W21).

A session is counted from the first date, never from the one before; where its day is a day off it is proposed on the
next working day, at the same hour of the programme's zone. Its agenda is gathered beforehand, in people's names, and
so are questions in nobody's: they are read by all at once, on the working day before, so that the moment at which one
came says nothing of who asked it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

from bot.domain.calendar import (
    MIDNIGHT,
    Hours,
    Period,
    add_working_days,
    at_local,
    cycle_at,
    cycle_bounds,
    local_day,
    working_day_before,
    works_on,
)
from bot.domain.dates import DateGone, DateTooFar
from bot.domain.refusals import Refusal

#: How long before a session mentors hear of it, and how late somebody may still be invited.
INVITED_BEFORE = timedelta(days=10)
LEAST_NOTICE = timedelta(days=2)
#: The first date is nearer than that: further away it is a typing mistake in the year.
FURTHEST = timedelta(days=366)
#: Of two mentors each would know who asked.
LEAST_MENTORS = 3
#: Characters: a point is a sentence, a place is a link or a room.
LONGEST_WORDS = 200
LONGEST_PLACE = 200
#: An hour holds no more; and each mentor may put so many.
MOST_POINTS, MOST_OWN = 12, 3
#: Nobody can be told to ask less, since nobody asked: the box itself is full.
MOST_QUESTIONS = 12
#: Minutes.
LENGTHS = (30, 45, 60, 90, 120)
#: How long what was written for a session stays: as long as somebody may still sum it up.
KEPT = timedelta(days=30)
#: And who came to it: as long as a meeting (design §8).
SEATS_KEPT = timedelta(days=730)


class Often(StrEnum):
    """How often a circle meets."""

    MONTHLY = "monthly"
    TWO_MONTHS = "two_months"
    QUARTERLY = "quarterly"
    FOUR_WEEKS = "four_weeks"
    SIX_WEEKS = "six_weeks"


PERIODS: Mapping[Often, Period] = {
    Often.MONTHLY: Period(months=1),
    Often.TWO_MONTHS: Period(months=2),
    Often.QUARTERLY: Period(months=3),
    Often.FOUR_WEEKS: Period(months=0, weeks=4),
    Often.SIX_WEEKS: Period(months=0, weeks=6),
}


class SessionState(StrEnum):
    """Announced until it is over; then attendance is awaited, and noted. Or it was called off."""

    ANNOUNCED = "announced"
    OVER = "over"
    HELD = "held"
    CANCELLED = "cancelled"


class SessionGone(DateGone):
    """The date of a session is not in the future."""

    key = "circles.date_gone"


class SessionTooFar(DateTooFar):
    """A session is moved beyond the one after it, or the first date is more than a year away: before `day`."""

    key = "circles.date_too_far"


class NoMentorHere(Refusal):
    """The circle is its mentors' own."""

    key = "circles.for_mentors"


class SessionOver(Refusal):
    """It has begun, or was called off."""

    key = "circles.session_over"


class AgendaFull(Refusal):
    """There are `most` points on it already."""

    key = "circles.agenda_full"


class EnoughFromYou(Refusal):
    """This mentor has put `most` points on it: the others come too."""

    key = "circles.enough_from_you"


class BoxOpened(Refusal):
    """Its questions are being read: a late one would tell who asked it."""

    key = "circles.box_opened"


class BoxFull(Refusal):
    """There are `most` questions in it already."""

    key = "circles.box_full"


class TooFewForABox(Refusal):
    """Fewer than `least` mentors: a question would have a face."""

    key = "circles.too_few_for_a_box"


class NotAMentor(Refusal):
    """Somebody who was named as having been there is no mentor of the programme."""

    key = "circles.not_a_mentor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Circle:
    """Session `first_number` is on `anchor`, at `at` of the programme's zone, for so many `minutes`; the others are
    counted from it. `stopped_on` is a local date of the programme.
    """

    id: int
    programme_id: int
    anchor: date
    first_number: int
    period: Period
    at: time
    minutes: int
    place: str
    set_by: int
    stopped_on: date | None = None

    @property
    def often(self) -> Often:
        return next(often for often, period in PERIODS.items() if period == self.period)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One meeting of the circle. `starts_at` is a UTC instant: the one counted, or another chosen by hand, so many
    `moves` later.
    """

    id: int
    circle_id: int
    number: int
    starts_at: datetime
    state: SessionState
    moves: int

    def takes_answers(self, now: datetime) -> bool:
        return self.state is SessionState.ANNOUNCED and now < self.starts_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """What one mentor said of a session, and whether they were there; None as long as nobody said."""

    person_id: int
    comes: bool | None
    came: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One line of an agenda, in its author's name."""

    id: int
    session_id: int
    person_id: int
    words: str


def clocks(zones: Iterable[str], at: datetime) -> tuple[str, ...]:
    """One zone for each hour that these people's clocks show at this UTC instant, that of most people first."""
    people = Counter(zones)
    named: dict[timedelta | None, str] = {}
    together: Counter[timedelta | None] = Counter()
    for zone in sorted(people, key=lambda one: (-people[one], one)):
        offset = at.astimezone(ZoneInfo(zone)).utcoffset()
        named.setdefault(offset, zone)
        together[offset] += people[zone]
    return tuple(named[offset] for offset, _ in together.most_common())


def occurrence(circle: Circle, number: int, hours: Hours) -> datetime:
    """When session `number` begins, as long as nobody moves it: a UTC instant. `hours` are those of the programme's
    zone and country.
    """
    day, _ = cycle_bounds(circle.anchor, circle.period, number - circle.first_number)
    working = day if works_on(hours, day) else add_working_days(hours, day, 1)
    return at_local(working, circle.at, hours.zone)


def next_number(circle: Circle, after: int, now: datetime, hours: Hours) -> int:
    """The first session that comes after `after` and is still to come; what nobody announced in time is left out."""
    running = circle.first_number + cycle_at(circle.anchor, circle.period, local_day(hours.zone, now))
    first = max(after + 1, circle.first_number, running - 1)
    return next(number for number in count(first) if occurrence(circle, number, hours) > now)


def token(session: Session) -> str:
    """What a button carries, so that it answers the date that it showed and no other. A date that comes back after
    another one is another date: whoever read of the other has to hear of it.
    """
    return f"{session.id}:{session.moves}"


def box_opens_at(starts_at: datetime, hours: Hours) -> datetime:
    """The midnight from which everybody may read the questions and nobody adds one: that of the working day before."""
    eve = working_day_before(hours, local_day(hours.zone, starts_at))
    return at_local(eve, MIDNIGHT, hours.zone)


def check_first(starts_at: datetime, *, now: datetime, zone: str) -> None:
    """Raises `SessionGone` and `SessionTooFar`."""
    check_moved(starts_at, now=now, before=now + FURTHEST, zone=zone)


def check_moved(starts_at: datetime, *, now: datetime, before: datetime, zone: str) -> None:
    """Raises `SessionGone`, and `SessionTooFar` for whatever is not `before` the next one."""
    if starts_at <= now:
        raise SessionGone
    if starts_at >= before:
        raise SessionTooFar(day=local_day(zone, before))


def wants_invitations(session: Session, now: datetime) -> bool:
    """Whether it is near enough to be told of, and far enough to be planned for."""
    ahead = session.starts_at - now
    return session.state is SessionState.ANNOUNCED and LEAST_NOTICE <= ahead <= INVITED_BEFORE
