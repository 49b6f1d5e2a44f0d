"""The types of programme a company can run: those shipped with the bot, and its own (`BINOME_PROGRAMMES`).

A file of the company's replaces the shipped type of the same key. Every mistake of every file is told at once, with
the file, the line, the field and what is expected there. The format is described in `docs/programme-files.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from bot.domain.calendar import Period
from bot.domain.programmes import (
    Capacity,
    Charter,
    Duration,
    Kind,
    Mode,
    ProgrammeType,
    SheetItem,
    SheetTemplate,
    Stage,
    Texts,
    Theme,
    Topic,
)
from bot.programme import type_pace, type_sections, type_steps
from bot.programme.type_texts import LANGUAGES, OPTION, SENTENCE, TITLE, keyed, lines, texts, words
from bot.programme.yaml_fields import BrokenYamlError, Field, Mistake, read_yaml

# A text that Slack shows in one block (slack.md §2.1), and a sheet that a month can hold.
CHARTER: Final = 2900
SHEET_LINES: Final = 10
MOST_PLACES: Final = 50

_REQUIRED: Final = (
    "key",
    "name",
    "summary",
    "kind",
    "mode",
    "period",
    "capacity",
    "topics",
    "sheets",
    "steps",
)
_OPTIONAL: Final = ("duration", "midway_every", "themes", "networks", "charter")
#: What a file may say besides: each is read by itself, under the name that the type gives it.
_SECTIONS: Final[Mapping[str, tuple[str, Callable[[Field], Any]]]] = {
    "mentors": ("approval", type_sections.approval),
    "preparation": ("preparation", type_sections.preparation),
    "expectations": ("expectations", type_sections.expectations),
    "resources": ("resources", type_sections.resources),
    "roles": ("roles", type_sections.roles),
    "why": ("why", type_sections.why),
    "values": ("values", type_sections.values),
    "emergency": ("emergency", type_sections.emergency),
    "arrival": ("arrival", type_sections.arrival),
    "matching": ("matching", type_sections.matching),
    "quiet_weeks": ("quiet_weeks", type_sections.quiet_weeks),
    "cadences": ("cadences", type_pace.cadences),
    "ladder": ("ladder", type_pace.ladder),
    "certificate": ("certificate", type_steps.certificate),
}


class ProgrammeFileError(Exception):
    """What is wrong in the programme files, one sentence a mistake, as in "ours.yaml, line 3: kind must be …"."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def load_types(folder: Path | None = None) -> Mapping[str, ProgrammeType]:
    """Every type by its key: the shipped ones, then those of the company's folder, which win.

    Raises ProgrammeFileError with every mistake of every file, or when the folder is not there.
    """
    own = _read_all(_company_files(folder)) if folder is not None else {}
    return MappingProxyType(_shipped() | own)


@cache
def _shipped() -> dict[str, ProgrammeType]:
    """Read once: they come with the program."""
    return _read_all(files("bot.programmes").iterdir())


def parse_type(text: str, name: str) -> tuple[ProgrammeType, int]:
    """One file's type, and the line of its key; `name` is the file's, for the sentences. Raises ProgrammeFileError."""
    try:
        file = read_yaml(text)
    except BrokenYamlError as broken:
        raise ProgrammeFileError([_told(name, broken.mistake)]) from None
    fields = file.fields(required=_REQUIRED, optional=(*_OPTIONAL, *_SECTIONS))
    found = _type(fields)
    if file.mistakes:
        raise ProgrammeFileError([_told(name, mistake) for mistake in sorted(file.mistakes)])
    return found, fields["key"].line


def _told(name: str, mistake: Mistake) -> str:
    return f"{name}, line {mistake.line}: {mistake.sentence}"


def _company_files(folder: Path) -> Iterable[Traversable]:
    if not folder.is_dir():
        raise ProgrammeFileError([f"BINOME_PROGRAMMES names {folder}, which is not a folder."])
    return folder.iterdir()


def _read_all(folder: Iterable[Traversable]) -> dict[str, ProgrammeType]:
    types: dict[str, ProgrammeType] = {}
    named: dict[str, str] = {}
    mistakes: list[str] = []
    yaml_files = (file for file in folder if file.name.endswith((".yaml", ".yml")))
    for file in sorted(yaml_files, key=lambda one: one.name):
        try:
            found, line = parse_type(_text_of(file), file.name)
        except ProgrammeFileError as error:
            mistakes += error.sentences
            continue
        if found.key in types:
            taken = f"key must be one that no other file has; '{found.key}' is taken by {named[found.key]}."
            mistakes.append(_told(file.name, Mistake(line, taken)))
        types[found.key], named[found.key] = found, file.name
    if mistakes:
        raise ProgrammeFileError(mistakes)
    return types


def _text_of(file: Traversable) -> str:
    try:
        content = file.read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ProgrammeFileError([_told(file.name, Mistake(line, "the file must be UTF-8 text."))]) from None
    except OSError as refused:
        raise ProgrammeFileError([f"{file.name} cannot be read: {refused.strerror}."]) from None


