"""Turns what an operator can mend into one sentence on standard error, and exit code 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.programme.types import ProgrammeFileError
from bot.settings import SettingsMistakes


@contextmanager
def explained() -> Iterator[None]:
    """Nothing an operator can mend leaves a trace of Python on their screen."""
    try:
        yield
    except (SettingsMistakes, ProgrammeFileError) as mistakes:
        print(*mistakes.sentences, sep="\n", file=sys.stderr)
        sys.exit(1)
