"""The types of programme a company can run: those shipped with the bot, and its own (`BINOME_PROGRAMMES`).

A file of the company's replaces the shipped type of the same key. Every mistake of every file is told at
once, with the file, the field and a sentence. The format is described in `docs/programme-files.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Final

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
    Step,
    Texts,
    Theme,
    Topic,
)
from bot.programme.yaml_fields import BrokenYamlError, Field, read_yaml

LANGUAGES: Final = ("fr", "en")

# Slack's own bounds for what becomes an option to tick (slack.md §2.1), and a sheet that a month can hold.
OPTION: Final = 75
TITLE: Final = 60
SENTENCE: Final = 150
CHARTER: Final = 2900
SHEET_LINES: Final = 10

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
_OPTIONAL: Final = ("duration", "midway_every", "themes", "charter")


class ProgrammeFileError(Exception):
    """What is wrong in the programme files, one sentence a mistake, as in "our.yaml: key is missing."."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def load_types(folder: Path | None = None) -> Mapping[str, ProgrammeType]:
    """Every type by its key: the shipped ones, then those of the company's folder, which win.

    Raises ProgrammeFileError with every mistake of every file, or when the folder is not there.
    """
    shipped = _read_all(files("bot.programmes").iterdir())
    own = _read_all(_company_files(folder)) if folder is not None else {}
    return MappingProxyType(shipped | own)


def parse_type(text: str, name: str) -> ProgrammeType:
    """One file's type; `name` is the file's, for the sentences. Raises ProgrammeFileError."""
    mistakes: list[str] = []
    try:
        content = read_yaml(text)
    except BrokenYamlError as broken:
        raise ProgrammeFileError([f"{name}: {broken}"]) from None
    found = _type(Field(value=content, path="", mistakes=mistakes))
    if mistakes:
        raise ProgrammeFileError([f"{name}: {mistake}" for mistake in mistakes])
    return found


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
            found = parse_type(file.read_text(encoding="utf-8"), file.name)
        except UnicodeDecodeError:
            mistakes.append(f"{file.name}: the file is not UTF-8 text.")
        except ProgrammeFileError as error:
            mistakes += error.sentences
        else:
            if found.key in types:
                mistakes.append(f"{file.name}: key '{found.key}' is taken by {named[found.key]}.")
            types[found.key], named[found.key] = found, file.name
    if mistakes:
        raise ProgrammeFileError(mistakes)
    return types


def _type(file: Field) -> ProgrammeType:
    fields = file.fields(required=_REQUIRED, optional=_OPTIONAL)
    sheets = _sheets(fields["sheets"])
    themes = _themes(fields["themes"]) if "themes" in fields else ()
    midway_every = fields["midway_every"].whole(least=2, most=52) if "midway_every" in fields else None
    if midway_every and Stage.MIDWAY not in sheets:
        file.wrong(
            "asks for a midway sheet every so many cycles (midway_every), but sheets.midway is missing."
        )
    return ProgrammeType(
        key=fields["key"].key(),
        name=_texts(fields["name"], longest=TITLE),
        summary=_texts(fields["summary"], longest=SENTENCE),
        kind=fields["kind"].one_of(Kind),
        mode=fields["mode"].one_of(Mode),
        period=_period(fields["period"]),
        duration=_duration(fields["duration"]) if "duration" in fields else None,
        capacity=_capacity(fields["capacity"]),
        midway_every=midway_every,
        topics=tuple(Topic(key=key, texts=texts) for key, texts in _lines(fields["topics"], most=60)),
        sheets=sheets,
        themes=themes,
        steps=_steps(fields["steps"], _item_keys(file, sheets, themes)),
        charter=_charter(fields["charter"]) if "charter" in fields else None,
    )


def _texts(field: Field, *, longest: int) -> Texts:
    """The same words in every language."""
    return _words(field.fields(required=LANGUAGES), longest=longest)


def _words(fields: Mapping[str, Field], *, longest: int) -> Texts:
    return {language: fields[language].text(longest=longest) for language in LANGUAGES}


def _lines(field: Field, *, most: int) -> Iterator[tuple[str, Texts]]:
    """Entries of the form {key, fr, en}, each key once, each text short enough for a box to tick."""
    for _, fields in _keyed(field, most=most, required=LANGUAGES):
        yield fields["key"].key(), _words(fields, longest=OPTION)


