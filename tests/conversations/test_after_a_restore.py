"""A backup comes back, and does not know what was said since: nobody hears it twice, and nobody misses anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from backups import an_hour_passes, copy_of, put_back, use_the_servers_own_tools

from bot.domain.prompts import PromptState
from storage.sealing import new_key
from tests.conversations.conftest import KEY
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.sending import (
    ASKED,
    a_while_passes,
    posts,
    to_tom,
    tom_is_to_be_asked,
    trouble,
    where,
)

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    use_the_servers_own_tools(monkeypatch)


@pytest.fixture
def copied(company: Company, tmp_path: Path) -> Callable[..., Callable[..., None]]:
    """Makes a copy; what it returns puts it back while the bot is away."""

    def copy() -> Callable[..., None]:
        made = copy_of(company.settings.binome_database_url, tmp_path)

        def back(*keys: str, at: datetime | None = None) -> None:
            company.stop()
            put_back(company.settings.binome_database_url, made, *(keys or [KEY]), at=at)
            company.start()

        return back

    return copy


@pytest.mark.slow
def test_what_was_planned_in_the_backup_and_said_since_is_known_again(
    company: Company, tom: Someone, copied: Callable[..., Callable[..., None]]
) -> None:
    tom_is_to_be_asked(company)
    comes_back = copied()
    company.tick()
    comes_back()
    assert {one.state for one in to_tom(company)} == {PromptState.PLANNED}

    company.tick()
    assert posts(company) == 1
    assert {(one.state, one.ts) for one in to_tom(company)} == {(PromptState.SENT, where(tom))}
    assert tom.presses("We met").form(), (
        "what was answered since is lost: it is asked anew, where it was asked"
    )


def test_what_was_planned_and_said_since_the_backup_is_planned_again_and_not_said(
    company: Company, tom: Someone, copied: Callable[..., Callable[..., None]]
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    comes_back = copied()
    company.travel("2026-03-09 11:00")
    company.tick()
    comes_back()
    assert to_tom(company) == []

    company.tick()
    assert posts(company) == 1
    assert {(one.state, one.ts) for one in to_tom(company)} == {(PromptState.SENT, where(tom))}


def test_what_was_never_said_is_said_once_and_not_before_slacks_history_can_be_believed(
    company: Company, tom: Someone, copied: Callable[..., Callable[..., None]]
) -> None:
    tom_is_to_be_asked(company)
    copied()(at=datetime.now(UTC))
    for _ in range(2):
        company.tick()
    tom.never_heard(ASKED)

    an_hour_passes(company.settings.binome_database_url)
    for _ in range(3):
        company.tick()
    assert tom.times_heard(ASKED) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["429", "500"])
def test_nobody_is_told_anything_while_slack_cannot_be_asked(
    company: Company, tom: Someone, copied: Callable[..., Callable[..., None]], kind: str
) -> None:
    tom_is_to_be_asked(company)
    comes_back = copied()
    company.tick()
    comes_back()
    trouble(company, kind, method="conversations.history", retry_after=600, times=2)
    company.tick()
    assert {one.state for one in to_tom(company)} == {PromptState.PLANNED}
    for _ in range(3):
        a_while_passes(company)
        company.tick()
    assert posts(company) == 1


@pytest.mark.slow
def test_news_of_something_made_since_is_told_although_it_bears_the_number_of_something_lost(
    company: Company, lea: Someone, tom: Someone, copied: Callable[..., Callable[..., None]]
) -> None:
    """Tom was asked about his meetings with Léa; then the backup, which knows of no pair, and he is Maya's."""
    with company.work():
        comes_back = copied()
    lost = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    company.travel("2026-03-09 11:00")
    company.tick()
    assert tom.times_heard(ASKED) == 1
    comes_back()

    assert an_active_pair(company, mentor="U0MAYA", mentee="U0TOM", since="2026-03-02").id == lost.id
    company.tick()
    assert tom.times_heard(ASKED) == 2


@pytest.mark.slow
def test_a_key_that_has_become_the_former_one_still_tells_what_was_said(
    company: Company, tom: Someone, copied: Callable[..., Callable[..., None]]
) -> None:
    tom_is_to_be_asked(company)
    comes_back = copied()
    company.tick()
    newest = new_key()
    company.settings = company.settings.model_copy(update={"binome_secret_keys": f"{newest},{KEY}"})
    comes_back(newest, KEY)
    company.tick()
    assert posts(company) == 1


def test_what_travels_with_a_message_tells_nothing_to_anybody_else(company: Company, tom: Someone) -> None:
    tom_is_to_be_asked(company)
    company.tick()
    (payload,) = [
        one["metadata"]["event_payload"] for one in company.get("truth") if ASKED in (one.get("text") or "")
    ]
    assert set(payload) == {"marker", "said"}
    imprints = payload["said"].split()
    assert len(imprints) == len(to_tom(company))
    assert all(len(one) == 16 for one in imprints)
