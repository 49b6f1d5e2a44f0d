"""How Binôme speaks to the person who installs it: in `BINOME_LANGUAGE`, even when no other setting can be read.

It is read before anything else, so it needs nothing but `.env` and the catalogues.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from bot.texts import Language, Speech

ENV_FILE = Path(".env")
# It would grumble about lines that it cannot read, in its own words; `bot/settings.py` says it in ours.
logging.getLogger("dotenv").setLevel(logging.ERROR)


def speech(env_file: Path | None = ENV_FILE) -> Speech:
    """The operator's language, always *vous*: `bot.texts` says how."""
    return Speech(language(env_file))


def language(env_file: Path | None = ENV_FILE) -> Language:
    """French, unless the environment or `.env` says English."""
    chosen = os.environ.get("BINOME_LANGUAGE") or written(env_file).get("BINOME_LANGUAGE")
    return "en" if chosen == "en" else "fr"


def written(env_file: Path | None) -> Mapping[str, str | None]:
    """What `.env` says, as far as it can be read; nothing when it is not there."""
    try:
        return dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    except (UnicodeDecodeError, OSError):
        return {}
