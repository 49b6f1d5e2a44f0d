"""How somebody becomes a mentor: they volunteer, the team answers, they prepare.

What the team decides is in `applications.py`, what mentors read before they begin in `preparing.py`, and what they
are told before they stop in `stepping_back.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Application, Enrolment, Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentors import is_approved, may_mentor, must_prepare
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round, RoundState
from bot.programme.closeness import close_to, team_but
from bot.programme.presence import is_here
from bot.programme.work import Work

#: A required preparation that is left open is recalled once: so long after the yes, and for so long.
UNFINISHED_AFTER, UNFINISHED_LASTS = timedelta(days=7), timedelta(days=14)
#: The team hears of a name that is gone while the round in which it was chosen is under way.
STILL_NEWS = timedelta(days=30)


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

    Whoever was approved once stays approved. Whoever was declined asks again by saying so (`apply_again`) or by
    answering every question anew, not by changing a number.
    """
    if enrolment.application is Application.DECLINED and enrolment.completed_at is not None:
        return
    if enrolment.application not in (Application.APPROVED, Application.APPLIED):
        _apply(work, enrolment, programme)


def apply_again(work: Work, actor: Person) -> None:
    """Somebody who was declined asks once more. Raises `Outdated` for whoever has nothing to ask again."""
    enrolment, programme = own_place(work, work.people.held(actor.id))
    if enrolment.application is not Application.DECLINED or not (enrolment.part and enrolment.part.mentors):
        raise Outdated
    _apply(work, enrolment, programme)


def put_down(work: Work, actor: Person, enrolment: Enrolment) -> None:
    """They mentor no more, whichever way they said so: the team hears of it when a round was counting on them.

    Nothing is called off: what is planned once is never planned anew, and they may be back before it is said. Then
    `mentor_moot.py` finds it out.
    """
    latest = work.rounds.latest(enrolment.programme_id)
    if latest is not None and _is_chosen(work, latest, actor):
        team = team_but(work, close_to(work, actor))
        gone = (_gone(work, actor, enrolment, latest, member) for member in team)
        work.prompts.plan(gone, now=work.now)


def own_place(work: Work, actor: Person) -> tuple[Enrolment, Programme]:
    """This person's enrolment, and its programme. Raises `Outdated` for whoever has none."""
    programme = work.programme()
    enrolment = work.enrolments.of(actor.id, programme.id) if programme else None
    if programme is None or enrolment is None:
        raise Outdated
    return enrolment, programme


def to_prepare(work: Work, enrolment: Enrolment, programme: Programme) -> Iterator[PromptDue]:
    """The one reminder of a preparation that has to be read before the first mentee comes."""
    kind = work.type_of(programme)
    if is_approved(enrolment, kind) and must_prepare(enrolment, kind):
        yield PromptDue(
            kind=PromptKind.PREPARATION,
            mentorship_id=None,
            recipient_id=enrolment.person_id,
            period=f"enrolment-{enrolment.id}",
            rung="unfinished",
            not_before=work.now + UNFINISHED_AFTER,
            expires_at=work.now + UNFINISHED_AFTER + UNFINISHED_LASTS,
        )


def _apply(work: Work, enrolment: Enrolment, programme: Programme) -> None:
    if not work.type_of(programme).approval:
        approved = work.enrolments.change(enrolment.id, application=Application.APPROVED)
        work.prompts.plan(to_prepare(work, approved, programme), now=work.now)
        return
    work.applications.open(enrolment.id, work.now)
    work.enrolments.change(enrolment.id, application=Application.APPLIED)


def _is_chosen(work: Work, latest: Round, actor: Person) -> bool:
    """Whether somebody named them in a round that is not over."""
    if latest.state is RoundState.PUBLISHED:
        return False
    return any(actor.id in one.choices for one in work.rounds.invitations(latest.id))


def _gone(work: Work, actor: Person, enrolment: Enrolment, latest: Round, member: Person) -> PromptDue:
    return PromptDue(
        kind=PromptKind.STEPPED_BACK,
        mentorship_id=None,
        recipient_id=member.id,
        period=f"enrolment-{enrolment.id}",
        rung=f"round-{latest.id}-{work.now:%Y%m%d}",
        not_before=work.now,
        expires_at=work.now + STILL_NEWS,
        about={"person": actor.id, "round": latest.id},
    )
