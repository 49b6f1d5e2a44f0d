"""The coordinators' hand on the sheets of a programme (`field.md` W12): what they change is on the sheets to come, and
never on one that somebody has.

Each change names the version that was seen: what a colleague wrote meanwhile is read before anything is written over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.enrolments import Programme
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import ProgrammeType, SheetItem, SheetTemplate, Stage, Texts
from bot.domain.refusals import Outdated
from bot.domain.templates import (
    Edition,
    TemplateChanged,
    as_edited,
    check_said,
    check_steps,
    lines_in,
    new_key,
    with_line,
    with_other_words,
    with_title,
    without_line,
)
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """Which sheet: of this programme, for this stage."""

    programme_id: int
    stage: Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """A sheet as coordinators see it, with the others that there are. `version` counts their changes; while the file's
    is in use, `by` and `at` are None. Of the following sheets, `themes` take turns in it.
    """

    where: Where
    programmes: tuple[tuple[Programme, Texts, tuple[Stage, ...]], ...]
    sheet: SheetTemplate
    version: int
    by: Person | None = None
    at: datetime | None = None
    themes: int = 0
    networks: int = 0


Change = Callable[[SheetTemplate], SheetTemplate]


def type_with_sheets(work: Work, mentorship: Mentorship) -> ProgrammeType:
    """The type of a mentorship's programme, with the sheets that are in use there."""
    programme = work.programmes.get(mentorship.programme_id)
    return as_edited(work.type_of(programme), work.templates.latest(programme.id))


def version_of(work: Work, programme_id: int, stage: Stage) -> int | None:
    """Of the sheet in use; None for the file's."""
    edition = work.templates.latest(programme_id).get(stage)
    return edition.version if edition is not None and edition.items else None


def check_right(work: Work, actor: Person) -> None:
    """Of any programme. Raises `NotAllowed`."""
    work.check(actor, Act.EDIT_SHEETS, programme_id=work.somewhere(actor, Act.EDIT_SHEETS))


def board(work: Work, actor: Person, where: Where | None = None) -> Board | None:
    """That sheet, or the first one of the first programme; None while no programme runs.

    Raises `NotAllowed`, and `Outdated` for a sheet that is not there.
    """
    check_right(work, actor)
    if where is not None:
        work.check(actor, Act.EDIT_SHEETS, programme_id=where.programme_id)
    running = [
        one for one in work.programmes.running() if work.may(actor, Act.EDIT_SHEETS, programme_id=one.id)
    ]
    if where is None and not running:
        return None
    place = where or Where(programme_id=running[0].id, stage=Stage.FIRST)
    kind, edition = _held(work, place)
    own = edition if edition is not None and edition.items else None
    return Board(
        where=place,
        programmes=tuple((one, work.type_of(one).name, stages(work.type_of(one))) for one in running),
        sheet=kind.sheets[place.stage],
        version=edition.version if edition is not None else 0,
        by=work.people.get(own.by_id) if own else None,
        at=own.at if own else None,
        themes=len(kind.themes) if place.stage is Stage.FOLLOWING else 0,
        networks=len(kind.of_networks) if place.stage is Stage.FIRST else 0,
    )


def stages(kind: ProgrammeType) -> tuple[Stage, ...]:
    """Those that this type has a sheet for, in the order in which they come."""
    return tuple(stage for stage in Stage if stage in kind.sheets)


def add_line(work: Work, actor: Person, where: Where, texts: Texts, *, place: int, seen: int) -> None:
    """Raises `LineUnsaid`, `TooManyLines`, `TemplateChanged`, `Outdated`, `NotAllowed`."""
    check_said(texts)
    kind, _ = _held(work, where)
    key = new_key(texts["en"], _taken(work, where, kind))
    line = SheetItem(key=key, texts=texts)
    _write(work, actor, where, lambda sheet: with_line(sheet, line, place), seen=seen)


def reword(work: Work, actor: Person, where: Where, key: str, texts: Texts, *, place: int, seen: int) -> None:
    """The same line in other words, or at another place. Raises the same, but `TooManyLines`."""
    check_said(texts)
    _write(work, actor, where, lambda sheet: with_other_words(sheet, key, texts, place), seen=seen)


def remove(work: Work, actor: Person, where: Where, key: str, *, seen: int) -> None:
    """Asked no more; where it stands open, it carries over. Raises `LastLine`, `LineCounts`, and the others."""
    _write(work, actor, where, lambda sheet: without_line(sheet, key), seen=seen)


def retitle(work: Work, actor: Person, where: Where, title: Texts, *, seen: int) -> None:
    check_said(title)
    _write(work, actor, where, lambda sheet: with_title(sheet, title), seen=seen)


def rewrite(
    work: Work, actor: Person, where: Where, title: Texts, lines: Sequence[SheetItem], *, seen: int
) -> None:
    """The whole sheet at once; a line without a key is new. Raises `LineCounts`, `TemplateChanged`, `NotAllowed`."""
    kind, _ = _held(work, where)
    taken = set(_taken(work, where, kind)) | {line.key for line in lines}
    items = []
    for line in lines:
        key = line.key or new_key(line.texts["en"], taken)
        taken.add(key)
        items.append(replace(line, key=key))
    _write(work, actor, where, lambda sheet: replace(sheet, title=title, items=tuple(items)), seen=seen)


def back_to_the_file(work: Work, actor: Person, where: Where, *, seen: int) -> None:
    """The programme file's sheet is in use again, as it is and as it will be. Raises `TemplateChanged`, `Outdated`,
    `NotAllowed`.
    """
    _as_seen(work, actor, where, seen)
    if version_of(work, where.programme_id, where.stage) is not None:
        _add(work, actor, where, seen + 1, title={}, items=())


def _write(work: Work, actor: Person, where: Where, change: Change, *, seen: int) -> None:
    """One version more. What changes nothing is none."""
    kind = _as_seen(work, actor, where, seen)
    before = kind.sheets[where.stage]
    after = change(before)
    if after != before:
        check_steps(kind, replace(kind, sheets={**kind.sheets, where.stage: after}))
        _add(work, actor, where, seen + 1, title=after.title, items=after.items)


def _as_seen(work: Work, actor: Person, where: Where, seen: int) -> ProgrammeType:
    """The type with the sheets in use, for a coordinator who has `seen` this version of that one."""
    work.authorise(actor, Act.EDIT_SHEETS, programme_id=where.programme_id)
    kind, edition = _held(work, where)
    if seen != (edition.version if edition is not None else 0):
        raise TemplateChanged
    return kind


def _add(
    work: Work, actor: Person, where: Where, version: int, *, title: Texts, items: tuple[SheetItem, ...]
) -> None:
    written = Edition(
        stage=where.stage, version=version, title=title, items=items, by_id=actor.id, at=work.now
    )
    if not work.templates.add(where.programme_id, written):
        raise TemplateChanged


def _held(work: Work, where: Where) -> tuple[ProgrammeType, Edition | None]:
    """The programme's type with the sheets in use, and the latest version of this one, if it was ever changed."""
    if where.programme_id not in {one.id for one in work.programmes.running()}:
        raise Outdated
    kind = work.type_of(work.programmes.get(where.programme_id))
    if where.stage not in kind.sheets:
        raise Outdated
    editions = work.templates.latest(where.programme_id)
    return as_edited(kind, editions), editions.get(where.stage)


def _taken(work: Work, where: Where, kind: ProgrammeType) -> frozenset[str]:
    of_the_file = work.type_of(work.programmes.get(where.programme_id))
    return frozenset({**lines_in(kind), **lines_in(of_the_file)}) | work.templates.keys(where.programme_id)
