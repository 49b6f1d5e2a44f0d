"""Two hundred people press at once, over Socket Mode: how long each waits for the acknowledgement, in the worst case.

The same two hundred press the same buttons before, with a bare Bolt app at the other end: what both have in common is
the local Slack, which has two hundred people to serve in this moment too.
"""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from bot.scheduler import STILL_MOVING
from tests.bench.figure import line, told
from tests.bench.houses import KEY, on_sqlite
from tests.faults.firm import Firm, firm_of
from tests.faults.process import PATIENCE, until
from tests.faults.test_burst import FIRST_QUESTION, PEOPLE, at_once, english, who_heard

BARE = Path(__file__).with_name("bare_clicks.py")
#: Seconds. Slack's own limit is three.
SLOWEST, P99 = 3.0, 1.0


def clicks() -> Iterator[str]:
    with (
        on_sqlite() as ground,
        firm_of(*PEOPLE, url=ground.fresh(), folder=ground.folder, key=KEY) as firm,
    ):
        firm.start()
        presses = _everybody_has_a_question(firm)
        firm.kill()
        with _bare(firm) as database:
            bare = _pressed(firm, presses)
        assert sqlite3.connect(database).execute("SELECT count(*) FROM pressed").fetchone() == (len(PEOPLE),)
        firm.start()
        # Until then the bot looks at the time machine's clock a thousand times a second; no company has one.
        time.sleep(STILL_MOVING)
        ours = _pressed(firm, presses)
        firm.settle()
        saved = _answered(firm)
    yield line("clicks_p99", _p99(ours), P99, unit="s")
    yield line("clicks_slowest", max(ours), SLOWEST, unit="s")
    yield told("clicks_p99_bare", _p99(bare), unit="s")
    # On a machine that is busy with other things, the database may be too: then people are asked to press again.
    yield told("clicks_try_again", len(PEOPLE) - saved)


def _everybody_has_a_question(firm: Firm) -> list[dict[str, Any]]:
    dms = {one.slack_id: firm.someone(one.slack_id).dm for one in PEOPLE}
    at_once(firm, "say", ({"as": who, "channel": dm, "text": "hello"} for who, dm in dms.items()))
    until(lambda: len(who_heard(firm, FIRST_QUESTION)) == len(PEOPLE), "everybody is welcomed")
    firm.settle()
    return [english(firm, who) for who in dms]


def _answered(firm: Firm) -> int:
    return int(firm.one("SELECT count(*) FROM person WHERE language_chosen"))


@contextmanager
def _bare(firm: Firm) -> Iterator[Path]:
    database = firm.folder / "bare.db"
    given = firm._environment(firm.folder / "clock") | {"DATABASE": str(database)}
    process = subprocess.Popen([sys.executable, str(BARE)], env=given)
    try:
        until(lambda: firm.sockets > 0, "the bare app listens")
        yield database
    finally:
        process.kill()
        process.wait()
        until(lambda: firm.sockets == 0, "Slack has noticed that nobody listens")


def _p99(waits: list[float]) -> float:
    return sorted(waits)[len(waits) * 99 // 100 - 1]


def _pressed(firm: Firm, presses: list[dict[str, Any]]) -> list[float]:
    """How long each waited; all are under way before the first is answered."""
    return asyncio.run(_all(f"{firm.url}/play/press", presses))


async def _all(address: str, presses: list[dict[str, Any]]) -> list[float]:
    connector, patience = TCPConnector(limit=0), ClientTimeout(total=PATIENCE)
    async with ClientSession(connector=connector, timeout=patience) as session:

        async def one(press: dict[str, Any]) -> float:
            begun = time.perf_counter()
            async with session.post(address, json=press) as answer:
                acked = (await answer.json()).get("acked")
            waited = time.perf_counter() - begun
            # Slack tells whom nobody answered in time; they have waited for all of it.
            return waited if acked else max(waited, SLOWEST + 1)

        return await asyncio.gather(*(one(press) for press in presses))
