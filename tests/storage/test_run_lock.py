"""One bot for one file: a second one is told who is there, and a dead one blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import lock

HOLDER = """
import sys, time
from pathlib import Path
from storage.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def start_holder(path: Path) -> subprocess.Popen[str]:
    root = Path(lock.__file__).parents[1]
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.stdout.close()
    return holder


def test_a_second_bot_learns_who_is_there_and_since_when(tmp_path: Path) -> None:
    path = lock.beside(tmp_path / "binome.db")
    assert path.name == "binome.db.lock"
    holder = start_holder(path)
    try:
        with pytest.raises(lock.AlreadyRunning) as refused, lock.hold(path):
            pass
        assert refused.value.pid == holder.pid
        assert abs(refused.value.since - datetime.now(UTC)) < timedelta(minutes=1)
    finally:
        holder.kill()
        holder.wait()


def test_a_bot_killed_without_warning_leaves_the_place_free(tmp_path: Path) -> None:
    path = tmp_path / "binome.db.lock"
    holder = start_holder(path)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert path.read_text() == f"{holder.pid}\n", "its file is still there, and means nothing"
    with lock.hold(path):
        assert path.read_text() == f"{os.getpid()}\n"


def test_the_place_is_free_again_afterwards_even_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "binome.db.lock"
    with pytest.raises(KeyError), lock.hold(path):
        raise KeyError
    with lock.hold(path), pytest.raises(lock.AlreadyRunning), lock.hold(path):
        pass
