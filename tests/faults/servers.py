"""A PostgreSQL server of a test's own, which may fall without anybody else noticing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from databases import NoPostgreSQL, start_server


@contextmanager
def a_server_of_our_own(folder: Path) -> Iterator[Any]:
    """The tests' own one serves others."""
    try:
        server = start_server(folder)
    except NoPostgreSQL as missing:
        pytest.skip(f"no PostgreSQL here: {missing}")
    try:
        yield server
    finally:
        fall(server)
        server.cleanup()


def fall(server: Any) -> None:
    """Immediate shutdown, as of `pg_ctl restart -m immediate`: every connection is cut, and the next start recovers
    from the log.
    """
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(30)
