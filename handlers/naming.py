"""A group called by its name in what somebody types: "managers de demain hier 1h"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.mentorships import Mentorship
from bot.texts import escape
from handlers.words import fold

_WORD = re.compile(r"\w+")


def named_groups(text: str, mine: Iterable[Mentorship]) -> tuple[list[Mentorship], str]:
    """The groups whose whole names are written here, and what is left of the text without them.

    The longest name first: "Managers" is not meant where "Managers de demain" is written. A name may hold a word that
    would otherwise be read as a day or a form, so it is taken out before anything else is read.
    """
    found: list[Mentorship] = []
    for group in sorted(mine, key=lambda one: -len(one.name or "")):
        place = _place_of(_words(group.name or ""), text)
        if place is not None:
            found.append(group)
            text = f"{text[: place[0]]} {text[place[1] :]}"
    return found, text


def _place_of(name: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where these words stand in a row, as places in the text."""
    words = list(_WORD.finditer(text))
    folded = [fold(word.group()) for word in words]
    for start in range(len(words) - len(name) + 1):
        if name and folded[start : start + len(name)] == list(name):
            return words[start].start(), words[start + len(name) - 1].end()
    return None


def _words(name: str) -> list[str]:
    """As Slack writes them, where "R&D" is "R&amp;D" (`slack.md` §2.7)."""
    return [fold(word.group()) for word in _WORD.finditer(escape(name))]
