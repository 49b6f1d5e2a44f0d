"""The store and the workspace, for commands that work on the database without a bot that listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from slack_sdk.web import SlackResponse
from sqlalchemy import select

from bot.clock import Clock
from bot.commands.asking import SlackDesk
from bot.commands.trouble import NotNow
from bot.domain.people import Workspace
from bot.operators import language
from bot.settings import Settings, read_settings
from bot.texts import Speech
from bot.wiring import clock_of, customs_of, open_database
from storage.engine import PATIENT, reading
from storage.sealing import Sealer
from storage.store import WORKSPACES, Store


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


@contextmanager
def opened_without_slack() -> Iterator[tuple[Store, Workspace, Speech]]:
    """The same, also while Slack is away: only where several companies share a database has Slack to say which. With
    the way to speak to the operator.
    """
    settings = read_settings()
    t = Speech(language(), zone=settings.binome_timezone)
    engine = open_database(settings, busy_timeout=PATIENT)
    try:
        with reading(engine).begin() as connection:
            teams = list(connection.execute(select(WORKSPACES.c.team_id)).scalars())
        if not teams:
            raise NotNow(t.plain("ledger.nothing_yet"))
        store = Store(
            engine,
            sealer=Sealer(settings.secret_keys),
            clock=clock_of(settings),
            customs=customs_of(settings),
        )
        team = teams[0] if len(teams) == 1 else str(SlackDesk(settings).who_we_are()["team_id"])
        yield store, store.workspace(team), t
    finally:
        engine.dispose()
