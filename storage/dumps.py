"""Copies of a PostgreSQL database, made and read by PostgreSQL's own tools.

`pg_dump` knows what a whole and consistent copy is better than we ever shall. Its archive is read back as a script by
`pg_restore`, and carried out inside a transaction of ours: what comes with it, and what replaces it, holds together or
not at all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, make_url, text

from storage.copies import OURS_ALONE, told_plainly
from storage.problems import DatabaseProblem, NotADatabase

#: What every archive of `pg_dump` in its own format begins with.
BEGINNING = b"PGDMP"
#: Rows follow, up to a line of its own.
ROWS, ROWS_END = re.compile(r"^COPY .* FROM stdin;$"), "\\."
#: `pg_dump` and `pg_restore` speak to `psql` in these lines, and to nobody else.
TO_PSQL = "\\"


class NoTool(DatabaseProblem):
    """One of PostgreSQL's own tools is not installed here: `tool` is its name."""

    def __init__(self, tool: str) -> None:
        super().__init__(tool)
        self.tool = tool


def is_one(file: Path) -> bool:
    with told_plainly(file), file.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING


def dump(url: str, to: Path) -> int:
    """Write the database into a file whose name is not taken yet; returns its size in bytes.

    Raises `NoTool`, `FileExistsError`, and the `DatabaseProblem`s with what `pg_dump` says; nothing is left behind.
    """
    unfinished = to.with_name(f"{to.name}.unfinished")
    with told_plainly(to):
        if to.exists():
            raise FileExistsError(str(to))
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OURS_ALONE)
            os.close(handle)
            _run("pg_dump", "--format=custom", "--file", str(unfinished), *_address(url), secret=url)
            with unfinished.open("rb+") as opened:
                os.fsync(opened.fileno())
            os.link(unfinished, to)
            return to.stat().st_size
        finally:
            unfinished.unlink(missing_ok=True)


def script_of(file: Path) -> str:
    """What brings the archive's tables and rows back, in SQL. Raises `NotADatabase` for a damaged one."""
    try:
        return _run("pg_restore", "--no-owner", "--no-privileges", "--file", "-", str(file))
    except NoTool:
        raise
    except DatabaseProblem as damaged:
        raise NotADatabase(str(file), damaged.detail) from damaged


def carry_out(script: str, connection: Connection) -> None:
    """Carry the script out within the connection's transaction, and leave its settings as they were."""
    driver: Any = connection.connection.driver_connection
    path = connection.execute(text("SHOW search_path")).scalar_one()
    with driver.cursor() as cursor:
        for statements, rows in _steps(script):
            if rows is None:
                cursor.execute(statements)
            else:
                with cursor.copy(statements) as copying:
                    copying.write(rows)
    connection.execute(text("SELECT set_config('search_path', :path, false)"), {"path": path})
    for setting in ("row_security", "statement_timeout", "lock_timeout", "check_function_bodies"):
        connection.execute(text(f"RESET {setting}"))


def others_at_work(engine: Engine) -> int:
    """How many other programs are connected to the database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with engine.connect() as connection:
        return int(connection.execute(others).scalar_one())


def _steps(script: str) -> Iterator[tuple[str, str | None]]:
    """Statements to carry out as they are, and each COPY with its rows."""
    statements: list[str] = []
    lines = iter(script.splitlines(keepends=True))
    for line in lines:
        if ROWS.match(line.rstrip("\n")):
            yield "".join(statements), None
            statements = []
            yield line, "".join(iter(lambda: next(lines), f"{ROWS_END}\n"))
        elif not line.startswith(TO_PSQL):
            statements.append(line)
    yield "".join(statements), None


def _address(url: str) -> tuple[str, str]:
    """Without the password: whoever lists the machine's processes would read it."""
    full = _plain(url)
    bare = URL.create(
        full.drivername, full.username, None, full.host, full.port, full.database, query=full.query
    )
    return "--dbname", bare.render_as_string()


def _plain(url: str) -> URL:
    return make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql")


def _environment(url: str) -> Mapping[str, str]:
    password = _plain(url).password if url else None
    return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}


def _run(tool: str, *words: str, secret: str = "") -> str:
    if shutil.which(tool) is None:
        raise NoTool(tool)
    done = subprocess.run(
        [tool, *words], env=_environment(secret), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DatabaseProblem(tool, done.stderr.strip())
    return done.stdout
