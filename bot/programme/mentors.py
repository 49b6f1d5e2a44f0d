"""How somebody becomes a mentor: they volunteer, a coordinator answers, they prepare; and how they stop."""

from __future__ import annotations

from bot.domain.enrolments import Application, Enrolment, Programme
from bot.domain.mentors import may_mentor
from bot.programme.presence import is_here
from bot.programme.work import Work


def volunteers(work: Work, programme: Programme) -> dict[int, Enrolment]:
    """Everybody who can be given mentees today, by person: approved, prepared where that is asked, and here."""
    kind = work.type_of(programme)
    ready = {one.person_id: one for one in work.enrolments.mentors(programme.id) if may_mentor(one, kind)}
    known = work.people.many(ready)
    return {
        person_id: enrolment
        for person_id, enrolment in ready.items()
        if is_here(work, programme, known[person_id], enrolment)
    }


def volunteer(work: Work, enrolment: Enrolment, programme: Programme) -> None:
    """They said how many people they carry: the coordinators are asked, unless the programme trusts everybody.

    Whoever was approved once stays approved; whoever was declined may apply again.
    """
    if enrolment.application in (Application.APPROVED, Application.APPLIED):
        return
    if not work.type_of(programme).approval:
        work.enrolments.change(enrolment.id, application=Application.APPROVED)
        return
    work.applications.open(enrolment.id, work.now)
    work.enrolments.change(enrolment.id, application=Application.APPLIED)
