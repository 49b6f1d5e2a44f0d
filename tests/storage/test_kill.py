"""What a person was told is saved survives `kill -9` (field.md: never lost)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

import storage
from bot.domain.people import Workspace
from storage.store import Store

WRITER = """
import sys
from itertools import count
sys.path[:0] = [sys.argv[2], sys.argv[3]]
from tests.storage.stage import CUSTOMS, NOON, StoppedClock
from storage.engine import open_engine
from storage.sealing import Sealer, new_key
from storage.store import Store
store = Store(open_engine(sys.argv[1], pool_size=1), sealer=Sealer([new_key()]), clock=StoppedClock(), customs=CUSTOMS)
workspace = store.workspace("T0BINOME")
for number in count(int(sys.argv[4])):
    with store.work(workspace) as work:
        work.inbox.first_time(f"{number}-key", NOON)
        work.inbox.first_time(f"{number}-effect", NOON)
    print(number, flush=True)
"""


@pytest.mark.parametrize(
    "after", [pytest.param(1, marks=pytest.mark.slow), 20, pytest.param(60, marks=pytest.mark.slow)]
)
def test_what_was_acknowledged_is_there_and_nothing_is_half_done(
    store: Store, workspace: Workspace, database_url: str, after: int
) -> None:
    root, here = Path(storage.__file__).parents[1], Path(__file__).parent
    command = [sys.executable, "-c", WRITER, database_url, str(root), str(here), "0"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().splitlines() if line]
    writer.stdout.close()
    writer.wait()
    with store.engine.connect() as connection:
        kept = {row.key for row in connection.execute(text("SELECT key FROM inbox"))}
    keys = {key.removesuffix("-key") for key in kept if key.endswith("-key")}
    effects = {key.removesuffix("-effect") for key in kept if key.endswith("-effect")}
    assert keys == effects, "the key and its effect stay together"
    assert {str(number) for number in acknowledged} <= keys
