"""The app was not installed again since its manifest grew: what needs the new permission waits, all else goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.domain.prompts import PromptState
from bot.playground import Playground
from bot.programme import joining
from tests.conversations.harness import Company, Someone
from tests.conversations.sending import ASKED, a_while_passes, to_tom, tom_is_to_be_asked, trouble
from tests.faults.firm import INES

pytestmark = pytest.mark.long

Installs = Callable[..., None]


@pytest.fixture
def installs(playground_server: Playground, monkeypatch: pytest.MonkeyPatch) -> Installs:
    """The administrator installs the app, all of it or without something."""
    manifest = playground_server.slack.manifest

    def install(*, without: str = "") -> None:
        granted = replace(manifest, scopes=manifest.scopes - {without})
        monkeypatch.setattr(playground_server.slack, "manifest", granted)

    return install


@pytest.fixture
def asked(company: Company) -> Company:
    return tom_is_to_be_asked(company)


def test_what_cannot_be_said_without_a_permission_waits_for_it_and_the_log_says_so_once(
    asked: Company, tom: Someone, installs: Installs
) -> None:
    installs(without="chat:write")
    with capture_logs() as logs:
        for _ in range(3):
            assert asked.binome.sender.send_all() == 0
            a_while_passes(asked)

    told = {"action": "scope_missing", "method": "chat.postMessage", "scope": "chat:write"}
    assert [told.items() <= one.items() for one in logs if one["log_level"] != "info"] == [True]
    with asked.work() as work:
        waiting = work.prompts.pending()
        assert work.delivery.broken() is None, "the token works"
    assert {(one.state, one.attempts) for one in waiting} == {(PromptState.PLANNED, 0)}
    assert "missing_scope" in {one.reason for one in waiting}

    installs()
    asked.binome.sender.send_all()
    assert tom.times_heard(ASKED) == 1


def test_somebody_never_met_is_asked_to_try_later_and_the_log_says_what_slack_refused(
    company: Company, installs: Installs
) -> None:
    installs(without="users:read")
    with capture_logs() as logs:
        company.someone("U0ZOE").types("/mentor")

    company.someone("U0ZOE").hears("instant")
    assert {one["action"] for one in logs if one["log_level"] in ("warning", "error")} == {"slack_refused"}


def test_what_cannot_be_looked_up_without_a_permission_waits_and_others_are_written_to(
    asked: Company, tom: Someone, ines: Someone, installs: Installs
) -> None:
    trouble(asked, "500_after", user="U0TOM")
    asked.binome.sender.send_all()
    installs(without="im:history")
    with asked.work() as work:
        joining.expect(work, INES)
    with capture_logs() as logs:
        for _ in range(2):
            a_while_passes(asked)
            asked.binome.sender.send_all()

    assert ines.times_heard("Bonjour") == 1
    assert [one["scope"] for one in logs if one["log_level"] == "error"] == ["im:history"]
    assert PromptState.UNKNOWN in {one.state for one in to_tom(asked)}

    installs()
    a_while_passes(asked)
    asked.binome.sender.send_all()
    assert {one.state for one in to_tom(asked)} == {PromptState.SENT}
    assert tom.times_heard(ASKED) == 1
