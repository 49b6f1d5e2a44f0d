"""What the messages about the mentors' circle have to tell, and why they need not be said any more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.circles import SessionState
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.programme.circle_attendance import Held, held_as
from bot.programme.circle_sessions import Gathering, gathering, is_member, period_of
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """An invitation, a reminder on the eve, or a date that changed: the session as it stands now."""

    prompt: Prompt
    gathering: Gathering


@dataclass(frozen=True, kw_only=True, slots=True)
class WhoWasThere:
    """For the team, once a session is over."""

    prompt: Prompt
    held: Held


CircleFacts = Called | WhoWasThere


def called(work: Work, prompt: Prompt, reader: Person) -> Called:
    """Raises `LookupError` for a session that never was."""
    session = work.circles.session(prompt.about.get("session", 0))
    circle = work.circles.get(session.circle_id) if session else None
    if session is None or circle is None:
        raise LookupError("session")
    return Called(prompt=prompt, gathering=gathering(work, circle, session, reader))


def who_was_there(work: Work, prompt: Prompt, reader: Person) -> WhoWasThere:
    found = called(work, prompt, reader).gathering
    return WhoWasThere(prompt=prompt, held=held_as(work, found.circle, found.session))


def invitation_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Answered from Home, or what every message about a session stumbles over."""
    return _over(work, prompt, reader) or ("answered" if _comes(work, prompt, reader) is not None else None)


def reminder_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """For those alone who come."""
    return _over(work, prompt, reader) or ("declined" if not _comes(work, prompt, reader) else None)


def change_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """A session that was called off is news as such; one that was moved again is told of by the later news."""
    session = called(work, prompt, reader).gathering.session
    if session.state is SessionState.CANCELLED:
        return None
    return _over(work, prompt, reader)


def attendance_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    if not work.may(reader, Act.RUN_CIRCLE):
        return "left"
    return "noted" if who_was_there(work, prompt, reader).held.noted else None


def _over(work: Work, prompt: Prompt, reader: Person) -> str | None:
    found = called(work, prompt, reader).gathering
    if not is_member(work, reader, found.circle.programme_id):
        return "left"
    if found.session.state is SessionState.CANCELLED:
        return "cancelled"
    if not found.open:
        return "past"
    return None if prompt.period == period_of(found.session) else "moved"


def _comes(work: Work, prompt: Prompt, reader: Person) -> bool | None:
    seat = work.circles.seat(prompt.about.get("session", 0), reader.id)
    return seat.comes if seat else None
