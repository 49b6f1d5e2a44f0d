"""One interaction, from Bolt to the reply, in this process: a meeting logged, beside bare Bolt doing the least."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slack_bolt import BoltRequest

from bot.playground import Playground
from bot.settings import Settings
from bot.wiring import Binome, build
from storage.sealing import new_key
from tests.bench.figure import line, ratio
from tests.bench.floors import BareBolt
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Line

ROOT = Path(__file__).parents[2]
PROMISE = 2.5
LEA = {"id": "U0LEA", "name": "Léa Martin", "handle": "lea", "locale": "fr-FR", "tz": "Europe/Paris"}
TOM = {"id": "U0TOM", "name": "Tom Becker", "handle": "tom", "locale": "en-GB", "tz": "Europe/Paris"}


class UpToTheReply(Executor):
    """The clock stops when the reply has been said; what is drawn again afterwards is done between two measures."""

    def __init__(self) -> None:
        self._afterwards: list[Callable[[], None]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        [acts] = args
        acts[0]()
        self._afterwards += acts[1:]
        return Future()

    def catch_up(self) -> None:
        while self._afterwards:
            self._afterwards.pop()()


def one_interaction() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        clock_file = Path(folder) / "clock"
        clock_file.write_text(datetime(2026, 3, 10, 9, tzinfo=UTC).isoformat())
        company = {"team": {"id": "T0BINOME", "name": "Atelier", "domain": "atelier"}, "people": [LEA, TOM]}
        with Playground(manifest=ROOT / "manifest.yml", company=company, clock_file=clock_file) as slack:
            replies = UpToTheReply()
            binome = build(_settings(slack, Path(folder)), replies=replies)
            there = Company(slack.url, binome.settings, Line(slack), clock_file)
            there.binome = binome
            an_active_pair(there, mentor="U0LEA", mentee="U0TOM")
            channel = str(binome.house.messenger.post("U0TOM", _hello())[0])
            numbers = itertools.count()
            _dispatch(binome, _command(next(numbers), channel))
            floor = BareBolt(
                api_url=slack.api_url,
                token=slack.bot_token,
                database=Path(folder) / "floor.db",
                reply=there.someone("U0TOM").messages(channel)[-1],
            )
            work = lambda: _dispatch(binome, _command(next(numbers), channel))  # noqa: E731
            least = lambda: floor.hear(_command(next(numbers), channel))  # noqa: E731
            value = ratio(work, least, rounds=300, between=replies.catch_up)
            assert floor.rows() > 0
            binome.stop()
    yield line("interaction", value, PROMISE, unit="x")


def _dispatch(binome: Binome, request: BoltRequest) -> None:
    response = binome.app.dispatch(request)
    assert response.status == 200, response.body


def _command(number: int, channel: str) -> BoltRequest:
    """Tom logs the same meeting again and again: one transaction and one post each time."""
    return BoltRequest(
        mode="socket_mode",
        body={
            "command": "/mentor-log",
            "text": "<@U0LEA|lea> 45 min",
            "user_id": "U0TOM",
            "team_id": "T0BINOME",
            "channel_id": channel,
            "trigger_id": f"bench-{number}",
        },
    )


def _settings(slack: Playground, folder: Path) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        binome_database_url=f"sqlite:///{folder / 'binome.db'}",
        binome_secret_keys=new_key(),
        binome_clock=f"file:{folder / 'clock'}",
    )


def _hello() -> Any:
    from handlers.views.blocks import message, section

    return message(section("Hello"))
