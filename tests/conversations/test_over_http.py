"""The whole bot over HTTP: people notice no difference, and whoever is not Slack gets nowhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from time import time
from typing import Any

import pytest
import structlog
from sqlalchemy import inspect, text

from bot.playground import Playground
from bot.serving import Server
from bot.settings import Settings
from storage.inbox import Inbox
from storage.problems import DatabaseBusy
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.over_http import FORM, JSON, Post, command, gesture, says, telling

pytestmark = pytest.mark.long


@pytest.fixture
def settings(settings: Settings, playground_server: Playground) -> Settings:
    return settings.model_copy(update={"slack_signing_secret": playground_server.signing_secret})


@pytest.fixture
def post(company: Company, playground_server: Playground) -> Post:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    return Post(company.binome.web(), playground_server.signing_secret)


@pytest.fixture
def served(company: Company, playground_server: Playground) -> Iterator[Company]:
    """The company's Slack reaches the bot over HTTP."""
    server = Server(company.binome.web(), "127.0.0.1", 0, threads=8, name="web")
    server.open()
    playground_server.deliver_to(f"http://127.0.0.1:{server.port}/slack/events")
    yield company
    playground_server.deliver_to(None)
    server.close()


@pytest.mark.usefixtures("served")
def test_everything_works_as_over_sockets(company: Company, lea: Someone, tom: Someone) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")

    tom.says("hello").presses("English").hears("I'll write to you in English.")
    lea.types("/mentor-log @tom hier 1h30 visio").hears("C'est noté, vous avez rencontré <@U0TOM>")
    lea.presses("Corriger")
    assert "encore à venir" in lea.sends(day="2026-03-20")["day"].replace("\u202f", " ")
    assert lea.sends(day="2026-03-09", minutes="30") == {}
    lea.hears("C'est noté, vous avez rencontré <@U0TOM> : lundi 9 mars · 30 minutes · en visio.")
    lea.uses_shortcut("log_meeting")
    assert lea.form()
    assert tom.opens_home().home()["blocks"]
    assert company.binome.vitals.answers.read()[0][-1] >= 8


# -- who is not Slack --------------------------------------------------------------------------------------------

ODD: dict[str, Callable[[], dict[str, Any]]] = {
    "forged": lambda: {"HTTP_X_SLACK_SIGNATURE": f"v0={'0' * 64}"},
    "without a signature": lambda: {"HTTP_X_SLACK_SIGNATURE": None},
    "without a time": lambda: {"HTTP_X_SLACK_REQUEST_TIMESTAMP": None},
    "of another time than was signed": lambda: {"HTTP_X_SLACK_REQUEST_TIMESTAMP": str(int(time()) - 9)},
    "five minutes old": lambda: {"at": time() - 302},
    "five minutes ahead": lambda: {"at": time() + 302},
    "of a time in letters": lambda: {"at": "noon"},
    "of a time in Arabic digits": lambda: {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "١٢٣"},
    "of an endless time": lambda: {"at": "9" * 5000},
    "signed in another alphabet": lambda: {"HTTP_X_SLACK_SIGNATURE": "v0=é\udcff"},
}


def test_a_request_that_slack_did_not_sign_now_is_not_believed_and_leaves_no_trace(
    post: Post, company: Company
) -> None:
    before = everything(company)

    for how, odd in ODD.items():
        with structlog.testing.capture_logs() as logs:
            answer = post.tells(says("my secret wish"), "Ev1", **odd())
        assert (answer.status, answer.body) == (401, ""), how
        assert [line["action"] for line in logs] == ["http_refused"], how
        assert "secret" not in repr(logs), how
        assert "v0=" not in repr(logs), how

    assert everything(company) == before


def test_a_body_that_was_tampered_with_is_not_believed(post: Post) -> None:
    body = telling(says("45 min"), "Ev1")
    signed = {"at": time()}
    real = post.sends(body, **signed)
    forged = post.sends(body.replace(b"45", b"55"), HTTP_X_SLACK_SIGNATURE="v0=" + "a" * 64)
    assert (real.status, forged.status) == (200, 401)


NO_DELIVERY: list[tuple[int, dict[str, Any]]] = [
    (404, {"PATH_INFO": "/"}),
    (404, {"PATH_INFO": "/slack/events/"}),
    (405, {"REQUEST_METHOD": "GET"}),
    (411, {"CONTENT_LENGTH": None}),
    (400, {"CONTENT_LENGTH": "-1"}),
    (400, {"CONTENT_LENGTH": "much"}),
    (400, {"CONTENT_LENGTH": "4000"}),
    (413, {"CONTENT_LENGTH": str(1024 * 1024 + 1)}),
    (413, {"CONTENT_LENGTH": "9" * 5000}),
]


