"""The bot as operators run it: a process of its own, with its settings in the environment."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from tests.warm import Process

Found = TypeVar("Found")

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")
#: Seconds. A busy machine is slow, and that proves nothing.
PATIENCE = 60.0
#: What the bot needs of our own environment.
PASSED_ON = ("PATH", "HOME", "LANG", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


def eventually(look: Callable[[], Found], *, within: float = PATIENCE) -> Found:
    """What `look` returns once it no longer raises an `AssertionError`."""
    end = time.monotonic() + within
    while True:
        try:
            return look()
        except AssertionError:
            if time.monotonic() > end:
                raise
        time.sleep(0.02)


def until(holds: Callable[[], object], what: str, *, within: float = PATIENCE) -> None:
    """Wait until it holds; `what` names it for whoever reads the failure."""

    def look() -> None:
        assert holds(), f"within {within:g} s: {what}"

    eventually(look, within=within)


class Bot:
    """One process. Its log is kept beside its working folder and shown when something is wrong."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        self._environment |= {"PYTHONFAULTHANDLER": "1", **environment}
        self._folder = folder
        self._log = folder / "log.txt"
        self._process: Process | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def run(self, flaw: str = "") -> None:
        """Start it; `flaw` is one of the launcher's."""
        how = (LAUNCHER, flaw) if flaw else (ROOT / "bot" / "__main__.py", "run")
        with self._log.open("ab") as log:
            self._process = Process(*how, cwd=self._folder, env=self._environment, stdout=log, stderr=log)

    @property
    def frozen(self) -> bool:
        """Whether a SIGSTOP holds it."""
        assert self._process is not None
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "T"

    def signal(self, sign: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(sign)

    def ended(self, *, within: float = PATIENCE) -> int:
        """Wait for its end; returns the exit code, negative for a signal."""
        assert self._process is not None
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGABRT)  # Python then writes down what each thread is doing
            self._process.wait(PATIENCE)
            raise AssertionError(f"the bot does not end; its log:\n{self.log()}") from None

    def kill(self) -> None:
        """`kill -9`: no goodbye, no last word."""
        if self.alive:
            self.signal(signal.SIGKILL)
        if self._process is not None:
            self.ended()

    def log(self, *, last: int = 6000) -> str:
        return self._log.read_text(errors="replace")[-last:] if self._log.exists() else ""
