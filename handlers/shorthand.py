"""From words to shorthand: one notation for what French and English speakers type, by `phrasebook.toml`.

"hier 1h30 visio" and "yesterday 1h30 video" are both `D-1 1 h 30 video`. A word that the phrasebook does not
know is `?`, and is gone: nothing after this step can keep it.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from handlers.typos import misspellings, near
from handlers.words import fold

UNKNOWN = "?"
# A telephone number, unless it counts hours or minutes.
TOO_MANY = "#"
# Stands where something was taken: "1 @lea 30" is not 1 h 30.
BARRIER = "|"

TOKEN = re.compile(
    r"""
      <@ (?P<mention> [UW][A-Z0-9]{1,30} ) (?: \| [^<>]* )? >
    # <!channel>, a typed <, :tada:, a telephone number
    | (?P<noise> <[^<>]*> | &[lg]t; | (?<![0-9A-Za-z]) : [\w+'-]++ : | [0-9]{5,} )
    | (?<!\w) @ (?P<name> [^\W\d_] [\w.'’-]{0,79} )
    | (?P<number>
          [0-9]{4} (?P<iso> [-/.] ) [0-9]{1,2} (?P=iso) [0-9]{1,2} (?![0-9])
        | [0-9]{1,2} (?P<dmy> [-/.] ) [0-9]{1,2} (?P=dmy) (?: [0-9]{4} | [0-9]{2} ) (?![0-9])
        | [0-9]{1,2} [/:] [0-9]{1,2} (?![0-9])
        | (?P<glued> [0-6] [hH] [0-5][0-9] (?![0-9]) )
        | [0-9]+ (?: [.,] [0-9]{1,2} (?![0-9]) )?
      )
    | (?P<word> [^\W\d_] (?: [^\W\d_] | [\u0300-\u036f] )* | @ )
    | (?P<prime> (?<=[0-9]) ['’′] )  # 45'
    | (?P<dash> [-–—−] (?= [ ]? [0-9] ) )
    | (?P<blank> &amp; | [\s.,;:!?()\[\]{}"“”«»'’′*_~+/|&…·•–—−-] )
    | (?P<other> . )
    """,
    re.VERBOSE,
)
# One sign, two numbers around a bar; "1½" must not become 11/2.
_FRACTIONS = str.maketrans({"½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 "})
_EVERYBODY = frozenset({"channel", "here", "everyone", "canal"})

# "sam" is Saturday, or Sam: a name only when they know one.
VAGUE_DAY = "when"

Phrases = dict[str, list[tuple[list[str], str]]]


@dataclass(slots=True)
class People:
    """Who is named in a command, in the order of naming."""

    mentions: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def shorten(text: str, known: Collection[str], people: People) -> Iterator[str]:
    """The shorthand of a cleaned text, sign by sign; whoever is named goes to `people`.

    `known` are names that count without an @: whole, or by one of their words ("Léa" for Léa Martin).
    """
    text = text.translate(_FRACTIONS)
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "blank"]
    words = [_word(token) for token in tokens]
    named = _by_first_word((name, BARRIER) for whole in known for name in (whole, *whole.split()))
    place = 0
    while place < len(tokens):
        phrase, name = _longest(_PHRASES, words, place), _longest(named, words, place)
        if name and (phrase is None or phrase[1] == VAGUE_DAY):
            length, sign = name
            people.names.append(text[tokens[place].start() : tokens[place + length - 1].end()])
        elif phrase:
            length, sign = phrase
        else:
            length, sign = 1, _sign(tokens[place], people)
        if sign:
            yield sign
        place += length


def _word(token: re.Match[str]) -> str:
    """The token as the phrasebook spells it; nothing for what is no word."""
    return fold(token["word"] or token["number"] or "")


def _sign(token: re.Match[str], people: People) -> str:
    match token.lastgroup:
        case "mention":
            people.mentions.append(token["mention"])
            return BARRIER
        case "name" if fold(token["name"]) not in _EVERYBODY:
            people.names.append(token["name"].rstrip(".'’-"))
            return BARRIER
        case "number" if token["glued"]:
            hours, minutes = re.split("[hH]", token["glued"])
            return f"{hours} h {minutes} m"  # so that "1h30 mars 3" has no 30 March
        case "number":
            return token["number"].replace(":", " : ").replace(",", ".")
        case "dash":
            return "-"
        case "prime":
            return "m"
        case "noise" if token["noise"].isdecimal():
            return TOO_MANY
        case "word":
            return near(_word(token), _NEAR) or UNKNOWN
        case _:
            return UNKNOWN


def _longest(book: Phrases, words: list[str], place: int) -> tuple[int, str] | None:
    for phrase, sign in book.get(words[place], ()):
        if words[place : place + len(phrase)] == phrase:
            return len(phrase), sign
    return None


def _by_first_word(phrases: Iterable[tuple[str, str]]) -> Phrases:
    book: Phrases = {}
    for phrase, sign in phrases:
        words = [word for token in TOKEN.finditer(phrase) if (word := _word(token))]
        if words:
            book.setdefault(words[0], []).append((words, sign))
    for same_start in book.values():
        same_start.sort(key=lambda entry: -len(entry[0]))
    return book


def read_phrasebook() -> Iterator[tuple[str, str]]:
    """Every phrase, in all languages, with its shorthand."""
    tables = tomllib.loads(files("handlers").joinpath("phrasebook.toml").read_text(encoding="utf-8"))
    for table in tables.values():
        for sign, phrases in table.items():
            for phrase in phrases.split(","):
                yield phrase.strip(), "" if sign == "skip" else sign


_PHRASES = _by_first_word(read_phrasebook())
_NEAR = misspellings(entry for same_start in _PHRASES.values() for entry in same_start)
