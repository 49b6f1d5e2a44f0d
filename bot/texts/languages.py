"""The languages that people speak, by code, each as the reader calls it."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

from bot.texts.speech import LANGUAGES

#: Offered before anybody types a letter: those most spoken where companies of several countries work together.
USUAL: Final = (
    *("en", "fr", "es", "de", "it", "pt", "nl", "ar", "zh", "hi"),
    *("ja", "pl", "ro", "ru", "uk", "tr", "vi", "ko", "el", "sv"),
)
#: Codes that stand for no language, or for several.
_NONE: Final = frozenset({"mis", "mul", "root", "und", "zxx"})
#: A longer code is a variant: "fr_CA" is French.
_LONGEST: Final = 3


@cache
def spoken(reader: str) -> Mapping[str, str]:
    """Every language that has a name in all of ours, and its name, as in "allemand", "German"."""
    known = [Locale(language).languages for language in LANGUAGES]
    codes = set.intersection(*(set(names) for names in known)) - _NONE
    return {code: str(Locale(reader).languages[code]) for code in sorted(codes) if len(code) <= _LONGEST}
