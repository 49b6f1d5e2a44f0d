"""Why a prompt about becoming a mentor need not be said any more, found out at the moment of saying it."""

from __future__ import annotations

from bot.domain.mentors import is_approved, must_prepare
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.domain.rounds import RoundState
from bot.programme import mentor_facts
from bot.programme.closeness import may_read
from bot.programme.mentors import own_place
from bot.programme.work import Work


def application(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Somebody else of the team has answered them all, or the reader is of the team no more."""
    if not work.may(reader, Act.DECIDE_MENTOR):
        return "left"
    waits = any(one.waits for one in mentor_facts.applied(work, prompt, reader).candidates)
    return None if waits else "answered"


def decision(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Whoever has put the part down since need not hear what became of their application."""
    part = own_place(work, reader)[0].part
    return None if part is not None and part.mentors else "left"


def preparation(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Read since, put down, or asked for no more."""
    enrolment, programme = own_place(work, reader)
    kind = work.type_of(programme)
    if not is_approved(enrolment, kind):
        return "left"
    return None if must_prepare(enrolment, kind) else "prepared"


def stepped_back(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """The mentor is back, the round in which people had chosen them is over, or it is not for this reader any more."""
    if not may_read(work, reader, Act.RUN_ROUND, [prompt.about["person"]]):
        return "left"
    enrolment, programme = own_place(work, work.people.get(prompt.about["person"]))
    if is_approved(enrolment, work.type_of(programme)):
        return "came_back"
    found = work.rounds.get(prompt.about["round"])
    return "published" if found is None or found.state is RoundState.PUBLISHED else None
