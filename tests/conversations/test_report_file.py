"""The report in a file: what it holds is said first, and it goes to nobody but the person who asked."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.permissions import Act, Right
from handlers import ids
from storage.base import table_of
from storage.evidence_tables import GivenFileRow
from storage.tables import AuditRow
from tests.conversations import forging
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.test_certificates import content, files

pytestmark = pytest.mark.long

REPORT = "long_term:2026-02:"
AUDIT, GIVEN = table_of(AuditRow), table_of(GivenFileRow)


@pytest.fixture(autouse=True)
def a_programme(company: Company) -> None:
    company.travel("2026-02-02 09:00")
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-02")
    known(company, "U0INES", "U0OMAR")
    company.travel("2026-03-10 09:00")


def presses(someone: Someone, value: str = REPORT) -> Someone:
    """The button, from wherever it stands."""
    forging.send(someone.company, forging.press(someone.slack_id, ids.REPORT_FILE, value))
    someone.company.settle()
    return someone


def exports(company: Company) -> list[tuple[bool, int | None]]:
    query = select(AUDIT.c.allowed, AUDIT.c.number).where(AUDIT.c.act == Act.EXPORT.value)
    with company.binome.engine.connect() as connection:
        return [(row.allowed, row.number) for row in connection.execute(query)]


def test_ines_is_given_the_file_in_her_own_conversation_on_record_with_its_lines(
    company: Company, ines: Someone
) -> None:
    presses(ines)

    [file] = files(ines)
    rows = list(csv.DictReader(StringIO(content(company, file).decode("utf-8-sig"))))
    running = next(one for one in rows if (one["kind"], one["figure"]) == ("count", "running"))
    assert (running["from"], running["until"], running["value"]) == ("2026-02-01", "2026-02-28", "1")
    assert exports(company) == [(True, len(rows))]
    with company.binome.engine.connect() as connection:
        assert [row.file_id for row in connection.execute(select(GIVEN))] == [file["id"]]


def test_what_is_in_it_is_said_where_she_asks_and_one_press_sends_it(company: Company, ines: Someone) -> None:
    ines.types("/mentor-report 2026-02 csv").hears("Ce fichier contient")
    assert not files(ines)
    ines.presses("M’envoyer le fichier").hears("Le point du programme, pour un tableur")
    assert len(files(ines)) == 1


def test_nothing_is_sent_into_a_conversation_that_is_somebody_elses(
    company: Company, ines: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = company.binome.house.messenger.client
    as_ever = client.conversations_open

    def toms(**asked: Any) -> Any:
        return as_ever(**{**asked, "users": "U0TOM"})

    with monkeypatch.context() as other:
        other.setattr(client, "conversations_open", toms)
        presses(ines)
    ines.hears("n’était pas la vôtre")
    assert not files(ines)
    assert not files(company.someone("U0TOM"))


def test_whoever_may_only_read_takes_nothing_away_and_is_on_record(company: Company, omar: Someone) -> None:
    with company.work() as work:
        work.rights.grant(work.people.by_slack_id("U0OMAR").id, Right.VIEWER)
    omar.types("/mentor-report 2026-02 csv").hears("coordination")
    presses(omar)
    assert not files(omar)
    assert exports(company) == [(False, None), (False, None)]
