"""Reading a number that somebody typed: "80", "80 %", "12,5", "1 200"."""

from __future__ import annotations

import re

#: A thousand may be parted by a space; more than two figures after a comma or a point might be a thousand too.
NUMBER = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,7})(?:[.,](\d{1,2}))?(?: ?(?:%|[^\W\d_]{1,8}\.?))?", re.ASCII)
LONGEST = 20


def read_number(text: str) -> float | None:
    """The number; a unit behind it is passed over. None when the words are no number."""
    words = " ".join(text[: LONGEST + 1].replace("\u202f", " ").replace("\u00a0", " ").split())
    found = NUMBER.fullmatch(words)
    return float(f"{found[1].replace(' ', '')}.{found[2] or 0}") if found else None
