"""How Binôme speaks to the person who installs it: in `BINOME_LANGUAGE`, else as their terminal does, even when no
other setting can be read.

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
#: Where a terminal says its language, the most decisive first; and the values that name none.
TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")
NO_LANGUAGE = ("", "C", "POSIX")
# It would grumble about lines that it cannot read, in its own words; `bot/settings.py` says it in ours.
logging.getLogger("dotenv").setLevel(logging.ERROR)


def speech(env_file: Path | None = ENV_FILE) -> Speech:
    """The operator's language, always *vous*: `bot.texts` says how."""
    return Speech(language(env_file))


def language(env_file: Path | None = ENV_FILE) -> Language:
    """What the environment or `.env` says; without a word there, French or English as the terminal is set."""
    match os.environ.get("BINOME_LANGUAGE") or written(env_file).get("BINOME_LANGUAGE"):
        case "fr":
            return "fr"
        case "en":
            return "en"
    return _of_the_terminal()


def _of_the_terminal() -> Language:
    """As other programs read it. One that is set to no language ("C", on servers) gets French, the usual of
    `BINOME_LANGUAGE`; whoever reads another language than ours gets English.
    """
    said = next(filter(None, map(os.environ.get, TERMINAL)), "").partition(".")[0]
    return "fr" if said in NO_LANGUAGE or said.startswith("fr") else "en"


def written(env_file: Path | None) -> Mapping[str, str | None]:
    """What `.env` says, as far as it can be read; nothing when it is not there."""
    try:
        return dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    except (UnicodeDecodeError, OSError):
        return {}
