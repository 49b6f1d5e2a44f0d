"""What every test may ask for. With `BINOME_TEST_STRICT=1` nothing is skipped: a missing part fails."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import leaks
import pytest
import structlog
from compiled import share_between_engines
from databases import NoPostgreSQL, PostgreSQL, SQLite, in_memory
from hypothesis import HealthCheck, settings
from living import Programme, living

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STRICT = os.environ.get("BINOME_TEST_STRICT") == "1"
#: A busy machine is no reason for a rule to be wrong, and a check of the house must fail twice or not at all.
SHARED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "derandomize": STRICT or "CI" in os.environ,
}

settings.register_profile("default", max_examples=30, **SHARED)
settings.register_profile("slow", max_examples=500, **SHARED)
settings.load_profile(os.environ.get("BINOME_TEST_PROFILE", "default"))


# A trace with every local in colour takes seconds, and nobody looks at it here.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


# Three thousand tests make little garbage; Python would look through all of them for it, again and again.
gc.set_threshold(50_000)

share_between_engines()


def pytest_collection_finish() -> None:
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A long test runs on one database in the fast set; on the other it goes to `make slow`."""
    for item in items:
        if item.get_closest_marker("long") and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    report = yield
    if not hasattr(report, "wasxfail"):
        refuse_to_skip(report)
    leaks.refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    report = yield
    refuse_to_skip(report)
    return report


def refuse_to_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if STRICT and report.skipped:
        report.outcome, report.longrepr = "failed", f"BINOME_TEST_STRICT allows no skip: {report.longrepr}"


@pytest.fixture(scope="session")
def sqlite_server() -> Iterator[SQLite]:
    with TemporaryDirectory(prefix="binome-", dir=in_memory(), ignore_cleanup_errors=True) as folder:
        yield SQLite(Path(folder))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A real PostgreSQL, started for the first test that asks.

    In a folder of its own: pytest clears what it takes for old sessions, even under a server that still runs.
    """
    with TemporaryDirectory(prefix="binome-", dir=in_memory(), ignore_cleanup_errors=True) as folder:
        try:
            server = PostgreSQL(Path(folder) / "data")
        except NoPostgreSQL as missing:
            pytest.skip(f"no PostgreSQL here: {missing}")
        yield server
        with suppress(FileNotFoundError):
            server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a worker: two of Playwright's cannot live in the same thread."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if not path:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest) -> SQLite | PostgreSQL:
    """Where this test's databases come from: the test runs once on each."""
    return request.getfixturevalue(f"{request.param}_server")


@pytest.fixture
def new_database(databases: SQLite | PostgreSQL) -> Iterator[Callable[..., str]]:
    """Makes fresh databases: `new_database()` is migrated, `new_database(empty=True)` has nothing in it."""
    made: list[str] = []

    def make(*, empty: bool = False) -> str:
        made.append(databases.fresh(empty=empty))
        return made[-1]

    yield make
    for url in made:
        databases.forget(url)


@pytest.fixture
def database_url(new_database: Callable[..., str]) -> str:
    """A fresh, migrated, empty database, in turn on SQLite and on PostgreSQL."""
    return new_database()


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    """A programme whose months can be lived, on each database in turn."""
    with living(database_url) as programme:
        yield programme
