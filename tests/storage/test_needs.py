"""Asking what people need: who is asked, once; and an answer whose author not even the database knows."""

from __future__ import annotations

import json
from datetime import date

import pytest
from living import arrive
from sqlalchemy import text

from bot.domain.enrolments import Part
from bot.domain.people import Person, Standing, Workspace
from bot.domain.programmes import Kind
from bot.domain.surveys import Need, Survey
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once


def asked(store: Store, workspace: Workspace, cast: Cast, number: int) -> tuple[list[Person], Survey]:
    """So many people, whose names are in the order of the alphabet, and what they are asked."""
    with store.work(workspace) as work:
        people = [arrive(work, f"U0P{one}", f"P {one:02}") for one in range(number)]
        survey = work.surveys.ask(
            cast.programme.id,
            person_ids=[person.id for person in people],
            networks=(),
            by=cast.ines.id,
            at=NOON,
            closes_on=date(2026, 12, 1),
        )
    return people, survey


def test_two_coordinators_who_ask_at_once_ask_once(store: Store, workspace: Workspace, cast: Cast) -> None:
    def ask(_: int) -> bool:
        with store.work(workspace) as work:
            if work.surveys.held(cast.programme.id) is not None:
                return False
            work.surveys.ask(
                cast.programme.id,
                person_ids=[cast.tom.id],
                networks=(),
                by=cast.ines.id,
                at=NOON,
                closes_on=date(2026, 12, 1),
            )
            return True

    assert sorted(at_once(4, ask)) == [False, False, False, True]


@pytest.mark.parametrize(("networks", "asked"), [((), 4), (("Produit",), 2), (("Support",), 0)])
def test_whoever_said_not_for_me_is_not_asked_what_they_need(
    store: Store, workspace: Workspace, cast: Cast, networks: tuple[str, ...], asked: int
) -> None:
    with store.work(workspace) as work:
        omar, maya = arrive(work, "U0OMAR", "Omar Haddad"), arrive(work, "U0MAYA", "Maya Cohen")
        guest = arrive(work, "U0ZOE", "Zoé Guest")
        for person in (cast.tom, cast.lea, omar, guest):
            work.people.change(person.id, network="Produit")
        work.people.change(guest.id, standing=Standing.GUEST)
        for person, part in ((omar, Part.NOT_FOR_ME), (maya, Part.MENTEE)):
            work.enrolments.change(work.enrolments.open_for(person.id, cast.programme.id).id, part=part)

        population = work.surveys.population(cast.programme.id, networks)

    assert len(population) == asked
    assert not {omar.id, guest.id} & set(population)


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_postgresql_does_not_tell_either_whose_answer_it_was(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """It notes which transaction wrote a row: that of a guest leads to many answers."""
    people, survey = asked(store, workspace, cast, 8)
    for person in people:
        with store.work(workspace) as work:
            work.surveys.answer(survey.id, person.id, Need(topics=(person.name,), form=None))

    same = "SELECT count(*) FROM need WHERE xmin = (SELECT xmin FROM survey_guest WHERE person_id = :person)"
    with store.engine.connect() as connection:
        led_to = [connection.execute(text(same), {"person": person.id}).scalar_one() for person in people]
    assert led_to == [0] * 7 + [8]
    with store.look(workspace) as work:
        assert sorted(need.topics for need in work.surveys.needs(survey.id)) == [
            (one.name,) for one in people
        ]


def test_the_order_in_which_rows_lie_does_not_tell_whose_answer_it_was(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """Logs know in which order people pressed, and so does PostgreSQL; a table read from its first page knows its own.

    That twelve answers come to lie as they were given is one chance in half a billion.
    """
    people, survey = asked(store, workspace, cast, 12)
    for person in people:
        with store.work(workspace) as work:
            work.surveys.answer(survey.id, person.id, Need(topics=(person.name,), form=Kind.PAIR))

    place = "ctid" if store.engine.dialect.name == "postgresql" else "rowid"
    with store.engine.connect() as connection:
        lying = connection.execute(text(f"SELECT topics FROM need ORDER BY {place}")).scalars().all()
    told = [name for one in lying for name in (json.loads(one) if isinstance(one, str) else one)]
    given = [person.name for person in people]
    assert sorted(told) == given, "nothing is lost"
    assert told not in (given, given[::-1])
    with store.look(workspace) as work:
        assert {need.form for need in work.surveys.needs(survey.id)} == {Kind.PAIR}
