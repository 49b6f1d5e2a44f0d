"""The catalogues: one TOML file per conversation and language (decision 0002).

`meetings.logged` is the entry `logged` of `fr/meetings.toml` or `en/meetings.toml`. An entry is one
whole text, or a table of plural forms (`one`, `other`, and `zero` for "none at all"); any other table groups
entries (`onboarding.topics.title`). A top-level table `[tu]` repeats what differs for people addressed
as *tu*.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# French has one more category, for round millions (`many`): it reads `other`; nobody meets a million times.
FORMS = frozenset({"zero", "one", "other"})

_NO_TEXTS: Mapping[str, "Entry"] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One text, by plural form; a text that counts nothing has the single form `other`."""

    forms: Mapping[str, str]

    @property
    def counts(self) -> bool:
        return len(self.forms) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """One conversation in one language; `tu` holds only what differs."""

    vous: Mapping[str, Entry]
    tu: Mapping[str, Entry]

    def entry(self, name: str, address: str) -> Entry | None:
        familiar = self.tu.get(name) if address == "tu" else None
        return familiar or self.vous.get(name)


@cache
def catalogue(language: str, conversation: str) -> Catalogue:
    """The texts of one conversation; an unknown conversation is an empty one.

    Raises ValueError on a malformed file.
    """
    file = files("bot.texts") / language / f"{conversation}.toml"
    if not file.is_file():
        return Catalogue(vous=_NO_TEXTS, tu=_NO_TEXTS)
    return parse(file.read_text(encoding="utf-8"), f"{language}/{conversation}.toml")


def parse(text: str, where: str) -> Catalogue:
    """The texts of one TOML file, named `where` in errors. Raises ValueError when an entry is malformed."""
    tables = tomllib.loads(text)
    familiar = tables.pop("tu", {})
    return Catalogue(
        vous=MappingProxyType(dict(_entries(tables, "", where))),
        tu=MappingProxyType(dict(_entries(familiar, "", f"{where} [tu]"))),
    )


def conversations(language: str) -> list[str]:
    """The conversations that have texts in this language, in alphabetical order."""
    folder = files("bot.texts") / language
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def _entries(table: Mapping[str, object], prefix: str, where: str) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        path = f"{prefix}{name}"
        if isinstance(value, str):
            yield path, Entry(forms={"other": value})
        elif isinstance(value, dict) and FORMS & value.keys():
            yield path, _plural(value, f"{where}: {path}")
        elif isinstance(value, dict):
            yield from _entries(value, f"{path}.", where)
        else:
            raise ValueError(f"{where}: {path} is neither a text nor a table of texts.")


def _plural(table: Mapping[str, object], where: str) -> Entry:
    if not {"one", "other"} <= table.keys() <= FORMS:
        raise ValueError(f"{where} counts something: it needs `one` and `other`, may have `zero`, no more.")
    forms = {form: text for form, text in table.items() if isinstance(text, str)}
    if len(forms) < len(table):
        raise ValueError(f"{where} has a plural form that is not a text.")
    return Entry(forms=forms)
