"""Companies of any size for the figures, on either database: put there by the database itself, in seconds.

Pairs that met once, in January; in March the due ones are half-way through a cycle without news. One statement a table
serves both databases, so that a tick has the same to do on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import DateTime, bindparam, make_url, text
from sqlalchemy.engine import Connection

from bot.clock import FileClock
from bot.programme.feasts import PublicHolidays
from bot.programme.types import load_types
from bot.programme.work import Customs
from storage.engine import open_engine
from storage.sealing import Sealer, new_key
from storage.store import Store
from storage.tables import MentorshipRow
from tests.databases import PostgreSQL, SQLite

NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
INTRODUCED = datetime(2026, 1, 2, 9, tzinfo=UTC)
#: The others are looked at when the figure has long been measured.
NOT_SOON = timedelta(days=60)
TEAM = "T0BENCH"
KEY = new_key()
INSTANT: DateTime = MentorshipRow.__table__.c.look_at.type  # type: ignore[attr-defined]

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
PEOPLE = f"""
    INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen, timezone,
        country, country_chosen, title, network_confirmed, other_networks, topics)
    {_NUMBERS} SELECT i, 1, 'U' || CAST(100000000 + i AS TEXT), 'Person ' || CAST(i AS TEXT), '', 'employee', 'fr',
        TRUE, 'Europe/Paris', 'FR', FALSE, '', FALSE, '[]', '[]' FROM n
"""
MENTORSHIPS = f"""
    INSERT INTO mentorship (id, workspace_id, programme_id, state, temporary, anchor, period_months, period_weeks,
        first_cycle, introduced_at, look_at)
    {_NUMBERS} SELECT i, 1, :programme, 'active', FALSE, '2026-01-02', 1, 0, 0, :introduced,
        CASE WHEN i <= :due THEN :now ELSE :later END FROM n
"""
#: A thousand are due at once, as after a night without a bot: as many as a beat ever looks at. The others come one
#: after another, in so many hours from now on.
SPREAD = {
    "sqlite": "UPDATE mentorship SET look_at = strftime('%Y-%m-%d %H:%M:%f000', look_at, (id % :hours) || ' hours')"
    " WHERE id > 1000 AND id <= :due",
    "postgresql": "UPDATE mentorship SET look_at = look_at + (id % :hours) * INTERVAL '1 hour'"
    " WHERE id > 1000 AND id <= :due",
}
SEATS = """
    INSERT INTO seat (workspace_id, mentorship_id, person_id, role)
    SELECT 1, id, 2 * id, 'mentor' FROM mentorship UNION ALL SELECT 1, id, 2 * id - 1, 'mentee' FROM mentorship
"""
MEETINGS = """
    INSERT INTO meeting (workspace_id, mentorship_id, state, cycle, held_on, minutes, logged_by, logged_at, agreed)
    SELECT 1, id, 'held', 0, '2026-01-12', 45, 2 * id, :introduced, TRUE FROM mentorship
"""


class OnSQLite:
    """`suffix` ends the name of a figure that was measured here."""

    suffix = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._template = SQLite(folder)

    def fresh(self) -> str:
        """The address of an empty one."""
        return self._template.fresh()

    def house(self, exist: int, due: int, *, over_hours: int = 0) -> str:
        """The address of a company of so many mentorships, of which so many are due: now, or one after another."""
        return _furnished(self._template.fresh(), exist, due, over_hours)

    def copy(self, url: str, name: str) -> str:
        target = self.folder / f"{name}.db"
        copyfile(make_url(url).database or "", target)
        return f"sqlite:///{target}"


class OnPostgreSQL:
    suffix = "_postgresql"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = PostgreSQL(folder / "postgresql")

    def fresh(self) -> str:
        return self._server.fresh()

    def house(self, exist: int, due: int, *, over_hours: int = 0) -> str:
        return _furnished(self._server.fresh(), exist, due, over_hours)

    def copy(self, url: str, name: str) -> str:
        with psycopg.connect(
            as_the_driver_takes_it(self._server.url("postgres")), autocommit=True
        ) as connection:
            origin = make_url(url).database
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}".encode())
        return self._server.url(name)

    def stop(self) -> None:
        self._server.stop()


@contextmanager
def on_sqlite() -> Iterator[OnSQLite]:
    with TemporaryDirectory(prefix="bench-") as folder:
        yield OnSQLite(Path(folder))


@contextmanager
def on_postgresql() -> Iterator[OnPostgreSQL]:
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        ground = OnPostgreSQL(Path(folder))
        try:
            yield ground
        finally:
            ground.stop()


def as_the_driver_takes_it(url: str) -> str:
    """The path of the file, or psycopg's address."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def store_of(url: str, clock_file: Path, *, owners: tuple[str, ...] = ()) -> Store:
    """The house's own store over it, by this clock."""
    customs = Customs(
        language="fr",
        address="vous",
        timezone="Europe/Paris",
        country="FR",
        types=load_types(),
        holidays=PublicHolidays(),
        owners=owners,
    )
    return Store(open_engine(url), sealer=Sealer([KEY]), clock=FileClock(clock_file), customs=customs)


def show(clock_file: Path, instant: datetime = NOW) -> Path:
    clock_file.write_text(instant.isoformat())
    return clock_file


def _furnished(url: str, exist: int, due: int, over_hours: int) -> str:
    with TemporaryDirectory() as folder:
        store = store_of(url, show(Path(folder) / "clock"))
        with store.work(store.workspace(TEAM)) as work:
            programme = work.programmes.start(
                type_key="long_term",
                name="Mentorat",
                language="fr",
                timezone="Europe/Paris",
                started_on=date(2026, 1, 1),
            )
        with store.engine.begin() as connection:
            _fill(connection, programme.id, exist, due)
            if over_hours:
                connection.execute(text(SPREAD[connection.dialect.name]), {"hours": over_hours, "due": due})
        settle(store)
        store.engine.dispose()
    return url


def _fill(connection: Connection, programme: int, exist: int, due: int) -> None:
    def at(name: str, instant: datetime) -> object:
        return bindparam(name, instant, type_=INSTANT)

    introduced = at("introduced", INTRODUCED)
    moments = (introduced, at("now", NOW), at("later", NOW + NOT_SOON))
    connection.execute(text(PEOPLE), {"many": 2 * exist})
    connection.execute(
        text(MENTORSHIPS).bindparams(*moments), {"many": exist, "due": due, "programme": programme}
    )
    connection.execute(text(SEATS))
    connection.execute(text(MEETINGS).bindparams(introduced))


def settle(store: Store) -> None:
    """What PostgreSQL does by itself soon after: nothing of it falls into the figure. SQLite does it on closing."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
