"""`binome doctor`: one line per check, in words and signs, and how to mend what is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from bot.commands import env_file
from bot.commands.asking import SlackDesk
from bot.commands.checks import CHECKS, Finding, State, Visit
from bot.commands.trouble import MENDABLE, NotNow, explained, sentences
from bot.operators import ENV_FILE, speech
from bot.settings import SettingsMistakes, read_settings
from bot.texts import Speech

SIGNS = {State.FINE: "✓", State.NOTE: "•", State.WRONG: "✗"}
COLOURS = {State.FINE: "\x1b[32m", State.NOTE: "\x1b[33m", State.WRONG: "\x1b[31m"}
PLAIN = "\x1b[0m"


def doctor(*, init: bool) -> None:
    """Check everything; exit code 1 when something has to be mended.

    With `init`, `.env` is written first; while something is left to fill in, there is nothing to check yet.
    """
    with explained():
        t = speech()
        if init and _prepare(t):
            return
        wrong = 0
        for finding in _findings(t):
            print(_line(finding, t), flush=True)
            wrong += finding.state is State.WRONG
        print(t.plain("operator.doctor_wrong", count=wrong) if wrong else t.plain("operator.doctor_fine"))
        sys.exit(1 if wrong else 0)


def _findings(t: Speech) -> Iterator[Finding]:
    try:
        settings = read_settings()
    except SettingsMistakes as mistakes:
        for words in mistakes.sentences:
            yield Finding(state=State.WRONG, words=words)
        yield Finding(state=State.NOTE, words=t.plain("operator.doctor_rest"))
        return
    place = str(ENV_FILE) if ENV_FILE.is_file() else t.plain("operator.doctor_settings_environment")
    yield Finding(state=State.FINE, words=t.plain("operator.doctor_settings", place=place))
    visit = Visit(settings=settings, t=t, desk=SlackDesk(settings))
    for check in CHECKS:
        try:
            yield from check(visit)
        except MENDABLE as trouble:
            for words in sentences(trouble, t):
                yield Finding(state=State.WRONG, words=words)


def _line(finding: Finding, t: Speech) -> str:
    """A sign, a word and a sentence: colour only adds to them, and only on a terminal."""
    words = {
        State.FINE: t.plain("operator.state_fine"),
        State.NOTE: t.plain("operator.state_note"),
        State.WRONG: t.plain("operator.state_wrong"),
    }
    width = max(map(len, words.values()))
    label = f"{SIGNS[finding.state]} {words[finding.state].ljust(width)}"
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        label = f"{COLOURS[finding.state]}{label}{PLAIN}"
    return f"{label}  {finding.words}"


def _prepare(t: Speech) -> bool:
    """Write `.env` and say what is left to fill in; True while something is."""
    if not env_file.EXAMPLE.is_file():
        raise NotNow(t.plain("operator.init_no_example"))
    try:
        done = env_file.prepare()
    except OSError as refused:
        detail = refused.strerror or str(refused)
        raise NotNow(t.plain("operator.init_nowhere", detail=detail)) from refused
    if not done.was_there:
        print(t.plain("operator.init_made"))
    if done.added:
        print(t.plain("operator.init_completed", names=", ".join(done.added)))
    if done.key_made:
        print(t.plain("operator.init_key"))
    if done.was_there and not done.key_made and not done.added:
        print(t.plain("operator.init_unchanged"))
    if not done.left:
        return False
    print(t.plain("operator.init_left"))
    for name in done.left:
        print(f"  {name}: {t.plain(env_file.TO_FILL_IN[name])}")
    print(t.plain("operator.init_then"))
    return True
