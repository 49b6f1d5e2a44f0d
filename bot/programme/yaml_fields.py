"""Reading a YAML file field by field; every mistake is collected as a sentence, none stops the reading.

A `Field` knows where it stands ("sheets.first.items[2].fr"). Each of its methods gives the value, or notes
what is wrong and gives a harmless stand-in, so that one reading finds all the mistakes of a file.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import yaml

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Choice = TypeVar("Choice", bound=StrEnum)


class BrokenYamlError(Exception):
    """The file is no YAML at all; the sentence says where it breaks."""


class _Strict(yaml.SafeLoader):
    """YAML that refuses the same key twice: plain YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the field '{key}' stands here a second time", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> object:
    """The document's content. Raises BrokenYamlError with the line where the YAML breaks."""
    try:
        return yaml.load(text, Loader=_Strict)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise BrokenYamlError(f"{line}{error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise BrokenYamlError(f"{error}.") from None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A value, where it stands in its file, and the list that its mistakes go to."""

    value: object
    path: str
    mistakes: list[str]

    def wrong(self, sentence: str) -> None:
        self.mistakes.append(f"{self.path or 'the file'} {sentence}")

    def fields(self, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Field]:
        """The required fields, and those of the optional ones that are there.

        What is missing, unknown or not a table of fields is a mistake; it is told once, and a silent stand-in
        takes its place.
        """
        content = self.value
        if not isinstance(content, Mapping):
            self.wrong(f"must hold the fields {_listed(required)}.")
            return {name: self._stand_in(name) for name in required}
        known = required + optional
        for name in content:
            if name not in known:
                self._below(str(name), None).wrong(f"is not a field known here; known are {_listed(known)}.")
        there = {name: self._below(name, content[name]) for name in known if content.get(name) is not None}
        for name in required:
            if name not in there:
                self._below(name, None).wrong("is missing.")
                there[name] = self._stand_in(name)
        return there

    def each(self, *, least: int = 1, most: int) -> Iterator[Field]:
        """The entries of a list that has between `least` and `most` of them."""
        if not isinstance(self.value, list):
            self.wrong("must be a list.")
            return
        if not least <= len(self.value) <= most:
            self.wrong(f"must have {least} to {most} entries, and has {len(self.value)}.")
        for number, value in enumerate(self.value, start=1):
            yield Field(value=value, path=f"{self.path}[{number}]", mistakes=self.mistakes)

    def text(self, *, longest: int) -> str:
        """Words, of at most `longest` characters, without spaces around them."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong("must be a text that is not empty.")
            return ""
        if len(self.value) > longest:
            self.wrong(f"has {len(self.value)} characters; people see at most {longest}.")
        return self.value.strip()

    def key(self) -> str:
        """A short name for the machine: small letters, figures and underscores."""
        if isinstance(self.value, str) and _KEY.fullmatch(self.value):
            return self.value
        self.wrong("must be a short name in small letters, figures and underscores, such as 'long_term'.")
        return ""

    def whole(self, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and least <= self.value <= most:
            return self.value
        self.wrong(f"must be a whole number from {least} to {most}, and is {self.value!r}.")
        return least

    def one_of(self, choices: type[Choice]) -> Choice:
        """One of the words that the programme knows."""
        known = list(choices)
        if self.value in known:
            return choices(str(self.value))
        self.wrong(f"must be one of {_listed(tuple(known))}, and is {self.value!r}.")
        return known[0]

    def _stand_in(self, name: str) -> Field:
        """What a missing field reads as: its own mistakes go nowhere, since its absence is told already."""
        return Field(value=None, path=name, mistakes=[])

    def _below(self, name: str, value: object) -> Field:
        path = f"{self.path}.{name}" if self.path else name
        return Field(value=value, path=path, mistakes=self.mistakes)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)
