"""A beat with nothing to do asks a handful of questions, however many people wait for somebody else's word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from campaign import takes_part
from living import Programme, arrive
from sqlalchemy import event

from bot.domain.enrolments import Part
from bot.programme import solo

pytestmark = pytest.mark.long

MANY = 40


def asked_by_a_beat(programme: Programme) -> int:
    """Statements of one beat, once an earlier one has done what there was to do."""
    programme.tick()
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    event.listen(programme.engine, "before_cursor_execute", note)
    programme.tick()
    event.remove(programme.engine, "before_cursor_execute", note)
    return len(statements)


def test_those_who_wait_cost_a_beat_nothing(programme: Programme) -> None:
    programme.travel("2026-03-10 09:00")
    with programme.work() as work:
        work.programmes.start(
            type_key="newcomer",
            name="Bienvenue",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 3, 1),
        )
    few = asked_by_a_beat(programme)
    assert few < 40
    with programme.work() as work:
        for number in range(MANY):
            alone, newcomer = (arrive(work, f"U{kind}{number}", f"{kind} {number}") for kind in "AN")
            takes_part(work, programme, alone, Part.MENTEE)
            solo.look_for(work, alone, opened_by=programme.ines.id)
            work.people.change(newcomer.id, joined_on=date(2026, 3, 3))
    assert asked_by_a_beat(programme) < few + MANY / 2, "forty look alone, forty have nobody to welcome them"
