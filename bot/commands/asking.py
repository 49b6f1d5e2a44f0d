"""How a command asks Slack: with patience, because a person waits for it and nothing is posted.

The bot itself speaks through `handlers/messenger.py`, which never repeats a call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse

from bot.commands.trouble import NotNow, TokenRefused, slack_is_silent
from bot.operators import speech
from bot.settings import Settings
from handlers.everybody import PAGE, Everybody, everybody

#: Seconds for one call; after a 429 the client waits as long as Slack asks, so many times.
TIMEOUT, PATIENCE = 10, 20


class SlackDesk:
    """Asks Slack on behalf of the operator."""

    def __init__(self, settings: Settings) -> None:
        self.address = settings.slack_api_url
        self.app_token = settings.slack_app_token
        self.client = WebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            timeout=TIMEOUT,
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=PATIENCE)],
        )

    def who_we_are(self) -> SlackResponse:
        """The workspace and the bot behind the token, with Slack's time and our permissions in its headers."""
        return self.ask(self.client.auth_test)

    def may_listen(self) -> None:
        """Raise unless Slack opens sockets for the app token."""
        self.ask(lambda: self.client.apps_connections_open(app_token=self.app_token), "SLACK_APP_TOKEN")

    def everybody(self) -> Everybody:
        """Everybody in the workspace."""
        return everybody(self._page)

    def _page(self, cursor: str) -> SlackResponse:
        return self.ask(lambda: self.client.users_list(limit=PAGE, cursor=cursor, include_locale=True))

    def ask(self, call: Callable[[], SlackResponse], setting: str = "SLACK_BOT_TOKEN") -> SlackResponse:
        """Make a call; raises `TokenRefused` when Slack says no, `NotNow` when it says nothing."""
        with heard(self.address, setting):
            return call()


@contextmanager
def heard(address: str, setting: str) -> Iterator[None]:
    """What Slack's client raises, as our troubles; meanwhile it writes nothing in the log.

    `setting` holds the token that the block speaks with.
    """
    with silence("slack_sdk", "slack_bolt"):
        try:
            yield
        except SlackApiError as refused:
            raise TokenRefused(setting, str(refused.response.get("error", ""))) from refused
        except (OSError, HTTPException) as lost:
            raise NotNow(slack_is_silent(lost, speech(), address)) from lost


@contextmanager
def silence(*libraries: str) -> Iterator[None]:
    """Let these libraries keep to themselves what their exceptions tell us."""
    loggers = [logging.getLogger(library) for library in libraries]
    nowhere = logging.NullHandler()
    for logger in loggers:
        logger.addHandler(nowhere)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.propagate = True
            logger.removeHandler(nowhere)
