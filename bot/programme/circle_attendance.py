"""Who was there: kept for each session, so that whoever prepares the next one knows whom to bring up to date. Nobody is
ranked by it. What is agreed in a session is not kept: coordinators get a page to fill in, and post it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.circles import Circle, NotAMentor, Session, SessionState
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme.circle_beats import over_period
from bot.programme.circle_sessions import Gathering, gathering, members
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A session that is over: `there` once somebody has noted who was; `expected`, who had said that they come."""

    session: Session
    circle: Circle
    there: tuple[Person, ...]
    expected: tuple[Person, ...]

    @property
    def noted(self) -> bool:
        return self.session.state is SessionState.HELD


def of_session(work: Work, actor: Person, session_id: int) -> tuple[Session, Circle]:
    """For the forms about one session. Raises `Outdated`, `NotAllowed`."""
    work.check(actor, Act.RUN_CIRCLE)
    return known(work, session_id)


def held(work: Work, actor: Person, session_id: int) -> Held:
    """A session that has begun, and who was there. Raises `Outdated`, `NotAllowed`."""
    session, circle = of_session(work, actor, session_id)
    if session.state is SessionState.CANCELLED or session.starts_at > work.now:
        raise Outdated
    return held_as(work, circle, session)


def summary(work: Work, actor: Person, session_id: int) -> tuple[Gathering, Programme]:
    """What a summary starts from: the agenda and the questions. It is written elsewhere, and not kept here.

    Raises `Outdated`, `NotAllowed`.
    """
    session, circle = of_session(work, actor, session_id)
    return gathering(work, circle, session), work.programmes.get(circle.programme_id)


def attend(work: Work, actor: Person, session_id: int, slack_ids: Iterable[str]) -> Held:
    """Write down who was there, for this session alone; it may be corrected. Raises `NotAMentor` when somebody named
    neither mentors here nor had a seat, `Outdated`, `NotAllowed`.
    """
    work.authorise(actor, Act.RUN_CIRCLE)
    work.circles.held_session(session_id)  # two of the team write one list each, and the later one holds
    over = held(work, actor, session_id)
    named = [work.people.by_slack_id(slack_id) for slack_id in dict.fromkeys(slack_ids)]
    there = [person.id for person in named if person is not None]
    seated = {seat.person_id for seat in work.circles.seats(session_id)}
    programme = work.programmes.get(over.circle.programme_id)
    if len(there) < len(named) or not set(there) <= {*seated, *members(work, programme)}:
        raise NotAMentor
    work.circles.attend(session_id, there)
    session = work.circles.change(session_id, SessionState.HELD)
    work.prompts.cancel(reason="noted", kinds=[PromptKind.CIRCLE_OVER], period=over_period(session_id))
    return held_as(work, over.circle, session)


def last(work: Work, circle: Circle) -> Held | None:
    over = (SessionState.OVER, SessionState.HELD)
    found = next((one for one in work.circles.latest(circle.id) if one.state in over), None)
    return held_as(work, circle, found) if found else None


def held_as(work: Work, circle: Circle, session: Session) -> Held:
    seats = work.circles.seats(session.id)
    return Held(
        session=session,
        circle=circle,
        there=by_name(work, [seat.person_id for seat in seats if seat.came]),
        expected=by_name(work, [seat.person_id for seat in seats if seat.comes]),
    )


def by_name(work: Work, person_ids: Iterable[int]) -> tuple[Person, ...]:
    """In alphabetical order, which ranks nobody."""
    return tuple(sorted(work.people.many(person_ids).values(), key=lambda one: (one.name.casefold(), one.id)))


def known(work: Work, session_id: int) -> tuple[Session, Circle]:
    session = work.circles.session(session_id)
    circle = work.circles.get(session.circle_id) if session else None
    if session is None or circle is None:
        raise Outdated
    return session, circle
