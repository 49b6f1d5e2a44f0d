"""What the prompts about becoming a mentor have to tell, gathered when they are about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.applications import Candidate, about
from bot.programme.closeness import close_to, team_but
from bot.programme.joining import Arrival, where
from bot.programme.joining_ports import Application
from bot.programme.preparing import NothingToPrepare, Path, resume
from bot.programme.work import Work

#: So many stand in one message; the others come one after the other in the form that a button opens.
MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """Who would like to mentor: those who wait, then those answered since this message was sent. `others` is the
    first of `more` who wait besides.
    """

    prompt: Prompt
    candidates: tuple[Candidate, ...]
    more: int
    others: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What became of the reader's application; `path` is there when there is a preparation to read."""

    prompt: Prompt
    arrival: Arrival
    application: Application
    path: Path | None
    team: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ToPrepare:
    prompt: Prompt
    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class SteppedBack:
    """Somebody whom people chose in a round takes no new mentee."""

    prompt: Prompt
    mentor: Person


MentorFacts = Applied | Decided | ToPrepare | SteppedBack


def applied(work: Work, prompt: Prompt, reader: Person) -> Applied:
    programme = work.programme()
    if programme is None:
        raise LookupError("programme")
    hidden = close_to(work, reader)
    found = work.applications.since(programme.id, prompt.sent_at or work.now)
    mine = [(person_id, one) for person_id, one in found if person_id not in hidden]
    waiting = [(person_id, one) for person_id, one in mine if one.decided_at is None]
    answered = [(person_id, one) for person_id, one in mine if one.decided_at is not None]
    shown, others = waiting[:MOST_SHOWN], waiting[MOST_SHOWN:]
    return Applied(
        prompt=prompt,
        candidates=tuple(about(work, *one) for one in (*shown, *answered[:MOST_SHOWN])),
        more=len(others),
        others=others[0][1].id if others else None,
    )


def decided(work: Work, prompt: Prompt, reader: Person) -> Decided:
    found = work.applications.get(prompt.about["application"])
    if found is None:
        raise LookupError("application")
    return Decided(
        prompt=prompt,
        arrival=where(work, reader),
        application=found[1],
        path=_path(work, reader),
        team=team_but(work, {reader.id}),
    )


def to_prepare(work: Work, prompt: Prompt, reader: Person) -> ToPrepare:
    path = _path(work, reader)
    if path is None:
        raise LookupError("preparation")
    return ToPrepare(prompt=prompt, path=path)


def stepped_back(work: Work, prompt: Prompt, reader: Person) -> SteppedBack:
    return SteppedBack(prompt=prompt, mentor=work.people.get(prompt.about["person"]))


def _path(work: Work, reader: Person) -> Path | None:
    try:
        return resume(work, reader)
    except NothingToPrepare:
        return None
