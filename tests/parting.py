"""Pairs and groups that come to an end, and people who leave: what tests of it do over and over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from living import Programme

from bot.domain.calendar import Period
from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.prompts import PromptState
from bot.programme import joining
from bot.programme.work import Work


def look(programme: Programme, pair: Mentorship) -> Mentorship:
    with programme.work() as work:
        found = work.mentorships.get(pair.id)
    assert found
    return found


def looks_for_a_mentor(work: Work, *people: Person) -> None:
    programme = joining.programme_of(work)
    for person in people:
        work.enrolments.change(
            work.enrolments.open_for(person.id, programme.id).id, part=Part.MENTEE, completed_at=work.now
        )


def mentors(work: Work, person: Person, *, places: int = 8) -> None:
    programme = joining.programme_of(work)
    work.enrolments.change(
        work.enrolments.open_for(person.id, programme.id).id,
        part=Part.MENTOR,
        capacity=places,
        application=Application.APPROVED,
        completed_at=work.now,
    )


def became(programme: Programme, person: Person, standing: Standing) -> None:
    """What Slack says of them from now on."""
    with programme.work() as work:
        joining.meet(
            work,
            SlackProfile(
                slack_id=person.slack_id,
                name=person.name,
                handle=person.handle,
                standing=standing,
                language=None,
                timezone=None,
            ),
        )


def waiting(programme: Programme, *kinds_: PromptKind) -> set[tuple[str, str]]:
    with programme.work() as work:
        return {
            (work.people.get(one.recipient_id).first_name, one.kind.value)
            for one in work.prompts.pending()
            if one.state is PromptState.PLANNED and one.kind in kinds_
        }


def group(programme: Programme, mentor: Person, mentees: Iterable[Person]) -> Mentorship:
    with programme.work() as work:
        return work.mentorships.link(
            programme.id,
            seats=[(mentor.id, SeatRole.MENTOR), *((one.id, SeatRole.MENTEE) for one in mentees)],
            anchor=date(2026, 1, 12),
            period=Period(months=1),
            introduced_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
            name="Oser la parole",
        )
