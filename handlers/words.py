"""What people write, made safe at the edge: cleaned, cut, compared."""

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from itertools import takewhile

from bot.domain.unseen import visible

_LINE_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Ordinary blanks only: the no-break spaces of French typography are the writer's.
_BLANKS = re.compile(r"[ \t\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")

#: How much two words have in common, from 0 to 1, and how long they are, for one to be taken for the other.
_NEARLY, _LONG_ENOUGH = 0.8, 5

_JOINER = "\u200d"
# A letter carries at most so many marks (Unicode's stream-safe text, UAX #15): more is a prank.
_MARKS = 30


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """A person's free text, as it is kept: the same words, in one spelling (NFC), without what nobody sees.

    One line, unless `lines`: then line breaks stay, at most one empty line at a time. The result has at most
    `limit` code points and never ends in the middle of an accent, a flag or an emoji. Cleaning it again
    changes nothing.
    """
    # Four times the limit is plenty for honest text, and bounds the work for the other kind.
    text = _LINE_BREAK.sub("\n", visible(text[: limit * 4 + 100]))
    text = unicodedata.normalize("NFC", _without_stacked_marks(text))
    text = _tidy_lines(text) if lines else _one_line(text)
    return cut(text.strip(), limit).strip()


def cut(text: str, limit: int) -> str:
    """The beginning of a text: at most `limit` code points, and no character half shown."""
    if len(text) <= limit:
        return text
    end = max(limit, 0)
    while end > 0 and _one_character_at(text, end):
        end -= 1
    # A single "character" longer than the limit is no one's word: cut it where it is.
    return text[:end] if end else text[: max(limit, 0)]


def fold(word: str) -> str:
    """A word as it is compared: no case, no accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", word).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def misspelt(word: str, known: Collection[str]) -> str | None:
    """The known word that was meant, when this one is none of them and nearly one: a letter is missing, wrong or too
    many, or two have changed places. Short words have too many neighbours to say.
    """
    near = get_close_matches(word, known, n=1, cutoff=_NEARLY) if len(word) >= _LONG_ENOUGH else []
    return near[0] if near else None


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _tidy_lines(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", "\n".join(map(_one_line, text.split("\n"))))


def _without_stacked_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MARKS:
            kept.append(letter)
    return "".join(kept)


def _one_character_at(text: str, index: int) -> bool:
    """Whether a cut before text[index] would split what a person sees as one character (after UAX #29)."""
    before, after = text[index - 1], text[index]
    if before == _JOINER or after == _JOINER or _continues(after):
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, index) % 2 == 1
    return False


def _continues(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")  # accents, variation selectors, keycaps
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # the tags of regional flags
        or "\u1160" <= letter <= "\u11ff"  # the later letters of a Korean syllable
    )


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_letters_before(text: str, index: int) -> int:
    return sum(1 for _ in takewhile(_is_flag_letter, reversed(text[:index])))
