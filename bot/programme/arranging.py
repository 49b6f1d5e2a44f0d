"""What a mentorship makes of its own sheets: a line of the programme that they do without, a line that they add.

It holds for everybody in the mentorship, on the sheet that runs and on all that follow; nobody else's sheet changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.points import NothingWritten
from bot.domain.refusals import Outdated
from bot.domain.sheets import Item, check_own
from bot.programme import sheets
from bot.programme.sheets import Page
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """A sheet, and the lines of the programme that these people do `without` on it."""

    page: Page
    without: Sequence[Item]


def arrangement(work: Work, actor: Person, mentorship_id: int, cycle: int) -> Arrangement:
    """Raises `Outdated` for a sheet that is not there, or not the actor's."""
    page = sheets.at(work, actor, mentorship_id, cycle)
    return Arrangement(page=page, without=work.sheets.without(page.sheet.id))


def add(work: Work, actor: Person, mentorship_id: int, cycle: int, words: str) -> None:
    """A line of theirs, on this sheet and on every later one, also where the form was kept open over the end of the
    cycle. Raises `NothingWritten` or `EnoughOfTheirOwn`.
    """
    page = sheets.at(work, actor, mentorship_id, cycle)
    if not words:
        raise NothingWritten
    check_own(work.own_lines.of(mentorship_id))
    key = work.own_lines.add(mentorship_id, words, by=actor.id, at=work.now)
    running = sheets.opened(work, actor, mentorship_id)
    for sheet_id in {page.sheet.id, running.sheet.id}:
        work.sheets.add_line(sheet_id, key)


def take_off(work: Work, actor: Person, mentorship_id: int, cycle: int, item_id: int) -> None:
    """A line of the programme is left out, and can be put back; one of theirs is gone, with its words."""
    item = _on(sheets.at(work, actor, mentorship_id, cycle).sheet.items, item_id)
    if item.is_theirs:
        work.own_lines.forget(mentorship_id, item.key)
    else:
        work.own_lines.do_without(mentorship_id, item.key, by=actor.id, at=work.now)


def put_back(work: Work, actor: Person, mentorship_id: int, cycle: int, item_id: int) -> None:
    """A line that they did without is asked again, here and later."""
    item = _on(arrangement(work, actor, mentorship_id, cycle).without, item_id)
    work.own_lines.forget(mentorship_id, item.key)


def _on(items: Sequence[Item], item_id: int) -> Item:
    found = next((item for item in items if item.id == item_id), None)
    if found is None:
        raise Outdated
    return found
