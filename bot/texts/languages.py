"""The languages that people speak, by code, each as the reader calls it."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

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
    """Every language and its name, as in "allemand", "German"."""
    known = dict(Locale(reader).languages)
    return {code: name for code, name in known.items() if len(code) <= _LONGEST and code not in _NONE}
