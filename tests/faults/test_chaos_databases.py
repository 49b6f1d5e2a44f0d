"""What the bot remembers is shared by many, falls, is locked or has no room left, while hundreds are greeted."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from databases import migrate
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.domain import pacing
from bot.programme import delivering, heartbeat, joining
from storage.store import Store
from tests.conversations.given import linked
from tests.faults.chaos import (
    KILLS,
    ON_POSTGRESQL,
    ON_SQLITE,
    Chaos,
    greet,
    logged,
    lost_messages,
    newcomers,
    said,
    said_twice,
    slack_takes_its_time,
)
from tests.faults.conftest import KEY
from tests.faults.firm import SOCKETS, TOM, Firm, firm_of, profile
from tests.faults.process import until
from tests.faults.servers import a_server_of_our_own, fall

pytestmark = pytest.mark.slow

PAIRS = 6
#: Both of each pair have just been introduced, and are told so once, whoever looks and however often.
PEOPLE = 2 * PAIRS
#: Seconds.
LOCKED_FOR = 10
AT_ANY_PACE = pacing.of_a_workspace(1_000_000)
NOT_SAVED = "nothing was changed"


@pytest.mark.chaos("replicas-at-once")
@ON_POSTGRESQL
@pytest.mark.parametrize("replicas", [2, 8])
def test_bots_that_beat_and_claim_at_the_same_moment_plan_once_and_claim_once(
    firm: Firm, chaos: Chaos, replicas: int
) -> None:
    moments = 2 * KILLS
    with firm.work() as work:
        for number in range(PAIRS):
            mentor = joining.meet(work, profile(f"U0MENTOR{number}", f"Mentor {number}"))
            mentee = joining.meet(work, profile(f"U0MENTEE{number}", f"Mentee {number}"))
            linked(work, mentor, mentee, since=date(2026, 3, 9))
    firm.travel("2026-03-10 11:00")
    stores = [firm.store(pool_size=1) for _ in range(replicas)]
    together, claimed, twice = Barrier(replicas), 0, list[str]()

    def act(store: Store) -> list[str]:
        together.wait(60)
        with store.work(firm.workspace) as work:
            heartbeat.tick(work)
        together.wait(60)
        with store.work(firm.workspace) as work:
            claimed = delivering.claim(work, AT_ANY_PACE, AT_ANY_PACE)
            return [f"prompt {one}" for away in claimed.departures for one in away.parcel.prompt_ids]

    with ThreadPoolExecutor(replicas) as bots:
        for _ in range(moments):
            firm.change("UPDATE mentorship SET look_at = introduced_at")
            held = Counter(one for mine in bots.map(act, stores) for one in mine)
            claimed += held.total()
            twice += [one for one, times in held.items() if times > 1]
            firm.change("UPDATE prompt SET state = 'planned', marker = NULL, lease_until = NULL")
            chaos.strikes()
    for store in stores:
        store.engine.dispose()

    planned = firm.sql("SELECT recipient_id, kind, period, count(*) AS times FROM prompt GROUP BY 1, 2, 3")
    told = {row.recipient_id for row in planned}
    twice += [f"{row.kind} of {row.recipient_id}" for row in planned if row.times > 1]
    chaos.ends(["somebody"] * (PEOPLE - len(told)), twice, claimed=claimed)
    assert claimed >= moments * PAIRS


@pytest.mark.chaos("postgresql-falls")
@pytest.mark.postgres
def test_a_server_that_falls_again_and_again_costs_nobody_a_message(tmp_path: Path, chaos: Chaos) -> None:
    """And cuts connections at random in between; two bots come back by themselves each time."""
    people, falls, longest = newcomers(400), max(2, min(6, KILLS // 8)), 0.0
    with a_server_of_our_own(tmp_path / "data") as server:
        migrate(server.get_uri())
        with firm_of(*people, url=server.get_uri(), folder=tmp_path, key=KEY) as firm:
            greet(firm, people)
            slack_takes_its_time(firm, seconds=0.1)
            firm.launch(bots=2)
            for _ in range(falls):
                enough = said(firm) + chaos.dice.randrange(10, 40)
                until(lambda enough=enough: said(firm) >= enough, "they speak")
                cut_connections(firm, chaos)
                time.sleep(chaos.dice.uniform(0, 1))
                fall(server)
                chaos.strikes()
                time.sleep(chaos.dice.uniform(0, 1))
                server.ensure_postgres_running()
                longest = max(longest, speaks_again(firm))
            patiently(firm.two_minutes_pass)
            firm.everything_is_said()

            chaos.ends(lost_messages(firm, people), said_twice(firm), longest=f"{longest:.1f}s")
            assert all(bot.alive for bot in firm.bots)


def cut_connections(firm: Firm, chaos: Chaos) -> None:
    database = make_url(firm.settings.binome_database_url).database
    for _ in range(3):
        firm.change(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND pid <> pg_backend_pid() AND random() < 0.5"
        )
        chaos.strikes()
        time.sleep(chaos.dice.uniform(0, 0.3))


def speaks_again(firm: Firm) -> float:
    """After how many seconds."""
    began, before = time.monotonic(), said(firm)
    until(lambda: said(firm) > before, "somebody speaks again")
    return time.monotonic() - began


def patiently(act: Callable[[], None]) -> None:
    """Our own connections were cut too."""
    with suppress(SQLAlchemyError):
        act()
    act()


@pytest.mark.chaos("file-locked")
@ON_SQLITE
def test_a_file_that_another_program_locks_for_ten_seconds_costs_nobody_a_message(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    """Whoever writes to the bot meanwhile is answered within Slack's three seconds."""
    people = newcomers(100)
    firm = new_firm(*people, TOM)
    with firm.work() as work:
        joining.meet(work, TOM)
    greet(firm, people)
    slack_takes_its_time(firm, seconds=0.1)
    firm.launch()
    until(lambda: firm.sockets == SOCKETS and said(firm) >= 10, "they are being greeted")
    with locked_by_another_process(firm):
        chaos.strikes()
        until_over = time.monotonic() + LOCKED_FOR
        told = 0
        tom = firm.someone("U0TOM")
        while time.monotonic() < until_over:
            typed = {"as": "U0TOM", "channel": tom.dm, "text": "/mentor-log 45 min"}
            assert firm.post("command", typed)["acked"], "within three seconds"
            told += 1
            until(lambda told=told: tom.times_heard(NOT_SAVED) >= told, "and told")
    firm.everything_is_said()

    chaos.ends(lost_messages(firm, people), said_twice(firm), told=told)
    assert firm.bot.alive


