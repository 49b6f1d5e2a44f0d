"""A question put into the circle's box: whose it was is not even known to the database."""

from __future__ import annotations

import secrets
from datetime import date, time, timedelta

import pytest
from sqlalchemy import inspect, text

from bot.domain.calendar import Period
from bot.domain.people import Workspace
from storage.store import Store
from tests.storage.stage import NOON, Cast

ASKED = [f"Question {number:02}?" for number in range(12)]


@pytest.fixture
def session_id(store: Store, workspace: Workspace, cast: Cast) -> int:
    with store.work(workspace) as work:
        circle = work.circles.set(
            cast.programme.id,
            anchor=date(2026, 12, 1),
            first_number=0,
            period=Period(months=1),
            at=time(11),
            minutes=60,
            place="Salle Ada",
            by=cast.ines.id,
        )
        work.circles.announce(circle.id, 0, NOON + timedelta(days=8))
        return work.circles.latest(circle.id)[0].id


def ask(store: Store, workspace: Workspace, session_id: int, words: str, token: str = "") -> None:
    with store.work(workspace) as work:
        work.circles.held_session(session_id)
        work.circles.ask(session_id, token or secrets.token_hex(16), words)


def test_a_question_has_neither_an_author_nor_a_moment(store: Store) -> None:
    columns = {column["name"] for column in inspect(store.engine).get_columns("circle_question")}
    assert columns == {"id", "workspace_id", "session_id", "words"}


def test_neither_the_order_of_rows_nor_of_reading_tells_which_question_came_when(
    store: Store, workspace: Workspace, session_id: int
) -> None:
    """That twelve questions come to lie as they were put is one chance in half a billion."""
    for words in ASKED:
        ask(store, workspace, session_id, words)

    place = "ctid" if store.engine.dialect.name == "postgresql" else "rowid"
    with store.engine.connect() as connection:
        lying = connection.execute(text(f"SELECT id FROM circle_question ORDER BY {place}")).scalars().all()
        sealed = connection.execute(text("SELECT words FROM circle_question")).scalars().all()
    with store.look(workspace) as work:
        read = list(work.circles.questions(session_id))
        by_id = dict(zip(sorted(lying), read, strict=True))
    assert sorted(read) == ASKED, "nothing is lost"
    assert read not in (ASKED, ASKED[::-1])
    assert [by_id[one] for one in lying] not in (ASKED, ASKED[::-1])
    assert not any("Question" in one for one in sealed)


def test_each_question_is_sealed_anew_with_the_others(
    store: Store, workspace: Workspace, session_id: int
) -> None:
    """Or whoever compares two mornings would see which seal is new."""

    def seals() -> set[str]:
        with store.engine.connect() as connection:
            return set(connection.execute(text("SELECT words FROM circle_question")).scalars())

    ask(store, workspace, session_id, ASKED[0])
    before = seals()
    ask(store, workspace, session_id, ASKED[1])

    assert not before & seals()


def test_the_same_form_delivered_twice_is_one_question_and_leaves_no_key(
    store: Store, workspace: Workspace, session_id: int
) -> None:
    token = secrets.token_hex(16)
    for _ in range(2):
        ask(store, workspace, session_id, ASKED[0], token)

    with store.look(workspace) as work:
        assert list(work.circles.questions(session_id)) == ASKED[:1]


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_postgresql_does_not_tell_either_who_asked(
    store: Store, workspace: Workspace, cast: Cast, session_id: int
) -> None:
    """It notes which transaction wrote a row: all questions share the last one's, and no other row has it."""
    for number, words in enumerate(ASKED[:5]):
        with store.work(workspace) as work:
            work.circles.answer(session_id, cast.lea.id, bool(number % 2))
        ask(store, workspace, session_id, words)

    with store.engine.connect() as connection:
        written = connection.execute(text("SELECT DISTINCT xmin::text FROM circle_question")).scalars().all()
        seats = connection.execute(text("SELECT DISTINCT xmin::text FROM circle_seat")).scalars().all()
    assert len(written) == 1
    assert not set(written) & set(seats)


def test_a_point_opens_in_its_authors_name_alone_and_goes_with_the_questions_after_a_month(
    store: Store, workspace: Workspace, cast: Cast, session_id: int
) -> None:
    with store.work(workspace) as work:
        work.circles.put_point(session_id, cast.lea.id, "Dire non")
        point = work.circles.points(session_id)[0]
        assert work.circles.take_off(point.id, cast.tom.id) is None
    ask(store, workspace, session_id, ASKED[0])

    with store.work(workspace) as work:
        work.circles.answer(session_id, cast.lea.id, True)
        starts_at = work.circles.session(session_id).starts_at
        after = starts_at + timedelta(seconds=1)
        assert work.circles.forget(written_before=starts_at, seats_before=starts_at) == 0
        assert work.circles.forget(written_before=after, seats_before=starts_at) == 2
        assert not work.circles.points(session_id)
        assert not work.circles.questions(session_id)
        assert work.circles.seat(session_id, cast.lea.id) is not None, "who came is kept for longer"
        assert work.circles.forget(written_before=after, seats_before=after) == 1
