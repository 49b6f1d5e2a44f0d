"""Whatever comes over HTTP, signed or not, is answered: never by an exception, never as a fault of ours."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from random import Random
from time import time
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.playground import Playground
from bot.settings import Settings
from handlers import routes
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company
from tests.conversations.over_http import FORM, JSON, Post
from tests.conversations.test_over_http import everything

pytestmark = pytest.mark.long

#: Reading a request that Slack signed takes the bot longer than turning away one that it did not.
FEW, FEW_UNSIGNED, MANY = 100, 200, 10_000
SEED = int(os.environ.get("BINOME_TEST_SEED", "2026"))
IDS = ["U0TOM", "U0LEA", "U0ZOE", "U0NOBODY", "T0BINOME", "T0OTHER", "D0TOM", "1.1", "V1"]
WORDS = ["", "\x00", "\ud800", "é", "0", "-1", "9" * 40, "a:b:c", "[]", "aide", "45 min", "<!channel>", " "]
#: Which words stand where, most often; where none are named, ids do.
KNOWN: dict[str, Iterable[str]] = {
    "action_id": [*routes.ACTIONS, *routes.OPTIONS],
    "callback_id": [*routes.SHORTCUTS, *routes.VIEWS],
    "command": routes.COMMANDS,
    "text": WORDS,
    "value": WORDS,
    "private_metadata": WORDS,
}


@pytest.fixture(name="settings")
def with_a_secret(settings: Settings, playground_server: Playground) -> Settings:
    return settings.model_copy(update={"slack_signing_secret": playground_server.signing_secret})


class Stranger:
    """Makes deliveries that are nearly right, each in its own way wrong."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.count = 0

    def delivery(self) -> tuple[bytes, str]:
        self.count += 1
        match self.dice.randrange(10):
            case 0:
                return self.dice.randbytes(self.dice.randrange(60)), self.dice.choice([JSON, FORM, "", "é"])
            case 1:
                return json.dumps(self.anything()).encode(), JSON
            case 2 | 3 | 4:
                return json.dumps(self.spoilt(self.event())).encode(), JSON
            case 5 | 6:
                command = {name: str(value) for name, value in self.spoilt(self.command()).items()}
                return urlencode(command, errors="replace").encode(), FORM
            case _:
                return urlencode({"payload": json.dumps(self.spoilt(self.gesture()))}).encode(), FORM

    def event(self) -> dict[str, Any]:
        kind = self.dice.choice([*routes.EVENTS, "reaction_added"])
        who = self.dice.choice(["U0TOM", "U0LEA"])
        person = {"id": who, "name": "x", "profile": {}, "tz": "Mars/Olympus"}
        event = {"type": kind, "user": person if kind in ("team_join", "user_change") else who, "ts": "1.1"}
        event |= {"channel": "D0TOM", "text": self.dice.choice(WORDS), "tab": "home", "tokens": {}}
        outer = {"type": "event_callback", "event_id": f"Ev{self.count}", "team_id": "T0BINOME"}
        return {**outer, "authorizations": [{"team_id": "T0BINOME", "user_id": "U0BINOME"}], "event": event}

    def command(self) -> dict[str, Any]:
        form = {"command": self.dice.choice([*routes.COMMANDS]), "text": self.dice.choice(WORDS)}
        form |= {"trigger_id": f"{self.count}.1", "user_id": self.dice.choice(IDS), "team_id": "T0BINOME"}
        return {**form, "channel_id": "C0GENERAL"}

    def gesture(self) -> dict[str, Any]:
        kind = self.dice.choice(
            ["block_actions", "view_submission", "block_suggestion", "shortcut", "view_closed"]
        )
        action = {
            "action_id": self.dice.choice([*routes.ACTIONS]),
            "value": "1",
            "type": "button",
            "block_id": "b",
        }
        view = {"id": f"V{self.count}", "type": "modal", "callback_id": self.dice.choice([*routes.VIEWS])}
        answer = {"type": "plain_text_input", "value": self.dice.choice(WORDS)}
        view |= {"private_metadata": self.dice.choice(["", "1", "1:2:3"])}
        view["state"] = {"values": {self.dice.choice(["day", "minutes", "b"]): {"a": answer}}}  # type: ignore[assignment]
        gesture: dict[str, Any] = {
            "type": kind,
            "user": {"id": self.dice.choice(["U0TOM", "U0LEA", "U0ZOE"])},
            "team": {"id": "T0BINOME"},
            "trigger_id": f"{self.count}.1",
            "actions": [action],
            "action_id": self.dice.choice([*routes.OPTIONS]),
            "callback_id": self.dice.choice([*routes.SHORTCUTS]),
            "value": "",
            "view": view,
            "container": {"type": "message", "channel_id": "D0TOM", "message_ts": "1.1"},
            "channel": {"id": "D0TOM"},
            "message": {"ts": "1.1"},
        }
        for part in ("view", "container", "channel", "message"):
            if self.dice.random() < 0.3:
                del gesture[part]
        return gesture

    def spoilt(self, delivery: dict[str, Any]) -> dict[str, Any]:
        """Something in it is missing, or is something else."""
        for _ in range(self.dice.randrange(4)):
            table, name = self.dice.choice([*self._places(delivery)])
            if self.dice.random() < 0.3:
                table.pop(name, None)
            else:
                known = [*KNOWN.get(name, IDS)]
                table[name] = self.dice.choice(known) if self.dice.random() < 0.4 else self.anything()
        return delivery

    def _places(self, table: dict[str, Any]) -> Iterable[tuple[dict[str, Any], str]]:
        for name, value in table.items():
            yield table, name
            for inner in [value, *(value if isinstance(value, list) else [])]:
                if isinstance(inner, dict):
                    yield from self._places(inner)

    def anything(self, depth: int = 0) -> Any:
        simple = [None, True, 0, -1, 2**70, 1.5, self.dice.choice(WORDS), self.dice.choice(IDS)]
        if depth > 2 or self.dice.random() < 0.6:
            return self.dice.choice(simple)
        inner = [self.anything(depth + 1) for _ in range(self.dice.randrange(4))]
        return inner if self.dice.random() < 0.5 else dict(zip(["id", "type", "value"], inner, strict=False))


