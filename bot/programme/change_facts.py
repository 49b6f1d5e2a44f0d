"""What the prompts about changes have to tell, gathered when they are about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.changes import Change, ChangeState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.programme import change_cases, changing
from bot.programme.change_cases import Case
from bot.programme.others import others_in
from bot.programme.work import Work

#: So many stand in one message; all of them are on the page.
MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """For the team: what this reader may decide and nobody has, the most urgent first, and how many more."""

    prompt: Prompt
    cases: tuple[Case, ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """For whoever asked: what became of their own request. `team` are those they can talk to about it."""

    prompt: Prompt
    change: Change
    mentorship: Mentorship
    role: SeatRole
    partners: tuple[Person, ...]
    team: tuple[Person, ...]


ChangeFacts = Asked | Decided


def asked(work: Work, prompt: Prompt, reader: Person) -> Asked:
    here = work.somewhere(reader, Act.DECIDE_CHANGE)
    cases = (
        change_cases.waiting(work, reader) if work.may(reader, Act.DECIDE_CHANGE, programme_id=here) else ()
    )
    return Asked(prompt=prompt, cases=cases[:MOST_SHOWN], more=max(0, len(cases) - MOST_SHOWN))


def nothing_waits(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Decided or taken back since, or nothing of this reader's any more."""
    return None if asked(work, prompt, reader).cases else "decided"


def decided(work: Work, prompt: Prompt, reader: Person) -> Decided:
    change = work.changes.get(prompt.about["change"])
    mentorship = work.mentorships.get(change.mentorship_id) if change else None
    if change is None or mentorship is None or change.state is not ChangeState.DECIDED:
        raise LookupError("change")
    seat = mentorship.seat_of(reader.id)
    return Decided(
        prompt=prompt,
        change=change,
        mentorship=mentorship,
        # Whoever left a group has no seat in it any more; only who learns leaves it so.
        role=seat.role if seat else SeatRole.MENTEE,
        partners=others_in(work, mentorship, reader),
        team=changing.team_for(work, mentorship),
    )
