"""A round that is proposed and not yet published, in a real database, for tests that change it by hand."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from living import Programme, arrive

from bot.domain.enrolments import Application, Part
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.rounds import Answer, Rules, SavedProposal
from bot.domain.suitability import Bar
from bot.programme import adjusting, proposing, rounds, undoing, weighing
from bot.programme.work import Work

PLACES = {"U0LEA": 1, "U0KARIM": 2}


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Tom named Léa, Maya named Léa: Tom has her one place, and Karim has two. Omar and Inès coordinate."""

    programme: Programme
    id: int
    karim: Person

    def work(self) -> AbstractContextManager[Work]:
        return self.programme.work()

    @property
    def tom(self) -> Person:
        return self.programme.tom

    @property
    def lea(self) -> Person:
        return self.programme.lea

    @property
    def omar(self) -> Person:
        return self.programme.omar

    def row(self, work: Work, person: Person) -> SavedProposal:
        found = work.rounds.proposal(self.id, person.id)
        assert found is not None
        return found

    def seen(self, work: Work, person: Person) -> str:
        return weighing.seen_of(self.row(work, person))

    def move(self, work: Work, person: Person, mentor: Person, *confirmed: Bar) -> None:
        seen = self.seen(work, person)
        adjusting.move(
            work, self.omar, self.id, person.id, mentor.id, seen=seen, confirmed=frozenset(confirmed)
        )

    def undo(self, work: Work, actor: Person | None = None) -> None:
        last = undoing.history(work, actor or self.omar, self.id).last
        assert last is not None
        undoing.undo(work, actor or self.omar, self.id, last)

    def propose(self, work: Work) -> None:
        proposing.save(work, self.id, proposing.solve(proposing.gather(work, self.id)))


def begun(programme: Programme, rules: Rules | None = None) -> Campaign:
    programme.travel("2026-03-10 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        karim = arrive(work, "U0KARIM", "Karim Benali", "fr")
        for person in (programme.lea, karim):
            mentors(work, programme, person, PLACES[person.slack_id])
        for person in (programme.tom, programme.maya):
            enrolment = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(enrolment.id, part=Part.MENTEE)
        opened = work.rounds.open(
            programme.id,
            person_ids=[programme.tom.id, programme.maya.id],
            opened_by=programme.omar.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
            rules=rules or Rules(mentors_days=0),
        )
        for person in (programme.tom, programme.maya):
            work.rounds.answer(
                opened.id, person.id, answer=Answer.CHOICES, choices=[programme.lea.id], at=work.now
            )
        rounds.close(work, programme.omar, opened.id)
        found = Campaign(programme=programme, id=opened.id, karim=karim)
        work.rounds.propose(
            opened.id,
            [
                proposal(programme.tom, programme.lea, rank=1),
                proposal(programme.maya, karim, suggested=True),
            ],
        )
    return found


def mentors(work: Work, programme: Programme, person: Person, places: int) -> None:
    enrolment = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(enrolment.id, part=Part.MENTOR, capacity=places, application=Application.APPROVED)


def proposal(
    mentee: Person, mentor: Person, *, rank: int | None = None, suggested: bool = False
) -> SavedProposal:
    return SavedProposal(
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        rank=rank,
        reason={"shared_topics": ["speaking"], "shared_languages": ["fr"]},
        left_out=None,
        suggested=suggested,
    )
