"""What nobody sees in a text, and what no database takes: it is left out of whatever comes in, typed or in a file."""

from __future__ import annotations

import re

# What changes how other text reads (bidi overrides and marks), and what nobody sees (zero-width space, BOM).
_UNSEEN = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
# C0 and C1 controls but the line breaks and tabs, lone surrogates (no database takes them), noncharacters.
_UNSAFE = re.compile(f"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_UNSEEN}]")


def visible(text: str) -> str:
    """The same text without it, its lines and blanks as they are."""
    return _UNSAFE.sub("", text)
