"""Words that look like a misspelt day, hour or minute: "mradi", "lundi denier". They are never read, only asked about.

Without this a misspelt day would be left over like any word, and the meeting noted for today.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

#: What the words of which signs may have been meant, when they are misspelt.
_MEANT = (
    (re.compile(r"[WM]\d+|D-?\d+|when"), "near_day"),
    (re.compile("h"), "near_h"),
    (re.compile("m"), "near_m"),
    (re.compile("last|next"), "near_way"),
)
#: Words as short as this have too many neighbours: only two letters that changed places count.
_SHORT = 4
#: Stands for any letter.
_ANY = "."


def misspellings(phrases: Iterable[tuple[list[str], str]]) -> Mapping[str, str]:
    """By what may be typed instead, with `.` for any letter: the sign of what may have been meant.

    One letter is missing, wrong or too many, or two have changed places; the first one is right.
    """
    near: dict[str, str] = {}
    for words, sign in phrases:
        meant = next((name for signs, name in _MEANT if signs.fullmatch(sign)), None)
        if meant and len(words) == 1 and words[0].isalpha() and len(words[0]) >= _SHORT:
            near |= dict.fromkeys(_variants(words[0]), meant)
    return near


def near(word: str, book: Mapping[str, str]) -> str | None:
    """The sign of what this unknown word may have been meant to be; None when it looks like nothing we know."""
    if len(word) < _SHORT:
        return None
    spellings = (word, *(f"{word[:place]}{_ANY}{word[place + 1 :]}" for place in range(1, len(word))))
    return next((book[spelling] for spelling in spellings if spelling in book), None)


def _variants(word: str) -> Iterator[str]:
    for place in range(1, len(word)):
        before, here, after = word[:place], word[place], word[place + 1 :]
        if after:
            yield f"{before}{after[0]}{here}{after[1:]}"
        if len(word) > _SHORT:
            yield f"{before}{after}"
            yield f"{before}{_ANY}{after}"
            yield f"{before}{_ANY}{here}{after}"
    if len(word) > _SHORT:
        yield f"{word}{_ANY}"
