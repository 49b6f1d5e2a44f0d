"""The reference sheet: as lines in a message, as boxes to tick in a form; what people added is below, in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from bot.domain.people import Person
from bot.domain.sheets import Item
from bot.programme.sheets import Page
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views import explanations, goals, points
from handlers.views.blocks import (
    BOXES,
    OPTION,
    Block,
    actions,
    ask,
    button,
    checkboxes,
    cut,
    modal,
    option,
    quiet,
    section,
)
from handlers.views.wording import names

#: In a form that asks which sheet: a mentor of many has their mentees on one page.
MOST_PAIRS = 45
T = TypeVar("T")


def lines(page: Page, t: Speech) -> list[Block]:
    """The sheet as it stands now, for a message: what to talk about, who ticked what, what was carried over."""
    headed = t("sheets.headed", title=page.title[t.language], progress=progress(page, t))
    said = (section(Markup.joined(some)) for some in _paragraphs(page, t))
    return [section(headed), *goals.of_message(page, t), *said, *points.in_message(page, t)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What the form carries along, as ids: whose sheet of which cycle it is, and what was ticked when it opened."""

    mentorship_id: int
    cycle: int
    lines: frozenset[int]
    points: frozenset[int]

    @property
    def kept(self) -> str:
        ticked = (",".join(map(str, sorted(ones))) for ones in (self.lines, self.points))
        return ":".join((str(self.mentorship_id), str(self.cycle), *ticked))


def form(page: Page, t: Speech, *, memory: Memory | None = None) -> Block:
    """Boxes to tick, saved with one press. One that is drawn again keeps the `memory` of when it was opened: what is
    ticked in it and not saved yet is compared with that.
    """
    memory = memory or memory_of(page)
    return modal(
        t.plain("sheets.title"),
        section(_heading(page, t)),
        *goals.of_form(page, t),
        *(_boxes(number, some, page, t, memory) for number, some in enumerate(_tens(page.sheet.items))),
        *points.in_form(page, t, memory.points),
        actions(points.add_button(page.sheet.mentorship_id, t), _arrange(page, t)),
        *explanations.resources(page.resources, t, of=page.type_key),
        quiet(t("sheets.shared" if len(page.partners) == 1 else "sheets.shared_by_all")),
        callback_id=ids.SHEET_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=memory.kept,
    )


def memory_of(page: Page) -> Memory:
    """Of a form that opens now."""
    return Memory(
        mentorship_id=page.sheet.mentorship_id,
        cycle=page.sheet.cycle,
        lines=page.sheet.ticked,
        points=frozenset(point.id for point in page.points if point.is_done),
    )


def which(pages: Sequence[Page], t: Speech) -> Block:
    """For somebody with several mentorships: whose sheet?"""
    return modal(
        t.plain("sheets.title"),
        section(t("sheets.which")),
        *(_choice(page, t) for page in pages[:MOST_PAIRS]),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def progress(page: Page, t: Speech) -> Markup:
    """As in "3 sur 7 cochés"."""
    return t("sheets.progress", count=page.sheet.done, total=len(page.sheet.items))


def open_button(mentorship_id: int, t: Speech) -> Block:
    return button(t.plain("sheets.open"), f"{ids.SHEET_OPEN}:{mentorship_id}", value=mentorship_id)


def _arrange(page: Page, t: Speech) -> Block:
    mentorship_id = page.sheet.mentorship_id
    return button(t.plain("arranging.open"), f"{ids.ARRANGE_OPEN}:{mentorship_id}", value=mentorship_id)


def _heading(page: Page, t: Speech) -> Markup:
    title = page.title[t.language]
    return t("sheets.heading", title=title, partner=names(page.partners, t), progress=progress(page, t))


def _paragraphs(page: Page, t: Speech) -> Iterator[list[Markup]]:
    """What was carried over comes under one title, rather than with the same words behind every line."""
    first = _carried_together(page)
    rest = page.sheet.items[len(first) :]
    if first:
        words = [_line(item, page, t, alone=False) for item in first]
        yield from _headed(_title_of(first, page, t), words)
    if rest:
        words = [_line(item, page, t) for item in rest]
        yield from _headed(t("sheets.then_new"), words) if first else _tens(words)


def _carried_together(page: Page) -> Sequence[Item]:
    """The lines that open the sheet and come from earlier ones, when there are several."""
    carried = list(takewhile(lambda item: item.carried_since is not None, page.sheet.items))
    return carried if len(carried) > 1 else []


def _title_of(carried: Sequence[Item], page: Page, t: Speech) -> Markup:
    if all(item.came_with_the_mentee for item in carried):
        return t("sheets.first_mentorship")
    if not all(page.sheet.came_from_the_last(item) for item in carried):
        return t("sheets.first_before")
    return t("sheets.first_last_month" if page.monthly else "sheets.first_last_time")


def _headed(title: Markup | None, words: Sequence[Markup]) -> Iterator[list[Markup]]:
    for place, some in enumerate(_tens(words)):
        yield [title, *some] if title and place == 0 else [*some]


def _line(item: Item, page: Page, t: Speech, *, alone: bool = True) -> Markup:
    carried = _since(item, page, t) if alone else None
    remarks = [one for one in (carried, _ticked(item, page, t)) if one]
    words = escape(item.texts[t.language])
    if not remarks:
        return t("sheets.line", words=words)
    return t("sheets.line_with", words=words, remark=Markup.joined(remarks, ", "))


def _boxes(number: int, items: Sequence[Item], page: Page, t: Speech, memory: Memory) -> Block:
    boxes = [_box(item, page, t) for item in items]
    ticked = [box for box, item in zip(boxes, items, strict=True) if item.id in memory.lines]
    label = t.plain("sheets.boxes") if number == 0 else t.plain("sheets.boxes_more")
    return ask(label, checkboxes("boxes", boxes, chosen=ticked), block_id=f"boxes_{number}", optional=True)


def _box(item: Item, page: Page, t: Speech) -> Block:
    person = page.people.get(item.ticked_by or 0)
    remarks = [str(carried) for carried in [_since(item, page, t)] if carried]
    if item.ticked_at is not None:
        name = _name(person, page, t, person.first_name) if person else ""
        said = t.plain("sheets.ticked_by", who=name) if name else t.plain("sheets.ticked")
        remarks.append(said)
    return option(
        item.texts[t.language], item.id, description=cut(" · ".join(remarks), OPTION) if remarks else None
    )


def _since(item: Item, page: Page, t: Speech) -> Markup | None:
    if item.carried_since is None:
        return None
    if item.came_with_the_mentee:
        return t("sheets.carried_from_mentorship")
    if not page.sheet.came_from_the_last(item):
        return t("sheets.carried_from_before")
    return t("sheets.carried_from_last_month" if page.monthly else "sheets.carried_from_last_time")


def _ticked(item: Item, page: Page, t: Speech) -> Markup | None:
    if item.ticked_at is None:
        return None
    person = page.people.get(item.ticked_by or 0)
    if person is None:
        return t("sheets.ticked")
    return t("sheets.ticked_by", who=_name(person, page, t, mention(person.slack_id)))


def _name(person: Person, page: Page, t: Speech, name: str) -> str:
    """Nobody reads their own name."""
    return t.plain("points.you") if person.id == page.reader_id else name


def _choice(page: Page, t: Speech) -> Block:
    words = t("sheets.which_line", partner=names(page.partners, t), progress=progress(page, t))
    return section(words, button=open_button(page.sheet.mentorship_id, t))


def _tens(items: Sequence[T]) -> Iterator[list[T]]:
    return ([*items[start : start + BOXES]] for start in range(0, len(items), BOXES))
