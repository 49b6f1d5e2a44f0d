"""`binome run --http` as operators run it: a process of its own that Slack comes to, watched, and told to stop."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from operators import ROOT, Operator, Running, look, play

from bot.playground import Playground
from bot.playground.deliveries import Answer, Parcel
from bot.playground.signed_http import SignedHttp
from bot.sample import COMPANY
from tests.faults.firm import company_of
from tests.faults.process import until
from tests.faults.test_burst import PEOPLE, at_once

pytestmark = pytest.mark.slow

HOST = "127.0.0.1"
WHO, WELCOME = "U0SOFIA", "ce que je garde"


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def ports() -> tuple[int, int]:
    """Two that nobody holds, for Slack and for whoever watches."""
    with socket.create_server((HOST, 0)) as one, socket.create_server((HOST, 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@pytest.fixture
def operator(tmp_path: Path, slack: Playground, ports: tuple[int, int]) -> Operator:
    return operating(slack, tmp_path, ports)


@pytest.fixture
def over_http(slack: Playground, ports: tuple[int, int]) -> Iterator[Playground]:
    slack.deliver_to(f"http://{HOST}:{ports[0]}/slack/events")
    yield slack
    slack.reset()
    slack.deliver_to(None)


def test_without_the_signing_secret_it_does_not_start_and_needs_no_app_token(operator: Operator) -> None:
    said = operator.types("run", "--http", SLACK_SIGNING_SECRET="")
    assert (said.code, "SLACK_SIGNING_SECRET" in said.err, "SLACK_APP_TOKEN" in said.err) == (1, True, False)


def test_a_port_that_is_taken_is_told_in_a_sentence(operator: Operator, ports: tuple[int, int]) -> None:
    with socket.create_server((HOST, ports[0])):
        said = operator.types("run", "--http")
    assert said.code == 1
    assert "Binôme cannot listen at 127.0.0.1" in said.err
    assert "Traceback" not in said.err


def test_slack_comes_in_and_a_stop_in_the_middle_of_it_answers_what_was_taken_up(
    operator: Operator, over_http: Playground, ports: tuple[int, int]
) -> None:
    with operator.starts("run", "--http") as running, ThreadPoolExecutor(8) as people:
        assert page(ports[1], "/readyz") == (200, {"ready": True, "reasons": []})
        assert says(over_http, "hello")["ok"]
        until(lambda: WELCOME in heard(over_http), "she is welcomed")

        typed = [people.submit(types, over_http, number) for number in range(200)]
        until(lambda: sum(one.done() for one in typed) >= 20, "it is busy")
        running.signal(signal.SIGTERM)
        until(lambda: page(ports[1], "/readyz")[0] != 200, "it says that it wants nothing more")
        ended = running.ends()

        answers = [one.result() for one in typed]
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    # Whoever came after the door was closed is told by Slack; nobody who was let in is left without an answer.
    assert {answer["error"] for answer in answers if not answer["acked"]} <= {"operation_timeout"}
    assert 20 <= sum(answer["acked"] for answer in answers) < 200


def test_two_hundred_people_met_for_the_first_time_in_one_moment_are_all_acknowledged_in_time(
    tmp_path: Path, ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack waits for three seconds, and so does the local one."""
    answers: list[Answer] = []

    async def carried(slack: SignedHttp, parcel: Parcel, seconds: float) -> Answer:
        answers.append(await carry(slack, parcel, seconds))
        return answers[-1]

    carry = SignedHttp.carry
    monkeypatch.setattr(SignedHttp, "carry", carried)
    with (
        Playground(manifest=ROOT / "manifest.yml", company=company_of(*PEOPLE)) as slack,
        operating(slack, tmp_path, ports).starts("run", "--http") as running,
    ):
        slack.deliver_to(f"http://{HOST}:{ports[0]}/slack/events")
        hello = {"channel": "U0BINOME", "text": "hello"}
        at_once(slack, "say", ({"as": one.slack_id, **hello} for one in PEOPLE))
        until(lambda: len(answers) >= len(PEOPLE), "each was brought to the bot")
        until(
            lambda: {post["user"] for post in said(slack)} == {one.slack_id for one in PEOPLE},
            "all are welcomed",
        )
        running.signal(signal.SIGTERM)
        assert running.ends().code == 0

    assert not [answer.reason for answer in answers if not answer.acked]


def test_it_lives_behind_another_server_too(
    operator: Operator, over_http: Playground, ports: tuple[int, int]
) -> None:
    """waitress's own command stands here for gunicorn; either asks for `bot.wsgi:app`."""
    with served_by_another(operator, ports[0]):
        assert page(ports[1], "/readyz")[0] == 200
        assert types(over_http, 1)["acked"]
        assert says(over_http, "hello")["ok"]
        until(lambda: WELCOME in heard(over_http), "she is welcomed")


def operating(slack: Playground, folder: Path, ports: tuple[int, int]) -> Operator:
    web, health = (str(port) for port in ports)
    return Operator(
        folder,
        slack,
        SLACK_APP_TOKEN="",
        SLACK_SIGNING_SECRET=slack.signing_secret,
        BINOME_HTTP_PORT=web,
        BINOME_HEALTH_PORT=health,
    )


def served_by_another(operator: Operator, port: int) -> Running:
    process = subprocess.Popen(
        [sys.executable, "-m", "waitress", f"--listen={HOST}:{port}", "--threads=8", "bot.wsgi:app"],
        cwd=operator.folder,
        env=operator._environment({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: answers(port), "it listens")
    return Running(process)


def answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def page(port: int, path: str) -> tuple[int, object]:
    try:
        with urlopen(f"http://{HOST}:{port}{path}", timeout=5) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)
    except (URLError, ConnectionError):
        return 0, None


def types(slack: Playground, number: int) -> dict[str, object]:
    return play(slack, "command", **{"as": WHO, "channel": "U0BINOME", "text": f"/mentor {number}"})


def says(slack: Playground, words: str) -> dict[str, object]:
    return play(slack, "say", **{"as": WHO, "channel": "U0BINOME", "text": words})


def said(slack: Playground) -> list[dict[str, Any]]:
    return [post for post in look(slack, "truth") if post["method"] == "chat.postMessage"]


def heard(slack: Playground) -> str:
    return repr(look(slack, "messages", **{"as": WHO, "channel": "U0BINOME"}))
