"""The fixtures: a local Slack that is as new for every test, people's hands, the bot's client, a Bolt app."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground import Playground
from tests.playground.local_slack import COMPANY, MANIFEST, Hand, connected


@pytest.fixture(scope="session")
def running() -> Iterator[Playground]:
    """One server for the tests of a file that do not need their own."""
    with Playground(manifest=MANIFEST, company=COMPANY) as playground:
        yield playground


@pytest.fixture
def pg(running: Playground) -> Playground:
    """The local Slack, as new."""
    running.reset()
    running.slack.deliveries.ack_seconds = 3.0
    return running


@pytest.fixture
def hand(pg: Playground) -> Hand:
    """Acting as people."""
    return Hand(pg.url)


@pytest.fixture
def client(pg: Playground) -> WebClient:
    """The bot's own client, without any retry of its own."""
    return WebClient(token=pg.bot_token, base_url=pg.api_url, retry_handlers=[], timeout=10)


@pytest.fixture
def app(client: WebClient) -> App:
    """An empty Bolt app, acknowledging after its work as the real bot does."""
    return App(client=client, process_before_response=True)


@pytest.fixture
def bolt(pg: Playground, app: App) -> Iterator[Callable[[], SocketModeHandler]]:
    """Connect the app; closed at the end of the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **options: stack.enter_context(connected(pg, app, **options))
