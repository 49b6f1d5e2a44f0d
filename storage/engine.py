"""How we talk to the database, with settings that were measured before they were chosen (reliability.md §4).

SQLite: WAL survives `kill -9`, `synchronous=FULL` also a power cut. `BEGIN IMMEDIATE` because a read that
turns into a write would fail at once or lose updates silently. PostgreSQL needs none of it, and is told how long a bot
may keep others waiting.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url

#: Bolt listener threads, the sender, the tick and the housekeeping each hold at most one connection.
THREADS = 50
POOL = THREADS + 6
#: How long a writer waits for the other threads of its process, then for another process, in milliseconds. Slack waits
#: three seconds for our acknowledgement, and whoever is told "try again in a minute" has been answered.
QUEUE_TIMEOUT, BUSY_TIMEOUT = 1800, 1000
#: The same on PostgreSQL, where each waits for the rows that another one holds, in milliseconds.
LOCK_TIMEOUT = 2000
#: How long a bot may say nothing in the middle of a transaction before the server ends it, in milliseconds: a frozen
#: one would keep all others from the rows that it holds. Longer than a busy machine keeps a thread waiting, and over
#: long before a claim is (two minutes).
SILENCE = 20_000
#: How long one statement may take: what becomes of a message must be written down while its claim lasts.
STATEMENT = 60_000
#: The same for a command that an operator typed: nobody waits for its acknowledgement, and a busy bot leaves few gaps.
PATIENT = 15_000


def open_engine(
    url: str, *, pool_size: int = POOL, busy_timeout: int | None = None, known_as: str = ""
) -> Engine:
    """An engine with the house's settings. `postgres://` and `postgresql://` mean psycopg.

    `busy_timeout`, in milliseconds, is how long to wait for another process that writes to the same SQLite file;
    `known_as`, what a PostgreSQL server tells others who ask it who is connected.
    """
    address = make_url(url.replace("postgres://", "postgresql://", 1))
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address,
            hide_parameters=True,  # a failure is logged, and people's names would be with it
            pool_size=pool_size,
            max_overflow=0,
            pool_use_lifo=True,  # the one that wrote last need not read again what it wrote
            connect_args={"check_same_thread": False, "timeout": (busy_timeout or BUSY_TIMEOUT) / 1000},
        )
        event.listen(engine, "connect", _settle_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        address,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"application_name": known_as} if known_as else {},
    )


def hurry(engine: Engine) -> None:
    """From now on nobody waits long for anybody, and nobody is waited for who says nothing: for the bot, once the
    database is brought up to date. Migrations, copies and an operator's commands take the time that they need.
    """
    if engine.dialect.name == "postgresql":
        engine.dispose()
        event.listen(engine, "connect", _settle_postgresql)


def reading(engine: Engine) -> Engine:
    """The same pool, for transactions that may only read.

    On SQLite `storage/base.py` sees to it, not the database: after each `PRAGMA query_only` it would prepare every
    statement of the connection anew, which costs more than to answer them.
    """
    return engine.execution_options(binome_reading=True, postgresql_readonly=True)


def _settle_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins; pysqlite must not
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _settle_postgresql(connection: Any, _record: Any) -> None:
    for setting, milliseconds in (
        ("lock_timeout", LOCK_TIMEOUT),
        ("idle_in_transaction_session_timeout", SILENCE),
        ("statement_timeout", STATEMENT),
    ):
        connection.execute("SELECT set_config(%s, %s, false)", (setting, str(milliseconds)))
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("binome_reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
