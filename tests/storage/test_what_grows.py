"""What is asked all day costs no more for all that a company has decided, proposed and held before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from living import Programme, arrive
from sqlalchemy import Engine, event

from bot.domain.changes import Motive, Wish
from bot.domain.enrolments import Application, Part
from bot.domain.people import Person
from bot.programme import applications, change_cases, changing, home, without

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

#: Of these there is ever more, and only the last few wait for somebody.
HISTORY = (
    "application",
    "proposal",
    "round",
    "prompt",
    "mentorship",
    "seat",
    "meeting",
    "skip",
    "sheet",
    "person",
)


@contextmanager
def read_by(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The questions that are asked meanwhile, with their values."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def ways(engine: Engine, asked: list[tuple[str, Any]]) -> list[str]:
    """How SQLite goes through each table that it reads for them."""
    with engine.connect() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            for statement, values in asked
        ]
        return [step.detail for plan in plans for step in plan]


def by_index(found: list[str], table: str) -> set[str]:
    indexed = (re.search(rf"{table} USING (?:COVERING )?INDEX (\w+)", way) for way in found)
    return {way[1] for way in indexed if way}


def mentors_of(programme: Programme, many: int) -> None:
    """Léa mentors so many more people."""
    with programme.work() as work:
        learners = [arrive(work, f"U0M{number}", f"Mentee {number}") for number in range(many)]
    for one in learners:
        programme.pair(programme.lea, one, since="2026-01-05")


def of_home(programme: Programme, reader: Person) -> list[tuple[str, Any]]:
    with read_by(programme.engine) as asked, programme.store.look(programme.workspace) as work:
        home.look(work, reader)
    return asked


def somebody_waits(programme: Programme, *letters: str) -> None:
    """Each of these would like to mentor, and a change with Léa; the team has to say yes or no."""
    for letter in letters:
        with programme.work() as work:
            one = arrive(work, f"U0{letter}", f"Somebody {letter}")
            place = work.enrolments.open_for(one.id, programme.id)
            work.enrolments.change(place.id, part=Part.MENTOR, capacity=1, application=Application.APPLIED)
            work.applications.open(place.id, work.now)
        pair = programme.pair(programme.lea, one, since="2026-01-05")
        with programme.work() as work:
            changing.ask(work, one, pair.id, why=Motive.PREFER_NOT_TO_SAY, wish=Wish.STOP, until=None)


def of_the_team(programme: Programme) -> list[tuple[str, Any]]:
    with read_by(programme.engine) as asked, programme.store.look(programme.workspace) as work:
        applications.waiting(work, programme.ines)
        change_cases.waiting(work, programme.ines)
        without.see(work, programme.ines)
    return asked


def test_a_beat_and_a_home_look_through_no_history(programme: Programme) -> None:
    mentors_of(programme, 3)
    with read_by(programme.engine) as asked:
        programme.tick()
    asked += of_home(programme, programme.lea)
    found = ways(programme.engine, asked)

    assert not [way for way in found if way.startswith("SCAN") and way.split()[1] in HISTORY]
    assert by_index(found, "application") == {"ix_application_undecided"}
    assert by_index(found, "proposal") == {
        "ix_proposal_offer",
        "ix_proposal_mentor_id",
        "ix_proposal_mentee_id",
    }
    assert by_index(found, "person") >= {"ix_person_workspace_id_network"}


def test_the_home_of_a_mentor_of_eight_asks_no_more_than_that_of_one(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-01-05")
    of_one = of_home(programme, programme.lea)
    mentors_of(programme, 7)
    of_eight = of_home(programme, programme.lea)

    assert len(of_eight) == len(of_one) <= 25, "\n".join(statement for statement, _ in of_eight)


def test_the_teams_lists_ask_no_more_for_five_who_wait_than_for_two(programme: Programme) -> None:
    somebody_waits(programme, "A", "B")
    for_two = of_the_team(programme)
    somebody_waits(programme, "C", "D", "E")
    for_five = of_the_team(programme)

    assert len(for_five) == len(for_two), "\n".join(statement for statement, _ in for_five)
