"""What the app may do: read from the same `manifest.yml` that an operator pastes into Slack (slack.md §4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A slash command, with the words that the completion shows."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortcut:
    """A shortcut of the lightning menu (`global`) or of a message's menu (`message`)."""

    callback_id: str
    name: str
    description: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The installed app: its names, scopes, events, commands and switches."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool

    def command(self, name: str) -> Command | None:
        """The command of that name, if the app has it."""
        return next((command for command in self.commands if command.name == name), None)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, read once per change: tests start a playground by the hundreds."""
    return _parsed(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _parsed(path: Path, _changed: int) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def read_manifest(source: Path | Mapping[str, Any], without_scopes: frozenset[str]) -> Manifest:
    """The manifest as an administrator installed it, without the optional scopes that they declined."""
    raw = read_yaml(source) if isinstance(source, Path) else source
    features = raw.get("features") or {}
    home = features.get("app_home") or {}
    scopes = (raw.get("oauth_config") or {}).get("scopes") or {}
    granted = {*(scopes.get("bot") or []), *(scopes.get("bot_optional") or [])}
    subscriptions = (raw.get("settings") or {}).get("event_subscriptions") or {}
    information = raw.get("display_information") or {}
    return Manifest(
        name=information.get("name", "App"),
        bot_name=(features.get("bot_user") or {}).get("display_name") or information.get("name", "App"),
        scopes=frozenset(granted) - without_scopes,
        events=frozenset(subscriptions.get("bot_events") or []),
        commands=tuple(_command(one) for one in features.get("slash_commands") or []),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts") or []),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
    )


def _command(raw: Mapping[str, Any]) -> Command:
    return Command(
        name=raw["command"],
        description=raw.get("description", ""),
        usage_hint=raw.get("usage_hint", ""),
        should_escape=bool(raw.get("should_escape")),
    )


def _shortcut(raw: Mapping[str, Any]) -> Shortcut:
    return Shortcut(
        callback_id=raw["callback_id"],
        name=raw.get("name", raw["callback_id"]),
        description=raw.get("description", ""),
        kind=raw.get("type", "global"),
    )
