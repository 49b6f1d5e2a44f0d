"""An operator at their terminal: real commands, in processes of their own, against a real local Slack."""

from __future__ import annotations

import ctypes
import json
import os
import pty
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.playground import Playground
from storage.sealing import new_key
from tests.warm import Process

ROOT = Path(__file__).parents[1]
PATIENCE = 60
#: <linux/prctl.h> and <linux/capability.h>: without this capability root obeys file permissions like everybody.
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


@dataclass(frozen=True)
class Said:
    """What the terminal shows, and the exit code."""

    code: int
    out: str
    err: str


class Operator:
    """Somebody in a folder with a `.env` for this Slack; what it says can be changed for one command."""

    def __init__(self, folder: Path, slack: Playground, **settings: str) -> None:
        self.folder = folder
        self.settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "BINOME_SECRET_KEYS": new_key(),
            "BINOME_OWNERS": "U0SOFIA",
            "BINOME_LANGUAGE": "en",
            **settings,
        }

    def types(self, *words: str, cold: bool = False, obeying: bool = False, **settings: str) -> Said:
        """Run a command to its end.

        A `cold` one loads its libraries itself; `obeying` makes even root respect who may write what.
        """
        with TemporaryFile() as out, TemporaryFile() as err:
            given: Any = {
                "cwd": self.folder,
                "env": self._environment(settings),
                "stdout": out,
                "stderr": err,
            }
            if cold or obeying:
                typed, obey = [sys.executable, "-m", "bot", *words], _obey if obeying else None
                given |= {"stdin": subprocess.DEVNULL, "timeout": PATIENCE, "preexec_fn": obey}
                code = subprocess.run(typed, **given).returncode
            else:
                process = Process(ROOT / "bot" / "__main__.py", *words, **given)
                try:
                    code = process.wait(PATIENCE)
                finally:
                    process.kill()
            out.seek(0)
            err.seek(0)
            return Said(code, out.read().decode(), err.read().decode())

    def answers(self, answer: str, *words: str) -> Said:
        """Run a command that asks something on a terminal."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env=self._environment({}),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        out, err = process.communicate(timeout=PATIENCE)
        os.close(ours)
        return Said(process.returncode, out, err)

    def starts(self, *words: str, **settings: str) -> Running:
        """Start a bot, and return once it listens."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *(words or ("run",))],
            cwd=self.folder,
            env=self._environment(settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        told = ""
        for line in process.stderr:
            told += line
            if "action=started" in line:
                return Running(process)
        raise AssertionError(f"it ended with {process.wait()}:\n{told}")

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        mine = {
            name: value for name, value in os.environ.items() if not name.startswith(("BINOME_", "SLACK_"))
        }
        return {**mine, "PYTHONPATH": str(ROOT), **self.settings, **settings}


class Running:
    """A bot at work."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.pid = process.pid

    def signal(self, sign: signal.Signals) -> None:
        self.process.send_signal(sign)

    def ends(self, seconds: float = PATIENCE) -> Said:
        _, err = self.process.communicate(timeout=seconds)
        return Said(self.process.returncode, "", err)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def play(slack: Playground, path: str, **wish: Any) -> Any:
    """Do something in the local Slack, as its page does; `look` is for what only looks."""
    request = Request(
        f"{slack.url}/play/{path}",
        data=json.dumps(wish).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def look(slack: Playground, path: str, **query: str) -> Any:
    with urlopen(f"{slack.url}/play/{path}?{urlencode(query)}", timeout=PATIENCE) as answer:
        return json.load(answer)


def _obey() -> None:
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
