"""The store and the workspace, for commands that work on the database without a bot that listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from slack_sdk.web import SlackResponse

from bot.clock import Clock
from bot.domain.people import Workspace
from bot.settings import Settings
from bot.wiring import clock_of, customs_of, open_database
from storage.engine import PATIENT
from storage.sealing import Sealer
from storage.store import Store


@contextmanager
def opened(
    settings: Settings, we: SlackResponse, *, clock: Clock | None = None
) -> Iterator[tuple[Store, Workspace]]:
    """Open the database, brought up to date, for the workspace that Slack's `auth.test` answered."""
    engine = open_database(settings, busy_timeout=PATIENT)
    try:
        store = Store(
            engine,
            sealer=Sealer(settings.secret_keys),
            clock=clock or clock_of(settings),
            customs=customs_of(settings),
        )
        yield store, store.workspace(we["team_id"], name=we["team"], bot_user_id=we["user_id"])
    finally:
        engine.dispose()
