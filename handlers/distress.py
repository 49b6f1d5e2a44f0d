"""Words of distress, heard wherever they stand in what somebody writes. Nothing of them is kept, passed on or logged:
whoever says them is shown at once whom they can turn to.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from handlers.wishes import plain_words, unescaped

#: Characters: as long as Slack lets a message be before it becomes several (`slack.md` §2.1).
LONGEST_MESSAGE = 12_000
ANY_ENDING = "*"


def is_heard_in(text: str) -> bool:
    """Whether one of the phrases stands in this text, as whole words."""
    return _phrases().search(f" {plain_words(unescaped(text[:LONGEST_MESSAGE]))} ") is not None


@cache
def _phrases() -> re.Pattern[str]:
    table = tomllib.loads(files("handlers").joinpath("distress.toml").read_text(encoding="utf-8"))
    phrases = (phrase for group in table.values() for phrase in group.split(","))
    return re.compile(" (?:" + "|".join(sorted(set(map(_pattern, phrases)))) + ") ")


def _pattern(phrase: str) -> str:
    return " ".join(_word(word) for word in phrase.split())


def _word(word: str) -> str:
    return plain_words(word) + ("[^ ]*" if word.endswith(ANY_ENDING) else "")