def _keyed(
    field: Field, *, most: int, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[Field, Mapping[str, Field]]]:
    seen: set[object] = set()
    for entry in field.each(most=most):
        fields = entry.fields(required=("key", *required), optional=optional)
        key = fields["key"].value
        if isinstance(key, str) and key in seen:
            fields["key"].wrong(f"is '{key}', which stands in this list already.")
        seen.add(key if isinstance(key, str) else None)
        yield entry, fields


def _period(field: Field) -> Period:
    months, weeks = _one_count(field, "months", 12, "weeks", 52)
    return Period(months=months, weeks=weeks)


def _duration(field: Field) -> Duration:
    months, days = _one_count(field, "months", 60, "days", 1000)
    return Duration(months=months, days=days)


def _one_count(field: Field, one: str, most_of_one: int, other: str, most_of_other: int) -> tuple[int, int]:
    """Either so many of one unit or so many of the other; one of the first where the file does not say."""
    fields = field.fields(required=(), optional=(one, other))
    if len(fields) != 1:
        if field.value is not None:
            field.wrong(f"must say either '{one}' or '{other}', a whole number.")
        return 1, 0
    if one in fields:
        return fields[one].whole(least=1, most=most_of_one), 0
    return 0, fields[other].whole(least=1, most=most_of_other)


def _capacity(field: Field) -> Capacity:
    fields = field.fields(required=("least", "most", "default"))
    least, most, default = (fields[name].whole(least=1, most=50) for name in ("least", "most", "default"))
    if not least <= default <= most:
        field.wrong(f"must go upwards: least {least}, default {default}, most {most} do not.")
    return Capacity(least=least, most=most, default=default)


def _sheets(field: Field) -> Mapping[Stage, SheetTemplate]:
    """The first, the following and the closing sheet; a midway one where the programme has it."""
    needed = (Stage.FIRST, Stage.FOLLOWING, Stage.CLOSING)
    fields = field.fields(required=tuple(stage.value for stage in needed), optional=(Stage.MIDWAY.value,))
    return {Stage(name): _sheet(Stage(name), sheet) for name, sheet in fields.items()}


def _sheet(stage: Stage, field: Field) -> SheetTemplate:
    fields = field.fields(required=("title", "items"))
    title = _texts(fields["title"], longest=TITLE)
    return SheetTemplate(stage=stage, title=title, items=_items(fields["items"]))


def _items(field: Field) -> tuple[SheetItem, ...]:
    return tuple(SheetItem(key=key, texts=texts) for key, texts in _lines(field, most=SHEET_LINES))


def _themes(field: Field) -> tuple[Theme, ...]:
    return tuple(
        Theme(
            key=fields["key"].key(),
            title=_texts(fields["title"], longest=TITLE),
            items=_items(fields["items"]),
        )
        for _, fields in _keyed(field, most=24, required=("title", "items"))
    )


def _item_keys(
    file: Field, sheets: Mapping[Stage, SheetTemplate], themes: tuple[Theme, ...]
) -> frozenset[str]:
    """Every line's key. What is not ticked carries over by its key: a key has the same words everywhere."""
    said: dict[str, Texts] = {}
    for items in [sheet.items for sheet in sheets.values()] + [theme.items for theme in themes]:
        for item in items:
            if said.setdefault(item.key, item.texts) != item.texts:
                file.wrong(f"gives the line '{item.key}' different words in different sheets.")
    return frozenset(said)


def _steps(field: Field, item_keys: frozenset[str]) -> tuple[Step, ...]:
    entries = _keyed(field, most=40, required=LANGUAGES, optional=("meetings", "items"))
    return tuple(_step(entry, fields, item_keys) for entry, fields in entries)


def _step(entry: Field, fields: Mapping[str, Field], item_keys: frozenset[str]) -> Step:
    if ("meetings" in fields) == ("items" in fields):
        entry.wrong(
            "is done either after so many 'meetings' or when the 'items' of a sheet are ticked: say one."
        )
    items = [(one, one.key()) for one in fields["items"].each(most=10)] if "items" in fields else []
    for field, key in items:
        if key and key not in item_keys:
            field.wrong(f"names the line '{key}', which stands in no sheet and no theme of this file.")
    return Step(
        key=fields["key"].key(),
        texts=_words(fields, longest=OPTION),
        meetings=fields["meetings"].whole(least=1, most=500) if "meetings" in fields else None,
        items=tuple(key for _, key in items),
    )


def _charter(field: Field) -> Charter:
    fields = field.fields(required=("version", *LANGUAGES))
    version = fields["version"].whole(least=1, most=10_000)
    return Charter(version=version, texts=_words(fields, longest=CHARTER))
