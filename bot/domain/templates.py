"""The sheets of a programme as its coordinators make them of the file's (`field.md` W12).

Every change is a version of its own, and a sheet that was made keeps the words of the one it was made of. A line keeps
its key whatever it says: by it what is not ticked carries over, and steps are counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.programmes import ProgrammeType, SheetItem, SheetTemplate, Stage, Texts
from bot.domain.refusals import Outdated, Refusal
from bot.domain.steps import Step
from bot.domain.topics import key_for

#: A sheet that a month can hold.
MOST_LINES = 10
#: Characters: of a box to tick (`slack.md` §2.1), and of a title.
LONGEST_LINE, LONGEST_TITLE = 75, 60
#: What a key begins with whose first English word is a number.
NAMELESS = "line_"


class TemplateChanged(Refusal):
    """A colleague changed the sheet while it was being read."""

    key = "templates.changed_meanwhile"


class LineUnsaid(Refusal):
    """Everybody reads their own language: it is said in each; `languages` are those that miss."""

    key = "templates.unsaid"

    def __init__(self, languages: Collection[str]) -> None:
        super().__init__()
        self.languages = tuple(languages)


class TooManyLines(Refusal):
    """The sheet holds `most` lines already."""

    key = "templates.full"


class LastLine(Refusal):
    """A sheet without a line is none."""

    key = "templates.last_line"


class LineCounts(Refusal):
    """Mentorships reach a step by this line, and it would be on no sheet any more."""

    key = "templates.counts"

    def __init__(self, line: SheetItem, step: Step) -> None:
        super().__init__()
        self.line, self.step = line, step


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The sheet of one stage as a coordinator left it. One without lines says: back to the file's."""

    stage: Stage
    version: int
    title: Texts
    items: tuple[SheetItem, ...]
    by_id: int
    at: datetime


def in_use(of_the_file: SheetTemplate, edition: Edition | None) -> SheetTemplate:
    if edition is None or not edition.items:
        return of_the_file
    return SheetTemplate(stage=of_the_file.stage, title=edition.title, items=edition.items)


def as_edited(kind: ProgrammeType, editions: Mapping[Stage, Edition]) -> ProgrammeType:
    """The type with the sheets that are in use. Themes, and the lines of networks, stay the file's."""
    if not editions:
        return kind
    return replace(
        kind, sheets={stage: in_use(sheet, editions.get(stage)) for stage, sheet in kind.sheets.items()}
    )


def with_line(sheet: SheetTemplate, line: SheetItem, place: int) -> SheetTemplate:
    """One more line, at this place, counted from 0. Raises `TooManyLines`."""
    if len(sheet.items) >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return _placed(sheet, line, sheet.items, place)


def with_other_words(sheet: SheetTemplate, key: str, texts: Texts, place: int) -> SheetTemplate:
    """The same line in other words, or at another place. Raises `Outdated` for one that is not there."""
    line = line_of(sheet, key)
    rest = [item for item in sheet.items if item.key != key]
    return _placed(sheet, replace(line, texts=texts), rest, place)


def without_line(sheet: SheetTemplate, key: str) -> SheetTemplate:
    """Raises `LastLine`, and `Outdated` for one that is not there."""
    line = line_of(sheet, key)
    if len(sheet.items) == 1:
        raise LastLine
    return replace(sheet, items=tuple(item for item in sheet.items if item != line))


def with_title(sheet: SheetTemplate, title: Texts) -> SheetTemplate:
    return replace(sheet, title=title)


def line_of(sheet: SheetTemplate, key: str) -> SheetItem:
    for item in sheet.items:
        if item.key == key:
            return item
    raise Outdated


def check_said(texts: Texts) -> None:
    """Raise `LineUnsaid` when a language has no word."""
    if unsaid := [language for language, words in texts.items() if not words.strip()]:
        raise LineUnsaid(unsaid)


def check_steps(before: ProgrammeType, after: ProgrammeType) -> None:
    """Raise `LineCounts` when a step hangs on a line that stood on a sheet before, and on none after."""
    stood, stands = lines_in(before), lines_in(after)
    for step in before.steps:
        for key in step.asks.items:
            if key in stood and key not in stands:
                raise LineCounts(stood[key], step)


def lines_in(kind: ProgrammeType) -> Mapping[str, SheetItem]:
    """Every line that a mentorship of this type may be asked, by its key."""
    lists: Sequence[Iterable[SheetItem]] = (
        *(sheet.items for sheet in kind.sheets.values()),
        *(theme.items for theme in kind.themes),
        *kind.of_networks.values(),
    )
    return {item.key: item for items in lists for item in items}


def new_key(english: str, taken: Collection[str]) -> str:
    """A name for good, as a programme file would have it: it begins with a letter."""
    key = key_for(english, taken)
    return key if key[0].isalpha() else key_for(f"{NAMELESS}{english}", taken)


def _placed(sheet: SheetTemplate, line: SheetItem, others: Sequence[SheetItem], place: int) -> SheetTemplate:
    return replace(sheet, items=(*others[:place], line, *others[place:]))
