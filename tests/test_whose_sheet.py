"""A sheet in an old message is drawn for whoever may still read it, and without the words of whoever is erased."""

from __future__ import annotations

from datetime import date

import pytest
from living import PARIS, Programme

from bot.domain.calendar import Period
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import ending, erasing, points, prompts
from bot.programme.points import Draft
from bot.programme.sheets import sheet_for
from bot.texts import Speech
from handlers.views import prompts as views

pytestmark = pytest.mark.long

WORDS = "Le projet me pèse"


@pytest.fixture
def group(programme: Programme) -> Mentorship:
    """Léa mentors Tom and Maya together; each has had the first sheet."""
    programme.travel("2026-01-12 09:00")
    roles = {programme.lea: SeatRole.MENTOR, programme.tom: SeatRole.MENTEE, programme.maya: SeatRole.MENTEE}
    with programme.work() as work:
        made = work.mentorships.link(
            programme.id,
            seats=[(person.id, role) for person, role in roles.items()],
            anchor=date(2026, 1, 12),
            period=Period(months=1),
            introduced_at=work.now,
            name="Managers de demain",
        )
        sheet_for(work, made, 0)
    programme.live("2026-01-13 08:00", "2026-01-20 18:00")
    return made


def shared_by(programme: Programme, group: Mentorship, person: Person) -> None:
    with programme.work() as work:
        points.add(work, person, group.id, 0, Draft(words=WORDS, shared=True))


def leaves(programme: Programme, group: Mentorship, person: Person) -> None:
    with programme.work() as work:
        ending.leave(work, group, person.id, EndedWhy.STOPPED)


def sheet_of(programme: Programme, person: Person) -> Prompt:
    with programme.work() as work:
        (said,) = [one for one in work.prompts.series(person.id, PromptKind.SHEET) if one.ts]
    return said


def as_drawn_now(programme: Programme, said: Prompt) -> str:
    with programme.work() as work:
        bundle = prompts.message_at(work, said.channel or "", said.ts or "")
    assert bundle is not None
    return views.bundle(bundle, Speech("fr", "vous", str(PARIS))).text


def test_who_left_a_group_reads_nothing_that_was_put_on_its_sheet_since(
    programme: Programme, group: Mentorship
) -> None:
    leaves(programme, group, programme.tom)
    shared_by(programme, group, programme.maya)

    assert WORDS in as_drawn_now(programme, sheet_of(programme, programme.lea))
    assert WORDS not in as_drawn_now(programme, sheet_of(programme, programme.tom))


def test_who_is_erased_is_taken_from_the_sheets_of_groups_they_left_and_of_people_who_left(
    programme: Programme, group: Mentorship
) -> None:
    shared_by(programme, group, programme.tom)
    readers = (programme.lea, programme.maya)
    places = {(said.channel, said.ts) for said in (sheet_of(programme, one) for one in readers)}
    leaves(programme, group, programme.tom)
    leaves(programme, group, programme.maya)
    with programme.work() as work:
        erasing.erase(work, programme.tom)
        drawn = work.delivery.take_retouches(until=work.machine_now, limit=99)

    assert places <= {(one.channel, one.ts) for one in drawn}
    assert WORDS not in as_drawn_now(programme, sheet_of(programme, programme.lea))
