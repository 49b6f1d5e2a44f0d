"""Reading a YAML file field by field; every mistake is collected as a sentence, none stops the reading.

A `Field` knows its line and where it stands ("sheets.first.items[2].fr"). Each of its methods gives the value, or
notes what is wrong and what is expected, and gives a harmless stand-in: one reading finds all the mistakes of a file.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

import yaml

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LINK = re.compile(r"https://[^\s<>|\"]+")
#: Of an address behind a button (`slack.md` §2.1).
LONGEST_LINK = 3000

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, order=True, slots=True)
class Mistake:
    """What is wrong in a line; lines count from 1."""

    line: int
    sentence: str


class BrokenYamlError(Exception):
    """The file is no YAML at all; the mistake says where it breaks."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.sentence)
        self.mistake = mistake


class _Strict(yaml.SafeLoader):
    """YAML that refuses the same key twice: plain YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the field '{key}' stands here a second time", key_node.start_mark
                )
            if isinstance(key, Hashable):
                seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Field:
    """The document's content. Raises BrokenYamlError with the line where the YAML breaks."""
    try:
        node, value = _composed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenYamlError(Mistake(line, f"{error.problem or error.context}.")) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BrokenYamlError(Mistake(line, f"{error.reason}.")) from None
    except ValueError as error:  # what looks like a number or a date, and is none
        raise BrokenYamlError(Mistake(1, f"{error}.")) from None
    return Field(value=value, path="", line=_line(node) if node is not None else 1, node=node, mistakes=[])


def _composed(text: str) -> tuple[yaml.Node | None, object]:
    """The document as YAML sees it, with its lines, and what it holds."""
    loader = _Strict(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A value, where it stands in its file, and the list that its mistakes go to.

    `node` is the same value as YAML saw it, which knows the lines of what is below it.
    """

    value: object
    path: str
    line: int
    node: yaml.Node | None
    mistakes: list[Mistake]

    def wrong(self, sentence: str) -> None:
        self.mistakes.append(Mistake(self.line, f"{self.path or 'the file'} {sentence}"))

    def fields(self, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Field]:
        """The required fields, and those of the optional ones that are there.

        What is missing, unknown or not a table of fields is a mistake; it is told once, and a silent stand-in
        takes its place.
        """
        if not isinstance(self.value, Mapping):
            self.wrong(f"must hold the fields {_listed(required + optional)}.")
            return {name: self._stand_in(name) for name in required}
        known, below = required + optional, self._below()
        for name, field in below.items():
            if name not in known:
                field.wrong(f"is not a field known here; known are {_listed(known)}.")
        there = {name: below[name] for name in known if name in below and below[name].value is not None}
        for name in required:
            if name not in there:
                self._named(name, None, self.line, None).wrong(
                    f"is missing; needed here are {_listed(required)}."
                )
                there[name] = self._stand_in(name)
        return there

    def each(self, *, least: int = 1, most: int) -> Iterator[Field]:
        """The entries of a list that has between `least` and `most` of them."""
        if not isinstance(self.value, list) or self.node is None:
            self.wrong(f"must be a list of {least} to {most} entries.")
            return
        if not least <= len(self.value) <= most:
            self.wrong(f"must have {least} to {most} entries, and has {len(self.value)}.")
        for number, (value, node) in enumerate(zip(self.value, self.node.value, strict=True), start=1):
            path = f"{self.path}[{number}]"
            yield Field(value=value, path=path, line=_line(node), node=node, mistakes=self.mistakes)

    def text(self, *, longest: int) -> str:
        """Words, of at most `longest` characters, without spaces around them."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong("must be a text that is not empty.")
            return ""
        if len(self.value) > longest:
            self.wrong(f"must have at most {longest} characters, and has {len(self.value)}.")
        return self.value.strip()

    def key(self) -> str:
        """A short name for the machine: small letters, figures and underscores."""
        if isinstance(self.value, str) and KEY.fullmatch(self.value):
            return self.value
        self.wrong("must be a short name in small letters, figures and underscores, such as 'long_term'.")
        return ""

    def whole(self, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and least <= self.value <= most:
            return self.value
        self.wrong(f"must be a whole number from {least} to {most}, and is {self.value!r}.")
        return least

    def yes_or_no(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        self.wrong(f"must be true or false, and is {self.value!r}.")
        return False

    def link(self) -> str:
        """An address that can be trusted to be what it says."""
        if isinstance(self.value, str) and len(self.value) <= LONGEST_LINK and _LINK.fullmatch(self.value):
            return self.value
        self.wrong(f"must be an address that begins with https://, and is {self.value!r}.")
        return ""

    def month_and_day(self) -> tuple[int, int]:
        """A day that comes back every year, as in "12-24"."""
        try:
            day = date.fromisoformat(f"2024-{self.value}")  # a year that has a 29 February
        except ValueError:
            self.wrong(f"must be a month and a day, such as '12-24', and is {self.value!r}.")
            return 1, 1
        return day.month, day.day

    def one_of(self, choices: Iterable[Choice]) -> Choice:
        """One of the words that the programme knows."""
        known = list(choices)
        for choice in known:
            if choice == self.value:
                return choice
        self.wrong(f"must be one of {_listed(tuple(known))}, and is {self.value!r}.")
        return known[0]

    def _stand_in(self, name: str) -> Field:
        """What a missing field reads as: its own mistakes go nowhere, since its absence is told already."""
        return Field(value=None, path=name, line=self.line, node=None, mistakes=[])

    def _below(self) -> dict[str, Field]:
        """The fields of a table. A field's line is that of its name, wherever its value begins."""
        assert isinstance(self.value, Mapping)
        assert self.node is not None
        entries = zip(self.value.items(), self.node.value, strict=True)
        return {
            str(name): self._named(str(name), value, _line(name_node), node)
            for (name, value), (name_node, node) in entries
        }

    def _named(self, name: str, value: object, line: int, node: yaml.Node | None) -> Field:
        path = f"{self.path}.{name}" if self.path else name
        return Field(value=value, path=path, line=line, node=node, mistakes=self.mistakes)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)
