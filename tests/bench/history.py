"""A company with twenty months behind it, for the figures of the report: so many mentorships, sixteen meetings each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from tests.bench.houses import INSTANT, NOT_SOON, TEAM, OnPostgreSQL, OnSQLite, settle, show, store_of

NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
#: Cycles of a month, of which every fifth was quiet.
CYCLES, QUIET = 20, 5
MEETINGS_EACH = CYCLES - CYCLES // QUIET
OWNER = "U100000001"

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
PEOPLE = f"""
    INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen, timezone,
        country, country_chosen, title, network, network_confirmed, other_networks, topics, entity, site, joined_on)
    {_NUMBERS} SELECT i, 1, 'U' || CAST(100000000 + i AS TEXT), 'Person ' || CAST(i AS TEXT), '', 'employee', 'fr',
        TRUE, 'Europe/Paris', 'FR', FALSE, '', 'Network ' || CAST(i % 12 AS TEXT), TRUE, '[]', '[]',
        'Entity ' || CAST(i % 4 AS TEXT), 'Site ' || CAST(i % 7 AS TEXT),
        CASE i % 3 WHEN 0 THEN '2012-05-01' WHEN 1 THEN '2019-09-01' ELSE '2023-01-09' END {{date}}
    FROM n
"""
ENROLMENTS = f"""
    INSERT INTO enrolment (workspace_id, programme_id, person_id, part, state, application, capacity, left_out,
        expectation_skipped, topics_answered, preparation_step)
    {_NUMBERS} SELECT 1, :programme, i, CASE i % 2 WHEN 0 THEN 'mentor' ELSE 'mentee' END, 'active',
        CASE i % 2 WHEN 0 THEN 'approved' END, CASE i % 2 WHEN 0 THEN 3 END, 0, TRUE, TRUE, 0 FROM n
"""
MENTORSHIPS = f"""
    INSERT INTO mentorship (id, workspace_id, programme_id, state, temporary, anchor, period_months, period_weeks,
        first_cycle, introduced_at, look_at)
    {_NUMBERS} SELECT i, 1, :programme, 'active', FALSE, '2024-07-05' {{date}}, 1, 0, 0, :introduced, :later FROM n
"""
SEATS = """
    INSERT INTO seat (workspace_id, mentorship_id, person_id, role)
    SELECT 1, id, 2 * id, 'mentor' FROM mentorship UNION ALL SELECT 1, id, 2 * id - 1, 'mentee' FROM mentorship
"""
MEETINGS = """
    INSERT INTO meeting (workspace_id, mentorship_id, state, cycle, held_on, minutes, logged_by, logged_at, agreed)
    WITH RECURSIVE k(c) AS (SELECT 0 UNION ALL SELECT c + 1 FROM k WHERE c < :cycles - 1)
    SELECT 1, m.id, 'held', c, {day}, CASE m.id % 4 WHEN 0 THEN NULL ELSE 30 + 15 * (m.id % 3) END,
        2 * m.id, :introduced, TRUE
    FROM k, mentorship m WHERE (m.id + c) % :quiet <> 0
"""
#: How each of the two says a date, and the tenth day of a cycle.
DATED = {"sqlite": "", "postgresql": "::date"}
DAY = {
    "sqlite": "date('2024-07-15', '+' || c || ' months')",
    "postgresql": "(DATE '2024-07-15' + c * INTERVAL '1 month')::date",
}


def company(ground: OnSQLite | OnPostgreSQL, mentorships: int) -> str:
    """The address of a company of so many mentorships, each with `MEETINGS_EACH` meetings behind it."""
    url = ground.fresh()
    with TemporaryDirectory() as folder:
        store = store_of(url, show(Path(folder) / "clock", NOW), owners=(OWNER,))
        with store.work(store.workspace(TEAM)) as work:
            programme = work.programmes.start(
                type_key="long_term",
                name="Mentorat",
                language="fr",
                timezone="Europe/Paris",
                started_on=date(2024, 6, 1),
            )
        with store.engine.begin() as connection:
            _fill(connection, programme.id, mentorships)
        settle(store)
        store.engine.dispose()
    return url


def _fill(connection: Connection, programme: int, many: int) -> None:
    date_, day = DATED[connection.dialect.name], DAY[connection.dialect.name]
    introduced = bindparam("introduced", datetime(2024, 7, 1, 9, tzinfo=UTC), type_=INSTANT)
    later = bindparam("later", NOW + NOT_SOON, type_=INSTANT)
    connection.execute(text(PEOPLE.format(date=date_).replace("END ::date", "END::date")), {"many": 2 * many})
    connection.execute(text(ENROLMENTS), {"many": 2 * many, "programme": programme})
    connection.execute(
        text(MENTORSHIPS.format(date=date_)).bindparams(introduced, later),
        {"many": many, "programme": programme},
    )
    connection.execute(text(SEATS))
    connection.execute(
        text(MEETINGS.format(day=day)).bindparams(introduced), {"cycles": CYCLES, "quiet": QUIET}
    )
