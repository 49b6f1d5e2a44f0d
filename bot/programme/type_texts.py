"""What every part of a programme file is made of: words in each language, and lists whose entries have a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.programmes import Texts
from bot.programme.yaml_fields import Field

LANGUAGES: Final = ("fr", "en")

# Slack's own bounds for what becomes an option to tick (slack.md §2.1), and what people read without effort.
OPTION: Final = 75
TITLE: Final = 60
SENTENCE: Final = 150
PARAGRAPH: Final = 1000
PAGE: Final = 2000


def texts(field: Field, *, longest: int) -> Texts:
    """The same words in every language."""
    return words(field.fields(required=LANGUAGES), longest=longest)


def words(fields: Mapping[str, Field], *, longest: int) -> Texts:
    return {language: fields[language].text(longest=longest) for language in LANGUAGES}


def lines(field: Field, *, most: int) -> Iterator[tuple[str, Texts]]:
    """Entries of the form {key, fr, en}, each key once, each text short enough for a box to tick."""
    for _, fields in keyed(field, most=most, required=LANGUAGES):
        yield fields["key"].key(), words(fields, longest=OPTION)


def keyed(
    field: Field,
    *,
    least: int = 1,
    most: int,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
) -> Iterator[tuple[Field, Mapping[str, Field]]]:
    """The entries of a list, each with a key that no other has."""
    seen: set[object] = set()
    for entry in field.each(least=least, most=most):
        fields = entry.fields(required=("key", *required), optional=optional)
        key = fields["key"].value
        if isinstance(key, str) and key in seen:
            fields["key"].wrong(f"must be a key of its own; '{key}' stands in this list already.")
        seen.add(key if isinstance(key, str) else None)
        yield entry, fields
