"""The operator's `.env`, read once into frozen settings. Every mistake is reported at once, in a sentence."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK = "https://slack.com/api/"


class SettingsMistakes(Exception):
    """What is wrong in the settings, one sentence a line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """Every setting of `.env.example`; the names there are these, in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    slack_bot_token: str = Field(min_length=1)
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: str = SLACK
    binome_database_url: str = "sqlite:///binome.db"
    binome_owners: str = ""
    binome_secret_keys: str = Field(min_length=1)
    binome_language: Literal["fr", "en"] = "fr"
    binome_address: Literal["vous", "tu"] = "vous"
    binome_timezone: str = "Europe/Paris"
    binome_country: str = Field(default="FR", pattern="^[A-Z]{2}$")
    binome_networks: str = ""
    binome_programmes: Path | None = None
    binome_clock: str = "system"
    binome_posts_per_minute: int = Field(default=60, ge=1, le=1200)
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
    def clock_file(self) -> Path | None:
        kind, _, path = self.binome_clock.partition(":")
        return Path(path) if kind == "file" else None

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, token: str) -> str:
        if not token.startswith("xoxb-"):
            raise ValueError("it must start with xoxb- (OAuth & Permissions › Bot User OAuth Token)")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _is_an_app_token(cls, token: str) -> str:
        if token and not token.startswith("xapp-"):
            raise ValueError("it must start with xapp- (Basic Information › App-Level Tokens)")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str) -> str:
        return url if url.endswith("/") else f"{url}/"

    @field_validator("binome_timezone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("it is not a time zone; write one such as Europe/Paris or America/Montreal")
        return zone

    @field_validator("binome_secret_keys")
    @classmethod
    def _are_keys(cls, keys: str) -> str:
        for key in _listed(keys):
            try:
                whole = len(base64.urlsafe_b64decode(key)) == 32
            except (binascii.Error, ValueError):
                whole = False
            if not whole:
                raise ValueError("each key is 32 bytes in base64; `binome doctor --init` makes one")
        return keys

    @field_validator("binome_programmes")
    @classmethod
    def _is_a_folder(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError("it is not a folder; leave it empty to use the programmes that come with Binôme")
        return folder

    @model_validator(mode="after")
    def _clock_suits_slack(self) -> Settings:
        kind, _, path = self.binome_clock.partition(":")
        if kind not in ("system", "file") or (kind == "file" and not path):
            raise ValueError("BINOME_CLOCK: write system, or file: and a path")
        if kind == "file" and self.slack_api_url == SLACK:
            raise ValueError("BINOME_CLOCK: a movable clock is for the playground, never for Slack itself")
        return self


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the environment and `.env`, or raise `SettingsMistakes` with everything that has to be mended."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as wrong:
        raise SettingsMistakes([_sentence(error["loc"], error["type"], error["msg"]) for error in wrong.errors()]) from None


def _sentence(where: tuple[int | str, ...], kind: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    if not where:
        return f"{said}."
    name = str(where[0]).upper()
    if kind in ("missing", "string_too_short"):
        return f"{name} is missing; `.env.example` says where to find it."
    return f"{name}: {said[0].lower()}{said[1:]}."


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
