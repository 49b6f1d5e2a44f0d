"""A pulse's answers have no author: not in the tables, not in a copy of any day, not in the order of rows, not in the
database's own log; and nothing tells which line came with which marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from living import arrive
from sqlalchemy import text

from bot.domain.mentorships import SeatRole
from bot.domain.people import Person, Workspace
from bot.domain.pulses import THEMES, Answer, Ballot, Guest, PulseKind, Theme, Wave
from storage.store import Store
from tests.storage.stage import Cast, at_once

OPENS, CLOSES, AFTER = date(2026, 11, 1), date(2026, 12, 10), date(2026, 12, 11)
CANARY = "Une-salle-calme"
#: Everything of the answers that lies in the database.
LYING = ("pulse_ballot", "pulse_answer", "suggestion", "pulse_guest", "pulse", "prompt", "inbox")


def a_wave(store: Store, workspace: Workspace, cast: Cast, number: int) -> tuple[list[Person], Wave]:
    """So many people are asked, whose names are in the order of the alphabet."""
    with store.work(workspace) as work:
        people = [arrive(work, f"U0P{one}", f"P {one:02}") for one in range(number)]
        wave = work.pulses.open(cast.programme.id, PulseKind.PULSE, opens_on=OPENS, closes_on=CLOSES)
        assert wave is not None
        guests = [Guest(person_id=one.id, side=SeatRole.MENTEE, day=OPENS) for one in people]
        work.pulses.invite(wave.id, guests)
    return people, wave


def ballot(number: int, words: str = "") -> Ballot:
    """Marks that tell this answer from all others: its number, written with the digits from 1 to 5."""
    marks = {theme: 1 + number // 5**place % 5 for place, theme in enumerate(THEMES[PulseKind.PULSE])}
    return Ballot(answer=Answer(side=SeatRole.MENTEE, marks=marks), words=words)


def number_of(answer: Answer) -> int:
    places = enumerate(THEMES[PulseKind.PULSE])
    return sum((answer.marks[theme] - 1) * 5**place for place, theme in places)


def answers(store: Store, workspace: Workspace, wave: Wave, people: list[Person]) -> Iterator[None]:
    """One after the other, in the order of their names; stops after each."""
    for number, person in enumerate(people):
        with store.work(workspace) as work:
            assert work.pulses.cast(
                wave.id, person.id, ballot(number, f"{CANARY} {number}" if number % 2 else "")
            )
        yield


def counted(store: Store, workspace: Workspace, wave: Wave) -> tuple[list[int], list[str]]:
    """The urn is opened; the answers as they lie from then on."""
    with store.work(workspace) as work:
        found, before = work.pulses.take_out(wave.id), work.pulses.answers(wave.id)
        given = [*before, *(one.answer for one in found)]
        work.pulses.count(wave.id, given, [one.words for one in found if one.words])
    with store.look(workspace) as work:
        lines = work.pulses.suggestions(wave.programme_id, done=False, most=99)
        return [number_of(one) for one in work.pulses.answers(wave.id)], [one.words for one in lines]


def snapshot(store: Store) -> dict[str, list[dict[str, Any]]]:
    """What whoever holds a copy of the database reads in it."""
    with store.engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
            for table in LYING
        }


def test_a_copy_of_any_day_tells_who_answered_and_nothing_of_what(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """Two copies, one from before an answer and one from after it, differ by one sealed row and by who gave it."""
    people, wave = a_wave(store, workspace, cast, 8)
    lengths = set()
    for _ in answers(store, workspace, wave, people):
        copy = snapshot(store)
        assert copy["pulse_answer"] == [], "nothing can be read while it is open"
        lengths |= {len(row["words"]) for row in copy["pulse_ballot"]}
        assert CANARY not in str(copy)
        assert "trust" not in str(copy)
    assert len(lengths) == 1, "how long it is would tell who wrote a line"
    with store.look(workspace) as work:
        assert work.pulses.suggestions(wave.programme_id, done=False, most=9) == []
        folded = snapshot(store)["pulse_ballot"][0]["id"]
        assert work.pulses.suggestion(folded) is None, "nor does anybody read it by its name"


def test_once_closed_nothing_leads_back_to_who_answered_when(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    people, wave = a_wave(store, workspace, cast, 12)
    names = set()
    for _ in answers(store, workspace, wave, people):
        names |= {row["id"] for row in snapshot(store)["pulse_ballot"]}

    read, lines = counted(store, workspace, wave)
    assert sorted(read) == list(range(12)), "nothing is lost"
    assert sorted(lines) == sorted(f"{CANARY} {number}" for number in range(1, 12, 2))
    after = snapshot(store)
    marks, words = ([row["id"] for row in after[table]] for table in ("pulse_answer", "suggestion"))
    assert not {*marks, *words} & names, "they have new names"
    assert not {*marks} & {*words}, "a line has no name in common with its marks"
    assert CANARY not in str(after), "a line is sealed"
    assert read not in (list(range(12)), list(range(12))[::-1])


def test_a_line_lies_in_another_place_than_its_marks(store: Store, workspace: Workspace, cast: Cast) -> None:
    """In the order of the rows and in that of their names; that two orders of twelve fall together is one chance in
    half a billion.
    """
    _, wave = a_wave(store, workspace, cast, 0)
    with store.work(workspace) as work:
        given = [ballot(number, f"{number}") for number in range(12)]
        work.pulses.count(wave.id, [one.answer for one in given], [one.words for one in given])
    place = "ctid" if store.engine.dialect.name == "postgresql" else "rowid"
    with store.engine.connect() as connection:
        marks = connection.execute(text(f"SELECT id, scores FROM pulse_answer ORDER BY {place}")).all()
        lines = connection.execute(text(f"SELECT id FROM suggestion ORDER BY {place}")).scalars().all()
    with store.look(workspace) as work:
        words = {
            one.id: int(one.words) for one in work.pulses.suggestions(wave.programme_id, done=False, most=99)
        }
        by_name = [number_of(one) for one in work.pulses.answers(wave.id)]
    lying = {one.id: number for one, number in zip(sorted(marks), by_name, strict=True)}
    orders = [by_name, [lying[one.id] for one in marks], list(words.values()), [words[one] for one in lines]]
    assert all(sorted(order) == list(range(12)) for order in orders)
    assert len({tuple(order) for order in (list(range(12)), *orders)}) == 5


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_log_of_the_database_holds_no_answer_of_an_open_wave(
    store: Store, workspace: Workspace, cast: Cast, database_url: str
) -> None:
    """SQLite's log keeps a page as it was after each piece of work: whoever compares two finds what was new."""
    file = Path(re.sub(r"^sqlite:///", "", database_url))
    people, wave = a_wave(store, workspace, cast, 6)
    for _ in answers(store, workspace, wave, people):
        for there in (file, file.with_name(f"{file.name}-wal")):
            content = there.read_bytes() if there.exists() else b""
            assert CANARY.encode() not in content
            assert b'"trust"' not in content


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_postgresql_does_not_tell_either_whose_answer_it_was(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """It notes which transaction wrote a row: that of a guest leads to many answers, and once counted to none."""
    people, wave = a_wave(store, workspace, cast, 8)
    for _ in answers(store, workspace, wave, people):
        pass
    led = "SELECT count(*) FROM {} WHERE xmin = (SELECT xmin FROM pulse_guest WHERE person_id = :person)"

    def led_to(table: str) -> list[int]:
        with store.engine.connect() as connection:
            asked = text(led.format(table))
            return [connection.execute(asked, {"person": one.id}).scalar_one() for one in people]

    assert led_to("pulse_ballot") == [0] * 7 + [8]
    counted(store, workspace, wave)
    assert led_to("suggestion") == led_to("pulse_answer") == [0] * 8


def test_whoever_presses_four_times_at_once_answers_once(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    [person], wave = a_wave(store, workspace, cast, 1)

    def press(number: int) -> bool:
        with store.work(workspace) as work:
            return work.pulses.cast(wave.id, person.id, ballot(number))

    assert sorted(at_once(4, press)) == [False, False, False, True]
    assert len(counted(store, workspace, wave)[0]) == 1


def test_two_beats_open_one_wave_and_whoever_is_not_asked_cannot_answer(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    _, wave = a_wave(store, workspace, cast, 2)
    with store.work(workspace) as work:
        again = work.pulses.open(cast.programme.id, PulseKind.PULSE, opens_on=OPENS, closes_on=CLOSES)
        assert again is None
        assert not work.pulses.cast(wave.id, cast.lea.id, ballot(1))
        assert work.pulses.side_of(wave.id, cast.lea.id) is None
        assert work.pulses.to_count(cast.programme.id, AFTER) == []


def test_an_answer_that_comes_with_the_last_stroke_is_mixed_with_all_the_others(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    people, wave = a_wave(store, workspace, cast, 7)
    for _ in answers(store, workspace, wave, people[:6]):
        pass
    counted(store, workspace, wave)
    before = {row["id"] for row in snapshot(store)["pulse_answer"]}
    with store.work(workspace) as work:
        work.pulses.cast(wave.id, people[6].id, ballot(6))
        assert [one.id for one in work.pulses.to_count(cast.programme.id, AFTER)] == [wave.id]
    read, _ = counted(store, workspace, wave)

    assert sorted(read) == list(range(7))
    assert not before & {row["id"] for row in snapshot(store)["pulse_answer"]}


def test_what_was_sealed_with_a_lost_key_keeps_nobody_elses_answer_closed(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    people, wave = a_wave(store, workspace, cast, 3)
    for _ in answers(store, workspace, wave, people):
        pass
    with store.engine.begin() as connection:
        connection.execute(
            text("UPDATE pulse_ballot SET words = 'v1.x.y.z' WHERE id = (SELECT min(id) FROM pulse_ballot)")
        )
    read, _ = counted(store, workspace, wave)
    assert len(read) == 2
    assert Theme.TRUST in THEMES[PulseKind.PULSE]
