"""`binome doctor --init`: `.env` made from `.env.example`, with a fresh key. What is already there stays."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from bot.operators import ENV_FILE, written
from storage.copies import to_disk
from storage.sealing import new_key

EXAMPLE = Path(__file__).parents[2] / ".env.example"
KEYS = "BINOME_SECRET_KEYS"
SETTING = re.compile(r"([A-Z][A-Z0-9_]*)=")
#: A line of explanation: not a heading, and not a setting that is commented out.
COMMENT = re.compile(r"# (?!-)(?![A-Z0-9_]+=).*")
EMPTY_KEYS = re.compile(rf"(export )?{KEYS}\s*=\s*(\"\"|'')?\s*")
#: What only the operator can know, with the sentence that says where to find it.
TO_FILL_IN: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "operator.init_place_slack_bot_token",
    "SLACK_APP_TOKEN": "operator.init_place_slack_app_token",
    "BINOME_OWNERS": "operator.init_place_binome_owners",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What was done to `.env`, and what is left to fill in. `was_there` when it was only completed."""

    was_there: bool
    key_made: bool
    added: tuple[str, ...]
    left: tuple[str, ...]


def prepare(env_file: Path = ENV_FILE, example: Path = EXAMPLE) -> Prepared:
    """Write or complete `env_file`, readable by its owner alone. Raises OSError when that cannot be done.

    A key that the environment gives is not doubled: two keys would make two rings.
    """
    was_there = env_file.is_file()
    known = written(env_file)
    added = [name for name in settings_in(example) if name not in known] if was_there else []
    lines = (env_file if was_there else example).read_text(encoding="utf-8").splitlines()
    lines += _with_their_comments(added, example)
    key_made = not os.environ.get(KEYS) and not known.get(KEYS)
    if key_made:
        lines = _with_a_key(lines)
    if added or key_made or not was_there:
        _write(env_file, "\n".join(lines) + "\n")
    filled_in = {name for name, value in {**written(env_file), **os.environ}.items() if value}
    return Prepared(
        was_there=was_there,
        key_made=key_made,
        added=tuple(name for name in added if name != KEYS),
        left=tuple(name for name in TO_FILL_IN if name not in filled_in),
    )


def settings_in(example: Path = EXAMPLE) -> list[str]:
    """The settings that the example gives a line of their own; those within comments are for special cases."""
    lines = example.read_text(encoding="utf-8").splitlines()
    return [found.group(1) for line in lines if (found := SETTING.match(line))]


def is_overruled() -> bool:
    """Whether the environment names the keys: it wins over `.env`, and only who set it can change it."""
    return any(value for name, value in os.environ.items() if name.upper() == KEYS)


def put_keys(ring: Sequence[str], env_file: Path = ENV_FILE, *, comment: str = "") -> None:
    """Have `env_file` name these keys, with a comment above them; all else in it stays, and so does who may read it.

    When it returns, they are on the disk: what is sealed from now on can be opened after a power cut. Raises OSError.
    """
    with env_file.open(encoding="utf-8", newline="") as file:
        found = list(parse_stream(file))
    text = [one.original.string for one in found]
    which = max(number for number, one in enumerate(found) if (one.key or "").upper() == KEYS)
    text[which] = _naming(ring, found[which], comment)
    named = [one.value for one in parse_stream(StringIO("".join(text))) if (one.key or "").upper() == KEYS]
    if named[-1] != ",".join(ring):
        raise OSError(f"{KEYS} is not written as it can be read again")
    _write(env_file.resolve(), "".join(text), like=env_file.stat())


def _naming(ring: Sequence[str], setting: Binding, comment: str) -> str:
    """The setting as it is written, with other keys."""
    written_as, keys = setting.original.string, ",".join(ring)
    before = written_as[: len(written_as) - len(written_as.lstrip())]
    named = written_as.removeprefix(before).replace(setting.value or "", keys, 1)
    return f"{before}# {comment}\n{named}" if comment else f"{before}{named}"


def _with_a_key(lines: Sequence[str]) -> list[str]:
    """The key on its own empty line, or on a last one, which wins over what is above."""
    filled = [f"{KEYS}={new_key()}" if EMPTY_KEYS.fullmatch(line) else line for line in lines]
    return filled if filled != list(lines) else [*lines, f"{KEYS}={new_key()}"]


def _with_their_comments(names: Sequence[str], example: Path) -> list[str]:
    """The lines of the example for these settings, each with the comment above it."""
    found: list[str] = []
    comment: list[str] = []
    for line in example.read_text(encoding="utf-8").splitlines():
        setting = SETTING.match(line)
        if setting and setting.group(1) in names:
            found += [*comment, line]
        comment = [*comment, line] if COMMENT.fullmatch(line) else []
    return found


def _write(env_file: Path, text: str, *, like: os.stat_result | None = None) -> None:
    """Whole or not at all, and for its owner only, or whoever may read a file `like` it: it holds tokens and keys."""
    beside = env_file.with_name(f"{env_file.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            if like is not None:
                _let_read(handle, like)
            file.write(text)
            file.flush()
            os.fsync(handle)
        os.replace(beside, env_file)
        to_disk(env_file.parent)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _let_read(handle: int, like: os.stat_result) -> None:
    """The same people as before: root may well change the file of the user who runs the bot."""
    os.fchmod(handle, like.st_mode & 0o777)
    if (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
        os.fchown(handle, like.st_uid, like.st_gid)
