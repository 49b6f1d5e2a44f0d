"""Real processes that start warm: forked from one that has loaded the bot's libraries and done nothing else.

Each has its own environment, folder, files and end, as one that is typed at a terminal. What is saved is the second
that Python takes to load the libraries, a hundred times over. A cold start of every command is tested beside them.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
#: What every command loads before it does anything; none of it reads the environment.
LIBRARIES = (
    "bot.wiring",
    "bot.commands.doctor",
    "bot.commands.roster",
    "bot.commands.run",
    "bot.commands.tick",
)
#: Bytes.
NUMBER, LINE = 4, 1 << 16
_one_at_a_time = threading.Lock()


class Process:
    """A script that runs in a process of its own. It answers to what a `subprocess.Popen` does."""

    def __init__(
        self,
        script: Path,
        *words: str,
        cwd: Path,
        env: Mapping[str, str],
        stdout: IO[bytes],
        stderr: IO[bytes],
    ) -> None:
        asked = {"script": str(script), "words": words, "cwd": str(cwd), "env": dict(env)}
        files = (stdout.fileno(), stderr.fileno())
        self._told, teller = socket.socketpair()
        with _one_at_a_time, teller:
            asking, _ = _forking()
            socket.send_fds(asking, [f"{json.dumps(asked)}\n".encode()], [*files, teller.fileno()])
        self.pid = self._next_number()
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; nothing while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = os.waitstatus_to_exitcode(self._next_number())
            self._told.close()
        return self.returncode

    def send_signal(self, sign: signal.Signals) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it has ended, and we are about to be told
                os.kill(self.pid, sign)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _next_number(self) -> int:
        told = self._told.recv(NUMBER)
        assert told, "whoever forks it, or waits for it, has ended"
        return int.from_bytes(told)


@cache
def _forking() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The line to the process that forks; it ends when we do."""
    ours, theirs = socket.socketpair()
    neutral = {
        name: value for name, value in os.environ.items() if not name.startswith(("BINOME_", "SLACK_"))
    }
    with theirs:
        process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            env={**neutral, "PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return ours, process


# -- in the process that forks -----------------------------------------------------------------------------------


def fork_for_ever(asking: socket.socket) -> dict[str, Any] | None:
    """Fork for everybody who asks. Returns what was asked, in the process that is to do it; nothing at the end."""
    while True:
        line, files, _, _ = socket.recv_fds(asking, LINE, 3)
        while line and not line.endswith(b"\n"):
            line += asking.recv(LINE)
        if not line:
            return None
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
        if os.fork() == 0:
            asking.close()
            fork_and_wait(*files)
            return dict(json.loads(line))
        for file in files:
            os.close(file)


def fork_and_wait(out: int, err: int, telling: int) -> None:
    """Fork once more, and tell its number, then its end. Only who is waited for returns, with these files."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        os.dup2(out, 1)
        os.dup2(err, 2)
    os.close(out)
    os.close(err)
    with socket.socket(fileno=telling) as teller:
        if pid:
            teller.sendall(pid.to_bytes(NUMBER))
            teller.sendall(os.waitpid(pid, 0)[1].to_bytes(NUMBER))
            os._exit(0)


def become(script: str, words: Sequence[str], cwd: str, env: Mapping[str, str]) -> None:
    """What Python does at its start, then the script."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    time.tzset()
    if env.get("PYTHONWARNINGS") == "error":
        warnings.simplefilter("error")
    if "PYTHONFAULTHANDLER" in env:
        faulthandler.enable()
    sys.argv, sys.path[0] = [script, *words], cwd
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for library in LIBRARIES:
            import_module(library)
    gc.freeze()
    asked = fork_for_ever(socket.socket(fileno=int(sys.argv[1])))
    if asked is not None:
        become(**asked)