@contextmanager
def locked_by_another_process(firm: Firm) -> Iterator[None]:
    program = (
        "import sqlite3, sys; held = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None);"
        "held.execute('BEGIN IMMEDIATE'); print('locked', flush=True); sys.stdin.read()"
    )
    path = make_url(firm.settings.binome_database_url).database or ""
    with subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield
        other.communicate("")


@pytest.mark.chaos("disk-full")
@ON_SQLITE
def test_a_disk_without_room_again_and_again_costs_nobody_a_message_and_leaves_nothing_half_written(
    new_firm: Callable[..., Firm], chaos: Chaos
) -> None:
    people, times = newcomers(150), max(2, min(6, KILLS // 8))
    firm = new_firm(*people)
    full = firm.folder / "disk"
    greet(firm, people)
    slack_takes_its_time(firm)
    firm.launch(flaw=f"disk:{full}")
    for number in range(times):
        enough = said(firm) + 15
        until(lambda enough=enough: said(firm) >= enough, "they are being greeted")
        state, refusal = ("read-only", "DatabaseReadOnly") if number % 2 else ("full", "DatabaseFull")
        before = logged(firm, refusal)
        full.write_text(state)
        chaos.strikes()
        with somebody_writes(firm):
            until(lambda refusal=refusal, before=before: logged(firm, refusal) > before, "it is refused")
            time.sleep(chaos.dice.uniform(0, 1))
        full.unlink()
        firm.two_minutes_pass()
    firm.everything_is_said()

    refused = logged(firm, "DatabaseFull") + logged(firm, "DatabaseReadOnly")
    chaos.ends(lost_messages(firm, people), said_twice(firm), refused=refused)
    assert (firm.one("PRAGMA integrity_check"), firm.bot.alive) == ("ok", True)


@contextmanager
def somebody_writes(firm: Firm) -> Iterator[None]:
    """New rows need new pages."""
    over = Event()

    def write_on() -> None:
        who = firm.someone("U0NEW0000")
        while not over.is_set():
            firm.post("command", {"as": who.slack_id, "channel": who.dm, "text": "/mentor-log 45 min"})

    writing = Thread(target=write_on)
    writing.start()
    try:
        yield
    finally:
        over.set()
        writing.join()
