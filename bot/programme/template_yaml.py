"""A sheet as YAML, the way programme files write it: for whoever would rather edit it as a text, or copy it.

Every mistake is told with its line and its field, in the reader's language: a coordinator reads it, in a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import yaml

from bot.domain.programmes import SheetItem, SheetTemplate, Texts
from bot.domain.templates import LONGEST_LINE, LONGEST_TITLE, MOST_LINES
from bot.programme.type_texts import LANGUAGES
from bot.programme.yaml_fields import KEY, BrokenYamlError, Field, read_yaml

#: No line is broken in two: it is copied from here.
WIDTH = 1000
#: A narrow no-break space before a question mark is none.
_GAP = re.compile(r"[ \t\r\n]+")


class Wrong(StrEnum):
    """What is the matter with a field; `texts/*/templates.toml` has the sentences."""

    BROKEN = "broken"
    NO_TABLE = "no_table"
    UNKNOWN = "unknown"
    MISSING = "missing"
    NO_LIST = "no_list"
    MANY = "many"
    NO_TEXT = "no_text"
    LONG = "long"
    NO_KEY = "no_key"
    TWICE = "twice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """In a line, counted from 1, at a field as in `items[2].fr`; `most` is what there may be."""

    line: int
    path: str
    wrong: Wrong
    most: int = 0


class WrongYaml(Exception):
    """All that is wrong, in the order of the text."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What the YAML says; a line without a key is new."""

    title: Texts
    lines: tuple[SheetItem, ...]


def written(sheet: SheetTemplate) -> str:
    content = {
        "title": dict(sheet.title),
        "items": [{"key": item.key, **item.texts} for item in sheet.items],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=WIDTH)


def read(text: str, *, visible: Callable[[str], str] = str) -> Written:
    """`visible` leaves of some words what can be seen: without any, there are none. Raises `WrongYaml`."""
    try:
        document = read_yaml(text)
    except BrokenYamlError as broken:
        raise WrongYaml([Mistake(line=broken.mistake.line, path="", wrong=Wrong.BROKEN)]) from None
    reading = _Reading(visible=visible)
    fields = reading.table(document, needed=("title", "items"))
    title = reading.words(fields["title"], longest=LONGEST_TITLE) if "title" in fields else {}
    lines = tuple(reading.lines(fields["items"])) if "items" in fields else ()
    if reading.mistakes:
        raise WrongYaml(sorted(reading.mistakes, key=lambda one: one.line))
    return Written(title=title, lines=lines)


@dataclass(kw_only=True, slots=True)
class _Reading:
    """One reading, which finds all the mistakes."""

    visible: Callable[[str], str]
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, at: Field, why: Wrong, *, most: int = 0, name: str = "") -> None:
        path = ".".join(filter(None, (at.path, name)))
        self.mistakes.append(Mistake(line=at.line, path=path, wrong=why, most=most))

    def table(
        self, at: Field, *, needed: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, Field]:
        if not isinstance(at.value, Mapping):
            self.wrong(at, Wrong.NO_TABLE)
            return {}
        below = at.fields(required=(), optional=tuple(str(name) for name in at.value))
        for name, one in below.items():
            if name not in needed + optional:
                self.wrong(one, Wrong.UNKNOWN)
        for name in needed:
            if name not in below:
                self.wrong(at, Wrong.MISSING, name=name)
        return {name: below[name] for name in needed + optional if name in below}

    def words(self, at: Field, *, longest: int) -> Texts:
        fields = self.table(at, needed=LANGUAGES)
        return {language: self.text(one, longest=longest) for language, one in fields.items()}

    def lines(self, at: Field) -> Iterator[SheetItem]:
        if not isinstance(at.value, list) or not at.value:
            self.wrong(at, Wrong.NO_LIST)
            return
        if len(at.value) > MOST_LINES:
            self.wrong(at, Wrong.MANY, most=MOST_LINES)
        seen: set[str] = set()
        for entry in at.each(most=len(at.value)):
            fields = self.table(entry, needed=LANGUAGES, optional=("key",))
            key = self.key(fields["key"], seen) if "key" in fields else ""
            texts = {
                language: self.text(one, longest=LONGEST_LINE)
                for language, one in fields.items()
                if language in LANGUAGES
            }
            yield SheetItem(key=key, texts=texts)

    def text(self, at: Field, *, longest: int) -> str:
        """In one line: it is a box to tick."""
        words = _GAP.sub(" ", self.visible(at.value)).strip() if isinstance(at.value, str) else ""
        if not words:
            self.wrong(at, Wrong.NO_TEXT)
        elif len(words) > longest:
            self.wrong(at, Wrong.LONG, most=longest)
        return words

    def key(self, at: Field, seen: set[str]) -> str:
        if not isinstance(at.value, str) or not KEY.fullmatch(at.value):
            self.wrong(at, Wrong.NO_KEY)
            return ""
        if at.value in seen:
            self.wrong(at, Wrong.TWICE)
        seen.add(at.value)
        return at.value
