"""A hundred thousand people: all planned for at once, and a thousand ticks in a row (reliability.md §7, test 33).

Each is lived by a process of its own, as an operator would see it: its memory is read from outside the interpreter.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figure import line
from tests.bench.houses import OnPostgreSQL, OnSQLite, on_postgresql, on_sqlite, show

ROOT = Path(__file__).parents[2]
#: Everybody is in one pair, and every pair is due.
PAIRS = 50_000
SECONDS, MEGABYTES = 60.0, 500.0
#: Over so many mentorships, of which so many come to their next step, one after another; after the first hundred ticks
#: a process has seen all that it will ever see.
EXIST, MOVING, TICKS, FIRST = 100_000, 10_000, 1_000, 100
#: How much larger the process may be at the end than after the first hundred ticks.
FLAT = 1.1

SETTING = """
import gc, json, sys, time
from datetime import timedelta
from pathlib import Path
from bot.cli import SELDOM
from bot.programme import heartbeat
from tests.bench.houses import NOW, TEAM, show, store_of

gc.set_threshold(SELDOM)
clock = Path(sys.argv[2])
store = store_of(sys.argv[1], clock)
workspace = store.workspace(TEAM)

def megabytes(what):
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return int(status[what].split()[0]) / 1024

def beat():
    looked_at, planned, more = 0, 0, True
    while more:
        with store.work(workspace) as work:
            ticked = heartbeat.tick(work)
        looked_at, planned, more = looked_at + ticked.looked_at, planned + ticked.planned, ticked.more
    return looked_at, planned
"""
EVERYBODY = """
begun = time.perf_counter()
looked_at, planned = beat()
seconds = time.perf_counter() - begun
print(json.dumps({"looked_at": looked_at, "planned": planned, "seconds": seconds, "memory": megabytes("VmHWM")}))
"""
A_THOUSAND = """
ticks, first = (int(word) for word in sys.argv[3:])
looked_at = 0
for number in range(ticks):
    if number == first:
        small = megabytes("VmRSS")
    show(clock, NOW + timedelta(hours=number))
    looked_at += beat()[0]
print(json.dumps({"looked_at": looked_at, "small": small, "large": megabytes("VmRSS")}))
"""


def everybody_planned() -> Iterator[str]:
    with on_sqlite() as ground:
        yield from _everybody(ground)


def everybody_planned_on_postgresql() -> Iterator[str]:
    with on_postgresql() as ground:
        yield from _everybody(ground)


def a_thousand_ticks() -> Iterator[str]:
    """One an hour: at each, some of the hundred thousand have come to their next step."""
    with on_sqlite() as ground:
        house = ground.house(EXIST, MOVING, over_hours=TICKS)
        lived = _lived(ground, A_THOUSAND, house, TICKS, FIRST)
    assert lived["looked_at"] >= MOVING
    yield line("memory_over_1000_ticks", lived["large"] / lived["small"], FLAT, unit="x")


def _everybody(ground: OnSQLite | OnPostgreSQL) -> Iterator[str]:
    lived = _lived(ground, EVERYBODY, ground.house(PAIRS, PAIRS))
    assert lived["looked_at"] == PAIRS, "everybody is planned for"
    assert lived["planned"] >= 2 * PAIRS
    yield line(f"plan_100k{ground.suffix}", lived["seconds"], SECONDS, unit="s")
    yield line(f"plan_100k_memory{ground.suffix}", lived["memory"], MEGABYTES, unit="MB")


def _lived(ground: OnSQLite | OnPostgreSQL, script: str, *words: object) -> dict[str, Any]:
    clock = show(ground.folder / "clock")
    url, *more = map(str, words)
    said = subprocess.run(
        [sys.executable, "-c", SETTING + script, url, str(clock), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(json.loads(said))
