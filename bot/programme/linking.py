"""Linking people outside a round: a group that a coordinator forms, or what an import brings along.

Everybody in it is introduced, each in their own words, and asked for the charter where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.programmes import ProgrammeType
from bot.programme import charters, steps
from bot.programme.work import Work

#: An introduction is still worth saying after a long absence.
STILL_NEWS = timedelta(days=30)
#: How the ledger names what is said to the people of a group, and of what an import brought along.
FORMED, IMPORTED = "formed", "imported"


def seats(mentor_id: int, mentee_ids: Iterable[int]) -> list[tuple[int, SeatRole]]:
    return [(mentor_id, SeatRole.MENTOR), *((one, SeatRole.MENTEE) for one in mentee_ids)]


def link(
    work: Work,
    programme: Programme,
    *,
    mentor_id: int,
    mentee_ids: Sequence[int],
    anchor: date,
    ends_on: date | None,
    period: str,
    name: str | None = None,
    temporary: bool = False,
) -> Mentorship:
    """Link them from now on, and have everybody introduced. `anchor` is the local date on which their first cycle
    began, `period` one of `FORMED`, `IMPORTED`. Whoever was left out of rounds has found a mentor.
    """
    made = work.mentorships.link(
        programme.id,
        seats=seats(mentor_id, mentee_ids),
        anchor=anchor,
        period=work.type_of(programme).period,
        introduced_at=work.now,
        temporary=temporary,
        ends_on=ends_on,
        name=name,
    )
    steps.begin(work, made)
    if not temporary:
        for person_id in mentee_ids:
            found_a_mentor(work, programme, person_id)
    introduce(work, programme, made, [mentor_id, *mentee_ids], period=period)
    return made


def introduce(
    work: Work, programme: Programme, mentorship: Mentorship, person_ids: Sequence[int], *, period: str
) -> None:
    """Tell these people about this mentorship, and ask whoever has not signed for the charter."""
    work.prompts.plan(_introductions(work, mentorship, person_ids, period), now=work.now)
    work.prompts.plan(charters.reminders(work, programme, person_ids), now=work.now)


def found_a_mentor(work: Work, programme: Programme, person_id: int) -> None:
    """They come first no longer: the rounds that left them out are made good (`field.md` U3)."""
    enrolment = work.enrolments.of(person_id, programme.id)
    if enrolment is not None and enrolment.left_out:
        work.enrolments.change(enrolment.id, left_out=0)


def end_of_term(kind: ProgrammeType, began: date) -> date | None:
    """The last day of what begins then; None where a type has no term."""
    return kind.duration.end_of(began) - DAY if kind.duration else None


def _introductions(
    work: Work, mentorship: Mentorship, person_ids: Iterable[int], period: str
) -> Iterator[PromptDue]:
    for person_id in person_ids:
        yield PromptDue(
            kind=PromptKind.INTRODUCTION,
            mentorship_id=mentorship.id,
            recipient_id=person_id,
            period=period,
            rung=f"{work.now:%Y%m%d}",
            not_before=work.now,
            expires_at=work.now + STILL_NEWS,
        )
