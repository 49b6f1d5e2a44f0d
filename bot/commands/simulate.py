"""`binome simulate`: a company's months lived in minutes, with progress, and a report with pictures at the end."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import text

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


def simulate(
    *, people: int, months: int, seed: int, out: Path | None, programmes: Path | None, database: str
) -> None:
    """Live the months, write the report, print the checks; exit code 1 when one of them does not hold."""
    t = Speech(language(), zone=ZONE)
    begun = time.monotonic()
    with explained(), TemporaryDirectory(prefix="binome-simulation-") as folder:
        if database:
            _refuse_a_used_one(database, t)
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
        to = out or Path(f"simulation-{seed}")
        page = Report(record=record, figures=told, checks=checks, seed=seed, t=t, folder=to).write()
    seconds = round(time.monotonic() - begun)
    print(t.plain("simulation.done", months=_months(months, t), seconds=seconds, page=str(page)))
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


def _refuse_a_used_one(database: str, t: Speech) -> None:
    engine = open_engine(database, pool_size=1)
    try:
        with reading(engine).begin() as connection:
            tables = connection.dialect.has_table(connection, "workspace")
            used = tables and connection.execute(text("SELECT count(*) FROM workspace")).scalar_one()
    finally:
        engine.dispose()
    if used:
        raise NotNow(t.plain("simulation.not_empty"))


def _months(months: int, t: Speech) -> str:
    return t.plain("simulation.months", count=months)


def _said(checks: Sequence[Checked], t: Speech) -> list[str]:
    said = []
    for one in checks:
        name, count = t.plain(f"simulation.check.{one.name}"), one.looked_at
        if one.holds:
            said.append(t.plain("simulation.check_holds", name=name, count=count))
        else:
            said.append(t.plain("simulation.check_broken", name=name, wrong=len(one.wrong), count=count))
            said += [f"    {words}" for words in one.wrong[:SHOWN]]
    return said
