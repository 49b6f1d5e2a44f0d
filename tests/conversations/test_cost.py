"""What a turn of talk costs: whoever acts waits for every statement of its transaction, and so do those after them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from typing import Any

import pytest
from sqlalchemy import event

from bot.programme import joining
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

#: The repliers, and the test itself, which sends what waits.
AFTERWARDS = ("reply", "MainThread")


@contextmanager
def statements_of_the_act(company: Company) -> Iterator[list[str]]:
    """Those of the first writing transaction, which is the act's; what follows it keeps nobody waiting."""
    transactions: list[list[str]] = []
    said: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN"):
            transactions.append([])
        transactions[-1].append(statement)

    event.listen(company.binome.engine, "before_cursor_execute", note)
    yield said
    event.remove(company.binome.engine, "before_cursor_execute", note)
    said += next(one[1:] for one in transactions if one[0] == "BEGIN IMMEDIATE")


@contextmanager
def statements_before_the_answer(company: Company) -> Iterator[list[str]]:
    """Those that Slack waits for."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not current_thread().name.startswith(AFTERWARDS):
            asked.append(statement)

    event.listen(company.binome.engine, "before_cursor_execute", note)
    yield asked
    event.remove(company.binome.engine, "before_cursor_execute", note)


def test_a_meeting_that_is_logged_costs_few_statements(company: Company) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    tom = company.someone("U0TOM")

    with statements_of_the_act(company) as first:
        tom.types("/mentor-log @lea 45 min")
    with statements_of_the_act(company) as again:
        tom.types("/mentor-log @lea 45 min")

    assert len(first) <= 17, "\n".join(first)  # two of them for the steps, the first of which is taken
    assert len(again) <= 9, "\n".join(again)
    assert not [one for one in again if one.startswith(("UPDATE", "DELETE"))], (
        "there was nothing new to write"
    )


def test_an_answer_that_is_pressed_costs_few_statements(company: Company) -> None:
    with company.work() as work:
        joining.programme_of(work)
    tom = company.someone("U0TOM").says("hello")

    with statements_of_the_act(company) as said:
        tom.presses("English")

    assert len(said) <= 21, "\n".join(said)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("", "Animer le programme"),
        ("people", "Personne à montrer ici"),
        ("without", "Sans mentor"),
        ("groups", "Binômes et groupes"),
    ],
)
def test_a_coordinator_is_acknowledged_before_the_company_is_looked_at(
    company: Company, word: str, told: str
) -> None:
    known(company, "U0INES")
    ines = company.someone("U0INES")

    with statements_before_the_answer(company) as asked:
        ines.types(f"/mentor-admin {word}")

    assert len(asked) <= 5, "\n".join(asked)
    ines.hears(told)
