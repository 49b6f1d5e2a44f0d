"""From start to ready, and memory at rest, in a process of its own (design §12)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.playground import Playground
from storage.sealing import new_key
from tests.bench.figure import line

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 2.0, 100.0
SCRIPT = """
import time; begun = time.perf_counter()
from bot.settings import read_settings
from bot.wiring import build
binome = build(read_settings(None)); binome.start()
ready = time.perf_counter() - begun
time.sleep(2)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(ready, int(status["VmRSS"].split()[0]) / 1024, flush=True)
import os; os._exit(0)
"""
_measured: list[tuple[float, float]] = []


def start_to_ready() -> Iterator[str]:
    yield line("start", _measure()[0], SECONDS, unit="s")


def memory_at_rest() -> Iterator[str]:
    yield line("memory", _measure()[1], MEGABYTES, unit="MB")


def _measure() -> tuple[float, float]:
    """The best of three starts, measured once for both figures."""
    if not _measured:
        _measured.append(min(_start() for _ in range(3)))
    return _measured[0]


def _start() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_text(datetime(2026, 3, 10, 9, tzinfo=UTC).isoformat())
        with Playground(manifest=ROOT / "manifest.yml", clock_file=clock) as slack:
            environment = {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "BINOME_DATABASE_URL": f"sqlite:///{folder}/binome.db",
                "BINOME_SECRET_KEYS": new_key(),
                "BINOME_CLOCK": f"file:{clock}",
            }
            said = subprocess.run(
                [sys.executable, "-c", SCRIPT],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
    ready, memory = said.split()
    return float(ready), float(memory)