def few_or_many(few: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "times", [pytest.param(few, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.slow)]
    )


@few_or_many(FEW)
def test_anything_gets_an_answer_and_what_cannot_be_read_changes_nothing(
    company: Company, playground_server: Playground, times: int
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    post, stranger = Post(company.binome.web(), playground_server.signing_secret), Stranger(SEED)
    unreadable = []

    for _ in range(times):
        delivery = stranger.delivery()
        status = post.sends(*delivery).status
        assert status in (200, 400), (SEED, stranger.count, status, *delivery)
        if status == 400:
            unreadable.append(delivery)

    company.settle()
    before = but_what_came(everything(company))
    assert {post.sends(*delivery, at=time() + 1).status for delivery in unreadable} == {400}
    company.settle()
    assert but_what_came(everything(company)) == before


def but_what_came(rows: dict[str, int]) -> dict[str, int]:
    """That something signed came in is noted, by its key and nothing else, whatever it was."""
    return {table: count for table, count in rows.items() if table != "inbox"}


@few_or_many(FEW_UNSIGNED)
def test_nothing_that_slack_did_not_sign_is_believed_whatever_it_is(company: Company, times: int) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    post, stranger = Post(company.binome.web(), "another"), Stranger(SEED)
    before = everything(company)

    for _ in range(times):
        delivery = stranger.delivery()
        status = post.sends(*delivery).status
        assert status == 401, (SEED, stranger.count, status, *delivery)

    company.settle()
    assert everything(company) == before
