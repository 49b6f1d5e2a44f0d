"""`binome run`: the bot on a workspace, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.commands.alone import alone_on_clock, alone_on_database
from bot.commands.asking import heard, silence
from bot.commands.stopping import StopSign
from bot.commands.trouble import NotNow, explained
from bot.operators import speech
from bot.settings import Settings, read_settings
from bot.wiring import build, configure_logs

log = structlog.get_logger("binome.run")

#: Seconds. Whoever stops us (systemd, Docker, Kubernetes) kills after 30.
TIME_TO_STOP = 25.0


def run(*, http: bool = False) -> None:
    """Run until told to stop; a second `binome run` on the same SQLite file or clock is refused.

    With `http` Slack comes to us; without it we open sockets to Slack.
    """
    with explained():
        settings = read_settings(sockets=not http, http=http)
        configure_logs(settings)
        with alone_on_database(settings.binome_database_url), alone_on_clock(settings.clock_file):
            run_with(settings, http=http)


def run_with(settings: Settings, *, http: bool = False) -> None:
    """Build, start, wait and stop. SIGTERM and Ctrl-C stop cleanly; a second signal leaves at once.

    Stopping finishes the turns and the message under way, and takes no longer than `TIME_TO_STOP`.
    """
    with silence("slack_sdk", "slack_bolt"):
        binome = build(settings)
    stop_sign = StopSign(again=_leave)
    try:
        with reaching(settings):
            binome.show_health()
            if http:
                binome.serve()
        if not http:
            with heard(settings.slack_api_url, "SLACK_APP_TOKEN"):
                binome.listen()
        binome.live()
        how = "http" if http else "sockets"
        log.info("listening", action="started", pid=os.getpid(), over=how)
        stop_sign.wait()
        log.info("finishing what was begun", action="stopping")
    finally:
        with _no_longer_than(TIME_TO_STOP):
            binome.stop()
    log.info("stopped", action="stopped")


@contextmanager
def reaching(settings: Settings) -> Iterator[None]:
    """An address of ours that cannot be had is told in a sentence."""
    try:
        yield
    except OSError as taken:
        detail = taken.strerror or type(taken).__name__
        host = settings.binome_http_host
        raise NotNow(speech().plain("operator.address_taken", host=host, detail=detail)) from taken


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Leave when time is up: what is not finished is in the database and is done after the next start."""

    def give_up() -> None:
        sentence = speech().plain("operator.too_slow_to_stop", seconds=round(seconds))
        print(sentence, file=sys.stderr, flush=True)
        _leave()

    watch = threading.Timer(seconds, give_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _leave() -> None:
    """At once, whatever other threads are doing; every commit is already on the disk."""
    os._exit(1)
