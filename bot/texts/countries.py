"""Countries by code, each as the reader calls it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from babel import Locale

#: Offered before anybody types a letter: where French and English are spoken at work, and their neighbours.
USUAL: Final = (
    *("FR", "BE", "CH", "LU", "GB", "IE", "DE", "ES", "IT", "PT"),
    *("NL", "MA", "TN", "SN", "CI", "CA", "US", "IN"),
)


@cache
def named(reader: str) -> Mapping[str, str]:
    """Every country and its name, as in "Allemagne", "Germany"."""
    return {code: str(name) for code, name in Locale(reader).territories.items() if len(code) == len("FR")}


def in_order(codes: Iterable[str], reader: str) -> list[str]:
    """Those that have a name, the usual ones first, then by name."""
    names = named(reader)
    places = {code: place for place, code in enumerate(USUAL)}
    known = [code for code in codes if code in names]
    return sorted(known, key=lambda code: (places.get(code, len(places)), names[code]))