def test_what_is_no_delivery_of_slack_is_refused_before_it_is_read(post: Post) -> None:
    for status, more in NO_DELIVERY:
        assert post.tells(says("hello"), "Ev1", **more).status == status, more


UNREADABLE = [
    (b"", JSON),
    (b"{", JSON),
    (b"[1]", JSON),
    (b"null", JSON),
    (b"\xff\xfe", JSON),
    (b"[" * 100_000, JSON),
    (b"payload=%7B", FORM),
    (b"payload=3", FORM),
    (gesture(type="block_actions"), FORM),
    (gesture(type="block_actions", user="U0LEA", team={"id": "T0BINOME"}, actions={}), FORM),
    (gesture(type="view_submission", user={"id": "U0LEA"}, team={"id": 5}, view=[]), FORM),
    (telling({"type": "message", "user": {"id": "\x00"}}, "Ev1"), JSON),
    (telling({"type": ["message"], "user": "U0TOM"}, "Ev1"), JSON),
    (telling(says("hello"), ""), JSON),
    (telling({**says("hello"), "text": 5}, "Ev1"), JSON),
]


def test_what_cannot_be_read_is_a_bad_request_and_no_fault_of_ours(post: Post, company: Company) -> None:
    before = everything(company)
    for body, kind in UNREADABLE:
        assert post.sends(body, kind).status == 400, body[:80]
    assert everything(company) == before


def test_the_same_bytes_have_no_second_effect(post: Post, lea: Someone) -> None:
    at = time()
    first = post.sends(command("/mentor-log <@U0TOM> 45 min", "1.1"), FORM, at=at)
    again = post.sends(command("/mentor-log <@U0TOM> 45 min", "1.1"), FORM, at=at)
    lea.company.settle()

    assert (first.status, again.status) == (200, 401)
    assert lea.company.binome.vitals.refusals["replayed"] == 1
    with lea.company.work() as work:
        [mentorship] = work.mentorships.in_programme(work.programme().id)
        assert len(work.meetings.in_cycle(mentorship.id, 1)) == 1


def test_what_failed_is_heard_again_even_within_the_same_second(
    post: Post, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack repeats at once what we could not take: the same bytes, signed the same."""
    at, body = time(), telling(says("hello"), "Ev1")
    with monkeypatch.context() as broken:
        broken.setattr("handlers.routes.onboarding._visit", None)
        assert post.sends(body, at=at).status == 500
    assert post.sends(body, at=at).status == 200
    company.settle()


def test_whoever_presses_while_the_database_is_busy_is_told_so_and_a_copy_still_does_nothing(
    post: Post, lea: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, body = time(), command("/mentor-log <@U0TOM> 45 min", "1.1")
    with monkeypatch.context() as busy:
        busy.setattr(Inbox, "first_time", _is_busy)
        assert post.sends(body, FORM, at=at).status == 200
    assert post.sends(body, FORM, at=at).status == 401
    lea.company.settle()


def test_what_the_bot_itself_said_comes_back_and_costs_nothing(post: Post, company: Company) -> None:
    before = everything(company)
    for at, ours in enumerate(({"bot_id": "B0BINOME"}, {"subtype": "message_changed"})):
        assert post.tells({**says("hello"), **ours}, f"Ev{at}").status == 200
    assert everything(company) == before


def test_slack_may_verify_the_address_but_nobody_else(post: Post) -> None:
    asks = b'{"type": "url_verification", "challenge": "3eZbrw"}'
    assert "3eZbrw" in post.sends(asks).body
    assert post.sends(asks, HTTP_X_SLACK_SIGNATURE="v0=").status == 401


def test_an_event_about_somebody_whom_slack_does_not_know_is_not_asked_for_again(post: Post) -> None:
    assert post.tells(says("hello", who="U0NOBODY"), "Ev1").status == 200


def test_slacks_libraries_write_nothing_of_it_either(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        post.tells(says("my secret wish"), "Ev1", HTTP_X_SLACK_SIGNATURE="v0=0")
        post.sends(b'{"type": "my secret wish"}')
    assert "secret" not in caplog.text


def _is_busy(*_: Any) -> bool:
    raise DatabaseBusy("here", "another program is writing")


def everything(company: Company) -> dict[str, int]:
    """How many rows each table has."""
    with company.binome.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {one: connection.execute(text(f'SELECT count(*) FROM "{one}"')).scalar_one() for one in tables}
