"""The bot behind somebody else's WSGI server, which speaks HTTP and hears the signals; the rest lives as ever."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from functools import cache

import structlog

from bot.commands.alone import alone_on_clock, alone_on_database
from bot.commands.asking import silence
from bot.commands.run import reaching
from bot.commands.trouble import explained
from bot.settings import read_settings
from bot.wiring import build, configure_logs
from handlers.web import Web

log = structlog.get_logger("binome.run")


@cache
def application() -> Web:
    """Build the bot, let it live until this process ends, and give what answers Slack."""
    at_the_end = ExitStack()
    atexit.register(at_the_end.close)
    with explained():
        settings = read_settings(http=True)
        configure_logs(settings)
        at_the_end.enter_context(alone_on_database(settings.binome_database_url))
        at_the_end.enter_context(alone_on_clock(settings.clock_file))
        with silence("slack_sdk", "slack_bolt"):
            binome = build(settings)
        at_the_end.callback(binome.stop)
        with reaching(settings):
            binome.show_health()
    binome.live()
    log.info("listening", action="started", pid=os.getpid(), over="wsgi")
    return binome.web()
