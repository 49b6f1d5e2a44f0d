"""The database is locked, full, read-only or gone for a while: people are told at once, and nothing is half-done."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from databases import locked, migrate
from sqlalchemy import make_url

from bot.domain.mentorships import Mentorship
from bot.domain.prompts import PromptState
from bot.programme import joining
from tests.faults.conftest import KEY
from tests.faults.firm import INES, LEA, TOM, Firm, Patient, firm_of
from tests.faults.process import until
from tests.faults.servers import a_server_of_our_own, fall

pytestmark = pytest.mark.slow

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)

NOT_SAVED = "nothing was changed"
#: Longer than the bot waits for any lock.
LONG = 3.0


@pytest.fixture
def pair(firm: Firm) -> Mentorship:
    return firm.pair(LEA, TOM, since="2026-02-10")


# -- SQLite ------------------------------------------------------------------------------------------------------


@ON_SQLITE
def test_while_another_program_locks_the_file_people_are_told_at_once_and_what_they_write_has_its_effect_later(
    firm: Firm, tom: Patient, lea: Patient, pair: Mentorship
) -> None:
    firm.start()
    lea.says("bonjour").hears("Dans quelle langue")

    with locked(firm.settings.binome_database_url):
        # `types` fails when there is no acknowledgement within Slack's three seconds.
        tom.types("/mentor-log @lea 45 min").hears(NOT_SAVED)
        firm.post("say", {"as": "U0LEA", "channel": lea.dm, "text": "English"})
        until(lambda: not_acknowledged(firm), "Slack gives up waiting, and will bring it again")
    assert held(firm) == 0

    lea.hears("I'll write to you in English.")
    tom.types("/mentor-log @lea 45 min").hears("Noted")
    assert held(firm) == 1


@ON_SQLITE
def test_a_lock_while_the_bot_speaks_leaves_nobody_out_and_tells_nobody_twice(firm: Firm) -> None:
    """What was said meanwhile is written down once the file is free again."""
    with firm.work() as work:
        for profile in (LEA, TOM, INES):
            joining.expect(work, profile)
    firm.post("faults", {"kind": "slow_after", "method": "chat.postMessage", "seconds": 0.5})
    firm.start()
    until(lambda: len(firm.posts()) >= 1, "one is being said")

    with locked(firm.settings.binome_database_url):
        time.sleep(LONG)

    until(lambda: firm.states() == {PromptState.SENT: 3}, "all three were said, and it is known")
    assert len(firm.posts()) == 3


@ON_SQLITE
@pytest.mark.parametrize("state", ["full", "read-only"])
def test_a_disk_that_takes_no_more_is_told_to_people_and_everything_goes_on_when_it_does(
    firm: Firm, tom: Patient, lea: Patient, pair: Mentorship, state: str
) -> None:
    says = firm.folder / "disk"
    firm.start(flaw=f"disk:{says}")
    lea.says("bonjour").hears("Dans quelle langue")
    says.write_text(state)

    told = told_it_is_saved_until_refused(firm, tom)
    assert firm.one("SELECT count(*) FROM inbox WHERE key LIKE 'command:%'") == told
    assert held(firm) == (told > 0)
    assert firm.one("PRAGMA integrity_check") == "ok"
    firm.post("say", {"as": "U0LEA", "channel": lea.dm, "text": "English"})
    says.unlink()

    tom.types("/mentor-log @lea 9 mar 45 min").hears("Monday 9 March · 45 minutes")
    lea.hears("I'll write to you in English.")
    assert held(firm) == (told > 0) + 1


def told_it_is_saved_until_refused(firm: Firm, tom: Patient) -> int:
    """Tom repeats himself until the last page is full; how often he was told that it is saved."""
    for told in range(500):
        done = firm.post("command", {"as": "U0TOM", "channel": tom.dm, "text": "/mentor-log @lea 45 min"})
        assert done["acked"]
        until(lambda told=told: len(tom.messages()) > told, "an answer")
        if tom.times_heard(NOT_SAVED):
            return told
    raise AssertionError("the disk was never full")


# -- PostgreSQL --------------------------------------------------------------------------------------------------


@ON_POSTGRESQL
def test_connections_cut_by_the_server_are_replaced_and_nobody_notices(
    firm: Firm, tom: Patient, pair: Mentorship
) -> None:
    firm.start()
    for _ in range(3):
        database = make_url(firm.settings.binome_database_url).database
        firm.change(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )
        tom.types("/mentor-log @lea 45 min").hears("Tuesday 10 March · 45 minutes")
    assert held(firm) == 1
    assert firm.bot.alive


@pytest.mark.postgres
def test_a_server_that_is_gone_for_a_while_is_waited_for_and_everything_goes_on(tmp_path: Path) -> None:
    with a_server_of_our_own(tmp_path / "data") as server:
        migrate(server.get_uri())
        with firm_of(LEA, TOM, INES, url=server.get_uri(), folder=tmp_path, key=KEY) as firm:
            tom, lea = firm.someone("U0TOM"), firm.someone("U0LEA")
            firm.pair(LEA, TOM, since="2026-02-10")
            firm.start()
            lea.says("bonjour").hears("Dans quelle langue")

            fall(server)
            tom.types("/mentor-log @lea 45 min").hears("rien n'a été modifié")
            firm.post("say", {"as": "U0LEA", "channel": lea.dm, "text": "English"})
            until(lambda: not_acknowledged(firm), "Slack gives up waiting, and will bring it again")
            server.ensure_postgres_running()

            lea.hears("I'll write to you in English.")
            tom.types("/mentor-log @lea 45 min").hears("Noted")
            firm.travel("2026-03-11 11:00")
            lea.hears("your meeting")
            assert (held(firm), firm.bot.alive) == (1, True)


def not_acknowledged(firm: Firm) -> bool:
    return any(one["kind"] == "events_api" and "timeout" in one["status"] for one in firm.get("inspector"))


def held(firm: Firm) -> int:
    return int(firm.one("SELECT count(*) FROM meeting"))
