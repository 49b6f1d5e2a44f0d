"""The operator's `.env`, read once into frozen settings. Every mistake is reported at once, in a sentence."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv.parser import parse_stream
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.retention import Retention
from bot.operators import ENV_FILE, speech, written

SLACK = "https://slack.com/api/"
OWNER = re.compile(r"[UW][A-Z0-9]{2,}")
#: Asked for once: the answer is looked for through six hundred files.
_zones = cache(available_timezones)


class SettingsMistakes(Exception):
    """What is wrong in the settings, one sentence a line, in the operator's language."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """Every setting of `.env.example`; the names there are these, in capitals. Empty means the default."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    # Kept out of `repr`, and so out of whatever shows a failure.
    slack_bot_token: str = Field(min_length=1, repr=False)
    slack_app_token: str = Field(default="", repr=False)
    slack_signing_secret: str = Field(default="", repr=False)
    slack_api_url: str = SLACK
    binome_database_url: str = Field(default="sqlite:///binome.db", repr=False)
    binome_owners: str = ""
    binome_secret_keys: str = Field(min_length=1, repr=False)
    binome_language: Literal["fr", "en"] = "fr"
    binome_address: Literal["vous", "tu"] = "vous"
    binome_timezone: str = "Europe/Paris"
    binome_country: str = Field(default="FR", pattern="^[A-Z]{2}$")
    binome_networks: str = ""
    binome_programmes: Path | None = None
    binome_fonts: Path | None = None
    binome_charts: Literal["native", "picture", "text"] = "native"
    binome_clock: str = "system"
    binome_posts_per_minute: int = Field(default=60, ge=1, le=1200)
    binome_reconcile_after: int = Field(default=120, ge=1, le=3600)
    binome_http_host: str = "127.0.0.1"
    binome_http_port: int = Field(default=3000, ge=1, le=65535)
    binome_retention_backups: int = Field(default=35, ge=1, le=3660)
    binome_retention_words: int = Field(default=90, ge=1, le=90)
    binome_retention_meetings: int = Field(default=730, ge=90, le=730)
    binome_retention_unfinished: int = Field(default=90, ge=30, le=90)
    binome_retention_prompts: int = Field(default=90, ge=30, le=90)
    binome_retention_inbox: int = Field(default=90, ge=7, le=90)
    binome_retention_audit: int = Field(default=365, ge=30, le=365)
    binome_health_port: int | None = Field(default=None, ge=1, le=65535)
    binome_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    binome_log_format: Literal["text", "json"] = "text"

    @property
    def owners(self) -> tuple[str, ...]:
        return _listed(self.binome_owners)

    @property
    def secret_keys(self) -> tuple[str, ...]:
        return _listed(self.binome_secret_keys)

    @property
    def networks(self) -> tuple[str, ...]:
        return _listed(self.binome_networks)

    @property
    def retention(self) -> Retention:
        """In days; nobody's words are kept for longer than what happened between them."""
        return Retention(
            words=min(self.binome_retention_words, self.binome_retention_meetings),
            meetings=self.binome_retention_meetings,
            unfinished=self.binome_retention_unfinished,
            prompts=self.binome_retention_prompts,
            inbox=self.binome_retention_inbox,
            audit=self.binome_retention_audit,
            backups=self.binome_retention_backups,
        )

    @property
    def clock_file(self) -> Path | None:
        kind, _, path = self.binome_clock.partition(":")
        return Path(path) if kind == "file" else None

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, token: str) -> str:
        if token and not token.startswith("xoxb-"):
            raise PydanticCustomError("operator.settings_bot_token", "not a bot token")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _is_an_app_token(cls, token: str) -> str:
        if token and not token.startswith("xapp-"):
            raise PydanticCustomError("operator.settings_app_token", "not an app token")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            raise PydanticCustomError("operator.settings_api_url", "not an address")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("binome_database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        if url.startswith("sqlite:///") and url.removeprefix("sqlite:///") not in ("", ":memory:"):
            return url
        if not url.startswith(("postgres://", "postgresql://", "postgresql+psycopg://")):
            raise PydanticCustomError("operator.settings_database", "no such kind of database")
        try:
            _ = urlsplit(url).port
        except ValueError:
            raise PydanticCustomError("operator.settings_database_password", "cannot be read") from None
        return url

    @field_validator("binome_owners")
    @classmethod
    def _are_slack_ids(cls, owners: str) -> str:
        odd = [owner for owner in _listed(owners) if not OWNER.fullmatch(owner)]
        if odd:
            raise PydanticCustomError("operator.settings_owners", "not ids", {"found": ", ".join(odd)})
        return owners

    @field_validator("binome_timezone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        if zone not in _zones():
            raise PydanticCustomError("operator.settings_timezone", "not a zone")
        return zone

    @field_validator("binome_secret_keys")
    @classmethod
    def _are_keys(cls, keys: str) -> str:
        if not all(_is_a_key(key) for key in _listed(keys)):
            raise PydanticCustomError("operator.settings_keys", "not 32 bytes")
        return keys

    @field_validator("binome_programmes")
    @classmethod
    def _is_a_folder(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise PydanticCustomError("operator.settings_programmes", "not a folder")
        return folder

    @field_validator("binome_fonts")
    @classmethod
    def _is_a_folder_of_fonts(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise PydanticCustomError("operator.settings_fonts", "not a folder")
        return folder

    @field_validator("binome_clock")
    @classmethod
    def _suits_slack(cls, clock: str, info: ValidationInfo) -> str:
        kind, _, path = clock.partition(":")
        if kind not in ("system", "file") or (kind == "file") is not bool(path):
            raise PydanticCustomError("operator.settings_clock", "neither system nor file")
        if kind == "file" and info.data.get("slack_api_url") == SLACK:
            raise PydanticCustomError("operator.settings_clock_slack", "only for the playground")
        return clock


class SocketSettings(Settings):
    """The settings of a bot that listens over Socket Mode: the app token is required too."""

    slack_app_token: str = Field(min_length=1)


class HttpSettings(Settings):
    """The settings of a bot that Slack reaches over HTTP: only the signing secret tells Slack from anybody."""

    slack_signing_secret: str = Field(min_length=1)


def read_settings(env_file: Path | None = ENV_FILE, *, sockets: bool = False, http: bool = False) -> Settings:
    """Read the environment and `.env`, or raise `SettingsMistakes` with everything that has to be mended.

    `sockets` is for who listens over Socket Mode and so needs the app token, `http` for who listens over HTTP and so
    needs the signing secret.
    """
    sentences = _unreadable_lines(env_file) + _misspelt(env_file)
    needed = SocketSettings if sockets else HttpSettings if http else Settings
    try:
        settings = needed(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as wrong:
        sentences += [_sentence(error, env_file) for error in wrong.errors()]
    except UnicodeDecodeError:
        sentences.append(_say("operator.settings_encoding", env_file))
    if sentences:
        raise SettingsMistakes(sentences)
    return settings


def _unreadable_lines(env_file: Path | None) -> list[str]:
    """The lines of `.env` that are no settings at all, which would otherwise be passed over in silence."""
    if env_file is None or not env_file.is_file():
        return []
    with env_file.open(encoding="utf-8", errors="replace") as lines:
        broken = [binding.original.line for binding in parse_stream(lines) if binding.error]
    return [_say("operator.settings_line", env_file, line=line) for line in broken]


def _misspelt(env_file: Path | None) -> list[str]:
    """Names of ours that are none of the settings: a slip of the keyboard, which would change nothing silently."""
    names = [name.upper() for name in Settings.model_fields]
    ours = [name for name in written(env_file) if name.upper().startswith("BINOME_")]
    unknown = [name for name in ours if name.upper() not in names]
    return [
        _say("operator.settings_misspelt", env_file, name=name, meant=close[0])
        if (close := get_close_matches(name.upper(), names, n=1, cutoff=0.85))
        else _say("operator.settings_unknown", env_file, name=name)
        for name in unknown
    ]


#: What pydantic finds by itself, in our words.
FOUND: Mapping[str, str] = {
    "missing": "operator.settings_missing",
    "string_too_short": "operator.settings_missing",
    "literal_error": "operator.settings_choice",
    "string_pattern_mismatch": "operator.settings_country",
    "int_parsing": "operator.settings_number",
    "greater_than_equal": "operator.settings_number",
    "less_than_equal": "operator.settings_number",
}


def _sentence(error: ErrorDetails, env_file: Path | None) -> str:
    """One mistake; the value itself is not repeated, because it may be a token or a password."""
    name = str(error["loc"][0])
    given = error.get("ctx") or {}
    key = FOUND.get(error["type"], error["type"])
    values = {"name": name.upper(), "choices": _choices(name), **_bounds(name)}
    return _say(key, env_file, **values, **{k: str(v) for k, v in given.items()})


def _choices(name: str) -> str:
    """The words that a setting takes, if they can be counted."""
    field = Settings.model_fields[name]
    words = getattr(field.annotation, "__args__", ())
    return ", ".join(str(word) for word in words if isinstance(word, str))


def _bounds(name: str) -> dict[str, str]:
    """The least and the most that a number may be."""
    bounds = {"least": "ge", "most": "le"}
    limits = Settings.model_fields[name].metadata
    return {
        word: str(getattr(limit, sign))
        for word, sign in bounds.items()
        for limit in limits
        if hasattr(limit, sign)
    }


def _say(key: str, env_file: Path | None, **values: str | int) -> str:
    return speech(env_file).plain(key, **values)


def _is_a_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
