"""The manifest that an operator pastes into Slack agrees with the code that answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers import ids, routes

ROOT = Path(__file__).parent.parent
HISTORY = "history"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def test_every_command_of_the_manifest_is_answered_and_the_other_way_round(manifest: dict[str, Any]) -> None:
    declared = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert declared == set(routes.COMMANDS)


def test_commands_get_names_as_ids(manifest: dict[str, Any]) -> None:
    """Without `should_escape`, `@lea` would arrive as five letters that name nobody (slack.md §2.8)."""
    assert all(command["should_escape"] for command in manifest["features"]["slash_commands"])


def test_every_shortcut_of_the_manifest_is_answered_and_the_other_way_round(manifest: dict[str, Any]) -> None:
    declared = {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]}
    assert declared == set(routes.SHORTCUTS)


def test_every_event_of_the_manifest_is_answered_and_the_other_way_round(manifest: dict[str, Any]) -> None:
    declared = {event.split(".")[0] for event in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert declared == set(routes.EVENTS)


def test_the_bot_may_read_its_own_conversations_and_nothing_else(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    every = [*scopes["bot"], *scopes["bot_optional"], *scopes.get("user", [])]
    assert [scope for scope in every if HISTORY in scope] == ["im:history"]


def test_the_bot_asks_for_no_more_than_it_needs(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert scopes["bot"] == ["chat:write", "commands", "files:write", "im:history", "im:write", "users:read"]
    assert scopes["bot_optional"] == ["files:read", "users:read.email", "usergroups:read"]


def test_lengths_are_slacks(manifest: dict[str, Any]) -> None:
    """slack.md §4: name 35, description 140, long description 175–4,000, shortcut 24, usage hint 1,000."""
    about = manifest["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert all(len(shortcut["name"]) <= 24 for shortcut in manifest["features"]["shortcuts"])
    assert all(len(shortcut["description"]) <= 150 for shortcut in manifest["features"]["shortcuts"])
    assert all(len(command["command"]) <= 32 for command in manifest["features"]["slash_commands"])


def test_every_name_in_ids_is_routed() -> None:
    routed = {*routes.COMMANDS, *routes.SHORTCUTS, *routes.ACTIONS, *routes.VIEWS, *routes.OPTIONS}
    named = {value for key, value in vars(ids).items() if key.isupper()}
    assert named - routed == set(), "named in handlers/ids.py, but answered by nobody"
    assert routed - named == set(), "routed, but without a name in handlers/ids.py"
