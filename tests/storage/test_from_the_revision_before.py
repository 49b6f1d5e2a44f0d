"""A company that ran the version before finds everything as it was, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from backups import copy_of, put_back, use_the_servers_own_tools
from sqlalchemy import Engine, text

from bot.domain.enrolments import Application
from bot.domain.permissions import Right
from bot.domain.rounds import RoundAlreadyOpen, Rules
from storage import migrate
from storage.engine import open_engine
from storage.migrate import bring_up_to_date
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.storage.stage import CUSTOMS, StoppedClock

BEFORE = [
    "INSERT INTO workspace (id, team_id, name, bot_user_id) VALUES (1, 'T0BINOME', 'Atelier', 'U0BINOME')",
    *(
        "INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen, timezone,"
        " country, title, network_confirmed, other_networks, topics)"
        f" VALUES ({number}, 1, 'U{number}', '{name}', '', 'employee', 'fr', true, 'Europe/Paris', 'FR', '', true,"
        " '[]', '[\"speaking\"]')"
        for number, name in ((1, "Léa Martin"), (2, "Tom Baker"), (3, "Maya Cohen"))
    ),
    "INSERT INTO programme (id, workspace_id, type_key, name, language, timezone, started_on)"
    " VALUES (1, 1, 'long_term', 'Mentorat', 'fr', 'Europe/Paris', '2026-01-05')",
    *(
        "INSERT INTO enrolment (id, workspace_id, programme_id, person_id, part, state, capacity, left_out,"
        f" expectation_skipped, topics_answered) VALUES ({number}, 1, 1, {number}, '{part}', 'active', {capacity}, 0,"
        " true, true)"
        for number, part, capacity in ((1, "mentor", "4"), (2, "mentee", "NULL"), (3, "both", "NULL"))
    ),
]


ROUND_BEFORE = (
    "INSERT INTO round (id, workspace_id, programme_id, state, opened_at, closes_on, opened_by)"
    " VALUES (1, 1, 1, 'proposed', '2026-02-01 08:00:00', '2026-02-14', 3)"
)


@contextmanager
def left_at(url: str, revision: str = "0001", rows: Iterable[str] = ()) -> Iterator[Engine]:
    """A database as a bot of this revision left it, with these rows besides the company."""
    engine = open_engine(url, pool_size=4)
    config = migrate.config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in BEFORE:
            connection.execute(text(row))
        command.upgrade(config, revision)
        for row in rows:
            connection.execute(text(row))
    yield engine
    engine.dispose()


def brought_up(engine: Engine) -> Store:
    bring_up_to_date(engine)
    return Store(engine, sealer=Sealer([new_key()]), clock=StoppedClock(), customs=CUSTOMS)


@pytest.fixture
def before(new_database: Callable[..., str]) -> Iterator[Engine]:
    with left_at(new_database(empty=True)) as engine:
        yield engine


def test_whoever_mentored_before_there_were_applications_goes_on(before: Engine) -> None:
    done = bring_up_to_date(before)
    assert (done.before, done.after) == ("0001", migrate.HEAD)
    store = Store(before, sealer=Sealer([new_key()]), clock=StoppedClock(), customs=CUSTOMS)
    with store.look(store.workspace("T0BINOME")) as work:
        states = {one.person_id: one.application for one in work.enrolments.all_in(1)}
        assert states == {1: Application.APPROVED, 2: None, 3: None}, "Maya had not said how many she carries"
        assert {one.preparation_step for one in work.enrolments.all_in(1)} == {0}
        assert work.people.get(1).topics == ("speaking",)
        assert work.profiles.many([1, 2, 3]) == {}


def test_a_round_that_was_under_way_goes_on_as_it_was(new_database: Callable[..., str]) -> None:
    with left_at(new_database(empty=True), "0002", [ROUND_BEFORE]) as engine:
        store = brought_up(engine)
        with store.work(store.workspace("T0BINOME")) as work:
            found = work.rounds.latest(1)
            assert found is not None
            assert found.rules == Rules(mentors_days=0), "no mentor expects a list"
            assert (found.solo, found.wanted) == (False, None)
            with pytest.raises(RoundAlreadyOpen):
                work.rounds.open(
                    1, person_ids=[2], opened_by=3, opened_at=work.now, closes_on=work.now.date()
                )
            work.rounds.open(
                1, person_ids=[2], opened_by=3, opened_at=work.now, closes_on=work.now.date(), solo=True
            )
            assert [one.solo for one in work.rounds.under_way(1)] == [False, True]


PAIR_BEFORE = (
    "INSERT INTO mentorship (id, workspace_id, programme_id, state, temporary, anchor, period_months, period_weeks,"
    " introduced_at, look_at) VALUES (1, 1, 1, 'active', false, '2026-01-12', 1, 0, '2026-01-12 09:00:00',"
    " '2026-01-12 09:00:00')",
    *(
        "INSERT INTO seat (workspace_id, mentorship_id, person_id, role)"
        f" VALUES (1, 1, {person_id}, '{role}')"
        for person_id, role in ((1, "mentor"), (2, "mentee"))
    ),
    "INSERT INTO skip (workspace_id, mentorship_id, cycle, by_person_id, at)"
    " VALUES (1, 1, 1, 2, '2026-02-20 09:00:00')",
    "INSERT INTO prompt (id, workspace_id, dedupe_key, kind, recipient_id, mentorship_id, period, about, state,"
    " not_before, expires_at, marker, generation, attempts, lease_until) VALUES (1, 1, 'sheet:1:2:cycle-2:sheet',"
    " 'sheet', 2, 1, 'cycle-2', '{}', 'unknown', '2026-03-02 08:00:00', '2026-04-12 08:00:00', 'a-marker', 1, 0,"
    " '2026-03-02 08:02:00')",
)


def test_a_pair_and_a_message_of_which_nobody_knows_go_on_as_they_were(
    new_database: Callable[..., str],
) -> None:
    with left_at(new_database(empty=True), "0003", PAIR_BEFORE) as engine:
        store = brought_up(engine)
        with store.work(store.workspace("T0BINOME")) as work:
            assert [seat.person_id for seat in work.mentorships.of(1)[0].seats] == [1, 2]
            assert work.meetings.is_skipped(1, 1)
            held = work.prompts.get(1)
            assert held is not None
            assert (held.state, held.marker) == ("unknown", "a-marker"), "it is looked for, not said again"


WAITING_BEFORE = (
    ROUND_BEFORE.replace("'proposed'", "'published'"),
    "INSERT INTO application (id, workspace_id, enrolment_id, applied_at, told, decided_at, approved) VALUES"
    " (1, 1, 1, '2026-01-10 09:00:00', true, '2026-01-12 09:00:00', true),"
    " (2, 1, 3, '2026-02-10 09:00:00', true, NULL, NULL)",
    "UPDATE enrolment SET application = 'applied' WHERE id = 3",
    "INSERT INTO proposal (workspace_id, round_id, mentee_id, mentor_id, reason, suggested, locked, by_hand, offer,"
    " offer_until) VALUES (1, 1, 2, 1, '{}', true, false, false, 'open', '2026-03-01'),"
    " (1, 1, 3, 1, '{}', true, false, false, 'declined', '2026-03-01')",
)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_waited_for_an_answer_waits_for_it_still(new_database: Callable[..., str]) -> None:
    with left_at(new_database(empty=True), "0004", WAITING_BEFORE) as engine:
        store = brought_up(engine)
        with store.look(store.workspace("T0BINOME")) as work:
            assert [person_id for person_id, _ in work.applications.waiting(1)] == [3]
            assert [one.mentee_id for _, one in work.own_rounds.offered(1)] == [2]
            assert [one.mentee_id for _, one in work.own_rounds.offered_to(2)] == [2]


SHEET_BEFORE = (
    *PAIR_BEFORE,
    "INSERT INTO sheet (id, workspace_id, mentorship_id, cycle, stage, made_at)"
    " VALUES (1, 1, 1, 0, 'first', '2026-01-13 09:00:00')",
    "INSERT INTO sheet_item (workspace_id, sheet_id, position, key, texts, ticked_at, ticked_by)"
    ' VALUES (1, 1, 0, \'hopes\', \'{"fr": "Nos attentes", "en": "Our hopes"}\', \'2026-01-20 09:00:00\', 2)',
    "INSERT INTO meeting (id, workspace_id, mentorship_id, state, cycle, held_on, minutes, form, logged_by, logged_at,"
    " agreed) VALUES (1, 1, 1, 'held', 0, '2026-01-20', 45, 'video', 2, '2026-01-20 10:00:00', true)",
)


def test_what_they_ticked_and_logged_before_stays_as_it_was(new_database: Callable[..., str]) -> None:
    with left_at(new_database(empty=True), "0005", SHEET_BEFORE) as engine:
        store = brought_up(engine)
        with store.look(store.workspace("T0BINOME")) as work:
            sheet = work.sheets.of(1, 0)
            assert sheet is not None
            assert [(item.texts["en"], item.ticked_by) for item in sheet.items] == [("Our hopes", 2)]
            held = work.meetings.last_held(1)
            assert held is not None
            assert (held.minutes, held.agreed) == (45, True)


AUDIT_BEFORE = (
    *SHEET_BEFORE,
    "INSERT INTO audit (id, workspace_id, at, actor_id, act, allowed)"
    " VALUES (1, 1, '2026-02-02 09:00:00', 3, 'see_report', true)",
    "INSERT INTO right_granted (workspace_id, person_id, \"right\") VALUES (1, 3, 'coordinator')",
)


def test_who_coordinated_before_still_does_and_what_was_asked_is_still_on_record(
    new_database: Callable[..., str],
) -> None:
    with left_at(new_database(empty=True), "0006", AUDIT_BEFORE) as engine:
        store = brought_up(engine)
        with store.look(store.workspace("T0BINOME")) as work:
            assert work.rights.of(3) == {Right.COORDINATOR}
            assert work.programmes.get(1).name == "Mentorat"
        with engine.connect() as connection:
            row = connection.execute(text("SELECT act, allowed, programme_id, number FROM audit")).one()
        assert (row.act, bool(row.allowed), row.programme_id, row.number) == ("see_report", True, None, None)


def test_a_copy_made_by_the_version_before_comes_back_brought_up_to_date(
    before: Engine, tmp_path: Path
) -> None:
    """Nothing is changed in the copy itself."""
    url = before.url.render_as_string(hide_password=False)
    with pytest.MonkeyPatch.context() as patching:
        use_the_servers_own_tools(patching)
        copy = copy_of(url, tmp_path)
        made = copy.read_bytes()
        before.dispose()
        put_back(url, copy, new_key())
    assert migrate.revision_of(before) == migrate.HEAD
    assert copy.read_bytes() == made
    store = Store(before, sealer=Sealer([new_key()]), clock=StoppedClock(), customs=CUSTOMS)
    with store.look(store.workspace("T0BINOME")) as work:
        assert work.people.get(1).name == "Léa Martin"
        assert work.recollections.owed([1]) == [1], "nobody knows what she was told since"
