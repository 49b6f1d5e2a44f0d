"""A few typed words → what the person wants. Whatever else they wrote is neither understood nor kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from handlers.words import fold, misspelt

#: Characters: a longer message tells something that is not for us to guess at.
LONGEST_WISH = 80
_COMMAND = re.compile(r"(^|\s)/?mentor-(log|report|admin)\b", re.IGNORECASE)
#: A dot inside a word is inclusive writing: "mentoré·e" is one word.
_DOTS = re.compile(r"(?<=\w)[·•‧.](?=\w)")
_NOT_A_WORD = re.compile(r"[\W_]+")
#: Between the names of a list: "prendre la parole, manager et écrire". A name may itself hold an "and".
_COMMAS = re.compile(r"[,;/\n•]")
_AND = re.compile(r"\s(?:et|and|puis|\+)\s", re.IGNORECASE)
#: Characters: a list of names may be longer than a wish, and a beginning must say something.
LONGEST_NAMES, SHORTEST_BEGINNING = 400, 3

Meant = TypeVar("Meant")


class Wish(StrEnum):
    HELP = "help"
    #: Somebody to talk with, and not what the bot can do.
    NEED_HELP = "need_help"
    NOT_FOR_ME = "not_for_me"
    LATER = "later"
    NEXT_WEEK = "next_week"
    BACK = "back"
    PREPARATION = "preparation"
    RESTART = "restart"
    CHANGE = "change"
    CHANGE_PAIR = "change_pair"
    ABOUT_ME = "about_me"
    PRIVACY = "privacy"
    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    FRENCH = "french"
    ENGLISH = "english"
    YES = "yes"
    PASS = "pass"
    #: An answer to a campaign.
    FOR_ME = "for_me"
    NOT_THIS_TIME = "not_this_time"
    #: Explanations (`handlers/views/explanations.py`).
    ABOUT_MENTORS = "about_mentors"
    ABOUT_ROLES = "about_roles"
    WHY = "why"
    WHO_SEES = "who_sees"
    SHELF = "shelf"
    #: A slash command written as a message.
    COMMAND = "command"


#: What only shows something: whoever misspells it reads that, and nothing is done to them.
_SHOWN = frozenset({Wish.HELP, Wish.PRIVACY, Wish.ABOUT_ROLES, Wish.SHELF})


def read_wish(text: str) -> Wish | None:
    """What these words ask for, or None. The whole message has to say it: "I can't stop smiling" is no stop."""
    if _COMMAND.search(text[: LONGEST_WISH * 4]):
        return Wish.COMMAND
    if len(text) > LONGEST_WISH:
        return None
    words = plain_words(text)
    if not words and "?" in text:
        return Wish.HELP
    return _phrases().get(words) or _phrases().get(_said(words)) or _misspelt(words)


def is_a_greeting(text: str) -> bool:
    """Whether these words only greet or thank: there is nothing in them to understand, and nothing to give up on."""
    words = plain_words(text) if len(text) <= LONGEST_WISH else ""
    return bool(words) and not _said(words)


def read_number(text: str) -> int | None:
    """A lone number of one or two digits, "4" or "4 personnes"."""
    found = re.fullmatch(r"\s*([0-9]{1,2})(?:\s+[^\W\d_]{1,20})?\s*[.!]?\s*", text[:LONGEST_WISH])
    return int(found[1]) if found else None


def read_one(text: str, named: Mapping[str, Meant]) -> Meant | None:
    """The one thing that these words name: all of its name, or a beginning that only one name has."""
    words = plain_words(unescaped(text)) if len(text) <= LONGEST_NAMES else ""
    names = [(plain_words(name), meant) for name, meant in named.items()]
    exact = {meant for name, meant in names if words and name == words}
    begun = {meant for name, meant in names if len(words) >= SHORTEST_BEGINNING and name.startswith(words)}
    return next(iter(found)) if len(found := exact or begun) == 1 else None


def read_some(text: str, named: Mapping[str, Meant]) -> tuple[Meant, ...]:
    """Everything that a list of names names, each once; nothing at all when one of them is not understood."""
    if len(text) > LONGEST_NAMES:
        return ()
    found: list[Meant | None] = []
    for part in _nonempty(_COMMAS.split(unescaped(text))):
        whole = read_one(part, named)
        found += (
            [whole] if whole is not None else [read_one(one, named) for one in _nonempty(_AND.split(part))]
        )
    return tuple(dict.fromkeys(one for one in found if one is not None)) if None not in found else ()


def unescaped(text: str) -> str:
    """Slack writes "R&D" as "R&amp;D" (`slack.md` §2.7)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _nonempty(parts: Iterable[str]) -> Iterable[str]:
    return (part for part in parts if part.strip())


@cache
def _phrases() -> Mapping[str, Wish]:
    """Every phrase as it is written, and as what is left of it without the words that say nothing."""
    read: dict[str, Wish] = {}
    for name, phrases in _table().items():
        if name != "skip":
            for phrase in phrases.split(","):
                read.setdefault(plain_words(phrase), Wish(name))
    return {**{left: wish for phrase, wish in read.items() if (left := _said(phrase))}, **read}


def _misspelt(words: str) -> Wish | None:
    shown = [phrase for phrase, wish in _phrases().items() if wish in _SHOWN and " " not in phrase]
    meant = misspelt(words, shown)
    return _phrases()[meant] if meant else None


@cache
def _skipped() -> tuple[str, ...]:
    phrases = {plain_words(phrase) for phrase in _table()["skip"].split(",")}
    return tuple(sorted(phrases, key=len, reverse=True))


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(files("handlers").joinpath("wishes.toml").read_text(encoding="utf-8"))


def _said(words: str) -> str:
    text = f" {words} "
    for phrase in _skipped():
        while f" {phrase} " in text:
            text = text.replace(f" {phrase} ", " ")
    return text.strip()


def plain_words(text: str) -> str:
    """The words as they are compared: no case, accents, punctuation or dots of inclusive writing, a space between."""
    return _NOT_A_WORD.sub(" ", fold(_DOTS.sub("", text))).strip()