def _type(fields: Mapping[str, Field]) -> ProgrammeType:
    said: dict[str, Texts] = {}
    sheets = _sheets(fields["sheets"], said)
    themes = _themes(fields["themes"], said) if "themes" in fields else ()
    midway_every = fields["midway_every"].whole(least=2, most=52) if "midway_every" in fields else None
    if midway_every and Stage.MIDWAY not in sheets:
        fields["midway_every"].wrong("needs a midway sheet, but sheets.midway is missing.")
    return ProgrammeType(
        key=fields["key"].key(),
        name=texts(fields["name"], longest=TITLE),
        summary=texts(fields["summary"], longest=SENTENCE),
        kind=fields["kind"].one_of(Kind),
        mode=fields["mode"].one_of(Mode),
        period=_period(fields["period"]),
        duration=_duration(fields["duration"]) if "duration" in fields else None,
        capacity=_capacity(fields["capacity"]),
        midway_every=midway_every,
        topics=tuple(Topic(key=key, texts=texts) for key, texts in lines(fields["topics"], most=60)),
        sheets=sheets,
        themes=themes,
        of_networks=_of_networks(fields["networks"], said) if "networks" in fields else {},
        steps=type_steps.steps(fields["steps"], frozenset(said), charter="charter" in fields),
        charter=_charter(fields["charter"]) if "charter" in fields else None,
        **{given: read(fields[name]) for name, (given, read) in _SECTIONS.items() if name in fields},
    )


def _period(field: Field) -> Period:
    months, weeks = _one_count(field, "months", 12, "weeks", 52)
    return Period(months=months, weeks=weeks)


def _duration(field: Field) -> Duration:
    months, days = _one_count(field, "months", 60, "days", 1000)
    return Duration(months=months, days=days)


def _one_count(field: Field, one: str, most_of_one: int, other: str, most_of_other: int) -> tuple[int, int]:
    """Either so many of one unit or so many of the other; one of the first where the file does not say."""
    fields = field.fields(required=(), optional=(one, other)) if isinstance(field.value, Mapping) else {}
    if len(fields) != 1:
        field.wrong(f"must say either '{one}' or '{other}', and a whole number.")
        return 1, 0
    if one in fields:
        return fields[one].whole(least=1, most=most_of_one), 0
    return 0, fields[other].whole(least=1, most=most_of_other)


def _capacity(field: Field) -> Capacity:
    """They go upwards from least to most, with the default between them; what is wrong bounds nothing else."""
    fields = field.fields(required=("least", "most", "default"))
    least = fields["least"].whole(least=1, most=MOST_PLACES)
    most = fields["most"].whole(least=least, most=MOST_PLACES)
    highest = most if fields["most"].value == most else MOST_PLACES
    default = fields["default"].whole(least=least, most=highest)
    return Capacity(least=least, most=most, default=default)


def _sheets(field: Field, said: dict[str, Texts]) -> Mapping[Stage, SheetTemplate]:
    """The first, the following and the closing sheet; a midway one where the programme has it.

    `said` collects the words of every line.
    """
    needed = (Stage.FIRST, Stage.FOLLOWING, Stage.CLOSING)
    fields = field.fields(required=tuple(stage.value for stage in needed), optional=(Stage.MIDWAY.value,))
    return {Stage(name): _sheet(Stage(name), sheet, said) for name, sheet in fields.items()}


def _sheet(stage: Stage, field: Field, said: dict[str, Texts]) -> SheetTemplate:
    fields = field.fields(required=("title", "items"))
    title = texts(fields["title"], longest=TITLE)
    return SheetTemplate(stage=stage, title=title, items=_items(fields["items"], said))


def _themes(field: Field, said: dict[str, Texts]) -> tuple[Theme, ...]:
    return tuple(
        Theme(
            key=fields["key"].key(),
            title=texts(fields["title"], longest=TITLE),
            items=_items(fields["items"], said),
        )
        for _, fields in keyed(field, most=24, required=("title", "items"))
    )


def _of_networks(field: Field, said: dict[str, Texts]) -> Mapping[str, tuple[SheetItem, ...]]:
    """`networks`: what the first sheet holds besides, for whoever belongs to one of these (`field.md` W4)."""
    found: dict[str, tuple[SheetItem, ...]] = {}
    for entry in field.each(most=60):
        fields = entry.fields(required=("network", "items"))
        name = fields["network"].text(longest=TITLE)
        if name.casefold() in found:
            fields["network"].wrong(f"must be a network that no other entry names; '{name}' stands already.")
        found[name.casefold()] = _items(fields["items"], said)
    return found


def _items(field: Field, said: dict[str, Texts]) -> tuple[SheetItem, ...]:
    """What is not ticked carries over by its key: a key has the same words everywhere."""
    entries = keyed(field, most=SHEET_LINES, required=LANGUAGES)
    return tuple(_item(entry, fields, said) for entry, fields in entries)


def _item(entry: Field, fields: Mapping[str, Field], said: dict[str, Texts]) -> SheetItem:
    item = SheetItem(key=fields["key"].key(), texts=words(fields, longest=OPTION))
    if item.key and said.setdefault(item.key, item.texts) != item.texts:
        entry.wrong(
            f"must have the words that the line '{item.key}' has in another sheet, or a key of its own."
        )
    return item


def _charter(field: Field) -> Charter:
    fields = field.fields(required=("version", *LANGUAGES))
    version = fields["version"].whole(least=1, most=10_000)
    return Charter(version=version, texts=words(fields, longest=CHARTER))
