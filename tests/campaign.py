"""A campaign in a real database, as far as a test wants it: asked, answered, proposed, with the mentors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from living import Programme

from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.domain.rounds import Round, Rules, Wanted
from bot.programme import choosing, finishing, rounds, with_mentors
from bot.programme.work import Work

#: On a Tuesday in March.
BEGINS = "2026-03-10 09:00"


def takes_part(work: Work, programme: Programme, person: Person, part: Part, *, places: int = 0) -> None:
    enrolment = work.enrolments.of(person.id, programme.id) or work.enrolments.open_for(
        person.id, programme.id
    )
    work.enrolments.change(
        enrolment.id,
        part=part,
        capacity=places or None,
        application=Application.APPROVED,
        completed_at=work.now,
    )


def everybody_takes_part(programme: Programme, *, lea: int = 1, omar: int = 3) -> None:
    """Léa and Omar mentor, Tom and Maya learn."""
    programme.travel(BEGINS)
    with programme.work() as work:
        takes_part(work, programme, programme.lea, Part.MENTOR, places=lea)
        takes_part(work, programme, programme.omar, Part.MENTOR, places=omar)
        for learner in (programme.tom, programme.maya):
            takes_part(work, programme, learner, Part.MENTEE)
            work.profiles.change(learner.id, languages=("fr", "en"))


def opened(programme: Programme, *people: Person, **rules: Any) -> Round:
    """A campaign for these."""
    with programme.work() as work:
        return work.rounds.open(
            programme.id,
            person_ids=[person.id for person in people],
            opened_by=programme.ines.id,
            opened_at=work.now,
            closes_on=work.today(programme.ines).replace(day=24),
            rules=Rules(**rules),
        )


def chooses(programme: Programme, found: Round, person: Person, *mentors: Person) -> None:
    """These in order, or "choose for me"."""
    with programme.work() as work:
        if mentors:
            choosing.choose(work, person, found.id, [mentor.id for mentor in mentors])
        else:
            choosing.choose_for_me(work, person, found.id)


def propose(programme: Programme, found: Round) -> None:
    """As the coordinator's press does it."""
    with programme.work() as work:
        rounds.close(work, programme.ines, found.id)
        finishing.want(work, found.id, Wanted.PROPOSALS, programme.ines)
    finishing.carry_out(programme.store, programme.workspace, found.id)


def send(programme: Programme, found: Round) -> Round:
    with programme.work() as work:
        return with_mentors.send(work, programme.ines, found.id)


def publish(programme: Programme, found: Round) -> finishing.Published | None:
    with programme.work() as work:
        finishing.want(work, found.id, Wanted.PUBLICATION, programme.ines)
    return finishing.carry_out(programme.store, programme.workspace, found.id)


def proposed(programme: Programme, found: Round) -> Mapping[str, str | None]:
    """By the mentee's first name, the mentor's."""
    with programme.work() as work:
        known = work.people.many([one.id for one in work.people.employees()])
        return {
            known[one.mentee_id].first_name: known[one.mentor_id].first_name if one.mentor_id else None
            for one in work.rounds.proposals(found.id)
        }


def pairs(programme: Programme) -> set[tuple[str, str]]:
    """(mentor, mentee) by first name, of what has not ended."""
    with programme.work() as work:
        found = set()
        for one in work.mentorships.in_programme(programme.id):
            known = work.people.many(seat.person_id for seat in one.seats)
            (mentor,), (mentee,) = one.with_role(SeatRole.MENTOR), one.with_role(SeatRole.MENTEE)
            if one.ended_at is None:
                found.add((known[mentor.person_id].first_name, known[mentee.person_id].first_name))
        return found


def waits_for(programme: Programme, person: Person, kind: PromptKind) -> int:
    """How many messages of this kind are planned for somebody."""
    with programme.work() as work:
        return sum(one.state is PromptState.PLANNED for one in work.prompts.series(person.id, kind))
