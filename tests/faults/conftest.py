"""A company whose bot is a process of its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.domain.people import SlackProfile
from storage.sealing import new_key
from tests.faults.chaos import Chaos
from tests.faults.firm import INES, LEA, TOM, Firm, Patient, firm_of

KEY = new_key()


def pytest_itemcollected(item: pytest.Item) -> None:
    """A scenario is found by its name: `-k power-cut`."""
    for marker in item.iter_markers("chaos"):
        item.extra_keyword_matches.update(marker.args)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """A scenario has said in its line that it passed; one that has not ends its own line."""
    if report.when != "call" or "chaos" not in report.keywords or "KILLS" not in os.environ:
        return None
    return {"passed": ("passed", "", ""), "failed": ("failed", "F\n", "FAILED")}.get(report.outcome)


@pytest.fixture
def new_firm(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Firm]]:
    """Makes a company of these people."""
    with ExitStack() as stack:

        def make(*people: SlackProfile, **more: Any) -> Firm:
            return stack.enter_context(firm_of(*people, url=database_url, folder=tmp_path, key=KEY, **more))

        yield make


@pytest.fixture
def firm(new_firm: Callable[..., Firm]) -> Firm:
    """Léa, Tom and Inès; nobody runs the bot yet."""
    return new_firm(LEA, TOM, INES)


@pytest.fixture
def chaos(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Chaos:
    """A scenario of the long set, under the name that its marker gives it, on this database."""
    name = request.node.get_closest_marker("chaos").args[0]
    case = getattr(request.node, "callspec", None)
    return Chaos("-".join([name, *(case.id.split("-") if case else ())]), capsys)


@pytest.fixture
def lea(firm: Firm) -> Patient:
    return firm.someone("U0LEA")


@pytest.fixture
def tom(firm: Firm) -> Patient:
    return firm.someone("U0TOM")
