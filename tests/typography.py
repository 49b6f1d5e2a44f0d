"""What a typographer would mend in our texts; used for the catalogues and for the programme files."""

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"

# Not prose: commands and code, emoji names, placeholders. They are taken out before the text is judged.
_CODE = re.compile(r"`[^`]*`")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")

_BOTH = [
    (r"['\"]", "a straight quote: use ’ or “ ” or « »"),
    (r"\.\.\.", "three dots: use …"),
    (r" {2}", "two spaces in a row"),
    (r"^\s|\s$", "a space at the beginning or at the end"),
    (r" \n|\n ", "a space at the end or the beginning of a line"),
    (r"https?://|www\.", "an address: it belongs to the settings or to a programme file"),
    (r"(?i)\boops\b|\boups\b", "“Oops”"),
]
_FRENCH = [
    (r"[^\s!?][:;!?]", "no narrow no-break space (U+202F) before : ; ! ?"),
    (r"[ \u00a0][:;!?»%]", "an ordinary space where a narrow no-break one (U+202F) belongs"),
    (r"«[^\u202f]|[^\u202f]»", "no narrow no-break space (U+202F) inside « »"),
    (r"[\w]%", "no space before %"),
    (r"[“”]", "English quotation marks: use « »"),
]
_ENGLISH = [
    (r"\s[:;!?]", "a space before : ; ! ?"),
    (r"\u202f", "a French narrow space"),
    (r"[«»]", "French quotation marks: use “ ”"),
]


def mistakes(text: str, language: str) -> list[str]:
    """One short sentence for each kind of mistake in the text."""
    prose = _PLACEHOLDER.sub("x", _EMOJI.sub("x", _CODE.sub("x", text)))
    rules = _BOTH + (_FRENCH if language == "fr" else _ENGLISH)
    return [complaint for pattern, complaint in rules if re.search(pattern, prose)]
