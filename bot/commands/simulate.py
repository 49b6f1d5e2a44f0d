"""`binome simulate`: a company's months lived in minutes, with progress, and a report with pictures at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import text
from sqlalchemy.exc import ArgumentError

from bot.commands.simulating import ZONE, Simulation, simulation
from bot.commands.trouble import NotNow, explained
from bot.operators import language
from bot.simulation.checks import Checked, check
from bot.simulation.figures import figures
from bot.simulation.population import population
from bot.simulation.record import Record
from bot.simulation.report import Report
from bot.texts import Speech
from bot.wiring import configure_logs
from storage.engine import open_engine, reading

#: Of what is wrong in a check, how much the terminal shows; the report has more.
SHOWN = 5
#: From two minutes on nobody counts seconds.
TOLD_IN_SECONDS = 120


def simulate(
    *, people: int, months: int, seed: int, out: Path | None, programmes: Path | None, database: str
) -> None:
    """Live the months, write the report, print the checks; exit code 1 when one of them does not hold."""
    t = Speech(language(), zone=ZONE)
    begun = time.monotonic()
    to = out or Path(f"simulation-{seed}")
    with explained(), TemporaryDirectory(prefix="binome-simulation-") as folder:
        _refuse_what_cannot_be(to, programmes, database, t)
        with simulation(
            people=population(people, seed),
            months=months,
            seed=seed,
            folder=Path(folder),
            database=database,
            programmes=programmes,
        ) as company:
            configure_logs(company.binome.settings)
            record = _lived(company, t)
        checks = check(record)
        told = figures(record, zone=ZONE)
        report = Report(record=record, figures=told, checks=checks, seed=seed, t=t, folder=to)
        with _writing(to, t):
            page = report.write()
    lived, took = t.plain("simulation.months", count=months), _took(time.monotonic() - begun, t)
    print(t.plain("simulation.done", months=lived, took=took, page=str(page)))
    print(*_said(checks, t), sep="\n")
    if not all(one.holds for one in checks):
        raise SystemExit(1)


def _lived(company: Simulation, t: Speech) -> Record:
    """With a bar that fills as the days go by, where there is a terminal to show it."""
    bar = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*bar, transient=True) as progress:
        words = t.plain("simulation.founding", people=t.plain("simulation.people", count=len(company.people)))
        task = progress.add_task(words, total=(company.ends - company.opens).total_seconds())

        def lived(instant: datetime) -> None:
            done = (instant - company.opens).total_seconds()
            progress.update(task, completed=done, description=t.date(t.local(instant).date()))

        return company.run(lived)


def _refuse_what_cannot_be(to: Path, programmes: Path | None, database: str, t: Speech) -> None:
    """Before anybody lives: nobody waits for minutes to be told that there is no room for the report."""
    nearest = next(place for place in (to, *to.absolute().parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise NotNow(t.plain("simulation.nowhere_to_write", folder=str(to), detail=str(nearest)))
    if programmes is not None and not programmes.is_dir():
        raise NotNow(t.plain("simulation.not_a_folder", folder=str(programmes)))
    if database:
        _refuse_a_used_one(database, t)


@contextmanager
def _writing(to: Path, t: Speech) -> Iterator[None]:
    try:
        yield
    except OSError as no:
        detail = no.strerror or type(no).__name__
        raise NotNow(t.plain("simulation.nowhere_to_write", folder=str(to), detail=detail)) from no


def _refuse_a_used_one(database: str, t: Speech) -> None:
    try:
        engine = open_engine(database, pool_size=1)
    except (ArgumentError, ValueError):
        raise NotNow(t.plain("simulation.which_database")) from None
    if engine.dialect.name != "postgresql":
        raise NotNow(t.plain("simulation.which_database"))
    try:
        with reading(engine).begin() as connection:
            tables = connection.dialect.has_table(connection, "workspace")
            used = tables and connection.execute(text("SELECT count(*) FROM workspace")).scalar_one()
    finally:
        engine.dispose()
    if used:
        raise NotNow(t.plain("simulation.not_empty"))


def _took(seconds: float, t: Speech) -> str:
    if seconds < TOLD_IN_SECONDS:
        return t.plain("simulation.took_seconds", count=round(seconds))
    return str(t.duration(round(seconds / 60)))


def _said(checks: Sequence[Checked], t: Speech) -> list[str]:
    said = []
    for one in checks:
        name, count = t.plain(f"simulation.check.{one.name}"), one.looked_at
        if not one.looked_at:
            said.append(t.plain("simulation.check_unseen", name=name))
        elif one.holds:
            said.append(t.plain("simulation.check_holds", name=name, count=count))
        else:
            said.append(t.plain("simulation.check_broken", name=name, wrong=len(one.wrong), count=count))
            said += [f"    {words}" for words in one.wrong[:SHOWN]]
    return said
