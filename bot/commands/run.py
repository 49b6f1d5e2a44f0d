"""`binome run`: the bot on a workspace, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading

from bot.commands.trouble import explained
from bot.settings import Settings, read_settings
from bot.wiring import build, configure_logs
from storage.lock import alone_on


def run() -> None:
    """Run until told to stop; a second `binome run` on the same SQLite file is refused with a sentence."""
    with explained():
        settings = read_settings()
        configure_logs(settings)
        with alone_on(settings.binome_database_url):
            run_with(settings)


def run_with(settings: Settings, *, stop: threading.Event | None = None) -> None:
    """Build, start, wait and stop. SIGTERM and Ctrl-C stop cleanly; a second signal leaves at once."""
    stop = stop or threading.Event()
    binome = build(settings)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: sys.exit(1) if stop.is_set() else stop.set())
    binome.start()
    stop.wait()
    binome.stop()
