"""How we talk to the database, with settings that were measured before they were chosen (reliability.md §4).

SQLite: WAL survives `kill -9`, `synchronous=FULL` also a power cut. `BEGIN IMMEDIATE` because a read that
turns into a write would fail at once or lose updates silently. PostgreSQL needs none of it.
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
#: The same for a command that an operator typed: nobody waits for its acknowledgement, and a busy bot leaves few gaps.
PATIENT = 15_000


def open_engine(url: str, *, pool_size: int = POOL, busy_timeout: int | None = None) -> Engine:
    """An engine with the house's settings. `postgres://` and `postgresql://` mean psycopg.

    `busy_timeout`, in milliseconds, is how long to wait for another process that writes to the same SQLite file.
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
            connect_args={"check_same_thread": False, "timeout": (busy_timeout or BUSY_TIMEOUT) / 1000},
        )
        event.listen(engine, "connect", _settle_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        address, hide_parameters=True, pool_size=pool_size, max_overflow=0, pool_pre_ping=True
    )


def reading(engine: Engine) -> Engine:
    """The same pool, for transactions that may only read."""
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


def _begin_sqlite(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("binome_reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if is_reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
