"""The company whose mentorships live in `lives.py`, and how anything is done there: one piece of work at a time, of
which a refusal or a bot that stops leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine

from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile
from bot.domain.permissions import Right
from bot.domain.refusals import Refusal
from bot.domain.roster_file import Row
from bot.domain.rounds import Round
from bot.programme import (
    finishing,
    home,
    roster,
)
from bot.programme.handed_over import FileRefused
from bot.programme.work import Work
from bot.texts import Speech
from handlers.views import home as views
from tests.living import Programme, arrive, living

T = TypeVar("T")

MENTORS, LEARNERS = (
    ("Léa Martin", "Ravi Nair", "Nora Stein"),
    ("Tom Becker", "Maya Cohen", "Zoé Petit", "Ali Demir"),
)
#: Nobody in this company carries more than two: places run out, and that is where mistakes are.
MOST = 2


class BotStops(Exception):
    """The machine is switched off before the commit."""


class Company(RuleBasedStateMachine):
    """Léa, Ravi and Nora mentor, Tom, Maya, Zoé and Ali learn, Inès and Omar coordinate."""

    def __init__(self, new_database: Callable[[], str]) -> None:
        super().__init__()
        self._living = living(new_database())
        self.programme: Programme = self._living.__enter__()
        #: What each mentor may be found to carry: whoever lowers their places below what they carry keeps their people.
        self.room: dict[int, int] = {}
        #: Who has to be told of which ending: those who were here when it happened.
        self.witnesses: dict[int, frozenset[int]] = {}
        self._found_the_company()

    def _found_the_company(self) -> None:
        with self.programme.work() as work:
            self.people = [
                arrive(work, f"U0PERSON{number}", name, "en" if number % 2 else "fr").id
                for number, name in enumerate((*MENTORS, *LEARNERS))
            ]
            work.rights.grant(self.programme.omar.id, Right.COORDINATOR)
            for number, person_id in enumerate(self.people):
                mentors_here = number < len(MENTORS)
                enrolment = work.enrolments.open_for(person_id, self.programme.id)
                work.enrolments.change(
                    enrolment.id,
                    part=Part.MENTOR if mentors_here else Part.MENTEE,
                    capacity=MOST if mentors_here else None,
                    application=Application.APPROVED if mentors_here else None,
                    completed_at=work.now,
                )
        self.mentors, self.learners = self.people[: len(MENTORS)], self.people[len(MENTORS) :]
        self.room = dict.fromkeys(self.mentors, MOST)

    def attempt(self, act: Callable[[Work], T], crash: bool = False) -> T | None:
        """One piece of work; a refusal and a stop leave nothing of it."""
        with suppress(Refusal, BotStops, FileRefused), self.programme.work() as work:
            done = act(work)
            if crash:
                raise BotStops
            return done
        return None

    def beat(self) -> None:
        self.programme.tick()
        finishing.finish(self.programme.store, self.programme.workspace)
        self.programme.tick()

    def import_manager(self, person_id: int, manager_id: int) -> None:
        def act(work: Work) -> None:
            known = work.people.many([person_id, manager_id])
            profiles = [profile_of(one) for one in known.values()]
            row = Row(
                line=2,
                slack_id=known[person_id].slack_id,
                email="",
                told={"manager": known[manager_id].slack_id},
            )
            seen = roster.compare(work, [row], profiles)
            roster.apply(work, [row], profiles, names_rights=True, seen=seen.fingerprint)

        self.attempt(act)

    def campaign(self, work: Work) -> Round:
        found = work.rounds.latest(self.programme.id)
        if found is None:
            raise BotStops
        return found

    def ines(self, work: Work) -> Person:
        return work.people.get(self.programme.ines.id)

    def what_they_see(self, work: Work, people: list[int]) -> list[Any]:
        seen: list[Any] = []
        for person_id in people:
            person = work.people.get(person_id)
            if person.is_welcome:
                seen.append(views.page(home.look(work, person), work.workspace, Speech(person.language)))
            seen += [work.prompts.series(person_id, kind) for kind in PromptKind]
        return seen


def learns_in(mentorship: Mentorship, person_id: int) -> bool:
    seat = mentorship.seat_of(person_id)
    return seat is not None and seat.role is SeatRole.MENTEE and not mentorship.temporary


def late(found: Round, work: Work) -> bool:
    """Two weeks after its last day, a round of one person has been seen through."""
    return found.closes_on + timedelta(days=14) < work.now.date()


def profile_of(person: Person) -> SlackProfile:
    return SlackProfile(
        slack_id=person.slack_id,
        name=person.name,
        handle=person.handle,
        standing=person.standing,
        language=person.language,
        timezone=person.timezone,
    )
